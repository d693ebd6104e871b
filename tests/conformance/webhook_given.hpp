#pragma once

#include "fixture.hpp"

/// What the sentences about outgoing webhooks are made of.
namespace charla::conformance {

uuid uuid_no(std::uint8_t n);
tenant_id new_tenant(opened& o, const std::string& name);
/// Adds the n-th subscription, which wants `events`.
webhook_row subscription(opened& o, tenant_id t, std::uint8_t n, std::vector<std::string> events = {});
event_out event_no(std::uint8_t n, const std::string& type = "message.received");
/// (subscription, event) of everything that is due.
std::vector<std::pair<webhook_id, uuid>> due(opened& o, timestamp now = far_ahead);
/// The first turn of the n-th conversation.
turn_write telling_turn(opened& o, std::uint32_t n, const inbox_id& cause, std::vector<event_out> events);
/// How a try ended; the next one is due far ahead.
delivery_fact tried(const webhook_row& w, const uuid& id, std::int32_t attempt, delivery_state now);
webhook_row row_of(opened& o, const webhook_row& w);
delivery_row delivery_of(opened& o, const webhook_row& w, const uuid& id);
/// Makes a delivery of the n-th event.
void tell(opened& o, const webhook_row& w, std::uint8_t n);
batch with_fact(const delivery_fact& f);

} // namespace charla::conformance
