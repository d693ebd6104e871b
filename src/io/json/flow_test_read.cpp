#include "flows/expr/duration.hpp"
#include "flows/expr/hours.hpp"
#include "flows/expr/moment.hpp"
#include "io/json/fields.hpp"
#include "io/json/flow_test_codec.hpp"
#include "io/json/value_codec.hpp"

#include <algorithm>

namespace charla::json {

namespace {

using namespace flows::check;
using names = std::initializer_list<std::string_view>;

void refuse_unknown(const fields& f, value object, names known) {
  for (const auto& [key, _] : object.members())
    if (std::find(known.begin(), known.end(), key) == known.end())
      return f.wrong(key, "test.unknown_member", "there is no such member here; `comment` of a test is free for notes");
}

/// The members of the object under `key`; what is there and no object is reported.
template <class Use>
void within(const fields& parent, std::string_view key, Use use) {
  if (!parent.has(key)) return;
  const trail at{&parent.where(), key, {}};
  if (parent.at(key).kind() != kind::object) return parent.wrong(key, "json.type", "expected an object");
  use(fields{parent.at(key), at, parent.problems()}, parent.at(key));
}

void read_texts(const fields& parent, std::string_view key, std::map<std::string, std::string>& out) {
  within(parent, key, [&](const fields& f, value object) {
    for (const auto& [name, one] : object.members()) {
      const auto scalar = read_value(one);
      if (scalar.items() != nullptr || scalar.members() != nullptr) f.wrong(name, "json.type", "expected a text");
      out[std::string{name}] = scalar.plain();
    }
  });
}

void read_list(const fields& parent, std::string_view key, std::vector<std::string>& out) {
  if (!parent.has(key)) return;
  if (parent.at(key).kind() != kind::array) return parent.wrong(key, "json.type", "expected a list of texts");
  for (const auto one : parent.at(key).items()) {
    if (!one.text()) return parent.wrong(key, "json.type", "expected a list of texts");
    out.emplace_back(*one.text());
  }
}

std::optional<flows::milliseconds> read_time(const fields& f, std::string_view key) {
  if (!f.has(key)) return std::nullopt;
  const auto time = flows::expr::read_duration(read_value(f.at(key)).plain());
  if (!time) f.wrong(key, "test.bad_field", "write seconds above zero, at most a year: 90 or 3d 2h");
  return time;
}

void read_rules(const fields& parent, flows::rules& out) {
  within(parent, "rules", [&](const fields& f, value object) {
    refuse_unknown(f, object, {"language", "zone", "hours", "channel", "silence"});
    f.read("language", out.language);
    f.read("zone", out.zone);
    f.read("hours", out.hours);
    f.read("channel", out.channel);
    if (const auto time = read_time(f, "silence")) out.human_override = *time;
    if (const auto zone = flows::expr::zone::parse(out.zone); !zone)
      f.wrong("zone", "test.bad_field", "write a POSIX TZ such as <-03>3");
    if (const auto hours = flows::expr::business_hours::parse(out.hours); !hours)
      f.wrong("hours", hours.error().code, hours.error().what);
  });
}

void read_contact(const fields& parent, flows::conversation& out) {
  within(parent, "contact", [&](const fields& f, value object) {
    refuse_unknown(f, object, {"name", "phone", "language", "attributes", "tags"});
    f.read("name", out.contact_name);
    f.read("phone", out.peer.wa_id);
    f.read("language", out.language);
    read_texts(f, "attributes", out.attributes);
    read_list(f, "tags", out.tags);
    std::sort(out.tags.begin(), out.tags.end());
  });
}

flows::content read_media(const fields& f, value object) {
  constexpr std::array<std::string_view, 5> kinds{"image", "video", "audio", "document", "sticker"};
  refuse_unknown(f, object, {"kind", "id", "url", "mime_type", "caption", "filename"});
  flows::media_content out;
  std::string kind{"image"};
  f.read("kind", kind);
  const auto* const found = std::find(kinds.begin(), kinds.end(), kind);
  if (found == kinds.end()) f.wrong("kind", "test.bad_field", "write image, video, audio, document or sticker");
  out.kind = static_cast<flows::media_kind>(found - kinds.begin());
  f.read("id", out.media_id);
  f.read("url", out.url);
  f.read("mime_type", out.mime_type);
  f.read("caption", out.caption);
  f.read("filename", out.filename);
  return out;
}

flows::content read_location(const fields& f, value object) {
  refuse_unknown(f, object, {"latitude", "longitude", "name", "address"});
  flows::location_content out;
  f.read("latitude", out.latitude);
  f.read("longitude", out.longitude);
  f.read("name", out.name);
  f.read("address", out.address);
  return out;
}

mock read_mock(const fields& f, value object, std::string kind) {
  using outcome = flows::call_finished::outcome;
  refuse_unknown(f, object, {"step", "outcome", "status", "body", "values"});
  mock out;
  out.kind = std::move(kind);
  f.read("step", out.step);
  if (out.step.empty()) f.missing("step");
  std::string how{"ok"};
  f.read("outcome", how);
  if (how == "ok") out.how = outcome::ok;
  if (how == "failed") out.how = outcome::failed;
  if (how == "timed_out") out.how = outcome::timed_out;
  if (!out.how && how != "never") f.wrong("outcome", "test.bad_field", "write ok, failed, timed_out or never");
  f.read("status", out.status);
  const auto body = f.at("body");
  if (const auto text = body.text())
    out.body = *text;
  else if (f.has("body"))
    out.body = body.dump();
  read_texts(f, "values", out.values);
  return out;
}

expected_state read_state(const fields& f, value object) {
  refuse_unknown(f, object, {"node", "variables", "attributes", "tags", "ended", "control", "status"});
  expected_state out;
  const auto text = [&](std::string_view key, std::optional<std::string>& to) {
    if (f.has(key)) f.read(key, to.emplace());
  };
  text("node", out.node);
  text("control", out.control);
  text("status", out.status);
  read_texts(f, "variables", out.variables);
  read_texts(f, "attributes", out.attributes);
  if (f.has("tags")) read_list(f, "tags", out.tags.emplace());
  if (f.has("ended")) f.read("ended", out.ended.emplace());
  return out;
}

/// Each kind of step is known by one member.
std::optional<test_step> read_step(const fields& f, value object) {
  std::optional<test_step> out;
  const auto one = [&](std::string_view key, names known, auto make) {
    if (out || !f.has(key)) return;
    refuse_unknown(f, object, known);
    within(f, key, [&](const fields& inner, value v) { out = make(inner, v); });
  };
  if (f.has("in")) {
    refuse_unknown(f, object, {"in"});
    flows::text_content said;
    f.read("in", said.body);
    return flows::content{std::move(said)};
  }
  if (f.has("tap")) {
    refuse_unknown(f, object, {"tap", "title"});
    tap_of t;
    f.read("tap", t.id);
    f.read("title", t.title);
    return t;
  }
  if (f.has("wait")) {
    refuse_unknown(f, object, {"wait"});
    return read_time(f, "wait").value_or(flows::milliseconds{0});
  }
  if (f.has("event")) {
    refuse_unknown(f, object, {"event", "variables"});
    told_by_program e;
    f.read("event", e.name);
    read_texts(f, "variables", e.variables);
    return e;
  }
  if (f.has("expect")) {
    refuse_unknown(f, object, {"expect"});
    expected_bubbles e;
    read_list(f, "expect", e.lines);
    return e;
  }
  one("media", {"media"}, [](const fields& i, value v) { return test_step{read_media(i, v)}; });
  one("location", {"location"}, [](const fields& i, value v) { return test_step{read_location(i, v)}; });
  one("state", {"state"}, [](const fields& i, value v) { return test_step{read_state(i, v)}; });
  one("http", {"http"}, [](const fields& i, value v) { return test_step{read_mock(i, v, "http")}; });
  one("assistant", {"assistant"}, [](const fields& i, value v) { return test_step{read_mock(i, v, "assistant")}; });
  return out;
}

void read_steps(const fields& parent, std::vector<test_step>& out) {
  if (parent.at("steps").kind() != kind::array) return parent.wrong("steps", "json.type", "expected a list of steps");
  const trail at{&parent.where(), "steps", {}};
  std::size_t i = 0;
  for (const auto item : parent.at("steps").items()) {
    const trail here{&at, {}, i++};
    const fields f{item, here, parent.problems()};
    auto step = read_step(f, item);
    if (step)
      out.push_back(*std::move(step));
    else
      parent.problems().report({"test.bad_step",
                                "write one of in, tap, media, location, wait, event, http, assistant, expect, state",
                                here.text()});
  }
}

void read_start(const fields& f, flow_test& out) {
  if (!f.has("at")) return;
  std::string written;
  f.read("at", written);
  const auto zone = flows::expr::zone::parse(out.rule.zone).value_or(flows::expr::zone{});
  const auto read = flows::expr::read_moment(written, {}, zone);
  if (!read) return f.wrong("at", "test.bad_field", "write a moment: 2026-12-24 10:00");
  out.at = read->at;
}

flow_test read_test(const fields& f, value object) {
  refuse_unknown(f, object, {"name", "comment", "at", "rules", "contact", "steps"});
  flow_test out;
  f.read("name", out.name);
  if (out.name.empty()) f.missing("name");
  f.read("comment", out.comment);
  read_rules(f, out.rule);
  read_start(f, out);
  read_contact(f, out.who);
  read_steps(f, out.steps);
  return out;
}

} // namespace

flows::result<test_file> read_flow_tests(std::string_view text) {
  const auto parsed = document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const trail top;
  problem p;
  const fields f{parsed->root(), top, p};
  refuse_unknown(f, parsed->root(), {"flow", "others", "comment", "tests", "$schema"});
  test_file out;
  f.read("flow", out.flow);
  f.read("comment", out.comment);
  read_list(f, "others", out.others);
  if (f.at("tests").kind() != kind::array) f.wrong("tests", "json.type", "expected a list of tests");
  const trail at{&top, "tests", {}};
  std::size_t i = 0;
  for (const auto item : f.at("tests").items()) {
    const trail here{&at, {}, i++};
    out.tests.push_back(read_test(fields{item, here, p}, item));
  }
  if (p.any()) return tl::make_unexpected(p.take());
  return out;
}

} // namespace charla::json
