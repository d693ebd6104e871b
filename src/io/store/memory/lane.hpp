#pragma once

#include "io/store/memory/commit.hpp"

namespace charla::store::memory {

/// The epoch of one opening of the store: its lanes have it in common, and whichever settles raises it for all. Guarded
/// by the disk's mutex.
struct ownership {
  epoch_t epoch = 0;
};

class lane final : public store_lane {
public:
  lane(std::shared_ptr<memory_disk> disk, std::shared_ptr<ownership> owned, ports::clock& clock);
  stored<batch_result> apply(const batch& work) override;
  stored<batch_result> settle(const batch& work) override;
  [[nodiscard]] epoch_t epoch() const override;
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
  [[nodiscard]] bool overtaken() const { return disk_->rows.epoch != owned_->epoch; }

  std::shared_ptr<memory_disk> disk_;
  std::shared_ptr<ownership> owned_;
  ports::clock& clock_;
  std::int64_t batch_ = 0;
  epoch_t batch_epoch_ = 0; ///< of the last batch: another lane may have settled since
};

class reader final : public store_reader {
public:
  explicit reader(std::shared_ptr<memory_disk> disk) : disk_(std::move(disk)) {}
  stored<std::optional<conversation_row>> load(const conversation_id& id) override;
  stored<std::vector<stored_message>>
  history(const conversation_id& id, std::int64_t before, std::size_t limit) override;
  stored<std::vector<pending_cause>> pending(const conversation_id& id, std::size_t limit) override;
  stored<std::optional<conversation_id>> find_by_user_id(channel_id channel, const std::string& user_id) override;
  stored<std::vector<timer_row>> timers_of(const conversation_id& id) override;
  stored<std::vector<outbox_row>> outbox_of(const conversation_id& id) override;
  stored<std::vector<due_deliveries>>
  deliveries_due(webhook_id after, timestamp now, std::size_t subscriptions, std::size_t each) override;
  stored<std::vector<media_row>> media_due(timestamp now, std::size_t limit) override;
  stored<std::optional<asset_row>> asset(tenant_id t, const asset_id& id) override;
  stored<std::optional<std::string>> uploaded(channel_id channel, const asset_id& id, timestamp now) override;

private:
  std::shared_ptr<memory_disk> disk_;
};

} // namespace charla::store::memory
