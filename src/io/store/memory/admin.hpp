#pragma once

#include "io/store/memory/commit.hpp"

namespace charla::store::memory {

/// What the API reads and writes. The files admin_*.cpp hold it, one subject each.
class admin final : public store_admin {
public:
  admin(std::shared_ptr<memory_disk> disk, ports::clock& clock) : disk_(std::move(disk)), clock_(clock) {}

  stored<std::vector<tenant_row>> tenants() override;
  stored<tenant_row> add_tenant(const tenant_row& t) override;
  stored<bool> update_tenant(const tenant_row& t) override;

  stored<std::vector<user_row>> users(tenant_id t) override;
  stored<std::optional<user_row>> user_by_email(const std::string& email) override;
  stored<std::optional<user_row>> user(user_id id) override;
  stored<std::int64_t> user_count() override;
  stored<user_row> add_user(const user_row& u) override;
  stored<bool> update_user(const user_row& u) override;

  stored<std::vector<channel_row>> channels() override;
  stored<channel_row> add_channel(const channel_row& c) override;
  stored<bool> update_channel(const channel_row& c) override;

  stored<std::vector<api_key_row>> api_keys(tenant_id t) override;
  stored<std::optional<api_key_row>> api_key_by_hash(const std::array<std::uint8_t, 32>& hash) override;
  stored<api_key_row> add_api_key(const api_key_row& k) override;
  stored<bool> revoke_api_key(tenant_id t, std::int32_t id, timestamp at) override;
  stored<void> touch_api_key(std::int32_t id, timestamp at) override;

  stored<void> add_session(const session_row& s) override;
  stored<std::optional<session_row>> session_by_hash(const std::array<std::uint8_t, 32>& hash) override;
  stored<void> extend_session(const std::array<std::uint8_t, 32>& hash, timestamp expires_at) override;
  stored<void> end_session(const std::array<std::uint8_t, 32>& hash) override;
  stored<void> end_sessions_of(user_id u) override;

  stored<std::vector<flow_row>> flows(tenant_id t) override;
  stored<flow_row> add_flow_version(const flow_row& f) override;
  stored<bool> activate_flow(tenant_id t, flow_id id, std::optional<std::int32_t> version, timestamp at) override;
  stored<bool> delete_flow_version(tenant_id t, flow_id id, std::int32_t version) override;

  stored<std::vector<flow_draft_row>> flow_drafts(tenant_id t) override;
  stored<std::optional<flow_draft_row>> flow_draft(tenant_id t, flow_id id) override;
  stored<flow_draft_row> add_flow(const flow_draft_row& f) override;
  stored<std::optional<std::int64_t>> save_flow(const flow_draft_row& f) override;

  stored<page<run_row>> runs(tenant_id t, const run_filter& f, const std::string& after, std::size_t limit) override;
  stored<std::vector<visit_count>> visits(tenant_id t, flow_id id, std::int32_t version) override;
  stored<page<timer_row>> timers(tenant_id t, const std::string& after, std::size_t limit) override;

  stored<page<conversation_row>>
  conversations(tenant_id t, const conversation_filter& f, const std::string& after, std::size_t limit) override;
  stored<std::optional<conversation_row>> conversation(tenant_id t, const conversation_id& id) override;
  stored<page<contact_row>>
  contacts(tenant_id t, const contact_query& q, const std::string& after, std::size_t limit) override;
  stored<std::optional<contact_row>> contact(tenant_id t, const contact_id& id) override;
  stored<std::int64_t> count_contacts(tenant_id t, const contact_query& q) override;
  stored<bool> update_contact(const contact_row& c) override;
  stored<bool> add_contact(const contact_row& c) override;
  stored<std::vector<address>> addresses(tenant_id t, const contact_id& id) override;
  stored<bool> merge_contacts(tenant_id t, const contact_id& into, const contact_id& from, timestamp at) override;
  stored<std::optional<erasure>> erase_contact(tenant_id t, const contact_id& id, timestamp at) override;
  stored<std::vector<segment_row>> segments(tenant_id t) override;
  stored<segment_row> put_segment(const segment_row& s) override;
  stored<bool> delete_segment(tenant_id t, std::int32_t id) override;
  stored<bool> mark_read(tenant_id t, const conversation_id& id) override;

  stored<std::optional<media_row>> media(tenant_id t, channel_id channel, const std::string& media_id) override;
  stored<std::optional<asset_row>> asset(tenant_id t, const asset_id& id) override;
  stored<void> put_asset(const asset_row& a) override;
  stored<bool> retry_media(tenant_id t, channel_id channel, const std::string& media_id, timestamp now) override;
  stored<std::vector<template_row>> templates(tenant_id t) override;
  stored<std::optional<template_row>> message_template(tenant_id t, std::int32_t id) override;
  stored<template_row> put_template(const template_row& row) override;
  stored<bool> delete_template(tenant_id t, std::int32_t id) override;
  stored<std::vector<number_row>> numbers() override;
  stored<void> put_number(const number_fact& f) override;
  stored<std::optional<task_row>> task(tenant_id t, const std::string& client_id) override;
  stored<page<task_row>>
  tasks(tenant_id t, std::optional<task_state> state, const std::string& after, std::size_t limit) override;
  stored<task_counts> count_tasks(tenant_id t, timestamp since) override;
  stored<page<exchange_row>>
  exchanges(tenant_id t, const exchange_filter& f, const std::string& after, std::size_t limit) override;
  stored<void> add_exchange(const exchange& e) override;
  stored<page<report_conversation>>
  report_activity(const report_filter& f, const std::string& after, std::size_t limit) override;
  stored<std::vector<waiting_row>>
  waiting_now(tenant_id t, std::optional<channel_id> channel, std::size_t limit) override;

  stored<std::vector<view_count>> count_views(tenant_id t, const std::string& email, std::int64_t cap) override;
  stored<std::optional<stored_message>> bubble(tenant_id t, const out_id& id) override;
  stored<std::vector<canned_row>> canned(tenant_id t) override;
  stored<std::optional<canned_row>> put_canned(const canned_row& row) override;
  stored<bool> delete_canned(tenant_id t, std::int32_t id) override;
  stored<std::vector<resource_row>> resources(tenant_id t) override;
  stored<void> add_resource(const resource_row& r) override;
  stored<bool> update_resource(const resource_row& r) override;
  stored<page<appointment_row>>
  appointments(tenant_id t, const appointment_filter& f, const std::string& after, std::size_t limit) override;
  stored<std::optional<appointment_row>> appointment(tenant_id t, const appointment_id& id) override;
  stored<booking>
  book(const appointment_row& a, const booking_key& key, const std::vector<event_out>& announce) override;
  stored<booking> change_appointment(const appointment_row& a, const std::vector<event_out>& announce) override;
  stored<std::vector<connection_row>> connections(tenant_id t) override;
  stored<void> put_connection(const connection_row& c) override;
  stored<bool> delete_connection(tenant_id t, const std::string& kind) override;

  stored<std::vector<turn_row>>
  turns(tenant_id t, const conversation_id& id, std::int64_t from_version, std::size_t limit) override;
  stored<std::optional<stored_message>> message_by_client_id(tenant_id t, const std::string& client_id) override;

  stored<page<dead_letter_row>>
  dead_letters(tenant_id t, const std::string& state, const std::string& after, std::size_t limit) override;
  stored<std::optional<dead_letter_row>> dead_letter(tenant_id t, std::int64_t id) override;
  stored<bool> redrive(tenant_id t, std::int64_t id, timestamp at, const std::optional<std::string>& body) override;
  stored<bool> discard(tenant_id t, std::int64_t id, const std::string& reason) override;

  stored<std::vector<webhook_row>> webhooks() override;
  stored<void> add_webhook(const webhook_row& w) override;
  stored<bool> update_webhook(const webhook_row& w) override;
  stored<bool> delete_webhook(tenant_id t, webhook_id id) override;
  stored<bool> add_delivery(tenant_id t, webhook_id to, const event_out& e) override;
  stored<page<delivery_row>> deliveries(tenant_id t,
                                        webhook_id of,
                                        std::optional<delivery_state> state,
                                        const std::string& after,
                                        std::size_t limit) override;
  stored<std::optional<delivery_row>> delivery(tenant_id t, webhook_id of, const uuid& id) override;
  stored<bool> replay(tenant_id t, webhook_id of, const uuid& id, timestamp at) override;
  stored<std::int64_t> replay_dead(tenant_id t, webhook_id of, timestamp since, timestamp at) override;

  stored<page<system_event>> system_events(tenant_id t, const std::string& after, std::size_t limit) override;
  stored<void> add_system_event(const system_event& e) override;
  stored<void> add_audit(const audit_row& a) override;
  stored<page<audit_row>> audit(tenant_id t, const std::string& after, std::size_t limit) override;
  stored<backlog> backlog_now() override;

private:
  [[nodiscard]] commit_context here() { return {disk_->rows, disk_->rows.epoch, 0, clock_.now()}; }
  [[nodiscard]] timestamp born(timestamp given) const { return given == timestamp{} ? clock_.now() : given; }
  [[nodiscard]] bool has_tenant(tenant_id t) const { return disk_->rows.tenants.contains(t); }

  std::shared_ptr<memory_disk> disk_;
  ports::clock& clock_;
};

/// What a unique index or a foreign key says in the SQL adapters.
inline tl::unexpected<store_error> wrong(std::string what) {
  return tl::make_unexpected(store_error{store_errc::data, std::move(what)});
}
/// The next number of a table whose rows are kept under growing ids.
template <class Map>
std::int32_t next_number(const Map& rows) {
  if (rows.empty()) return 1;
  const auto& last = rows.rbegin()->first;
  if constexpr (std::is_integral_v<std::decay_t<decltype(last)>>)
    return last + 1;
  else
    return last.value() + 1;
}

} // namespace charla::store::memory
