#include "io/providers/simulator/simulation.hpp"

#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::simulator {

namespace {

ports::http_response json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

/// RFC 9457.
ports::http_response problem(int status, const flows::error& e) {
  json::writer w;
  w.begin_object().member("type", "about:blank").member("title", e.code).member("status", status);
  w.member("detail", e.what);
  if (!e.where.empty()) w.member("field", e.where);
  return {status, {{"Content-Type", "application/problem+json"}}, w.end_object().take()};
}

std::string outcome_of(bool lost, const std::optional<refusal>& error, std::int32_t failed_later) {
  if (error) return "error:" + std::to_string(error->code);
  if (lost) return "lost_after";
  if (failed_later != 0) return "failed_later:" + std::to_string(failed_later);
  return "accepted";
}

} // namespace

simulation::simulation(
    options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule)
    : options_(std::move(o)), clock_(clock), crypto_(crypto), schedule_(schedule),
      poster_(std::make_shared<poster>(options_, client, crypto, std::move(schedule))), random_(options_.seed),
      log_(options_.requests_kept, options_.log_path) {}

std::string simulation::new_wamid() {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "wamid.SIM";
  for (const auto c : crypto_.random_bytes(12)) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

simulation::fate simulation::draw() {
  fate f;
  if (faults_.lost_before.when.strikes(random_)) {
    f.lost_before = true;
    f.held = std::chrono::milliseconds{faults_.lost_before.hold_ms};
    return f;
  }
  if (faults_.delay.when.strikes(random_)) f.held = std::chrono::milliseconds{faults_.delay.ms};
  if (faults_.error.when.strikes(random_)) {
    f.error = refusal{faults_.error.code, faults_.error.status, "The simulator was told to answer so."};
    return f;
  }
  if (faults_.lost_after.when.strikes(random_)) {
    f.lost_after = true;
    f.held = std::chrono::milliseconds{faults_.lost_after.hold_ms};
  }
  if (faults_.failed.when.strikes(random_)) f.failed_later = faults_.failed.code;
  f.duplicate = faults_.duplicate_statuses.strikes(random_);
  f.reorder = faults_.reorder_statuses.strikes(random_);
  f.statuses_lost = faults_.lost_statuses.strikes(random_);
  return f;
}

void simulation::note(const send_request& r, const fate& f, const std::string& wamid) {
  log_.add({0, flows::to_unix_ms(clock_.now()), r.out_id, r.phone_number_id, r.to.empty() ? r.user_id : r.to, r.type,
            r.text, outcome_of(f.lost_after, f.error, f.failed_later), f.error ? std::string{} : wamid});
}

void simulation::send(const ports::http_request& r, ports::responder_ptr done) {
  const auto request = read_send(r);
  const auto wamid = new_wamid();
  fate f;
  {
    const std::scoped_lock guard{lock_};
    if (!request) {
      f.error = request.error();
      note({std::string{r.param("phone_number_id")}, {}, {}, {}, {}, {}}, f, {});
    } else {
      f = draw();
      if (!f.lost_before) note(*request, f, wamid);
    }
  }
  if (f.error) return answer(f, std::move(done), refused(*f.error));
  if (f.lost_before) return answer(f, std::move(done), {503, {}, {}});
  if (!f.statuses_lost) schedule_statuses(*request, f, wamid);
  answer(f, std::move(done), f.lost_after ? ports::http_response{503, {}, {}} : accepted(*request, wamid));
}

void simulation::answer(const fate& f, ports::responder_ptr done, ports::http_response response) {
  if (f.held.count() == 0) return (*done)(std::move(response));
  bool room = false;
  {
    const std::scoped_lock guard{lock_};
    room = held_ < options_.answers_held_max;
    if (room) ++held_;
  }
  if (!room) return (*done)({503, {{"Retry-After", "1"}}, {}});
  schedule_(f.held, [self = weak_from_this(), done = std::move(done), response = std::move(response)]() mutable {
    if (const auto alive = self.lock()) {
      const std::scoped_lock guard{alive->lock_};
      --alive->held_;
    }
    (*done)(std::move(response));
  });
}

void simulation::schedule_statuses(const send_request& r, const fate& f, const std::string& wamid) {
  struct due {
    std::string_view name;
    std::chrono::milliseconds happens; ///< after the acceptance
    std::chrono::milliseconds posted;
  };
  const auto at = [](std::string_view name, std::chrono::milliseconds after) { return due{name, after, after}; };
  std::vector<due> coming;
  if (f.failed_later != 0)
    coming.push_back(at("failed", options_.sent_after));
  else
    coming.push_back(at("sent", options_.sent_after));
  if (f.failed_later == 0 && r.type != "reaction") { // a reaction yields `sent` only
    coming.push_back(at("delivered", options_.delivered_after));
    coming.push_back(at("read", options_.read_after));
  }
  if (f.reorder) std::swap(coming.front().posted, coming.back().posted);
  const sender_number number{r.phone_number_id, options_.display_phone_number};
  for (const auto& one : coming) {
    const auto body = status_webhook(number, r, wamid, one.name, f.failed_later, clock_.now() + one.happens);
    for (int times = f.duplicate ? 2 : 1; times > 0; --times)
      poster_->post_later(one.posted, body);
  }
}

void simulation::play_customer(const ports::http_request& r, ports::responder_ptr done) {
  if (options_.callback_url.empty())
    return (*done)(problem(409, {"inbound.no_callback", "the simulator was started without a callback", {}}));
  const sender_number number{options_.phone_number_id, options_.display_phone_number};
  const auto played = inbound_webhook(number, r.body, new_wamid(), clock_.now());
  if (!played) return (*done)(problem(400, played.error()));
  poster_->post_now(played->body, [done, id = played->wamid](const ports::client_response& answered) {
    json::writer w;
    w.begin_object().member("simulated", true).member("id", id).member("callback_status", answered.status);
    if (!answered.error_text.empty()) w.member("callback_error", answered.error_text);
    (*done)(json_response(answered.status == 200 ? 200 : 502, w.end_object().take()));
  });
}

ports::http_response simulation::change_faults(std::string_view json) {
  const std::scoped_lock guard{lock_};
  auto next = changed(faults_, json);
  if (!next) return problem(400, next.error());
  faults_ = std::move(*next);
  return json_response(200, to_json(faults_));
}

ports::http_response simulation::show_faults() {
  const std::scoped_lock guard{lock_};
  return json_response(200, to_json(faults_));
}

ports::http_response simulation::show_requests(const ports::http_request& r) {
  const auto to = r.query_value("to");
  json::writer w{4096};
  const std::scoped_lock guard{lock_};
  w.begin_object().member("simulated", true).member("count", log_.count()).key("requests").begin_array();
  for (const auto& one : log_.newest())
    if (!to || one.to == *to || one.to == '+' + std::string{*to}) w.raw(to_json(one));
  return json_response(200, w.end_array().end_object().take());
}

ports::http_response simulation::show_state() {
  const auto posts = poster_->now();
  const std::scoped_lock guard{lock_};
  json::writer w;
  w.begin_object().member("simulated", true).member("requests", log_.count());
  w.member("answers_held", static_cast<std::int64_t>(held_));
  w.member("statuses_waiting", static_cast<std::int64_t>(posts.waiting)).member("statuses_posted", posts.posted);
  w.member("statuses_given_up", posts.given_up).member("statuses_dropped", posts.dropped);
  return json_response(200, w.key("faults").raw(to_json(faults_)).end_object().take());
}

ports::http_response simulation::reset() {
  {
    const std::scoped_lock guard{lock_};
    faults_ = {};
    random_ = dice{options_.seed};
    log_.clear();
  }
  return show_state();
}

} // namespace charla::simulator
