#pragma once

#include "flows/error.hpp"
#include "flows/policy/rate.hpp"
#include "io/providers/simulator/wire.hpp"

#include <unordered_map>

namespace charla::simulator {

/// What a number may send. The defaults allow everything; `meta_limits` are the real ones.
struct limit_settings {
  double number_rate = 0;            ///< messages a second of one number; 0: no limit. More is 130429
  std::int64_t number_burst = 0;     ///< at once; 0: as many as in a second
  std::int64_t pair_interval_ms = 0; ///< between messages to one recipient; 0: no limit. More is 131056
  std::int64_t pair_burst = 45;      ///< at once
  std::int64_t window_ms = 0;        ///< since the recipient's last message; 0: no limit. Free texts later are 131047
  bool window_by_status = true;      ///< accepted and failed by status, as Meta does; false: refused at once
  bool templates_checked = false;    ///< only templates that are known and approved: 132001, 132015, 132016, 132000
};

/// 80 a second, 45 at once and one each 6 s to a recipient, 24 hours (providers.md A11), approved templates only.
[[nodiscard]] limit_settings meta_limits();

/// Changes what the JSON object names and leaves the rest; `{"preset":"meta"}` or `"none"` sets all of them first.
/// Errors: `limit.unknown`, `limit.value`, `json.*`; then nothing is changed.
[[nodiscard]] flows::result<limit_settings> changed(const limit_settings& now, std::string_view json);
[[nodiscard]] std::string to_json(const limit_settings& s);

/// Keeps the limits: token buckets of numbers and of pairs, and when each customer wrote last. Bounded: beyond a
/// million pairs, those that have nothing left to remember are forgotten, then any.
class limiter {
public:
  /// Takes the tokens of a send that may go; tells why another may not. Only what is accepted counts.
  [[nodiscard]] std::optional<refusal> admit(const limit_settings& s, const send_request& r, flows::timestamp now);
  /// The customer has written to this number: the window is open.
  void opened(std::string_view number, std::string_view customer, flows::timestamp now);
  void clear();

private:
  struct pair {
    flows::policy::rate_bucket bucket;
    std::optional<flows::timestamp> written;
  };
  pair& pair_of(std::string_view number, std::string_view customer, flows::timestamp now);

  std::unordered_map<std::string, flows::policy::rate_bucket> numbers_;
  std::unordered_map<std::string, pair> pairs_;
};

} // namespace charla::simulator
