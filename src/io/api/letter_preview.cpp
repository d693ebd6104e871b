#include "io/api/flow/tenant_flows.hpp"

#include "flows/peer.hpp"
#include "io/api/letter.hpp"
#include "io/api/past.hpp"
#include "io/api/resources.hpp"

#include <array>

namespace charla::api {

namespace {

/// The conversation as the engine would wake it up.
tl::expected<flows::conversation, problem>
wake_up(call& c, const flows::conversation_id& id, std::size_t memory, ports::conversation_row& row) {
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  auto found = reader->load(id);
  if (!found) return refuse(store_failed(found.error()));
  if (!*found) return refuse(conflict("Nothing is known of its conversation any more."));
  row = std::move(**found);
  flows::conversation s;
  if (!row.state.empty()) {
    auto decoded = c.house.with.codec.decode_conversation(row.state);
    if (!decoded) return refuse(conflict("The conversation's state cannot be read: " + decoded.error().what));
    s = std::move(*decoded);
  }
  s.tenant = row.summary.tenant;
  s.channel = row.summary.channel;
  s.id = id;
  s.version = row.version;
  s.ctl_seq = row.ctl_seq;
  s.mode = row.mode;
  s.human_override_until = row.human_override_until;
  const auto lines = reader->history(id, 0, memory);
  if (!lines) return refuse(store_failed(lines.error()));
  for (const auto& m : *lines) {
    auto said = c.house.with.codec.decode_content(m.row.body);
    if (!said) continue; // only what flows look back at; the decision itself does not hang on one old line
    s.memory.push_back({m.row.seq, m.row.at, m.row.dir, m.row.by, std::move(*said), m.row.provider_id, m.row.reply_to,
                        m.row.send, m.row.author_name, m.row.client_id});
  }
  return s;
}

void write_outcome(json::writer& w,
                   const call& c,
                   flows::control_mode mode,
                   const tl::expected<flows::decision, flows::undecided>& d) {
  w.member("mode", flows::name_of(mode)).key("bubbles").begin_array();
  if (d)
    for (const auto& s : d->sends)
      write_bubble(w, c.house.with.codec, s.body);
  w.end_array();
  write_trace(w, d ? d->trace : d.error().trace);
  w.key("error");
  if (d) {
    w.null();
    return;
  }
  const auto& e = d.error();
  w.begin_object().member("code", e.code).member("what", e.what).member("where", e.where).end_object();
}

/// What would come of it now, with the flows as they are; nothing is written.
answer preview(call& c) {
  const auto l = find_letter(c);
  if (!l) return refuse(l.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto edited = read_edited(c, *b, *l);
  const bool as_bot = b->maybe_boolean("as_bot").value_or(false);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (!edited) return refuse(edited.error());
  if (!l->conversation || l->kind == "outbox")
    return refuse(conflict("Only what a conversation would have to decide can be tried."));
  auto cause = c.house.with.codec.decode_cause(edited->value_or(l->body));
  if (!cause) return refuse(conflict("It cannot be read, so it has to be corrected first: " + cause.error().what));
  auto rules = rules_on(c, "");
  if (!rules) return refuse(rules.error());
  ports::conversation_row row;
  auto state = wake_up(c, *l->conversation, rules->memory, row);
  if (!state) return refuse(state.error());
  if (row.summary.tenant != c.who.tenant) return refuse(not_found("dead letter"));
  const auto known = c.house.channels.get();
  if (const auto* channel = known ? known->find(row.summary.channel) : nullptr) rules->channel = channel->row.key;
  if (const auto* peer = flows::peer_in(*cause); peer != nullptr && state->peer.primary().empty()) state->peer = *peer;
  if (as_bot) state->mode = flows::control_mode::bot;
  const auto all = read_tenant_flows(c);
  if (!all) return refuse(all.error());
  const auto now = c.house.with.clock.now();
  const std::array<flows::cause, 1> one{{{flows::inbox_id{}, now, c.request.correlation_id, std::move(*cause)}}};
  const auto d = flows::decide(*state, one, all->catalog(), *rules, now);
  return object_response([&](json::writer& w) { write_outcome(w, c, state->mode, d); });
}

} // namespace

endpoints letter_preview_endpoints() {
  return {{"POST", "/api/v1/dead-letters/{id}/preview", right::letters_write,
           "What would be decided if it were tried again now; nothing is written or sent", "dead_letter_try",
           "dead_letter_outcome", quick(preview)}};
}

} // namespace charla::api
