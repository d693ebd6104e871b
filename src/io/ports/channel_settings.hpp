#pragma once

#include "flows/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace charla::ports {

/// How a recipient's number is written for one provider: a regular expression (RE2) over the digits and what stands in
/// its place, with `\1` for a group. The first that matches counts.
struct number_rule {
  std::string match;
  std::string replace;
  friend bool operator==(const number_rule&, const number_rule&) = default;
};

/// An approved template with one variable in its body, which carries a text that the 24-hour window refuses.
struct window_template {
  std::string name;
  std::string language;
  friend bool operator==(const window_template&, const window_template&) = default;
};

/// How a send that failed is tried again (R119, R198, R220).
struct retry_settings {
  std::int32_t attempts_max = 3;
  flows::milliseconds base{5000};
  double factor = 2;
  friend bool operator==(const retry_settings&, const retry_settings&) = default;
};

/// What an organisation sets of one channel; JSON in the channel's row (`json::read_channel_settings`).
struct channel_settings {
  std::vector<number_rule> number_rules;
  std::optional<window_template> outside_window; ///< absent: a free text outside the window is refused
  std::optional<double> number_rate; ///< messages a second; absent: what the provider tells, else the default
  bool coexistence = false;          ///< also used with the app on a phone: 20 messages a second
  retry_settings retry;
  std::vector<std::string> opt_out_words; ///< whole messages, compared without case and accents
  std::vector<std::string> opt_in_words;
  bool mark_read = false; ///< blue ticks as soon as a message is decided
  bool typing = false;    ///< show that an answer is being made; also marks read
  friend bool operator==(const channel_settings&, const channel_settings&) = default;
};

} // namespace charla::ports
