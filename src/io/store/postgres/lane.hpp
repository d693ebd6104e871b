#pragma once

#include "io/store/postgres/fragment.hpp"
#include "io/store/postgres/place.hpp"
#include "io/store/postgres/rows.hpp"

namespace charla::store::postgres {

/// One connection that writes. A batch is one statement, so it is committed whole or not at all; only when a value in
/// it is wrong is it taken apart (`isolate`).
class lane final : public store_lane {
public:
  lane(std::shared_ptr<place> where, std::size_t index);

  stored<batch_result> apply(const batch& work) override;
  stored<batch_result> settle(const batch& work) override;
  [[nodiscard]] epoch_t epoch() const override { return epoch_; }

  stored<std::vector<pending_cause>> recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) override;
  stored<std::vector<outbox_row>> recover_outbox(const std::optional<out_id>& after, std::size_t limit) override;
  stored<std::vector<pending_cause>> sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) override;
  stored<std::vector<outbox_row>>
  sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) override;
  stored<std::vector<timer_row>>
  timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) override;
  stored<std::int64_t> forget_seen_before(timestamp day) override;
  stored<std::int64_t> forget_deliveries_before(timestamp delivered, timestamp all) override;
  stored<std::int64_t> forget_exchanges_before(timestamp before) override;
  stored<std::vector<asset_row>> forget_assets_before(timestamp before) override;
  stored<std::int64_t> forget_submissions_before(timestamp before) override;
  stored<void> close_clean() override;

private:
  [[nodiscard]] lane_context context(bool again) const;
  /// One statement, tried again a bounded number of times while it is known to be undone and worth it.
  void execute(const batch& work, const selection& part, bool again, batch_result& into);
  /// After a data error: each kind by itself, turns and what concerns channels by halves, until the bad ones stand
  /// alone.
  stored<batch_result> isolate(const batch& work, const selection& all, bool again, batch_result answers);
  /// @param wrong is told of each item that is wrong by itself.
  void bisect(const std::vector<std::size_t>& items,
              bool again,
              const batch& work,
              batch_result& into,
              std::vector<std::size_t> selection::*kind,
              const std::function<void(std::size_t)>& wrong);
  stored<batch_result> commit(const batch& work, const selection& all, bool again, batch_result answers);

  // settle.cpp
  void connect_patiently();
  void reacquire();
  void take_back_claims(const batch& work);
  void find_committed_turns(const batch& work, batch_result& into);

  std::shared_ptr<place> place_;
  std::int16_t index_;
  session db_;
  epoch_t epoch_;
  std::int64_t batch_;
  std::size_t parts_committed_ = 0; ///< of the batch in hand
  bool said_goodbye_ = false;
};

} // namespace charla::store::postgres
