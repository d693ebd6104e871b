#pragma once

#include "io/api/reports/facts.hpp"

#include <map>

/// The facts of many conversations, added up.
namespace charla::api::reports {

/// A quarter of an hour: hours and days of every time zone are made of whole ones.
struct quarter {
  std::int64_t inbound = 0, bot = 0, human = 0, failed = 0, started = 0;
  std::vector<std::int64_t> responses_ms;
};
inline constexpr flows::milliseconds quarter_length{15 * 60 * 1000};

struct failure_key {
  std::int32_t code = 0;
  std::string text; ///< empty for a provider's code: its words differ from time to time
  friend auto operator<=>(const failure_key&, const failure_key&) = default;
};
struct failure_count {
  std::int64_t count = 0;
  std::string text; ///< of the first one
};
struct charge_count {
  std::int64_t messages = 0;
  std::int64_t billable = 0;
};

struct report {
  std::int64_t started = 0, active = 0, resolved = 0;
  std::int64_t inbound = 0, bot = 0, human = 0, system = 0;
  std::int64_t handled = 0, by_bot_alone = 0;
  std::vector<std::int64_t> responses_ms; ///< sorted by `finish`
  std::map<std::string, std::int64_t> handoffs;
  std::int64_t failed = 0;
  std::map<failure_key, failure_count> failures;
  std::int64_t templates_sent = 0;
  std::map<std::string, charge_count> charges;
  std::map<std::int64_t, quarter> quarters; ///< by their number since 1970
  bool complete = true;                     ///< false: a bound was hit, older conversations are not counted

  void add(const facts& f);
  void finish();
};

/// Reasons, errors and categories that are told apart; the rest is `other`.
inline constexpr std::size_t kinds_max = 100;

/// By nearest rank; `sorted` is not empty.
[[nodiscard]] std::int64_t percentile(const std::vector<std::int64_t>& sorted, int percent);
[[nodiscard]] failure_key key_of(const failed_send& f);

} // namespace charla::api::reports
