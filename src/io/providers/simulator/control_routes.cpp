#include "io/json/fields.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/evolution_message.hpp"
#include "io/providers/simulator/stage.hpp"
#include "io/providers/simulator/webhooks.hpp"

namespace charla::simulator {

namespace {

using ports::http_request;
using ports::http_response;

http_response wrong(const flows::error& e) { return problem(400, e.code, e.what, e.where); }

/// Reads the changes of a thing that has `changed` and `to_json`.
template <class Thing>
http_response change(stage& s, Thing& thing, std::string_view json) {
  const std::scoped_lock guard{s.lock};
  auto next = changed(thing, json);
  if (!next) return wrong(next.error());
  thing = std::move(*next);
  return json_response(200, to_json(thing));
}

http_response show_requests(stage& s, const http_request& r) {
  const auto to = r.query_value("to");
  json::writer w{4096};
  const std::scoped_lock guard{s.lock};
  w.begin_object().member("simulated", true).member("count", s.log.count());
  if (to) w.member("accepted_by_recipient", s.counts.sent_to(std::string{*to}));
  w.key("requests").begin_array();
  for (const auto& one : s.log.newest())
    if (!to || without_plus(one.to) == without_plus(*to)) w.raw(to_json(one));
  return json_response(200, w.end_array().end_object().take());
}

http_response show_state(stage& s) {
  const auto posts = s.posts->now();
  const std::scoped_lock guard{s.lock};
  json::writer w{1024};
  w.begin_object().member("simulated", true).member("requests", s.log.count());
  w.member("answers_held", static_cast<std::int64_t>(s.held));
  w.member("statuses_waiting", static_cast<std::int64_t>(posts.waiting)).member("statuses_posted", posts.posted);
  w.member("statuses_given_up", posts.given_up).member("statuses_dropped", posts.dropped);
  w.member("statuses_withheld", static_cast<std::int64_t>(s.withheld.size()));
  w.member("files", static_cast<std::int64_t>(s.files.count()));
  w.member("file_bytes", static_cast<std::int64_t>(s.files.bytes()));
  w.key("counts").begin_object();
  s.counts.put(w);
  w.end_object().key("limits").raw(to_json(s.limits));
  return json_response(200, w.key("faults").raw(to_json(s.wrong)).end_object().take());
}

http_response reset(stage& s) {
  {
    const std::scoped_lock guard{s.lock};
    s.wrong = {};
    s.random = dice{s.settings.seed};
    s.limits = s.settings.limits ? meta_limits() : limit_settings{};
    s.limiting.clear();
    s.templates.clear();
    s.files.clear();
    s.counts.clear();
    s.log.clear();
    s.withheld.clear();
    s.numbers.clear();
  }
  return show_state(s);
}

/// The withheld statuses go now, in the order in which they came into being.
http_response release(stage& s) {
  std::vector<webhook> all;
  {
    const std::scoped_lock guard{s.lock};
    all.swap(s.withheld);
  }
  for (auto& one : all)
    s.posts->post_later(std::chrono::milliseconds{0}, std::move(one));
  json::writer w;
  w.begin_object().member("simulated", true).member("released", static_cast<std::int64_t>(all.size()));
  return json_response(200, w.end_object().take());
}

http_response set_callback(stage& s, std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return wrong(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  std::string provider;
  std::string number;
  callback to;
  in.read("provider", provider);
  in.read("number", number);
  in.read("url", to.url);
  in.read("secret", to.secret);
  in.read("jwt", to.jwt);
  const auto via = parse_speech(provider);
  if (!via) in.wrong("provider", "callback.provider", "this is meta, ycloud or evolution");
  if (!to.url.empty() && !to.url.starts_with("http")) in.wrong("url", "callback.url", "this is an http URL, or empty");
  if (problem.any()) return wrong(problem.take());
  s.posts->send_to(*via, number, std::move(to));
  return json_response(200, R"({"simulated":true})");
}

http_response set_template(stage& s, std::string_view text) {
  message_template now;
  {
    const auto parsed = json::document::parse(text);
    const std::string account{parsed ? parsed->root()["account_id"].text().value_or("simulated") : "simulated"};
    const std::scoped_lock guard{s.lock};
    auto put = s.templates.put(account, text, true);
    if (!put) return problem(400, "template.value", put.error().details);
    now = std::move(*put);
  }
  s.posts->post_later(std::chrono::milliseconds{0}, {speech::meta, {}, template_webhook(now)});
  return json_response(200, to_json(now));
}

http_response set_number(stage& s, std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return wrong(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  std::string id;
  std::string event;
  std::int64_t reason = 200;
  in.read("id", id);
  in.read("event", event);
  in.read("reason", reason);
  if (id.empty()) in.wrong("id", "number.empty", "name the number as the provider does");
  if (problem.any()) return wrong(problem.take());
  std::string state;
  sender_number sender;
  std::string limit;
  {
    const std::scoped_lock guard{s.lock};
    auto next = s.number_of(id);
    for (const auto& [key, into] : {std::pair{"display", &next.display},
                                    {"quality", &next.quality},
                                    {"throughput", &next.throughput},
                                    {"limit", &next.limit},
                                    {"connection", &next.connection}})
      in.read(key, *into);
    if (problem.any()) return wrong(problem.take());
    if (in.has("connection")) state = next.connection;
    limit = next.limit;
    s.number_of(id) = std::move(next);
    sender = s.sender_of(id);
  }
  constexpr std::chrono::milliseconds at_once_after{0};
  if (!state.empty())
    s.posts->post_later(at_once_after,
                        {speech::evolution, id, connection_webhook(sender, state, reason, s.clock.now())});
  if (!event.empty()) s.posts->post_later(at_once_after, {speech::meta, id, number_webhook(sender, event, limit)});
  return json_response(200, R"({"simulated":true})");
}

} // namespace

void add_control_routes(route_list& to, const stage_ptr& s) {
  constexpr std::size_t body_max = 1u << 20;
  const auto add = [&](const char* method, const char* pattern, auto answer) {
    to.push_back(
        {method, pattern, ports::run_on::io_thread, method == std::string_view{"GET"} ? 0 : body_max, at_once(answer)});
  };
  add("GET", "/control", [s](const http_request&) { return show_state(*s); });
  add("GET", "/control/faults", [s](const http_request&) {
    const std::scoped_lock guard{s->lock};
    return json_response(200, to_json(s->wrong));
  });
  add("POST", "/control/faults", [s](const http_request& r) { return change(*s, s->wrong, r.body); });
  add("GET", "/control/limits", [s](const http_request&) {
    const std::scoped_lock guard{s->lock};
    return json_response(200, to_json(s->limits));
  });
  add("POST", "/control/limits", [s](const http_request& r) { return change(*s, s->limits, r.body); });
  add("GET", "/control/requests", [s](const http_request& r) { return show_requests(*s, r); });
  add("POST", "/control/release", [s](const http_request&) { return release(*s); });
  add("POST", "/control/callbacks", [s](const http_request& r) { return set_callback(*s, r.body); });
  add("POST", "/control/templates", [s](const http_request& r) { return set_template(*s, r.body); });
  add("POST", "/control/numbers", [s](const http_request& r) { return set_number(*s, r.body); });
  add("POST", "/control/expire", [s](const http_request&) {
    const std::scoped_lock guard{s->lock};
    s->files.close_all();
    return json_response(200, R"({"simulated":true})");
  });
  add("POST", "/control/reset", [s](const http_request&) { return reset(*s); });
}

} // namespace charla::simulator
