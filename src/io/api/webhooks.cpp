#include "io/api/webhooks.hpp"

#include "flows/overloaded.hpp"
#include "io/api/resources.hpp"

#include <algorithm>

namespace charla::api {

namespace {

/// Different app secrets that one body is tried against: an installation has one or two Meta apps, not hundreds.
constexpr std::size_t secrets_max = 64;
constexpr std::string_view any_channel = "whatsapp";

ports::http_response plain(int status, std::string text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}}, std::move(text)};
}

bool is_asked_for(const known_channel& c, std::string_view key, std::string_view type = {}) {
  return c.speaks != nullptr && (key == any_channel || c.row.key == key) && (type.empty() || c.row.type == type);
}

/// A channel that could have signed this body, and whose secret did: all channels with the same secret share the app.
const known_channel* find_signer(const directory& known,
                                 std::string_view key,
                                 std::string_view type,
                                 const ports::http_request& request,
                                 flows::timestamp now) {
  std::vector<std::pair<const ports::provider*, const std::string*>> tried;
  for (const auto& c : known.channels) {
    if (!is_asked_for(c, key, type) || c.access.app_secret.empty()) continue;
    const bool again = std::any_of(tried.begin(), tried.end(), [&](const auto& t) {
      return t.first == c.speaks && *t.second == c.access.app_secret;
    });
    if (again) continue;
    if (tried.size() == secrets_max) break;
    tried.emplace_back(c.speaks, &c.access.app_secret);
    if (c.speaks->signed_by(request, c.access, now)) return &c;
  }
  return nullptr;
}

std::string_view kind_of(const ports::provider_event& e) {
  return std::visit(flows::overloaded{
                        [](const flows::inbound_message&) { return "inbound_message"; },
                        [](const flows::echo_message&) { return "echo_message"; },
                        [](const flows::history_message&) { return "history_message"; },
                        [](const ports::status_fact&) { return "status"; },
                        [](const ports::system_event&) { return "system_event"; },
                        [](const ports::preference_fact&) { return "preference"; },
                        [](const ports::template_fact&) { return "template"; },
                        [](const ports::number_fact&) { return "number"; },
                    },
                    e.what);
}

/// A time of 0 means that the provider gave none that makes sense: the arrival counts.
void put_arrival(ports::provider_event& e, flows::timestamp now) {
  const auto put = [&](flows::timestamp& at) {
    if (at == flows::timestamp{}) at = now;
  };
  std::visit(flows::overloaded{
                 [&](flows::inbound_message& m) { put(m.sent_at); },
                 [&](flows::echo_message& m) { put(m.sent_at); },
                 [&](flows::history_message& m) { put(m.sent_at); },
                 [&](ports::status_fact& s) { put(s.at); },
                 [&](auto& other) { put(other.at); },
             },
             e.what);
}

/// An event that is nobody's becomes a line for the people who run the installation, as durable as any other.
ports::routed_event
orphan(const ports::provider_event& e, std::string type, flows::timestamp now, std::string correlation) {
  json::writer meta;
  meta.begin_object().member("phone_number_id", e.phone_number_id).member("account_id", e.account_id);
  meta.member("kind", kind_of(e)).end_object();
  ports::system_event note;
  note.at = now;
  note.level = "warn";
  note.message = "A webhook named the phone number id " + e.phone_number_id
                 + ": add a channel with it and with the app secret that signed, or unsubscribe it at the provider.";
  note.type = std::move(type);
  note.metadata = meta.take();
  return {{}, std::move(correlation), {e.phone_number_id, e.account_id, std::move(note)}};
}

/// Whether one tenant has all the channels of the signer's app.
bool owned_alone(const directory& known, const known_channel& signer) {
  return std::all_of(known.channels.begin(), known.channels.end(), [&](const known_channel& c) {
    return c.access.app_secret != signer.access.app_secret || c.row.tenant == signer.row.tenant;
  });
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

/// Some notices name the number as people read it, `+` first, not by the provider's id.
bool is_number(const known_channel& c, const std::string& named) {
  if (c.access.phone_number_id == named) return true;
  return named.starts_with('+') && digits_of(c.access.phone_number) == digits_of(named);
}

/// What is told of an account's templates and limits is told of each of its channels.
std::vector<const known_channel*>
of_account(const directory& known, const known_channel& signer, const ports::provider_event& e) {
  std::vector<const known_channel*> out;
  const bool fact =
      std::holds_alternative<ports::template_fact>(e.what) || std::holds_alternative<ports::number_fact>(e.what);
  if (!fact || !e.phone_number_id.empty() || e.account_id.empty()) return out;
  for (const auto& c : known.channels)
    if (c.speaks == signer.speaks && c.access.app_secret == signer.access.app_secret
        && (c.access.account_id.empty() || c.access.account_id == e.account_id))
      out.push_back(&c);
  return out;
}

/// Who the event is for. A body is only believed for channels of the app that signed it: else one tenant's secret could
/// speak for another tenant's number.
ports::routed_event route(context& house,
                          const directory& known,
                          const known_channel& signer,
                          ports::provider_event e,
                          const std::string& correlation) {
  const auto now = house.with.clock.now();
  put_arrival(e, now);
  house.with.metrics.count("charla_webhook_events_total", {{"kind", kind_of(e)}});
  const known_channel* of_number = nullptr;
  for (const auto& c : known.channels) {
    if (c.speaks != signer.speaks || e.phone_number_id.empty() || !is_number(c, e.phone_number_id)) continue;
    of_number = &c;
    if (c.access.app_secret == signer.access.app_secret) return {c.access, correlation, std::move(e)};
  }
  // Notices about the whole account carry no number: they belong to whoever owns the app.
  if (e.phone_number_id.empty() && std::holds_alternative<ports::system_event>(e.what))
    return {owned_alone(known, signer) ? signer.access : ports::channel_access{}, correlation, std::move(e)};
  const bool foreign = of_number != nullptr;
  house.with.metrics.count("charla_webhook_rejected_total",
                           {{"reason", foreign ? "foreign_signature" : "unknown_number"}});
  house.with.log.warn(foreign ? "webhook.foreign_signature" : "webhook.unknown_number",
                      {{"phone_number_id", e.phone_number_id}, {"correlation_id", correlation}});
  return orphan(e, foreign ? "foreign_signature" : "unknown_phone_number_id", now, correlation);
}

ports::http_response answer_of(ports::accept_outcome how, context& house, const std::string& correlation) {
  switch (how) {
  case ports::accept_outcome::durable: return ok_response();
  case ports::accept_outcome::overloaded: {
    house.with.metrics.count("charla_webhook_rejected_total", {{"reason", "overloaded"}});
    auto p = unavailable("Too much is waiting to be stored; send it again.");
    p.retry_after_s = 2;
    return to_response(p, correlation);
  }
  case ports::accept_outcome::unavailable: break;
  }
  house.with.metrics.count("charla_webhook_rejected_total", {{"reason", "unavailable"}});
  return to_response(unavailable("It could not be stored; send it again."), correlation);
}

void verify(call& c, const ports::responder_ptr& done) {
  const auto& q = c.request;
  const auto value = [&](std::string_view name) {
    const auto real = q.query_value("hub." + std::string{name});
    return real ? real : q.query_value(name);
  };
  const auto mode = value("mode");
  const auto token = value("verify_token");
  const auto challenge = value("challenge");
  const auto known = c.house.channels.get();
  if (!known) return (*done)(to_response(unavailable("The channels have not been read yet."), q.correlation_id));
  const auto key = q.param("channel").empty() ? any_channel : q.param("channel");
  bool right_token = false;
  if (mode == "subscribe" && token && !token->empty() && challenge)
    for (const auto& ch : known->channels)
      if (is_asked_for(ch, key) && !ch.access.verify_token.empty()
          && c.house.with.crypto.same(ch.access.verify_token, *token))
        right_token = true;
  (*done)(right_token ? plain(200, std::string{*challenge}) : plain(403, "Forbidden"));
}

void receive(call& c, const ports::responder_ptr& done) {
  const auto key = c.request.param("channel").empty() ? any_channel : c.request.param("channel");
  receive_webhook(c.house, c.request, key, done);
}

/// R090: one address for every number at YCloud.
void receive_ycloud(call& c, const ports::responder_ptr& done) {
  receive_webhook(c.house, c.request, any_channel, done, "ycloud");
}

endpoint hook(std::string_view method, std::string_view pattern, std::string_view summary, handler h) {
  endpoint e{method, pattern, right::open, summary, "", "", std::move(h)};
  e.where = ports::run_on::io_thread;
  e.store = false;
  return e;
}

endpoint verification(std::string_view pattern) {
  auto e = hook("GET", pattern, "Meta checks the address: echoes the challenge when the verify token is right", verify);
  e.media = "text/plain";
  e.query = {{"hub.mode", "string", "`subscribe`; also as `mode`"},
             {"hub.verify_token", "string", "the channel's verify token; also as `verify_token`"},
             {"hub.challenge", "string", "echoed as it is; also as `challenge`"}};
  return e;
}

endpoint delivery(std::string_view pattern, handler h = receive) {
  auto e = hook("POST", pattern, "Takes a webhook in: 200 only when every event is durable", std::move(h));
  e.request_schema = "provider_webhook";
  e.response_schema = "ok";
  return e;
}

} // namespace

void receive_webhook(context& house,
                     const ports::http_request& request,
                     std::string_view channel_key,
                     const ports::responder_ptr& done,
                     std::string_view type) {
  const auto known = house.channels.get();
  if (!known) return (*done)(answer_of(ports::accept_outcome::unavailable, house, request.correlation_id));
  const auto* signer = find_signer(*known, channel_key, type, request, house.with.clock.now());
  if (signer == nullptr) {
    house.with.metrics.count("charla_webhook_rejected_total", {{"reason", "signature"}});
    return (*done)(plain(403, "Invalid signature"));
  }
  auto events = signer->speaks->parse(request.body);
  if (!events) {
    house.with.metrics.count("charla_webhook_rejected_total", {{"reason", "unreadable"}});
    return (*done)(to_response(bad_request(events.error().what), request.correlation_id));
  }
  std::vector<ports::routed_event> routed;
  routed.reserve(events->size());
  for (auto& e : *events) {
    const auto shared = of_account(*known, *signer, e);
    if (!shared.empty()) put_arrival(e, house.with.clock.now());
    for (const auto* c : shared)
      routed.push_back({c->access, request.correlation_id, e});
    if (shared.empty()) routed.push_back(route(house, *known, *signer, std::move(e), request.correlation_id));
  }
  if (routed.empty()) return (*done)(ok_response());
  if (house.with.config.engine.channel_log_days > 0) {
    // Its beginning, which is all that the channel log keeps; once for all events.
    const auto raw = std::make_shared<const std::string>(request.body.substr(0, 4 * ports::exchange_body_max));
    for (auto& e : routed)
      e.raw = raw;
  }
  house.with.engine.accept(std::move(routed), [alive = house.shared_from_this(), done, id = request.correlation_id](
                                                  ports::accept_outcome how) { (*done)(answer_of(how, *alive, id)); });
}

endpoints webhook_endpoints() {
  return {verification("/api/webhooks/whatsapp"), delivery("/api/webhooks/whatsapp"),
          verification("/api/webhooks/{channel}"), delivery("/api/webhooks/{channel}"),
          // A gateway that has an address for each event puts the event's name behind ours.
          delivery("/api/webhooks/{channel}/{event*}"), delivery("/webhook/ycloud", receive_ycloud)};
}

} // namespace charla::api
