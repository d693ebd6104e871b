#include "flows/replay.hpp"

namespace charla::flows {

namespace {

void apply(conversation& state, const past_turn& past) {
  if (past.before) {
    state.mode = past.before->mode;
    state.human_override_until = past.before->until;
    state.ctl_seq = past.before->ctl_seq;
    return;
  }
  for (const auto& c : past.causes) {
    const auto* const change = std::get_if<control_changed>(&c.body);
    if (change == nullptr) continue;
    state.mode = change->mode;
    state.human_override_until = change->until;
    ++state.ctl_seq;
  }
}

std::string show(const std::string& text) { return text; }
std::string show(std::int64_t number) { return std::to_string(number); }
std::string show(const std::optional<timestamp>& at) { return at ? std::to_string(to_unix_ms(*at)) : "none"; }
std::string show(bool yes) { return yes ? "yes" : "no"; }
std::string show(consent c) { return std::string{name_of(c)}; }
std::string show(const std::vector<std::string>& marks) {
  std::string out;
  for (const auto& mark : marks)
    out += mark + ' ';
  return out;
}
std::string show(const std::map<std::string, scheduled_message>& waiting) {
  std::string out;
  for (const auto& [name, m] : waiting)
    out += name + " at " + std::to_string(to_unix_ms(m.due)) + ": " + (m.request ? m.request->client_id : m.text) + ';';
  return out;
}
std::string show(control_mode m) { return std::string{name_of(m)}; }
std::string show(conversation_status s) { return std::string{name_of(s)}; }
std::string show(const address& a) { return a.wa_id + '|' + a.user_id; }
std::string show(const std::map<std::string, std::string>& values) {
  std::string out;
  for (const auto& [key, value] : values)
    out += key + '=' + value + ';';
  return out;
}
std::string show(const std::optional<run_state>& run) {
  if (!run) return "none";
  return std::to_string(run->flow.value()) + " v" + std::to_string(run->flow_version) + " at " + run->node + " waiting "
         + std::to_string(static_cast<int>(run->wait.what)) + ' ' + run->wait.timer_key + " with "
         + show(run->variables);
}
std::string show(const std::vector<message>& memory) { return std::to_string(memory.size()) + " messages"; }
std::string show(const std::vector<trace_line>& trace) {
  std::string out;
  for (const auto& line : trace)
    out += line.node + ' ' + line.what + ' ' + line.detail + '\n';
  return out;
}

} // namespace

result<replay_result> replay(const conversation& birth, std::span<const past_turn> turns, const catalog& flows) {
  replay_result out;
  out.state = birth;
  for (const auto& past : turns) {
    apply(out.state, past);
    auto again = decide(out.state, past.causes, past.live ? flows.answered_by(*past.live) : flows, past.rule, past.now);
    if (!again) {
      error why = std::move(again.error());
      why.where = "version " + std::to_string(out.state.version + 1) + ": " + why.where;
      return tl::make_unexpected(std::move(why));
    }
    out.state = again->next;
    if (!past.trace.empty() && past.trace != again->trace)
      out.differences.push_back({out.state.version, "trace", show(past.trace), show(again->trace)});
    out.decisions.push_back(*std::move(again));
  }
  return out;
}

std::vector<difference> compare(const conversation& recorded, const conversation& replayed) {
  std::vector<difference> out;
  const auto check = [&](std::string field, const auto& a, const auto& b) {
    if (!(a == b)) out.push_back({recorded.version, std::move(field), show(a), show(b)});
  };
  check("version", recorded.version, replayed.version);
  check("ctl_seq", recorded.ctl_seq, replayed.ctl_seq);
  check("mode", recorded.mode, replayed.mode);
  check("human_override_until", recorded.human_override_until, replayed.human_override_until);
  check("status", recorded.status, replayed.status);
  check("snoozed_until", recorded.snoozed_until, replayed.snoozed_until);
  // A conversation that is older than this member may say less of it: nothing, or a later moment.
  const auto& since = recorded.waiting_since;
  if (since && (!replayed.waiting_since || *since <= *replayed.waiting_since))
    check("waiting_since", since, replayed.waiting_since);
  check("last_seq", recorded.last_seq, replayed.last_seq);
  check("last_inbound_at", recorded.last_inbound_at, replayed.last_inbound_at);
  check("contact_name", recorded.contact_name, replayed.contact_name);
  check("peer", recorded.peer, replayed.peer);
  check("attributes", recorded.attributes, replayed.attributes);
  check("named", recorded.named, replayed.named);
  check("tags", recorded.tags, replayed.tags);
  check("language", recorded.language, replayed.language);
  check("agreed", recorded.agreed, replayed.agreed);
  check("agreed_by", recorded.agreed_by, replayed.agreed_by);
  check("assignee", recorded.assignee, replayed.assignee);
  check("team", recorded.team, replayed.team);
  check("labels", recorded.labels, replayed.labels);
  check("runs", recorded.runs, replayed.runs);
  check("run", recorded.run, replayed.run);
  check("scheduled", recorded.scheduled, replayed.scheduled);
  check("memory", recorded.memory, replayed.memory);
  return out;
}

} // namespace charla::flows
