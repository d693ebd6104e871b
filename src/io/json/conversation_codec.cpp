#include "io/json/conversation_codec.hpp"

#include "io/json/cause_codec.hpp"
#include "io/json/names.hpp"

namespace charla::json {

void members(auto& a, like<flows::wait_state> auto& v) {
  a.choice("for", v.what, names::waits, names::wait_name);
  a("timer_key", v.timer_key);
  a("call", v.call);
  a("attempts", v.attempts);
  a("request", v.request);
}

void members(auto& a, like<flows::caller> auto& v) {
  a("flow", v.flow);
  a("flow_version", v.flow_version);
  a("node", v.node);
  a("variables", v.variables);
}

void members(auto& a, like<flows::scheduled_message> auto& v) {
  a.always("due", v.due);
  a("text", v.text);
  a.always("unless_reply", v.unless_reply);
  a("request", v.request);
}

void members(auto& a, like<flows::run_state> auto& v) {
  a("number", v.number);
  a("flow", v.flow);
  a("flow_version", v.flow_version);
  a("node", v.node);
  a.always("wait", v.wait);
  a("variables", v.variables);
  a("callers", v.callers);
  a("started_at", v.started_at);
  a("visits", v.visits);
  a("idle_turns", v.idle_turns);
  a("idle_since", v.idle_since);
}

namespace {

void describe(auto& a, like<flows::conversation> auto& c) {
  a("tenant", c.tenant);
  a("channel", c.channel);
  a("id", c.id);
  a("contact", c.contact);
  a("peer", c.peer);
  a("contact_name", c.contact_name);
  a("named", c.named);
  a.choice("status", c.status, names::statuses, names::status_name);
  a("snoozed_until", c.snoozed_until);
  a("waiting_since", c.waiting_since);
  a("last_seq", c.last_seq);
  a("last_inbound_at", c.last_inbound_at);
  a("attributes", c.attributes);
  a("tags", c.tags);
  a("language", c.language);
  a.choice("agreed", c.agreed, names::consents, names::consent_name);
  a("agreed_by", c.agreed_by);
  a("assignee", c.assignee);
  a("team", c.team);
  a("labels", c.labels);
  a("runs", c.runs);
  a("run", c.run);
  a("scheduled", c.scheduled);
}

} // namespace

void members(writing& a, const flows::conversation& c) { describe(a, c); }
void members(reading& a, flows::conversation& c) { describe(a, c); }

} // namespace charla::json
