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
  m.values = map_of(written, "values");
  return of(std::move(m), at);
}

cause read_request(const json::object& written, timestamp at) {
  using act = run_request::act;
  run_request m;
  const auto what = text_of(written, "run");
  for (const auto& [name, one] : {std::pair{"start", act::start},
                                  {"event", act::event},
                                  {"move", act::move},
                                  {"restart", act::restart},
                                  {"stop", act::stop}})
    if (what == name) m.what = one;
  if (const auto* const id = written.if_contains("flow")) m.flow = flow_id{json::value_to<std::int32_t>(*id)};
  m.node = text_of(written, "node");
  m.event = text_of(written, "event");
  m.variables = map_of(written, "variables");
  m.by = text_of(written, "by", "Luis");
  return of(std::move(m), at);
}

cause read_contact(const json::object& written, timestamp at) {
  contact_changed m;
  const auto& change = written.at("contact").as_object();
  m.attributes = map_of(change, "attributes");
  if (change.contains("name")) m.name = text_of(change, "name");
  if (change.contains("language")) m.language = text_of(change, "language");
  if (change.contains("tag")) m.tags_added = {text_of(change, "tag")};
  if (const auto* const yes = change.if_contains("opted_in")) m.opted_in = yes->as_bool();
  m.by = "Luis";
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
    tap.id = text_of(written, "id", "b1");
    tap.title = text_of(written, "title");
    return tap;
  }
  if (type == "location") {
    location_content place;
    place.latitude = json::value_to<double>(written.at("latitude"));
    place.longitude = json::value_to<double>(written.at("longitude"));
    return place;
  }
  if (type == "welcome") return welcome_content{};
  if (type == "unsupported") return unsupported_content{"poll", "message type is not supported", "{}"};
  throw std::runtime_error{"golden conversations know no type " + type};
}

} // namespace

value read_value(const json::value& written) {
  if (written.is_bool()) return written.get_bool();
  if (written.is_number()) return json::value_to<double>(written);
  if (written.is_string()) return json::value_to<std::string>(written);
  if (const auto* const array = written.if_array()) {
    value::list out;
    for (const auto& item : *array)
      out.push_back(read_value(item));
    return out;
  }
  if (!written.is_object()) return {};
  value::object out;
  for (const auto& [name, item] : written.get_object())
    out.emplace(name, read_value(item));
  return out;
}

flow read_flow(const json::value& written, std::int32_t version, std::int32_t id) {
  flow f;
  const auto& object = written.as_object();
  f.id = flow_id{id};
  f.version = version;
  f.name = text_of(object, "name", "prueba");
  f.start = text_of(object, "start");
  f.language = text_of(object, "language", "es");
  if (const auto* const s = object.if_contains("expires")) f.expires_s = json::value_to<std::int64_t>(*s);
  if (const auto* const triggers = object.if_contains("triggers"))
    for (const auto& one : triggers->as_array()) {
      auto fields = *read_value(one).members();
      trigger t;
      t.type = fields.extract("type").mapped().plain();
      if (auto priority = fields.extract("priority"); priority)
        t.priority = static_cast<int>(*priority.mapped().number());
      if (auto interrupts = fields.extract("interrupts"); interrupts) t.interrupts = *interrupts.mapped().boolean();
      t.fields = std::move(fields);
      f.triggers.push_back(std::move(t));
    }
  for (const auto& [name, item] : object.at("nodes").as_object()) {
    const auto& one = item.as_object();
    node n;
    n.id = name;
    n.type = text_of(one, "type");
    if (const auto* const fields = one.if_contains("fields")) n.fields = *read_value(*fields).members();
    n.exits = map_of(one, "exits");
    f.nodes.emplace(n.id, std::move(n));
  }
  return f;
}

catalog read_catalog(const json::object& golden) {
  const auto* const written = golden.if_contains("flow");
  if (written == nullptr) return {};
  std::vector<std::shared_ptr<const program>> all;
  all.push_back(ready(written->is_string() ? read_flow(charla::test::read_json(
                          charla::test::repository("config/flows/" + json::value_to<std::string>(*written) + ".json")))
                                           : read_flow(*written)));
  if (const auto* const others = golden.if_contains("others"))
    for (const auto& other : others->as_array())
      all.push_back(ready(read_flow(other, 1, 7 + static_cast<std::int32_t>(all.size()))));
  std::vector<flow_version> live;
  for (const auto& p : all)
    live.push_back(p->version());
  return catalog{all, live};
}

rules read_rules(const json::object& golden) {
  rules r;
  const auto* const written = golden.if_contains("rules");
  if (written == nullptr) return r;
  const auto& object = written->as_object();
  if (const auto* const m = object.if_contains("memory")) r.memory = json::value_to<std::size_t>(*m);
  if (const auto* const s = object.if_contains("human_override"))
    r.human_override = seconds{json::value_to<std::int64_t>(*s)};
  r.language = text_of(object, "language", r.language);
  r.zone = text_of(object, "zone", r.zone);
  r.hours = text_of(object, "hours");
  r.channel = text_of(object, "channel");
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
  if (written.contains("run")) return read_request(written, at);
  if (written.contains("contact")) return read_contact(written, at);
  if (written.contains("answer")) return read_answer(written, at, world);
  if (written.contains("undelivered"))
    return of(delivery_failed{out_id{world.state.id, 1, 0}, 131047, text_of(written, "undelivered")}, at);
  throw std::runtime_error{"golden conversations know no cause " + json::serialize(written)};
}

} // namespace charla::flows::test
