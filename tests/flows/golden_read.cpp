#include "flows/golden_read.hpp"

#include "support/golden.hpp"
#include "support/paths.hpp"

#include <stdexcept>

namespace charla::flows::test {

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view key, std::string fallback = {}) {
  const auto* const found = object.if_contains(key);
  return found == nullptr ? fallback : json::value_to<std::string>(*found);
}

std::map<std::string, std::string> map_of(const json::object& object, std::string_view key) {
  std::map<std::string, std::string> out;
  if (const auto* const found = object.if_contains(key)) {
    for (const auto& [name, value] : found->as_object())
      out.emplace(name, json::value_to<std::string>(value));
  }
  return out;
}

control_mode read_mode(std::string_view name) {
  for (const auto m : {control_mode::bot, control_mode::human, control_mode::paused}) {
    if (name_of(m) == name) return m;
  }
  throw std::runtime_error{"no control mode is called " + std::string{name}};
}

conversation_status read_status(std::string_view name) {
  for (const auto s : {conversation_status::open, conversation_status::pending, conversation_status::snoozed,
                       conversation_status::resolved}) {
    if (name_of(s) == name) return s;
  }
  throw std::runtime_error{"no status is called " + std::string{name}};
}

cause read_control(const json::object& written, timestamp at, golden_world& world) {
  control_changed m;
  m.mode = read_mode(text_of(written, "control"));
  if (const auto* const until = written.if_contains("until")) m.until = read_time(*until);
  m.by = text_of(written, "by");
  m.reason = text_of(written, "reason");
  world.state.mode = m.mode;
  world.state.human_override_until = m.until;
  ++world.state.ctl_seq;
  return of(std::move(m), at);
}

cause read_timer(const std::string& key, timestamp at, golden_world& world) {
  const auto armed = world.timers.lower_bound(key);
  if (armed == world.timers.end() || !armed->first.starts_with(key)) return timer(key, {}, at);
  auto fired = timer(armed->first, armed->second.body, at);
  world.timers.erase(armed); // the turn consumes its row
  return fired;
}

cause read_answer(const json::object& written, timestamp at, const golden_world& world) {
  call_finished m;
  m.token = world.last_call.value_or(call_token{});
  if (written.contains("foreign")) m.token.version += 1000;
  const auto how = text_of(written, "answer");
  m.how = how == "ok"       ? call_finished::outcome::ok
          : how == "failed" ? call_finished::outcome::failed
                            : call_finished::outcome::timed_out;
  if (const auto* const status = written.if_contains("status")) m.status = json::value_to<std::int32_t>(*status);
  m.body = text_of(written, "body");
  return of(std::move(m), at);
}

cause read_outgoing(const json::object& written, timestamp at) {
  outgoing_request m;
  m.by = written.contains("person") ? author::human : author::system;
  m.author_name = text_of(written, "name");
  m.client_id = text_of(written, "client_id");
  m.body = text_content{text_of(written, m.by == author::human ? "person" : "system")};
  return of(std::move(m), at);
}

cause read_history(const json::object& written, timestamp at) {
  history_message m;
  m.provider_id = "wamid.old";
  m.sent_at = at - hours{24 * 30};
  m.from_us = written.contains("from_us");
  m.body = text_content{text_of(written, "history")};
  return of(std::move(m), at);
}

content read_other(const json::object& written) {
  const auto type = text_of(written, "type");
  if (type == "reaction") return reaction_content{"wamid.out", text_of(written, "emoji")};
  if (type == "image") {
    media_content image;
    image.media_id = "m1";
    image.caption = text_of(written, "caption");
    return image;
  }
  if (type == "button_reply") {
    choice_content tap;
    tap.id = "b1";
    tap.title = text_of(written, "title");
    return tap;
  }
  if (type == "welcome") return welcome_content{};
  if (type == "unsupported") return unsupported_content{"poll", "message type is not supported", "{}"};
  throw std::runtime_error{"golden conversations know no type " + type};
}

} // namespace

std::shared_ptr<const flow> read_flow(const json::value& written, std::int32_t version) {
  auto f = std::make_shared<flow>();
  const auto& object = written.as_object();
  f->id = flow_id{7};
  f->version = version;
  f->name = text_of(object, "name", "prueba");
  f->start = text_of(object, "start");
  for (const auto& [id, value] : object.at("nodes").as_object()) {
    const auto& fields = value.as_object();
    f->nodes.emplace(id, node{id, text_of(fields, "type"), map_of(fields, "fields"), map_of(fields, "exits")});
  }
  return f;
}

catalog read_catalog(const json::object& golden) {
  const auto* const written = golden.if_contains("flow");
  if (written == nullptr) return {};
  const auto f = written->is_string() ? read_flow(charla::test::read_json(
                     charla::test::repository("config/flows/" + json::value_to<std::string>(*written) + ".json")))
                                      : read_flow(*written);
  return catalog{{f}, flow_version{f->id, f->version}};
}

rules read_rules(const json::object& golden) {
  rules r;
  const auto* const written = golden.if_contains("rules");
  if (written == nullptr) return r;
  const auto& object = written->as_object();
  if (const auto* const m = object.if_contains("memory")) r.memory = json::value_to<std::size_t>(*m);
  if (const auto* const s = object.if_contains("human_override"))
    r.human_override = seconds{json::value_to<std::int64_t>(*s)};
  return r;
}

timestamp read_time(const json::value& since_noon) {
  return noon + milliseconds{static_cast<std::int64_t>(json::value_to<double>(since_noon) * 1000)};
}

cause read_cause(const json::object& written, timestamp at, golden_world& world) {
  if (written.contains("inbound")) return inbound(text_of(written, "inbound"), at);
  if (written.contains("type")) return inbound_content(read_other(written), at);
  if (written.contains("echo")) return echo(text_of(written, "echo"), at);
  if (written.contains("history")) return read_history(written, at);
  if (written.contains("person") || written.contains("system")) return read_outgoing(written, at);
  if (written.contains("control")) return read_control(written, at, world);
  if (written.contains("status_changed"))
    return of(status_changed{read_status(text_of(written, "status_changed")), text_of(written, "by")}, at);
  if (written.contains("timer")) return read_timer(text_of(written, "timer"), at, world);
  if (written.contains("answer")) return read_answer(written, at, world);
  if (written.contains("undelivered"))
    return of(delivery_failed{out_id{world.state.id, 1, 0}, 131047, text_of(written, "undelivered")}, at);
  throw std::runtime_error{"golden conversations know no cause " + json::serialize(written)};
}

} // namespace charla::flows::test
