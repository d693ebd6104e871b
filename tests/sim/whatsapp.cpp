#include "sim/whatsapp.hpp"

#include "io/json/reader.hpp"

#include <stdexcept>

namespace charla::sim {

namespace {

using ports::transport_errc;

ports::client_response failed(transport_errc how) {
  ports::client_response r;
  r.error = how;
  r.error_text = how == transport_errc::not_sent ? "connection refused" : "the line broke";
  return r;
}
ports::client_response answer(int status, std::string body) {
  ports::client_response r;
  r.status = status;
  r.body = std::move(body);
  return r;
}
ports::client_response refusal(int status, int code) {
  return answer(status, R"({"error":{"message":"no","code":)" + std::to_string(code) + "}}");
}

} // namespace

void whatsapp::send(ports::client_request request, std::function<void(ports::client_response)> done) {
  if (!around_.power) return;
  const auto until = around_.clock.now() + request.timeout;
  if (request.method == "GET") {
    flying_.push_back({0, true, until, std::move(done)});
    return;
  }
  if (around_.happens(around_.odds.throw_in_send, "exception in a send"))
    throw std::runtime_error("injected into a send");
  provider_request r;
  r.g = around_.next();
  r.at = around_.clock.now();
  r.turns_committed = around_.book.turns.size();
  r.body = request.body;
  for (const auto& [number, access] : channels_)
    if (request.url.find('/' + number + '/') != std::string::npos) r.channel = access.id;
  if (const auto body = json::document::parse(request.body)) {
    r.out_text = body->root()["biz_opaque_callback_data"].text().value_or("");
    r.once = body->root()["type"].text() == "template";
  }
  r.out = flows::parse_out_id(r.out_text);
  around_.say("request " + (r.out ? brief(*r.out) : "'" + r.out_text + "'"));
  flying_.push_back({around_.book.requests.size(), false, until, std::move(done)});
  around_.book.requests.push_back(std::move(r));
}

void whatsapp::act() {
  if (flying_.empty()) return;
  const auto n = around_.chance.below(flying_.size());
  auto c = std::move(flying_[n]);
  flying_.erase(flying_.begin() + static_cast<std::ptrdiff_t>(n));
  if (c.of_flow)
    answer_flow(c);
  else
    decide(c);
}

void whatsapp::answer_flow(call& c) {
  if (around_.clock.now() > c.until || around_.happens(around_.odds.answer_lost, "call's answer lost"))
    return c.done(failed(transport_errc::unknown));
  c.done(around_.happens(around_.odds.server_error, "call failed") ? answer(500, "{}") : answer(200, R"({"ok":true})"));
}

void whatsapp::decide(call& c) {
  auto& r = around_.book.requests[c.entry];
  const auto& odds = around_.odds;
  const auto not_taken = [&](ports::client_response told, const char* what) {
    r.known_not_sent = true;
    around_.say(std::string{what} + ' ' + r.out_text.substr(0, 8));
    c.done(std::move(told));
  };
  if (around_.clock.now() > c.until || around_.happens(odds.request_lost, "request lost"))
    return c.done(failed(transport_errc::unknown));
  if (around_.happens(odds.no_connection, "no connection"))
    return not_taken(failed(transport_errc::not_sent), "no connection for");
  arrive(r);
  if (around_.happens(odds.refused, "refused")) return not_taken(refusal(400, 131026), "refused");
  if (around_.happens(odds.recipient_busy, "recipient busy")) return not_taken(refusal(400, 131056), "too fast for");
  if (around_.happens(odds.channel_busy, "channel busy")) return not_taken(refusal(429, 130429), "channel busy at");
  if (around_.happens(odds.token_expired, "token expired")) return not_taken(refusal(401, 190), "token expired at");
  if (around_.happens(odds.server_error, "server error")) {
    if (around_.chance.chance(500)) take(r, nullptr);
    around_.say("server error for " + r.out_text.substr(0, 8));
    return c.done(answer(500, "oops"));
  }
  if (around_.happens(odds.answer_lost, "answer lost")) {
    take(r, nullptr);
    return c.done(failed(transport_errc::unknown));
  }
  take(r, &c);
}

void whatsapp::arrive(provider_request& r) {
  r.arrived = around_.next();
  r.arrived_at = around_.clock.now();
}

void whatsapp::take(provider_request& r, const call* who_waits) {
  r.taken = true;
  const auto id = "wamid.OUT" + std::to_string(++last_id_);
  around_.say("provider takes " + (r.out ? brief(*r.out) : r.out_text) + (who_waits ? "" : ", and nobody hears of it"));
  tell_statuses(r, id);
  if (who_waits != nullptr) who_waits->done(answer(200, R"({"messages":[{"id":")" + id + R"("}]})"));
}

void whatsapp::tell_statuses(const provider_request& r, const std::string& provider_id) {
  using flows::message_status;
  std::vector<message_status> course{message_status::sent, message_status::delivered, message_status::read};
  if (around_.happens(around_.odds.refused, "failed by webhook"))
    course = {message_status::sent, message_status::failed};
  for (const auto status : course) {
    if (around_.happens(around_.odds.status_lost, "status lost")) continue;
    ports::status_fact fact;
    fact.provider_id = provider_id;
    fact.status = status;
    fact.at = around_.clock.now();
    fact.out = r.out;
    tell_status(r, std::move(fact));
  }
}

void whatsapp::tell_status(const provider_request& r, ports::status_fact fact) {
  tenant_id owner;
  for (const auto& [number, access] : channels_)
    if (access.id == r.channel) owner = access.tenant;
  for (const auto& [number, access] : channels_) {
    const auto forged = access.tenant != owner;
    if (!forged && access.id != r.channel) continue;
    if (forged && !around_.happens(around_.odds.status_forged, "status forged")) continue;
    auto says = fact;
    if (forged) {
      says.provider_id += "F";
      says.status = flows::message_status::played; // what nobody else tells
    } else {
      around_.book.told.push_back(fact);
      if (around_.happens(around_.odds.status_nameless, "status without our id")) says.out.reset();
    }
    ports::routed_event e;
    e.channel = access;
    e.event.phone_number_id = number;
    acknowledged known{forged ? "forged" : "status", says.provider_id, access.id, access.tenant, {}, fact};
    known.status->out = forged ? std::nullopt : says.out;
    known.id += '/' + std::string{flows::name_of(says.status)};
    e.event.what = std::move(says);
    webhooks_.post(std::move(e), std::move(known));
  }
}

// Whatever was written to a socket may still arrive.
void whatsapp::hang_up() {
  for (auto& c : flying_) {
    if (c.of_flow || !around_.chance.chance(500)) continue;
    auto& r = around_.book.requests[c.entry];
    arrive(r);
    take(r, nullptr);
    ++around_.book.reached["taken after the process had died"];
  }
  flying_.clear();
}

} // namespace charla::sim
