#include "io/json/writer.hpp"
#include "io/providers/simulator/stage.hpp"

#include <algorithm>

namespace charla::simulator {

namespace {

constexpr int close_without_answer = 444;
constexpr std::int32_t throughput_code = 130429;

/// What becomes of one send, decided under the lock.
struct fate {
  bool taken = true;
  bool seen = true; ///< by the provider; what was lost on the way is not in its log
  std::string outcome = "accepted";
  std::chrono::milliseconds held{0};           ///< the answer waits so long
  std::optional<ports::http_response> instead; ///< of the usual answer
  std::optional<refusal> refused;
  std::int64_t failed_later = 0;
  bool duplicate = false;
  bool reorder = false;
  bool lost = false;
  bool withheld = false;
};

fate not_taken(std::string outcome, ports::http_response answer) {
  fate f;
  f.taken = false;
  f.outcome = std::move(outcome);
  f.instead = std::move(answer);
  return f;
}

fate refused_with(refusal why) {
  fate f;
  f.taken = false;
  f.outcome = "error:" + std::to_string(why.code);
  f.refused = std::move(why);
  return f;
}

/// A fault that keeps the request from being taken, if one strikes.
std::optional<fate> stopped_by_fault(stage& s, const dialect& d) {
  auto& w = s.wrong;
  constexpr std::string_view told = "The simulator was told to answer so.";
  if (w.lost_before.when.strikes(s.random)) {
    auto f = not_taken("lost_before", {503, {}, {}});
    f.held = std::chrono::milliseconds{w.lost_before.hold_ms};
    f.seen = false;
    return f;
  }
  if (w.closed_before.strikes(s.random)) {
    auto f = not_taken("closed_before", {close_without_answer, {}, {}});
    f.seen = false;
    return f;
  }
  if (w.error.when.strikes(s.random))
    return refused_with({static_cast<std::int32_t>(w.error.code), static_cast<int>(w.error.status), std::string{told},
                         w.error.retry_after_s});
  if (w.ok_with_error.when.strikes(s.random)) {
    auto answer = d.refused({static_cast<std::int32_t>(w.ok_with_error.code), 200, std::string{told}});
    return not_taken("ok_with_error:" + std::to_string(w.ok_with_error.code), std::move(answer));
  }
  if (w.html.when.strikes(s.random))
    return not_taken("html", {static_cast<int>(w.html.status),
                              {{"Content-Type", "text/html"}},
                              "<html><body><h1>Bad Gateway</h1><p>simulated</p></body></html>"});
  if (w.redirect.when.strikes(s.random))
    return not_taken("redirect", {static_cast<int>(w.redirect.status), {{"Location", "/elsewhere"}}, {}});
  return std::nullopt;
}

/// The limits and the templates.
std::optional<refusal> against_the_rules(stage& s, const send_request& r) {
  if (r.type == "template" && s.limits.templates_checked)
    if (auto why = s.templates.admit(r)) {
      why->as_status = r.queued;
      return why;
    }
  auto limits = s.limits;
  if (r.via == speech::evolution) limits.window_ms = 0; // an ordinary WhatsApp has no window
  auto why = s.limiting.admit(limits, r, s.clock.now());
  // A queue that takes no more says so at once; what Meta says of a message comes by status.
  if (why && r.queued && why->code == throughput_code)
    why->retry_after_s = 1;
  else if (why && r.queued)
    why->as_status = true;
  return why;
}

fate decide(stage& s, const dialect& d, const send_request& r) {
  auto& w = s.wrong;
  const auto late = w.delay.when.strikes(s.random) ? w.delay.ms : 0;
  auto stopped = stopped_by_fault(s, d);
  if (!stopped) {
    auto why = against_the_rules(s, r);
    if (why && why->as_status) {
      stopped.emplace();
      stopped->failed_later = why->code;
    } else if (why) {
      stopped = refused_with(std::move(*why));
    }
  }
  fate f = stopped ? std::move(*stopped) : fate{};
  f.held = std::max(f.held, std::chrono::milliseconds{std::max(late, r.hold_ms)});
  if (!f.taken) return f;
  if (w.lost_after.when.strikes(s.random)) {
    f.outcome = "lost_after";
    f.instead = ports::http_response{503, {}, {}};
    f.held = std::chrono::milliseconds{w.lost_after.hold_ms};
  } else if (w.closed_after.strikes(s.random)) {
    f.outcome = "closed_after";
    f.instead = ports::http_response{close_without_answer, {}, {}};
  }
  if (f.failed_later == 0 && w.failed.when.strikes(s.random)) f.failed_later = w.failed.code;
  if (f.failed_later != 0 && f.outcome == "accepted") f.outcome = "failed_later:" + std::to_string(f.failed_later);
  f.duplicate = w.duplicate_statuses.strikes(s.random);
  f.reorder = w.reorder_statuses.strikes(s.random);
  f.lost = w.lost_statuses.strikes(s.random);
  f.withheld = w.withheld_statuses.strikes(s.random);
  return f;
}

void note(stage& s, const send_request& r, const fate& f, const std::string& id) {
  const auto code = f.refused ? f.refused->code : f.failed_later;
  s.counts.send(r, f.outcome, code, f.taken && f.failed_later == 0);
  if (f.taken) static_cast<void>(s.number_of(r.phone_number_id)); // now it is known, and may be asked how it is
  s.log.add({0, flows::to_unix_ms(s.clock.now()), std::string{name_of(r.via)}, r.out_id, r.phone_number_id,
             r.recipient(), r.type, r.text, f.outcome, f.taken ? id : std::string{}});
}

void answer(const stage_ptr& s, const fate& f, ports::responder_ptr done, ports::http_response response) {
  if (f.held.count() == 0) return (*done)(std::move(response));
  bool room = false;
  {
    const std::scoped_lock guard{s->lock};
    room = s->held < s->settings.answers_held_max;
    if (room) ++s->held;
  }
  if (!room) return (*done)({503, {{"Retry-After", "1"}}, {}});
  s->schedule(f.held,
              [self = std::weak_ptr<stage>{s}, done = std::move(done), response = std::move(response)]() mutable {
                if (const auto alive = self.lock()) {
                  const std::scoped_lock guard{alive->lock};
                  --alive->held;
                }
                (*done)(std::move(response));
              });
}

void post(stage& s, const fate& f, std::chrono::milliseconds after, webhook what) {
  if (!f.withheld) {
    s.posts->post_later(after, std::move(what));
    return;
  }
  const std::scoped_lock guard{s.lock};
  if (s.withheld.size() < s.settings.statuses_waiting_max) s.withheld.push_back(std::move(what));
}

void schedule_statuses(stage& s, const dialect& d, const send_request& r, const fate& f, const std::string& id) {
  struct due {
    std::string_view name;
    std::chrono::milliseconds happens; ///< after the acceptance
    std::chrono::milliseconds posted;
  };
  const auto at = [](std::string_view name, std::chrono::milliseconds after) { return due{name, after, after}; };
  if (!s.posts->callback_of(r.via, r.phone_number_id)) return;
  std::vector<due> coming{at(f.failed_later != 0 ? "failed" : "sent", s.settings.sent_after)};
  if (f.failed_later == 0 && r.type != "reaction") { // a reaction yields `sent` only
    coming.push_back(at("delivered", s.settings.delivered_after));
    coming.push_back(at("read", s.settings.read_after));
  }
  if (f.reorder) std::swap(coming.front().posted, coming.back().posted);
  sender_number number;
  {
    const std::scoped_lock guard{s.lock};
    number = s.sender_of(r.phone_number_id);
  }
  for (const auto& one : coming) {
    const auto body = d.status(number, r, {id, one.name, f.failed_later, s.clock.now() + one.happens});
    for (int times = f.duplicate ? 2 : 1; times > 0; --times)
      post(s, f, one.posted, {r.via, r.phone_number_id, body});
  }
}

void take_receipt(stage& s, const send_request& r, const ports::responder_ptr& done) {
  {
    const std::scoped_lock guard{s.lock};
    s.counts.read_receipt(r.text == "typing");
  }
  (*done)(json_response(200, R"({"success":true,"fake":true})"));
}

ports::http_response refused(const dialect& d, const refusal& why) {
  auto out = d.refused(why);
  if (why.retry_after_s > 0) out.headers.push_back({"Retry-After", std::to_string(why.retry_after_s)});
  return out;
}

} // namespace

void take_send(const stage_ptr& s, const dialect& d, const ports::http_request& r, ports::responder_ptr done) {
  const auto request = d.read(r);
  if (request && request->type == "read") return take_receipt(*s, *request, done);
  const auto id = s->new_id(d);
  fate f;
  {
    const std::scoped_lock guard{s->lock};
    if (!request) {
      f = refused_with(request.error());
      send_request unread;
      unread.phone_number_id = r.param("phone_number_id");
      note(*s, unread, f, id);
    } else {
      f = decide(*s, d, *request);
      if (f.seen) note(*s, *request, f, id);
    }
  }
  if (f.refused) return answer(s, f, std::move(done), refused(d, *f.refused));
  if (f.taken && !f.lost) schedule_statuses(*s, d, *request, f, id);
  answer(s, f, std::move(done), f.instead ? std::move(*f.instead) : d.accepted(*request, id, s->clock.now()));
}

void add_send_routes(route_list& to, const stage_ptr& s) {
  constexpr std::size_t body_max = 256u << 10;
  constexpr std::size_t with_file_max = 136u << 20; // Evolution's own bound
  const auto taking = [s](const dialect& d) {
    return [s, &d](const ports::http_request& r, const ports::responder_ptr& done) { take_send(s, d, r, done); };
  };
  using ports::run_on;
  to.push_back({"POST", "/{phone_number_id}/messages", run_on::io_thread, body_max, taking(graph())});
  to.push_back({"POST", "/{version}/{phone_number_id}/messages", run_on::io_thread, body_max, taking(graph())});
  to.push_back({"POST", "/v2/whatsapp/messages", run_on::io_thread, body_max, taking(ycloud())});
  to.push_back({"POST", "/v2/whatsapp/messages/sendDirectly", run_on::io_thread, body_max, taking(ycloud())});
  to.push_back({"POST", "/message/{verb}/{instance}", run_on::io_thread, with_file_max, taking(evolution())});
  for (const auto& [act, typing] : {std::pair{"markAsRead", false}, {"typingIndicator", true}})
    to.push_back({"POST", std::string{"/v2/whatsapp/inboundMessages/{id}/"} + act, run_on::io_thread, body_max,
                  at_once([s, typing = typing](const ports::http_request&) {
                    const std::scoped_lock guard{s->lock};
                    s->counts.read_receipt(typing);
                    return json_response(200, R"({"fake":true})");
                  })});
}

} // namespace charla::simulator
