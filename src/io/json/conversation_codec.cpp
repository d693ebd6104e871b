#include "io/json/conversation_codec.hpp"

#include "io/json/cause_codec.hpp"
#include "io/json/names.hpp"

namespace charla::json {

void members(auto& a, like<flows::wait_state> auto& v) {
  a.choice("for", v.what, names::waits, names::wait_name);
  a("timer_key", v.timer_key);
  a("call", v.call);
  a("call_kind", v.call_kind);
  a("call_body", v.call_body);
}

void members(auto& a, like<flows::run_state> auto& v) {
  a("flow", v.flow);
  a("flow_version", v.flow_version);
  a("node", v.node);
  a.always("wait", v.wait);
  a("variables", v.variables);
  a("started_at", v.started_at);
}

namespace {

void describe(auto& a, like<flows::conversation> auto& c) {
  a("tenant", c.tenant);
  a("channel", c.channel);
  a("id", c.id);
  a("contact", c.contact);
  a("peer", c.peer);
  a("contact_name", c.contact_name);
  a.choice("status", c.status, names::statuses, names::status_name);
  a("last_seq", c.last_seq);
  a("last_inbound_at", c.last_inbound_at);
  a("attributes", c.attributes);
  a("run", c.run);
}

} // namespace

void members(writing& a, const flows::conversation& c) { describe(a, c); }
void members(reading& a, flows::conversation& c) { describe(a, c); }

} // namespace charla::json
