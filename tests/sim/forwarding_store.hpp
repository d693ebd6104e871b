#pragma once

#include "io/ports/admin.hpp"
#include "io/ports/store.hpp"

/// Stores that do what another store does: to be derived from, where one thing shall be different.
namespace charla::sim {

using ports::stored;

class forwarding_lane : public ports::store_lane {
public:
  explicit forwarding_lane(std::unique_ptr<ports::store_lane> inner) : inner_(std::move(inner)) {}
  stored<ports::batch_result> apply(const ports::batch& work) override { return inner_->apply(work); }
  stored<ports::batch_result> settle(const ports::batch& work) override { return inner_->settle(work); }
  [[nodiscard]] ports::epoch_t epoch() const override { return inner_->epoch(); }
  stored<std::vector<ports::pending_cause>>
  recover_inbox(flows::inbox_id after, std::size_t limit, bool count_attempt) override {
    return inner_->recover_inbox(after, limit, count_attempt);
  }
  stored<std::vector<ports::outbox_row>> recover_outbox(const std::optional<flows::out_id>& after,
                                                        std::size_t limit) override {
    return inner_->recover_outbox(after, limit);
  }
  stored<std::vector<ports::pending_cause>>
  sweep_inbox(flows::inbox_id after, flows::timestamp older_than, std::size_t limit) override {
    return inner_->sweep_inbox(after, older_than, limit);
  }
  stored<std::vector<ports::outbox_row>>
  sweep_outbox(const std::optional<flows::out_id>& after, flows::timestamp now, std::size_t limit) override {
    return inner_->sweep_outbox(after, now, limit);
  }
  stored<std::vector<ports::timer_row>>
  timers_due(flows::timestamp until, const std::optional<ports::timer_row>& after, std::size_t limit) override {
    return inner_->timers_due(until, after, limit);
  }
  stored<std::int64_t> forget_seen_before(flows::timestamp day) override { return inner_->forget_seen_before(day); }
  stored<std::int64_t> forget_deliveries_before(flows::timestamp delivered, flows::timestamp all) override {
    return inner_->forget_deliveries_before(delivered, all);
  }
  stored<std::int64_t> forget_exchanges_before(flows::timestamp t) override {
    return inner_->forget_exchanges_before(t);
  }
  stored<std::vector<ports::asset_row>> forget_assets_before(flows::timestamp t) override {
    return inner_->forget_assets_before(t);
  }
  stored<std::int64_t> forget_submissions_before(flows::timestamp t) override {
    return inner_->forget_submissions_before(t);
  }
  stored<void> close_clean() override { return inner_->close_clean(); }

protected:
  std::unique_ptr<ports::store_lane> inner_;
};

class forwarding_reader : public ports::store_reader {
public:
  explicit forwarding_reader(std::unique_ptr<ports::store_reader> inner) : inner_(std::move(inner)) {}
  stored<std::optional<ports::conversation_row>> load(const flows::conversation_id& id) override {
    return inner_->load(id);
  }
  stored<std::vector<ports::stored_message>>
  history(const flows::conversation_id& id, std::int64_t before, std::size_t limit) override {
    return inner_->history(id, before, limit);
  }
  stored<std::vector<ports::pending_cause>> pending(const flows::conversation_id& id, std::size_t limit) override {
    return inner_->pending(id, limit);
  }
  stored<std::optional<flows::conversation_id>> find_by_user_id(flows::channel_id channel,
                                                                const std::string& user_id) override {
    return inner_->find_by_user_id(channel, user_id);
  }
  stored<std::vector<ports::timer_row>> timers_of(const flows::conversation_id& id) override {
    return inner_->timers_of(id);
  }
  stored<std::vector<ports::outbox_row>> outbox_of(const flows::conversation_id& id) override {
    return inner_->outbox_of(id);
  }
  stored<std::vector<ports::due_deliveries>>
  deliveries_due(ports::webhook_id after, flows::timestamp now, std::size_t subscriptions, std::size_t each) override {
    return inner_->deliveries_due(after, now, subscriptions, each);
  }
  stored<std::vector<ports::media_row>> media_due(flows::timestamp now, std::size_t limit) override {
    return inner_->media_due(now, limit);
  }
  stored<std::optional<ports::asset_row>> asset(flows::tenant_id t, const ports::asset_id& id) override {
    return inner_->asset(t, id);
  }
  stored<std::optional<std::string>>
  uploaded(flows::channel_id channel, const ports::asset_id& id, flows::timestamp now) override {
    return inner_->uploaded(channel, id, now);
  }

protected:
  std::unique_ptr<ports::store_reader> inner_;
};

class forwarding_store : public ports::store {
public:
  explicit forwarding_store(std::unique_ptr<ports::store> inner) : inner_(std::move(inner)) {}
  stored<ports::opening> open() override { return inner_->open(); }
  [[nodiscard]] std::size_t lane_count() const override { return inner_->lane_count(); }
  stored<std::unique_ptr<ports::store_lane>> lane(std::size_t index) override { return inner_->lane(index); }
  stored<std::unique_ptr<ports::store_reader>> reader() override { return inner_->reader(); }
  stored<std::unique_ptr<ports::store_admin>> admin() override { return inner_->admin(); }
  std::optional<double> free_space() override { return inner_->free_space(); }
  bool reachable() override { return inner_->reachable(); }
  [[nodiscard]] std::string_view name() const override { return inner_->name(); }

protected:
  std::unique_ptr<ports::store> inner_;
};

} // namespace charla::sim
