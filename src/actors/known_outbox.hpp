#pragma once

#include "flows/ids.hpp"

#include <optional>

namespace charla::actors {

/// Which part of the outbox a sender has taken over, in key order. Its memory is bounded: what does not fit is left in
/// the store and read later; until then no later bubble of the same conversation may be taken either, or it would
/// overtake (I7). A value.
class known_outbox {
public:
  /// May a row that somebody tells of be taken? Otherwise reading will find it.
  [[nodiscard]] bool covers(const flows::out_id& out) const { return all_ || (to_ && out <= *to_); }
  /// Nothing this far in the order was ever taken: a row found there is not in our hands, for sure.
  [[nodiscard]] bool untouched(const flows::out_id& out) const { return !furthest_ || *furthest_ < out; }
  [[nodiscard]] bool complete() const noexcept { return all_; }
  /// Where reading goes on: after this row; `nullopt`: from the start.
  [[nodiscard]] const std::optional<flows::out_id>& cursor() const noexcept { return to_; }

  void read_to(const flows::out_id& out) {
    to_ = out;
    if (untouched(out)) furthest_ = out;
  }
  void read_all() {
    all_ = true;
    furthest_ = flows::out_id{flows::conversation_id{last_uuid()}, INT64_MAX, INT16_MAX};
  }
  /// This row had to be left in the store.
  void left(const flows::out_id& out) {
    if (!covers(out)) return;
    all_ = false;
    to_ = out;
    --to_->index;
  }

private:
  static flows::uuid last_uuid() {
    flows::uuid id;
    id.bytes.fill(0xff);
    return id;
  }

  bool all_ = false;
  std::optional<flows::out_id> to_;
  std::optional<flows::out_id> furthest_;
};

} // namespace charla::actors
