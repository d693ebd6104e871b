#include "io/api/addressee.hpp"
#include "io/api/body.hpp"
#include "io/api/resources.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t longest_silence_ms = 30ll * 24 * 3600 * 1000;

/// What was on its way when the person took over cannot be taken back: it is said (R124).
void say_control(json::writer& w, const ports::command_result& r, std::string_view mode) {
  w.member("mode", mode).member("suppressed", r.control.suppressed).member("in_flight", r.control.in_flight);
}

void fail(const call& c, const ports::responder_ptr& done, const problem& p) {
  (*done)(to_response(p, c.request.correlation_id));
}

void take_over(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  auto b = body::of(c.request);
  if (!b) return fail(c, done, b.error());
  ports::take_over t;
  if (const auto ms = b->maybe_integer("silence_ms", 1000, longest_silence_ms)) t.silence = flows::milliseconds{*ms};
  t.reason = b->maybe_text("reason", 500).value_or("");
  b->refuse_unknown();
  if (!b->good()) return fail(c, done, b->take_problem());
  note_audit(c, "conversation.take_over", flows::to_string(to->row.id.value()));
  command(c, done, to->channel, to->row.summary.peer, std::move(t),
          [](json::writer& w, const ports::command_result& r) { say_control(w, r, "human"); });
}

void hand_back(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  note_audit(c, "conversation.hand_back", flows::to_string(to->row.id.value()));
  command(c, done, to->channel, to->row.summary.peer, ports::hand_back{},
          [](json::writer& w, const ports::command_result& r) { say_control(w, r, "bot"); });
}

/// The provider's id of the customer's newest message among the last ones; empty: there is none.
std::string newest_inbound(const call& c, const flows::conversation_id& id) {
  constexpr std::size_t looked_at = 50;
  const auto reader = c.house.readers.take();
  if (!reader) return {};
  const auto lines = reader->history(id, 0, looked_at);
  if (!lines) return {};
  const auto found = std::find_if(lines->rbegin(), lines->rend(), [](const ports::stored_message& m) {
    return m.row.dir == flows::direction::inbound && !m.row.provider_id.empty();
  });
  return found == lines->rend() ? std::string{} : found->row.provider_id;
}

/// The row is what lists show; the engine tells the provider, which shows the customer blue ticks.
void mark_read(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  auto b = body::of(c.request);
  if (!b) return fail(c, done, b.error());
  const bool tell_provider = b->maybe_boolean("tell_provider").value_or(true);
  b->refuse_unknown();
  if (!b->good()) return fail(c, done, b->take_problem());
  const auto marked = c.store().mark_read(c.who.tenant, to->row.id);
  if (!marked) return fail(c, done, store_failed(marked.error()));
  if (!*marked) return fail(c, done, not_found("conversation"));
  c.house.with.engine.publish({0, c.who.tenant, c.house.with.clock.now(), ports::conversation_read{to->row.id}});
  const auto answer = [done](bool told) {
    (*done)(object_response([&](json::writer& w) { w.member("unread", 0).member("told", told); }));
  };
  auto newest = tell_provider ? newest_inbound(c, to->row.id) : std::string{};
  if (newest.empty()) return answer(false);
  c.house.with.engine.command(
      to->channel, to->row.summary.peer, c.who.name, ports::mark_read{std::move(newest)}, c.request.correlation_id,
      [answer](const ports::command_result& r) { answer(r.how == ports::command_result::outcome::done); });
}

std::optional<flows::conversation_status> parse_status(std::string_view text) {
  using s = flows::conversation_status;
  for (const auto one : {s::open, s::pending, s::snoozed, s::resolved})
    if (flows::name_of(one) == text) return one;
  return std::nullopt;
}

void set_status(call& c, const ports::responder_ptr& done) {
  const auto to = find_addressee(c);
  if (!to) return fail(c, done, to.error());
  auto b = body::of(c.request);
  if (!b) return fail(c, done, b.error());
  const auto name = b->choice("status", {"open", "pending", "snoozed", "resolved"});
  b->refuse_unknown();
  const auto status = parse_status(name);
  if (!b->good() || !status) return fail(c, done, b->take_problem());
  command(c, done, to->channel, to->row.summary.peer, ports::set_status{*status},
          [name](json::writer& w, const ports::command_result&) { w.member("status", name); });
}

} // namespace

endpoints control_endpoints() {
  return {
      {"POST", "/api/v1/conversations/{id}/take-over", right::conversations_write,
       "A person takes the conversation: the bot is silent from now on", "take_over", "control", take_over},
      {"POST", "/api/v1/conversations/{id}/hand-back", right::conversations_write, "The bot may speak again", "",
       "control", hand_back},
      {"POST", "/api/v1/conversations/{id}/status", right::conversations_write, "Opens, sets aside or closes it",
       "set_status", "status", set_status},
      {"POST", "/api/v1/conversations/{id}/read", right::conversations_write,
       "A person has read it; the customer sees that, unless `tell_provider` is false", "mark_read", "marked_read",
       mark_read},
  };
}

} // namespace charla::api
