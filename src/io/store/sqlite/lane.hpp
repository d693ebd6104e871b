#pragma once

#include "io/store/sqlite/checkpointer.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/place.hpp"

namespace charla::store::sqlite {

/// Our epoch is no longer the store's. Thrown within a transaction.
struct overtaken {};
store_error disk_has_failed();

/// The writer. Its connection lives as long as it does.
class lane final : public store_lane {
public:
  /// Throws `failure` when the file cannot be opened.
  lane(std::shared_ptr<place> where, int cache_kib);

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
  /// Runs `work` in one transaction; see `sqlite_options` for what a refusal of the disk does.
  template <class Work>
  auto in_transaction(Work work) -> stored<decltype(work())>;
  [[nodiscard]] commit_context context() { return {db_, epoch_, batch_, place_->clock.now()}; }

  std::shared_ptr<place> place_;
  connection db_;
  checkpointer checkpointer_; ///< ends before the connection does
  epoch_t epoch_ = 0;
  std::int64_t batch_ = 0;
};

template <class Work>
auto lane::in_transaction(Work work) -> stored<decltype(work())> {
  if (place_->failed) return tl::make_unexpected(disk_has_failed());
  bool committing = false;
  try {
    db_.begin();
    auto result = work();
    committing = true;
    db_.commit();
    return result;
  } catch (const failure& f) {
    db_.rollback();
    if (is_disk_failure(f)) place_->failed = true;
    return tl::make_unexpected(meaning_of(f, committing));
  } catch (const needs_care&) {
    db_.rollback();
    throw;
  } catch (const overtaken&) {
    db_.rollback();
    return tl::make_unexpected(store_error{store_errc::fenced, "another owner has taken the store over"});
  }
}

} // namespace charla::store::sqlite
