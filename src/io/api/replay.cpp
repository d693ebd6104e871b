#include "io/api/addressee.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/past.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <charconv>

/// What was decided, decided again; and why a message was sent.
namespace charla::api {

namespace {

answer replay_one(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  const auto stored = reader->load(to->row.id);
  if (!stored) return refuse(store_failed(stored.error()));
  if (!*stored) return refuse(not_found("conversation"));
  const auto before = read_past(c, **stored);
  if (!before) return refuse(before.error());
  const auto flows = read_tenant_flows(c);
  if (!flows) return refuse(flows.error());
  const auto again = flows::replay(before->birth, before->turns, flows->catalog());
  json::writer w;
  w.begin_object().member("conversation_id", flows::to_string(to->row.id.value()));
  w.member("turns", static_cast<std::int64_t>(before->turns.size()));
  if (!again) {
    w.member("equal", false).key("error").begin_object();
    w.member("code", again.error().code).member("what", again.error().what).member("where", again.error().where);
    return json_response(w.end_object().end_object().take());
  }
  const auto& codec = c.house.with.codec;
  // Byte for byte: the state as the store has it against the state that the turns lead to.
  const bool same_state = (*stored)->state == codec.encode(again->state);
  w.member("equal", same_state && again->differences.empty()).member("state_equal", same_state);
  w.key("differences").begin_array();
  for (const auto& d : again->differences)
    w.begin_object()
        .member("version", d.version)
        .member("field", d.field)
        .member("recorded", d.recorded)
        .member("replayed", d.replayed)
        .end_object();
  return json_response(w.end_array().end_object().take());
}

/// `m12` is the twelfth line of the thread, `o5.0` the first bubble of the fifth turn.
struct message_name {
  std::int64_t seq = 0;
  std::int64_t version = 0;
  std::int16_t send = 0;
};

template <class Int>
bool read_number(std::string_view text, Int& out) {
  const auto* const end = text.data() + text.size();
  const auto [at, failed] = std::from_chars(text.data(), end, out);
  return failed == std::errc{} && at == end && out >= 0;
}

std::optional<message_name> read_name(std::string_view text) {
  message_name out;
  if (text.size() < 2) return std::nullopt;
  const auto rest = text.substr(1);
  if (text.front() == 'm') return read_number(rest, out.seq) ? std::optional{out} : std::nullopt;
  const auto dot = rest.find('.');
  if (text.front() != 'o' || dot == std::string_view::npos) return std::nullopt;
  if (!read_number(rest.substr(0, dot), out.version) || !read_number(rest.substr(dot + 1), out.send))
    return std::nullopt;
  return out;
}

tl::expected<ports::stored_message, problem>
find_message(ports::store_reader& reader, const flows::conversation_id& id, const message_name& name) {
  constexpr std::size_t page = 200;
  auto before = name.seq > 0 ? name.seq + 1 : 0;
  while (true) {
    const auto lines = reader.history(id, before, name.seq > 0 ? 1 : page);
    if (!lines) return refuse(store_failed(lines.error()));
    for (const auto& m : *lines)
      if (name.seq > 0 ? m.row.seq == name.seq : m.version == name.version && m.row.send == name.send) return m;
    const bool over =
        lines->empty() || name.seq > 0 || lines->front().version < name.version || lines->front().row.seq <= 1;
    if (over) return refuse(not_found("message"));
    before = lines->front().row.seq;
  }
}

void write_causes(json::writer& w, const flows::past_turn& turn) {
  w.key("causes").begin_array();
  for (const auto& cause : turn.causes) {
    w.begin_object().member("kind", flows::kind_name(cause.body)).member("at", show_time(cause.at));
    w.member("correlation_id", cause.correlation_id);
    if (const auto* in = std::get_if<flows::inbound_message>(&cause.body))
      w.member("provider_id", in->provider_id).member("said", flows::plain_text(in->body));
    if (const auto* fired = std::get_if<flows::timer_fired>(&cause.body)) w.member("timer", fired->key);
    if (const auto* call = std::get_if<flows::call_finished>(&cause.body))
      w.member("call", call->token.node).member("http_status", call->status);
    w.end_object();
  }
  w.end_array();
}

void write_decision(json::writer& w, const flows::past_turn& turn) {
  w.member("decided_at", show_time(turn.now));
  w.key("live").begin_array();
  for (const auto& v : turn.live.value_or(std::vector<flows::flow_version>{}))
    w.begin_object().member("flow", v.flow.value()).member("version", v.version).end_object();
  w.end_array();
  write_trace(w, turn.trace);
}

void write_outbox(json::writer& w, const std::vector<ports::outbox_row>& rows, const ports::stored_message& m) {
  for (const auto& row : rows) {
    if (row.out.version != m.version || row.out.index != m.row.send) continue;
    const auto state = row.state == ports::outbox_state::ready     ? "ready"
                       : row.state == ports::outbox_state::sending ? "sending"
                                                                   : "in_doubt";
    w.key("outbox").begin_object().member("state", state).member("attempt", row.attempt);
    w.member("not_before", show_time(row.not_before)).end_object();
  }
}

answer why(call& c) {
  const auto to = find_addressee(c);
  if (!to) return refuse(to.error());
  const auto name = read_name(c.request.param("message"));
  if (!name) return refuse(invalid("message", "format", "The id of a message of the thread: m12 or o5.0."));
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  const auto found = find_message(*reader, to->row.id, *name);
  if (!found) return refuse(found.error());
  const auto turns = c.store().turns(c.who.tenant, to->row.id, found->version, 1);
  if (!turns) return refuse(store_failed(turns.error()));
  const auto outbox = reader->outbox_of(to->row.id);
  if (!outbox) return refuse(store_failed(outbox.error()));
  const auto known = c.house.channels.get();
  json::writer w;
  w.begin_object().key("message");
  write_message(w, view_for(c, *known), *found);
  if (!turns->empty() && turns->front().version == found->version) {
    w.member("turn", flows::to_string(turns->front().turn.value())).member("version", found->version);
    if (const auto turn = c.house.with.codec.decode_turn(turns->front().record)) {
      write_causes(w, *turn);
      write_decision(w, *turn);
    }
  }
  write_outbox(w, *outbox, *found);
  return json_response(w.end_object().take());
}

} // namespace

endpoints replay_endpoints() {
  return {{"GET", "/api/v1/conversations/{id}/replay", right::conversations_read,
           "Decides the conversation's turns again and compares, byte for byte", "", "replay", quick(replay_one)},
          {"GET", "/api/v1/conversations/{id}/messages/{message}/why", right::conversations_read,
           "The chain of one message, from its cause to its delivery", "", "why", quick(why)}};
}

} // namespace charla::api
