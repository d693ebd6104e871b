#include "actors/agent.hpp"

#include "actors/ingress.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::size_t in_flight_max = 64;
/// One tenant may use a quarter of the calls while others wait (protocol §5).
constexpr std::size_t in_flight_per_tenant_max = in_flight_max / 4;
constexpr std::size_t waiting_max = 10'000;
/// Bytes of an answer that are read; a longer one is a failure.
constexpr std::size_t answer_max = 1 << 20;
/// Bytes of its body that a flow gets to see.
constexpr std::size_t body_max = 16 * 1024;

std::string clipped(std::string body) {
  auto end = std::min(body.size(), body_max);
  while (end < body.size() && end > 0 && (static_cast<unsigned char>(body[end]) & 0xC0U) == 0x80U)
    --end; // not within a character
  body.resize(end);
  return body;
}

/// @param anywhere the installation lets flows call private addresses (`engine.webhooks_anywhere`).
ports::client_request http_request_of(const flows::call_request& asked, bool anywhere) {
  ports::client_request request;
  request.method = asked.method;
  request.url = asked.target;
  for (const auto& [name, value] : asked.headers)
    request.headers.push_back({name, value});
  request.body = asked.body;
  request.tenant_url = !anywhere; // a flow's author chose it: never a private address
  return request;
}

/// The assistant is a program of the host's: it is asked by one JSON object and answers with `text` and, when it is
/// through, `outcome`.
ports::client_request assistant_request_of(const start_call& call, const std::string& url, const ports::codec& codec) {
  const auto& asked = call.call.request;
  auto question = asked.headers; // task, language
  question.insert_or_assign("assistant", asked.target);
  question.insert_or_assign("text", asked.body);
  question.insert_or_assign("conversation_id", to_string(call.conversation.value()));
  ports::client_request request;
  request.url = url;
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = codec.encode(question);
  return request;
}

flows::call_finished result_of(const flows::call_token& token, const ports::client_response& r) {
  flows::call_finished f;
  f.token = token;
  f.status = r.status;
  f.body = r.body;
  if (r.error == ports::transport_errc::none) {
    f.how =
        r.status >= 200 && r.status < 300 ? flows::call_finished::outcome::ok : flows::call_finished::outcome::failed;
  } else {
    f.how = r.error == ports::transport_errc::unknown ? flows::call_finished::outcome::timed_out
                                                      : flows::call_finished::outcome::failed;
    f.body = r.error_text;
  }
  return f;
}

bool same_call(const start_call& a, const start_call& b) {
  return a.conversation == b.conversation && a.call.token == b.call.token;
}

} // namespace

agent::agent(caf::actor_config& cfg, const services& with, wiring& who)
    : actor_base(cfg, {"agent"}), with_(with), who_(who) {}

caf::behavior agent::make_behavior() {
  return {
      [this](const start_call& c) { admit(c); },
      [this](const call_answered& a) { finish(a.number, a.result); },
  };
}

void agent::admit(start_call call) {
  const auto known =
      std::any_of(in_flight_.begin(), in_flight_.end(), [&](const auto& f) { return same_call(f.second, call); })
      || std::any_of(waiting_.begin(), waiting_.end(), [&](const auto& w) { return same_call(w, call); });
  if (known) return; // a conversation that woke up asks again for what is already under way
  if (in_flight_.size() < in_flight_max && by_tenant_[call.tenant] < in_flight_per_tenant_max) return begin(call);
  if (waiting_.size() >= waiting_max)
    return make_durable(call,
                        {call.call.token, flows::call_finished::outcome::failed, 0, "too many calls are waiting", {}});
  waiting_.push_back(std::move(call));
}

void agent::begin(const start_call& call) {
  const auto number = ++last_;
  ++by_tenant_[call.tenant];
  in_flight_[number] = call;
  now_is("calling");
  const auto& asked = call.call.request;
  const bool by_assistant = asked.kind == "assistant" && !with_.config.assistant_url.empty();
  if (asked.kind != "http" && !by_assistant) {
    finish(number, {call.call.token,
                    flows::call_finished::outcome::failed,
                    0,
                    asked.kind == "assistant" ? "no assistant is configured: set assistant.url"
                                              : "no adapter answers calls of kind '" + asked.kind + "'",
                    {}});
    return;
  }
  auto request = by_assistant ? assistant_request_of(call, with_.config.assistant_url, with_.codec)
                              : http_request_of(asked, with_.config.webhooks_anywhere);
  request.timeout = asked.timeout;
  request.answer_max = answer_max;
  with_.http.send(std::move(request), [self = who_.agent, number, token = call.call.token](ports::client_response r) {
    self.tell(call_answered{number, result_of(token, r)});
  });
}

void agent::finish(std::uint64_t number, flows::call_finished result) {
  const auto found = in_flight_.find(number);
  if (found == in_flight_.end()) return;
  const auto call = std::move(found->second);
  in_flight_.erase(found);
  if (auto used = by_tenant_.find(call.tenant); used != by_tenant_.end() && --used->second == 0) by_tenant_.erase(used);
  with_.metrics.count(
      "tool_calls_total",
      {{"tool", call.call.request.kind}, {"status", result.how == flows::call_finished::outcome::ok ? "ok" : "error"}});
  read_answer(call, result);
  make_durable(call, std::move(result));
  if (in_flight_.empty()) now_is("idle");
  const auto next = std::find_if(waiting_.begin(), waiting_.end(),
                                 [&](const auto& w) { return by_tenant_[w.tenant] < in_flight_per_tenant_max; });
  if (next == waiting_.end()) return;
  const auto chosen = *next;
  waiting_.erase(next);
  begin(chosen);
}

void agent::read_answer(const start_call& call, flows::call_finished& result) const {
  const auto& asked = call.call.request;
  if (result.how != flows::call_finished::outcome::ok) return;
  static const std::map<std::string, std::string> answer{{"text", "/text"}};
  const bool by_assistant = asked.kind == "assistant";
  auto picked = with_.codec.pick(result.body, by_assistant ? answer : asked.pick);
  if (!picked) {
    result.how = flows::call_finished::outcome::failed;
    result.body = picked.error().what;
    return;
  }
  if (by_assistant) {
    static const std::map<std::string, std::string> verdict{{"outcome", "/outcome"}};
    auto said = std::move(picked->at("text"));
    picked = with_.codec.pick(result.body, verdict).value_or(std::map<std::string, std::string>{}); // may be absent
    result.body = std::move(said);
  }
  result.body = clipped(std::move(result.body));
  result.values = *std::move(picked);
}

void agent::make_durable(const start_call& call, flows::call_finished result) {
  const auto now = with_.clock.now();
  const auto& token = call.call.token;
  flows::cause_body body{std::move(result)};
  ports::inbox_append row;
  row.tenant = call.tenant;
  row.channel = call.channel;
  row.conversation = call.conversation;
  row.provider_time = now;
  row.kind = flows::kind_name(body);
  row.correlation_id = call.correlation_id;
  row.body = with_.codec.encode(body);
  row.key = dedup_key_of(with_.crypto, "call",
                         to_string(call.conversation.value()) + '/' + std::to_string(token.version) + '/' + token.node
                             + '/' + std::to_string(token.attempt));
  auto events = std::make_shared<append_events>();
  events->causes.push_back(std::move(row));
  events->decoded.push_back({{}, now, call.correlation_id, std::move(body)});
  // When the store cannot take it, nobody is waiting at a door: the conversation asks again when it wakes up.
  who_.lane_of(call.conversation).tell(std::move(events));
}

} // namespace charla::actors
