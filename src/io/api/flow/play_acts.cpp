#include "io/api/flow/play_acts.hpp"

#include "flows/expr/duration.hpp"
#include "flows/limits.hpp"
#include "io/api/body.hpp"
#include "io/api/flow/tenant_flows.hpp"
#include "io/api/run_wish.hpp"
#include "io/api/show.hpp"

#include <algorithm>
#include <array>

namespace charla::api {

namespace {

using flows::check::scene;
using result = tl::expected<scene, problem>;

constexpr std::size_t id_length_max = 256;

/// What cannot be played is a mistake of the act.
result taken(flows::check::played played, std::string_view field) {
  if (!played) return refuse(invalid(std::string{field}, played.error().code, played.error().what));
  return std::move(*played);
}

result wrong(std::string_view field, std::string reason, std::string hint) {
  return refuse(invalid(std::string{field}, std::move(reason), std::move(hint)));
}

result hear_text(play& p, body& b) {
  const auto text = b.text("text", flows::limits::text_length_max);
  if (!b.good()) return refuse(b.take_problem());
  return taken(p.rehearsal.hear(text), "text");
}

/// `tap: "id"`, or `{id, title}`.
result tap(play& p, body& b) {
  const auto given = b.raw("tap");
  if (const auto id = given.text()) return taken(p.rehearsal.tap(std::string{*id}), "tap");
  if (given.kind() != json::kind::object) return wrong("tap", "type", "The id of what is tapped, or {id, title}.");
  body part{given, "tap."};
  const auto id = part.text("id", id_length_max);
  const auto title = part.maybe_text("title", 200).value_or("");
  part.refuse_unknown();
  if (!part.good()) return refuse(part.take_problem());
  return taken(p.rehearsal.tap(id, title), "tap");
}

result send_media(play& p, body& b) {
  const auto given = b.maybe_object("media");
  if (!given) return wrong("media", "type", "An object: {kind, url, caption}.");
  body part{*given, "media."};
  const auto kind = part.choice("kind", {"image", "video", "audio", "document", "sticker"});
  flows::media_content m;
  constexpr std::array<std::string_view, 5> kinds{"image", "video", "audio", "document", "sticker"};
  m.kind = static_cast<flows::media_kind>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
  m.media_id = "simulated";
  m.url = part.maybe_text("url", 2000).value_or("");
  m.caption = part.maybe_text("caption", flows::limits::caption_length_max).value_or("");
  m.filename = part.maybe_text("filename", 200).value_or("");
  part.refuse_unknown();
  if (!part.good()) return refuse(part.take_problem());
  return taken(p.rehearsal.hear(flows::content{std::move(m)}), "media");
}

result send_location(play& p, body& b) {
  const auto given = b.maybe_object("location");
  if (!given) return wrong("location", "type", "An object: {latitude, longitude}.");
  body part{*given, "location."};
  flows::location_content l;
  const auto degrees = [&](std::string_view field, double max) {
    const auto n = part.raw(field).number();
    if (!n || *n < -max || *n > max) part.wrong(field, "range", "Degrees.");
    return n.value_or(0);
  };
  l.latitude = degrees("latitude", 90);
  l.longitude = degrees("longitude", 180);
  l.name = part.maybe_text("name", 200).value_or("");
  l.address = part.maybe_text("address", 200).value_or("");
  part.refuse_unknown();
  if (!part.good()) return refuse(part.take_problem());
  return taken(p.rehearsal.hear(flows::content{std::move(l)}), "location");
}

result wait(play& p, body& b) {
  const auto text = b.text("wait", 40);
  if (!b.good()) return refuse(b.take_problem());
  const auto time = flows::expr::read_duration(text);
  if (!time) return wrong("wait", "format", "A time of at most a year: 3d, 2h 30min, 45s.");
  return taken(p.rehearsal.wait(*time), "wait");
}

/// What the step asked to pick from the body, and what the act says beside it.
tl::expected<std::map<std::string, std::string>, problem>
picked(const call& c, const flows::call_request& asked, const std::string& text, body& part) {
  auto values = part.maybe_variables("values", variables_max, variable_max);
  if (asked.pick.empty() || text.empty()) return values;
  auto found = c.house.with.codec.pick(text, asked.pick);
  if (!found) return refuse(invalid("answer.body", found.error().code, found.error().what));
  values.merge(*found);
  return values;
}

result answer_call(const call& c, play& p, body& b) {
  const auto given = b.maybe_object("answer");
  if (!given) return wrong("answer", "type", "An object: {step, outcome, status, body, values}.");
  const auto* asked = p.rehearsal.pending_call();
  if (asked == nullptr) return wrong("answer", "rehearsal.no_call", "No step waits for an answer from outside.");
  body part{*given, "answer."};
  const auto step = part.maybe_text("step", id_length_max);
  if (step && *step != asked->token.node)
    part.wrong("step", "other_step", "The step that waits is " + asked->token.node + ".");
  const auto how = part.maybe_choice("outcome", {"ok", "failed", "timed_out"}).value_or("ok");
  const auto status = part.maybe_integer("status", 0, 599).value_or(how == "ok" ? 200 : 0);
  const auto text = part.maybe_text("body", 64 << 10).value_or("");
  const auto values = picked(c, asked->request, text, part);
  part.refuse_unknown();
  if (!part.good()) return refuse(part.take_problem());
  if (!values) return refuse(values.error());
  using outcome = flows::call_finished::outcome;
  const auto outcome_of = how == "ok" ? outcome::ok : how == "failed" ? outcome::failed : outcome::timed_out;
  const auto token = asked->token;
  return taken(p.rehearsal.answer(token, outcome_of, static_cast<std::int32_t>(status), text, *values), "answer");
}

result begin_anew(play& p, body& b) {
  if (b.maybe_boolean("restart") != true) return wrong("restart", "type", "true.");
  p.rehearsal = flows::check::rehearsal{p.stage};
  return scene{};
}

/// Begins the flow that is tried at a step; `""` at its start.
result go_to(play& p, body& b) {
  flows::run_request r;
  r.what = flows::run_request::act::start;
  r.flow = p.flow.flow;
  r.version = p.flow.version;
  r.by = "simulator";
  const auto node = b.raw("node").text();
  const auto* tried = p.stage.flows.find(r.flow, r.version);
  if (!node || tried == nullptr || (!node->empty() && tried->find(*node) == nullptr))
    return wrong("node", "unknown", "A step of the flow; an empty text is its start.");
  r.node = *node;
  r.variables = b.maybe_variables("variables", variables_max, variable_max);
  if (!b.good()) return refuse(b.take_problem());
  return taken(p.rehearsal.tell(r), "node");
}

result tell_event(play& p, body& b) {
  flows::run_request r;
  r.what = flows::run_request::act::event;
  r.event = b.text("event", 100);
  r.by = "simulator";
  r.variables = b.maybe_variables("variables", variables_max, variable_max);
  if (!b.good()) return refuse(b.take_problem());
  return taken(p.rehearsal.tell(r), "event");
}

constexpr std::array<std::string_view, 9> acts{"text",   "tap",     "media", "location", "wait",
                                               "answer", "restart", "node",  "event"};

/// Members that no act knows must not pass in silence; the values of the one act are read by it.
tl::expected<std::string_view, problem> choose(body& b) {
  std::string_view chosen;
  std::size_t count = 0;
  for (const auto name : acts)
    if (b.has(name)) {
      chosen = name;
      ++count;
    }
  if (count != 1) b.wrong("text", "required", "One of: text, tap, media, location, wait, answer, restart, node, event.");
  if (b.has("variables") && chosen != "node" && chosen != "event")
    b.wrong("variables", "without_node", "Variables go with node or event.");
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  return chosen;
}

void write_run(json::writer& w, const flows::conversation& s) {
  w.key("run");
  if (!s.run) {
    w.null();
    w.member("node", "").member("waits_for", "nothing").key("variables").begin_object().end_object();
    return;
  }
  using kind = flows::wait_state::kind;
  const auto& r = *s.run;
  w.begin_object().member("number", r.number).member("flow", r.flow.value()).member("version", r.flow_version);
  w.end_object().member("node", r.node);
  w.member("waits_for", r.wait.what == kind::reply   ? "reply"
                        : r.wait.what == kind::timer ? "timer"
                        : r.wait.what == kind::call  ? "call"
                                                     : "nothing");
  w.key("variables").begin_object();
  for (const auto& [name, v] : r.variables)
    w.member(name, v);
  w.end_object();
}

void write_contact_of(json::writer& w, const flows::conversation& s) {
  w.key("contact").begin_object().member("name", s.contact_name).member("language", s.language);
  w.key("attributes").begin_object();
  for (const auto& [name, v] : s.attributes)
    w.member(name, v);
  w.end_object().key("tags").begin_array();
  for (const auto& t : s.tags)
    w.text(t);
  w.end_array().end_object();
  w.member("mode", flows::name_of(s.mode)).member("status", flows::name_of(s.status));
}

void write_waits(json::writer& w, const flows::check::rehearsal& r) {
  w.key("timers").begin_array();
  for (const auto& [key, t] : r.timers())
    w.begin_object().member("key", key).member("due", show_time(t.due)).end_object();
  w.end_array().key("call");
  const auto* asked = r.pending_call();
  if (asked == nullptr) {
    w.null();
    return;
  }
  w.begin_object().member("step", asked->token.node).member("kind", asked->request.kind);
  w.member("method", asked->request.method).member("target", asked->request.target);
  w.member("body", asked->request.body).end_object();
}

void write_came(json::writer& w, const call& c, const scene& came) {
  w.key("bubbles").begin_array();
  for (const auto& b : came.bubbles) {
    w.begin_object().member("at", show_time(b.at)).member("author", flows::name_of(b.by)).key("bubble");
    write_bubble(w, c.house.with.codec, b.body);
    w.end_object();
  }
  w.end_array();
  write_trace(w, came.trace);
  w.key("ended").begin_array();
  for (const auto& r : came.runs) {
    if (!r.ended_at) continue;
    w.begin_object().member("number", r.number).member("status", flows::name_of(r.status));
    w.member("reason", r.reason).end_object();
  }
  w.end_array();
}

} // namespace

result play_act(const call& c, play& p) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto what = choose(*b);
  if (!what) return refuse(what.error());
  if (*what == "text") return hear_text(p, *b);
  if (*what == "tap") return tap(p, *b);
  if (*what == "media") return send_media(p, *b);
  if (*what == "location") return send_location(p, *b);
  if (*what == "wait") return wait(p, *b);
  if (*what == "answer") return answer_call(c, p, *b);
  if (*what == "restart") return begin_anew(p, *b);
  if (*what == "node") return go_to(p, *b);
  return tell_event(p, *b);
}

ports::http_response show_play(const call& c, const std::string& id, const play& p, const scene& came) {
  return object_response([&](json::writer& w) {
    w.member("id", id).member("flow", p.flow.flow.value()).member("version", p.flow.version);
    w.member("clock", show_time(p.rehearsal.now()));
    write_came(w, c, came);
    write_run(w, p.rehearsal.state());
    write_contact_of(w, p.rehearsal.state());
    write_waits(w, p.rehearsal);
  });
}

} // namespace charla::api
