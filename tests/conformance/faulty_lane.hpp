#pragma once

#include "io/ports/store.hpp"

#include <memory>
#include <utility>

namespace charla::conformance {

/// A lane between us and which the connection breaks: what it was asked for may have been done (H1). Everything else
/// goes through.
class faulty_lane final : public ports::store_lane {
public:
  enum class fault : std::uint8_t {
    none,
    answer_lost,   ///< commits, then nobody knows
    request_lost,  ///< does nothing, and nobody knows
    not_available, ///< does nothing, and says so
  };

  explicit faulty_lane(std::unique_ptr<ports::store_lane> inner) : inner_(std::move(inner)) {}
  /// The next `apply` meets this.
  void next(fault f) { next_ = f; }

  ports::stored<ports::batch_result> apply(const ports::batch& work) override {
    switch (std::exchange(next_, fault::none)) {
    case fault::none: return inner_->apply(work);
    case fault::answer_lost:
      if (auto done = inner_->apply(work); !done) return done;
      return tl::make_unexpected(ports::store_error{ports::store_errc::unknown_outcome, "the answer was lost"});
    case fault::request_lost:
      return tl::make_unexpected(ports::store_error{ports::store_errc::unknown_outcome, "the request was lost"});
    case fault::not_available:
      return tl::make_unexpected(ports::store_error{ports::store_errc::unavailable, "not available"});
    }
    return inner_->apply(work);
  }
  ports::stored<ports::batch_result> settle(const ports::batch& work) override { return inner_->settle(work); }
  [[nodiscard]] ports::epoch_t epoch() const override { return inner_->epoch(); }
  ports::stored<std::vector<ports::pending_cause>>
  recover_inbox(ports::inbox_id after, std::size_t limit, bool count_attempt) override {
    return inner_->recover_inbox(after, limit, count_attempt);
  }
  ports::stored<std::vector<ports::outbox_row>> recover_outbox(const std::optional<ports::out_id>& after,
                                                               std::size_t limit) override {
    return inner_->recover_outbox(after, limit);
  }
  ports::stored<std::vector<ports::pending_cause>>
  sweep_inbox(ports::inbox_id after, ports::timestamp older_than, std::size_t limit) override {
    return inner_->sweep_inbox(after, older_than, limit);
  }
  ports::stored<std::vector<ports::outbox_row>>
  sweep_outbox(const std::optional<ports::out_id>& after, ports::timestamp now, std::size_t limit) override {
    return inner_->sweep_outbox(after, now, limit);
  }
  ports::stored<std::vector<ports::timer_row>>
  timers_due(ports::timestamp until, const std::optional<ports::timer_row>& after, std::size_t limit) override {
    return inner_->timers_due(until, after, limit);
  }
  ports::stored<std::int64_t> forget_deliveries_before(ports::timestamp delivered, ports::timestamp all) override {
    return inner_->forget_deliveries_before(delivered, all);
  }
  ports::stored<std::int64_t> forget_seen_before(ports::timestamp day) override {
    return inner_->forget_seen_before(day);
  }
  ports::stored<std::int64_t> forget_exchanges_before(ports::timestamp t) override {
    return inner_->forget_exchanges_before(t);
  }
  ports::stored<std::vector<ports::asset_row>> forget_assets_before(ports::timestamp t) override {
    return inner_->forget_assets_before(t);
  }
  ports::stored<std::int64_t> forget_submissions_before(ports::timestamp t) override {
    return inner_->forget_submissions_before(t);
  }
  ports::stored<void> close_clean() override { return inner_->close_clean(); }

private:
  std::unique_ptr<ports::store_lane> inner_;
  fault next_ = fault::none;
};

} // namespace charla::conformance
