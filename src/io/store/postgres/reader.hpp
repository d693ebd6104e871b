#pragma once

#include "io/store/postgres/place.hpp"
#include "io/store/postgres/rows.hpp"

namespace charla::store::postgres {

/// Waking conversations up: a connection of its own, replaced when it breaks.
class reader final : public store_reader {
public:
  explicit reader(std::shared_ptr<place> where);

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
  std::shared_ptr<place> place_;
  session db_;
};

} // namespace charla::store::postgres
