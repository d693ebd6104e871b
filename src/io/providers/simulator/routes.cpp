#include "io/providers/simulator/simulation.hpp"

namespace charla::simulator {

namespace {

constexpr std::size_t send_body_max = 256u << 10;
constexpr std::size_t control_body_max = 1u << 20;

} // namespace

ports::routes make_routes(
    options o, ports::http_client& client, const ports::clock& clock, ports::crypto& crypto, schedule_fn schedule) {
  const auto s = std::make_shared<simulation>(std::move(o), client, clock, crypto, std::move(schedule));
  using ports::http_request;
  using ports::responder_ptr;
  const auto now = [](auto answer) { // a handler that answers at once
    return [answer](const http_request& r, const responder_ptr& done) { (*done)(answer(r)); };
  };
  const auto send = [s](const http_request& r, const responder_ptr& done) { s->send(r, done); };
  const auto play = [s](const http_request& r, const responder_ptr& done) { s->play_customer(r, done); };
  using ports::run_on;
  ports::routes out;
  out.http = {
      {"POST", "/{phone_number_id}/messages", run_on::io_thread, send_body_max, send},
      {"POST", "/{version}/{phone_number_id}/messages", run_on::io_thread, send_body_max, send},
      {"GET", "/control", run_on::io_thread, 0, now([s](const http_request&) { return s->show_state(); })},
      {"GET", "/control/faults", run_on::io_thread, 0, now([s](const http_request&) { return s->show_faults(); })},
      {"POST", "/control/faults", run_on::io_thread, control_body_max,
       now([s](const http_request& r) { return s->change_faults(r.body); })},
      {"GET", "/control/requests", run_on::io_thread, 0,
       now([s](const http_request& r) { return s->show_requests(r); })},
      {"POST", "/control/inbound", run_on::io_thread, control_body_max, play},
      {"POST", "/control/reset", run_on::io_thread, control_body_max,
       now([s](const http_request&) { return s->reset(); })},
  };
  return out;
}

} // namespace charla::simulator
