#include "io/json/cause_codec.hpp"

#include "io/json/content_codec.hpp"
#include "io/json/names.hpp"

namespace charla::json {

namespace {

void describe(auto& a, like<flows::address> auto& v) {
  a("wa_id", v.wa_id);
  a("user_id", v.user_id);
}
void describe(auto& a, like<flows::call_request> auto& v) {
  a("kind", v.kind);
  a("method", v.method);
  a("target", v.target);
  a("headers", v.headers);
  a("body", v.body);
  a("pick", v.pick);
  a.always("timeout_ms", v.timeout);
}
void describe(auto& a, like<flows::call_token> auto& v) {
  a("version", v.version);
  a("node", v.node);
  a("attempt", v.attempt);
}

} // namespace

void members(writing& a, const flows::address& v) { describe(a, v); }
void members(reading& a, flows::address& v) { describe(a, v); }
void members(writing& a, const flows::call_request& v) { describe(a, v); }
void members(reading& a, flows::call_request& v) { describe(a, v); }
void members(writing& a, const flows::call_token& v) { describe(a, v); }
void members(reading& a, flows::call_token& v) { describe(a, v); }

void members(auto& a, like<flows::referral> auto& v) {
  a("source_type", v.source_type);
  a("source_id", v.source_id);
  a("source_url", v.source_url);
  a("headline", v.headline);
  a("body", v.body);
  a("click_id", v.click_id);
}

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

void fields_of(auto& a, like<inbound_message> auto& c) {
  a("id", c.provider_id);
  a.always("from", c.from);
  a("name", c.profile_name);
  a.always("sent_at", c.sent_at);
  a.always("content", c.body);
  a("reply_to", c.reply_to);
  a("forwarded", c.forwarded);
  a("group_id", c.group_id);
  a("referral", c.came_from);
}
void fields_of(auto& a, like<echo_message> auto& c) {
  a("id", c.provider_id);
  a.always("to", c.to);
  a.always("sent_at", c.sent_at);
  a.always("content", c.body);
}
void fields_of(auto& a, like<history_message> auto& c) {
  a("id", c.provider_id);
  a.always("peer", c.peer);
  a.always("sent_at", c.sent_at);
  a("from_us", c.from_us);
  a.always("content", c.body);
}
void fields_of(auto& a, like<outgoing_request> auto& c) {
  a.choice("by", c.by, names::authors, names::author_name);
  a("author_name", c.author_name);
  a("client_id", c.client_id);
  a.always("content", c.body);
  a.always("to", c.to);
  a("reply_to", c.reply_to);
  a.choice("priority", c.prio, names::priorities, names::priority_name);
  a("once", c.once);
  a("needs_consent", c.needs_consent);
  a("send_at", c.send_at);
  a("expires_at", c.expires_at);
}
void fields_of(auto& a, like<control_changed> auto& c) {
  a.choice("mode", c.mode, names::modes, names::mode_name);
  a("until", c.until);
  a("by", c.by);
  a("reason", c.reason);
}
void fields_of(auto& a, like<status_changed> auto& c) {
  a.choice("status", c.status, names::statuses, names::status_name);
  a("by", c.by);
}
void fields_of(auto& a, like<timer_fired> auto& c) {
  a("key", c.key);
  a("generation", c.generation);
  a("body", c.body);
}
void fields_of(auto& a, like<call_finished> auto& c) {
  a.always("token", c.token);
  a.choice("outcome", c.how, names::outcomes, names::outcome_name);
  a("status", c.status);
  a("body", c.body);
  a("values", c.values);
}
void fields_of(auto& a, like<delivery_failed> auto& c) {
  a.always("send", c.send);
  a("code", c.code);
  a("title", c.title);
}

void fields_of(auto& a, like<run_request> auto& c) {
  a.choice("act", c.what, names::acts, names::act_name);
  a("flow", c.flow);
  a("version", c.version);
  a("node", c.node);
  a("event", c.event);
  a("variables", c.variables);
  a("by", c.by);
  a("to", c.to);
}
void fields_of(auto& a, like<contact_changed> auto& c) {
  a("name", c.name);
  a("language", c.language);
  a("attributes", c.attributes);
  a("tags_added", c.tags_added);
  a("tags_removed", c.tags_removed);
  a("opted_in", c.opted_in);
  a("by", c.by);
}

void fields_of(auto& a, like<desk_changed> auto& c) {
  a("assignee", c.assignee);
  a("team", c.team);
  a("labels", c.labels);
  a("snoozed_until", c.snoozed_until);
  a("wakes", c.wakes);
  a("by", c.by);
}
void fields_of(auto& a, like<note_written> auto& c) {
  a("text", c.text);
  a("author_name", c.author_name);
  a("client_id", c.client_id);
}

template <std::size_t I = 0>
bool make_kind(std::string_view name, cause_body& c) {
  if constexpr (I == std::variant_size_v<cause_body>) {
    return false;
  } else {
    cause_body candidate{std::in_place_index<I>};
    if (kind_name(candidate) != name) return make_kind<I + 1>(name, c);
    c = std::move(candidate);
    return true;
  }
}

} // namespace

void members(writing& a, const flows::cause_body& c) {
  a.out().member("kind", flows::kind_name(c));
  std::visit([&](const auto& one) { fields_of(a, one); }, c);
}

void members(reading& a, flows::cause_body& c) {
  std::string kind;
  a.in().read("kind", kind);
  if (kind.empty()) return a.in().missing("kind");
  if (!make_kind(kind, c))
    return a.in().wrong("kind", "json.unknown_name", "'" + kind + "' is not a kind of cause that this version knows");
  std::visit([&](auto& one) { fields_of(a, one); }, c);
}

void members(writing& a, const flows::outgoing_request& v) { fields_of(a, v); }
void members(reading& a, flows::outgoing_request& v) { fields_of(a, v); }

} // namespace charla::json
