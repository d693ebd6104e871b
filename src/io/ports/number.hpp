#pragma once

#include "io/ports/stored.hpp"

/// What a provider tells of a number of ours: its quality, its speed, whether it is connected.
namespace charla::ports {

/// What has become known; absent parts stay as they were.
struct number_fact {
  tenant_id tenant;
  channel_id channel;
  timestamp at;                          ///< an older fact never overwrites a newer one
  std::optional<std::string> quality;    ///< `GREEN` | `YELLOW` | `RED` | `UNKNOWN`
  std::optional<double> rate;            ///< messages a second that the number may send
  std::optional<std::string> limit;      ///< of new conversations a day, in the provider's word: `TIER_1K`
  std::optional<std::string> connection; ///< unofficial ones: `open` | `connecting` | `close`
  std::optional<std::string> qr;         ///< to be scanned: a `data:image/png;base64,` URL; empty: no more
  std::optional<std::string> pairing_code;
  std::optional<std::string> reason; ///< of a connection that has ended
};

/// The last word on each.
struct number_row {
  tenant_id tenant;
  channel_id channel;
  timestamp at;
  std::string quality;
  std::optional<double> rate;
  std::string limit;
  std::string connection;
  std::string qr;
  std::string pairing_code;
  std::string reason;
};

class number_admin {
public:
  virtual ~number_admin() = default;
  virtual stored<std::vector<number_row>> numbers() = 0; ///< of all tenants
  virtual stored<void> put_number(const number_fact& f) = 0;
};

} // namespace charla::ports
