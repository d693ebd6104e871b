#pragma once

#include "io/ports/report.hpp"

/// What one conversation says in a range of time: the only place that decides what counts as what. Both the figures and
/// the lists behind them are made of this. Pure.
namespace charla::api::reports {

using flows::timestamp;

/// A line that counts.
struct said {
  timestamp at;
  flows::direction dir = flows::direction::inbound;
  flows::author by = flows::author::contact;
};
/// A customer who was answered: when they began to wait, and for how long.
struct response {
  timestamp asked_at;
  std::int64_t took_ms = 0;
};
struct failed_send {
  timestamp at;
  std::int32_t code = 0;
  std::string text;
};
/// What a provider says a bubble cost.
struct charge {
  std::string category; ///< `utility`; as the provider calls it, in lower case
  bool billable = false;
};

struct facts {
  std::vector<said> lines; ///< neither notes nor bubbles that were withdrawn
  std::vector<response> responses;
  std::vector<std::string> handoffs; ///< their reasons
  std::vector<failed_send> failures;
  std::vector<charge> charges;
  std::int64_t templates_sent = 0;
  std::optional<timestamp> started_at; ///< its first line of all is in the range
  bool resolved = false;
  bool handled = false;   ///< the customer wrote
  bool bot_alone = false; ///< and the bot alone answered: no person spoke, nothing was handed over

  [[nodiscard]] bool active() const { return !lines.empty(); }
};

/// Reasons and errors are cut here, in bytes.
inline constexpr std::size_t words_max = 120;
/// Reason of a conversation that a person took over without giving one, and of a flow that gave none.
inline constexpr std::string_view taken_over = "take_over";
inline constexpr std::string_view handed_over = "handoff";

[[nodiscard]] facts facts_of(const ports::report_conversation& c, timestamp from, timestamp to);

} // namespace charla::api::reports
