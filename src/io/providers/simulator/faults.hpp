#pragma once

#include "flows/error.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace charla::simulator {

/// Draws from a seed, so that a run can be had again: splitmix64 (Vigna, public domain).
class dice {
public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  /// At least 0, less than 1.
  [[nodiscard]] double roll() noexcept;

private:
  std::uint64_t state_;
};

/// When a fault strikes: the next `next` times for sure, after that with `probability`.
struct chance {
  std::int64_t next = 0;
  double probability = 0;

  [[nodiscard]] bool strikes(dice& random);
};

/// How sends, statuses and files go wrong.
struct faults {
  /// Answered with an error in the provider's words.
  struct {
    chance when;
    std::int64_t code = 131000;
    std::int64_t status = 500;
    std::int64_t retry_after_s = 0; ///< 0: no such header
  } error;
  /// 200 with an error in it: some gateways do that.
  struct {
    chance when;
    std::int64_t code = 131000;
  } ok_with_error;
  /// A page for people instead of JSON: a proxy in between.
  struct answered {
    chance when;
    std::int64_t status = 502;
  };
  answered html;
  answered redirect{{}, 302}; ///< elsewhere
  /// Accepted, and failed by status.
  struct {
    chance when;
    std::int64_t code = 131026;
  } failed;
  /// Answered late.
  struct {
    chance when;
    std::int64_t ms = 1000;
  } delay;
  /// No answer within the client's time: the request was not taken (`lost_before`), or was (`lost_after`). After
  /// `hold_ms` the connection gets a 503.
  struct lost {
    chance when;
    std::int64_t hold_ms = 15'000;
  };
  lost lost_before;
  lost lost_after;
  chance closed_before;      ///< the connection closes at once without an answer: not taken
  chance closed_after;       ///< the same, but it was taken
  chance duplicate_statuses; ///< each status twice
  chance reorder_statuses;   ///< the last one first
  chance lost_statuses;      ///< never posted
  chance withheld_statuses;  ///< posted when `/control/release` says so
  answered media_error{{}, 500};
  chance media_gone;      ///< the address of a file is dead: 404
  chance media_truncated; ///< half of the bytes
  chance media_wrong_sha; ///< told with another SHA-256
  chance media_too_large; ///< told as 200 MiB
};

/// Changes what the JSON object names and leaves the rest: `{"error":{"code":131056,"status":400,"next":3},
/// "lost_after":{"probability":0.1}}`. Errors: `fault.unknown`, `fault.value`, `json.*`, with the path; then nothing is
/// changed.
[[nodiscard]] flows::result<faults> changed(const faults& now, std::string_view json);

/// The faults as `changed` reads them.
[[nodiscard]] std::string to_json(const faults& f);

} // namespace charla::simulator
