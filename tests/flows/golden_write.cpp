#include "flows/golden_write.hpp"

#include "flows/given.hpp"

namespace charla::flows::test {

namespace {

namespace json = boost::json;

/// Milliseconds since noon as `+90.5s`.
std::string show(timestamp at) {
  const auto ms = (at - noon).count();
  auto out = (ms < 0 ? "-" : "+") + std::to_string(std::abs(ms) / 1000);
  if (ms % 1000 != 0) out += '.' + std::to_string(1000 + std::abs(ms) % 1000).substr(1);
  return out + 's';
}

std::string show(const std::optional<timestamp>& at) { return at ? show(*at) : "never"; }

std::string show_taps(const interactive_content& c) {
  std::string out;
  for (const auto& b : c.buttons)
    out += " [" + b.id + ": " + b.title + ']';
  if (!c.label.empty()) out += " (" + c.label + ')';
  for (const auto& s : c.sections) {
    out += " |" + s.title;
    for (const auto& r : s.rows)
      out += " [" + r.id + ": " + r.title + (r.description.empty() ? "" : " - " + r.description) + ']';
  }
  if (!c.url.empty()) out += " -> " + c.url;
  if (!c.flow_id.empty()) out += " -> form " + c.flow_id + ' ' + c.flow_token + ' ' + c.screen + ' ' + c.data_json;
  return out;
}

std::string show(const content& c) {
  auto out = std::string{type_name(c)} + ": " + std::string{plain_text(c)};
  if (const auto* const s = std::get_if<system_content>(&c)) out = s->kind + ": " + s->body;
  if (const auto* const t = std::get_if<template_content>(&c)) out += ' ' + t->language + ' ' + t->components_json;
  if (const auto* const i = std::get_if<interactive_content>(&c)) out += show_taps(*i);
  if (const auto* const l = std::get_if<location_content>(&c))
    out += ' ' + number_text(l->latitude) + ',' + number_text(l->longitude);
  if (const auto* const r = std::get_if<reaction_content>(&c)) out += " on " + r->target;
  if (const auto* const k = std::get_if<contacts_content>(&c))
    for (const auto& card : k->cards)
      out += " <" + card.formatted_name + ' ' + card.phones.front() + '>';
  if (const auto* const m = std::get_if<media_content>(&c)) out += " <" + m->url + m->media_id + '>';
  return out;
}

std::string show(const message& m) {
  auto out = std::to_string(m.seq) + ' ' + std::string{name_of(m.dir)} + ' ' + std::string{name_of(m.by)} + ' '
             + show(m.at) + ' ';
  if (m.send) out += "send " + std::to_string(*m.send) + ' ';
  if (!m.client_id.empty()) out += "key " + m.client_id + ' ';
  if (!m.author_name.empty()) out += "by " + m.author_name + ' ';
  return out + show(m.body);
}

std::string show(const send_effect& s) {
  auto out = std::string{name_of(s.by)} + ' ' + std::string{name_of(s.prio)} + ' ';
  if (s.when_in_doubt == send_effect::doubt::never) out += "once ";
  return out + show(s.body);
}

std::string show(const timer_effect& t) {
  return t.key + (t.due ? " due " + show(*t.due) + ' ' + t.body : std::string{" cancelled"});
}

std::string show(const call_token& t) {
  return std::to_string(t.version) + ':' + t.node + ':' + std::to_string(t.attempt);
}

std::string show(const call_effect& c) {
  const auto& r = c.request;
  auto out = show(c.token) + ' ' + r.kind + ' ' + r.method + ' ' + r.target + ' ' + std::to_string(r.timeout.count())
             + "ms " + r.body;
  for (const auto& [name, text] : r.headers)
    out += " {" + name + ": " + text + '}';
  for (const auto& [name, pointer] : r.pick)
    out += " pick " + name + '=' + pointer;
  return out;
}

std::string show(const run_report& r) {
  auto out = std::to_string(r.number) + " of " + std::to_string(r.flow.flow.value()) + " v"
             + std::to_string(r.flow.version) + ' ' + std::string{name_of(r.status)} + " at " + r.node;
  if (!r.reason.empty()) out += ": " + r.reason;
  return out;
}

std::string show(const event_effect& e) {
  auto out = e.type;
  for (const auto& [name, text] : e.data)
    out += ' ' + name + '=' + text;
  return out;
}

std::string show(const trace_line& l) {
  auto out = (l.node.empty() ? "-" : l.node) + ' ' + l.what;
  return l.detail.empty() ? out : out + ": " + l.detail;
}

std::string show(const control_effect& c) { return std::string{name_of(c.mode)} + " until " + show(c.until); }

std::string_view show(wait_state::kind k) {
  switch (k) {
  case wait_state::kind::none: return "none";
  case wait_state::kind::reply: return "reply";
  case wait_state::kind::timer: return "timer";
  case wait_state::kind::call: return "call";
  }
  return "?";
}

json::object show(const std::map<std::string, std::string>& values) {
  json::object out;
  for (const auto& [key, value] : values)
    out[key] = value;
  return out;
}

json::object show(const run_state& run) {
  json::object out;
  out["at"] = run.node;
  out["version"] = run.flow_version;
  out["waits_for"] = show(run.wait.what);
  if (!run.wait.timer_key.empty()) out["timer"] = run.wait.timer_key;
  if (run.wait.call) out["call"] = show(*run.wait.call);
  out["variables"] = show(run.variables);
  if (run.wait.attempts != 0) out["attempts"] = run.wait.attempts;
  if (!run.callers.empty()) {
    json::array callers;
    for (const auto& c : run.callers)
      callers.emplace_back(std::to_string(c.flow.value()) + " v" + std::to_string(c.flow_version) + " at " + c.node);
    out["callers"] = std::move(callers);
  }
  return out;
}

json::object show(const conversation& c) {
  json::object out;
  out["version"] = c.version;
  out["ctl_seq"] = c.ctl_seq;
  out["control"] = show(control_effect{c.mode, c.human_override_until});
  out["status"] = name_of(c.status);
  out["last_seq"] = c.last_seq;
  out["last_inbound"] = show(c.last_inbound_at);
  if (!c.contact_name.empty()) out["contact"] = c.contact_name;
  if (!c.attributes.empty()) out["attributes"] = show(c.attributes);
  if (!c.tags.empty()) out["tags"] = json::value_from(c.tags);
  if (!c.labels.empty()) out["labels"] = json::value_from(c.labels);
  if (!c.language.empty()) out["language"] = c.language;
  if (c.agreed != consent::unknown) out["consent"] = name_of(c.agreed);
  if (!c.assignee.empty()) out["assignee"] = c.assignee;
  if (!c.team.empty()) out["team"] = c.team;
  if (c.run) out["run"] = show(*c.run);
  for (const auto& [name, m] : c.scheduled)
    out["scheduled " + name] = show(m.due) + ' ' + m.text;
  return out;
}

template <class Item>
void add_lines(json::object& out, std::string_view key, const std::vector<Item>& items) {
  if (items.empty()) return;
  json::array lines;
  for (const auto& item : items)
    lines.emplace_back(show(item));
  out[key] = std::move(lines);
}

} // namespace

json::object written(const tl::expected<decision, undecided>& d) {
  json::object out;
  if (!d) {
    out["error"] = d.error().code + " at " + d.error().where;
    return out;
  }
  add_lines(out, "messages", d->messages);
  add_lines(out, "sends", d->sends);
  add_lines(out, "timers", d->timers);
  add_lines(out, "calls", d->calls);
  if (d->control) out["control"] = show(*d->control);
  add_lines(out, "runs", d->runs);
  add_lines(out, "events", d->events);
  add_lines(out, "trace", d->trace);
  out["state"] = show(d->next);
  return out;
}

} // namespace charla::flows::test
