#include "actors/announce.hpp"

#include "actors/hex.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Name space of event ids: made once at random, part of the stored data for ever.
constexpr flows::uuid event_space{
    {0x6d, 0x1f, 0x0a, 0x4e, 0x9c, 0x3b, 0x4f, 0x52, 0x8e, 0x61, 0x2a, 0x77, 0xd0, 0x15, 0xbb, 0x03}};

std::string text_of(const flows::conversation_id& id) { return flows::to_string(id.value()); }

/// As the API calls a bubble within its conversation.
std::string message_name(const flows::out_id& out) {
  return 'o' + std::to_string(out.version) + '.' + std::to_string(out.index);
}

/// The type of event that tells a status; empty for one that nobody is told.
std::string_view type_of(flows::message_status s) {
  switch (s) {
  case flows::message_status::sent: return "message.sent";
  case flows::message_status::delivered: return "message.delivered";
  case flows::message_status::read: return "message.read";
  case flows::message_status::failed: return "message.failed";
  case flows::message_status::queued:
  case flows::message_status::played: return {};
  }
  return {};
}

ports::told_event
status_event(const flows::out_id& out, flows::message_status status, std::int32_t error, flows::timestamp at) {
  ports::told_event e{std::string{type_of(status)}, at, {}};
  e.data = {{"conversation_id", text_of(out.conversation)},
            {"message_id", message_name(out)},
            {"status", std::string{flows::name_of(status)}}};
  if (error != 0) e.data.emplace_back("error_code", std::int64_t{error});
  return e;
}

ports::told_event control_event(const flows::conversation_id& id, flows::control_mode mode, flows::timestamp at) {
  return {"conversation.control_changed",
          at,
          {{"conversation_id", text_of(id)}, {"mode", std::string{flows::name_of(mode)}}}};
}

ports::told_event letter_event(const flows::conversation_id& id, const std::string& reason, flows::timestamp at) {
  return {"dead_letter.created", at, {{"conversation_id", text_of(id)}, {"reason", reason}}};
}

std::string cause_of(const flows::out_id& out, flows::message_status status) {
  return "out/" + flows::to_string(out) + '/' + std::string{flows::name_of(status)};
}

/// The request that an inbound line came with.
std::string correlation_of(const flows::message& m, std::span<const flows::cause> causes) {
  for (const auto& c : causes)
    if (const auto* in = std::get_if<flows::inbound_message>(&c.body);
        in != nullptr && in->provider_id == m.provider_id)
      return c.correlation_id;
  return {};
}

} // namespace

void announcer::add(std::vector<ports::event_out>& to,
                    flows::tenant_id tenant,
                    const std::string& cause,
                    ports::told_event what) const {
  if (what.type.empty() || !known.is_wanted(tenant, what.type)) return;
  auto body = codec.encode(what);
  to.push_back({crypto.named_uuid(event_space, std::to_string(tenant.value()) + '/' + cause + '/' + what.type),
                std::move(what.type), what.at, std::move(body)});
}

std::vector<ports::event_out> announcer::of_turn(const flows::decision& d,
                                                 const ports::turn_write& turn,
                                                 std::span<const flows::cause> causes) const {
  std::vector<ports::event_out> events;
  if (known.webhooks.empty()) return events;
  const auto tenant = d.next.tenant;
  const auto cause = "turn/" + flows::to_string(turn.turn.value());
  const auto* channel = known.find(d.next.channel);
  for (const auto& m : d.messages) {
    if (m.dir != flows::direction::inbound) continue;
    ports::told_event e{"message.received", m.at, {}};
    e.data = {{"conversation_id", text_of(turn.conversation)},
              {"message_id", 'm' + std::to_string(m.seq)},
              {"contact_id", flows::to_string(d.next.contact.value())},
              {"channel", channel == nullptr ? std::string{} : channel->access.key},
              {"kind", std::string{flows::type_name(m.body)}},
              {"correlation_id", correlation_of(m, causes)}};
    add(events, tenant, cause + "/m" + std::to_string(m.seq), std::move(e));
  }
  add_flow_events(events, d, turn, causes);
  if (!d.control) return events;
  add(events, tenant, cause, control_event(turn.conversation, d.control->mode, turn.decided_at));
  const auto by_flow = std::any_of(d.trace.begin(), d.trace.end(), [](const auto& t) { return t.what == "handoff"; });
  if (by_flow)
    add(events, tenant, cause,
        {"conversation.handoff", turn.decided_at, {{"conversation_id", text_of(turn.conversation)}}});
  return events;
}

void announcer::add_flow_events(std::vector<ports::event_out>& to,
                                const flows::decision& d,
                                const ports::turn_write& turn,
                                std::span<const flows::cause> causes) const {
  std::size_t index = 0;
  for (const auto& said : d.events) {
    ports::told_event e{said.type, turn.decided_at, {}};
    e.data = {{"conversation_id", text_of(turn.conversation)},
              {"contact_id", flows::to_string(d.next.contact.value())},
              {"wa_id", d.next.peer.wa_id},
              {"correlation_id", causes.empty() ? std::string{} : causes.back().correlation_id}};
    for (const auto& [name, value] : said.data) {
      const auto& key = name; // clang 14 cannot capture a structured binding
      const bool ours =
          std::any_of(e.data.begin(), e.data.end(), [&](const auto& known) { return known.first == key; });
      if (!ours) e.data.emplace_back(name, value);
    }
    add(to, d.next.tenant, "turn/" + flows::to_string(turn.turn.value()) + "/e" + std::to_string(index++),
        std::move(e));
  }
}

void announcer::fill(ports::batch& work) const {
  if (known.webhooks.empty()) return;
  for (auto& f : work.sends)
    fill(f);
  for (auto& f : work.statuses)
    fill(f);
  for (auto& r : work.overrides)
    fill(r);
  for (auto& w : work.dead_letters)
    fill(w);
}

void announcer::fill(ports::send_fact& f) const {
  using outcome = ports::send_fact::outcome;
  f.announce.clear();
  if (f.how == outcome::released || f.how == outcome::in_doubt) return;
  const auto status = f.how == outcome::accepted ? flows::message_status::sent : flows::message_status::failed;
  add(f.announce, f.tenant, cause_of(f.out, status), status_event(f.out, status, f.error_code, f.at));
  if (f.how == outcome::dead)
    add(f.announce, f.tenant, cause_of(f.out, status), letter_event(f.out.conversation, "send_failed", f.at));
}

void announcer::fill(ports::status_fact& f) const {
  f.announce.clear();
  if (!f.out) return; // nobody's bubble, or one that we cannot name
  add(f.announce, f.tenant, cause_of(*f.out, f.status), status_event(*f.out, f.status, f.error_code, f.at));
}

void announcer::fill(ports::override_request& r) const {
  r.announce.clear();
  auto e = control_event(r.conversation, r.mode, r.notice.provider_time);
  e.data.emplace_back("correlation_id", r.notice.correlation_id);
  add(r.announce, r.notice.tenant, "control/" + text_of(r.conversation) + '/' + hex_of(r.notice.key), std::move(e));
}

void announcer::fill(ports::dead_letter_write& w) const {
  w.announce.clear();
  std::string cause = "letter/" + text_of(w.conversation);
  if (!w.causes.empty())
    cause += '/' + std::to_string(w.causes.front().value());
  else if (!w.fired.empty())
    cause += '/' + w.fired.front().key + '@' + std::to_string(w.fired.front().generation);
  add(w.announce, w.tenant, cause, letter_event(w.conversation, w.reason, w.at));
  add(w.announce, w.tenant, cause, control_event(w.conversation, flows::control_mode::paused, w.at));
}

} // namespace charla::actors
