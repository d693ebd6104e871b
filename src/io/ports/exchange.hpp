#pragma once

#include "io/ports/stored.hpp"

/// The channel log: what was said between us and a provider, redacted, kept for some days.
namespace charla::ports {

enum class exchange_kind : std::uint8_t { webhook = 0, send = 1, media = 2, manage = 3, mark_read = 4 };
[[nodiscard]] std::string_view name_of(exchange_kind k);
[[nodiscard]] std::optional<exchange_kind> parse_exchange_kind(std::string_view text);

/// One request and its answer. Secrets never reach it; bodies are cut at `exchange_body_max` bytes of valid UTF-8.
struct exchange {
  tenant_id tenant;
  channel_id channel;
  timestamp at;
  exchange_kind kind = exchange_kind::send;
  std::optional<conversation_id> conversation;
  std::optional<out_id> out; ///< of `send`
  std::string provider_id;   ///< of the message, when one is known
  std::string method;        ///< empty for a webhook
  std::string url;           ///< without its query's secrets
  std::int32_t status = 0;   ///< HTTP status; 0: none came
  std::int32_t took_ms = 0;
  bool failed = false;
  std::string request;
  std::string response;
  std::string note; ///< ours, for people: what it means and what to do
};
inline constexpr std::size_t exchange_body_max = 4096;

struct exchange_row {
  std::int64_t id = 0;
  exchange what;
};

struct exchange_filter {
  std::optional<channel_id> channel;
  std::optional<conversation_id> conversation;
  std::optional<exchange_kind> kind;
  std::string provider_id; ///< of one message
  std::optional<out_id> out;
  bool failed_only = false;
};

class exchange_admin {
public:
  virtual ~exchange_admin() = default;
  /// Newest first.
  virtual stored<page<exchange_row>>
  exchanges(tenant_id t, const exchange_filter& f, const std::string& after, std::size_t limit) = 0;
  /// For calls that the API makes itself (templates, connecting a number).
  virtual stored<void> add_exchange(const exchange& e) = 0;
};

} // namespace charla::ports
