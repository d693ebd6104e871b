#include "flows/expr/duration.hpp"
#include "flows/expr/moment.hpp"
#include "flows/overloaded.hpp"
#include "io/json/flow_test_codec.hpp"
#include "io/json/pretty.hpp"
#include "io/json/writer.hpp"

namespace charla::json {

namespace {

using namespace flows::check;

void write_if(writer& w, std::string_view key, const std::string& text) {
  if (!text.empty()) w.member(key, text);
}

void write_texts(writer& w, std::string_view key, const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_object();
  for (const auto& [name, text] : texts)
    w.member(name, text);
  w.end_object();
}

void write_list(writer& w, std::string_view key, const std::vector<std::string>& texts) {
  w.key(key).begin_array();
  for (const auto& text : texts)
    w.text(text);
  w.end_array();
}

void write_rules(writer& w, const flows::rules& r) {
  const flows::rules usual;
  if (r == usual) return;
  w.key("rules").begin_object();
  if (r.language != usual.language) w.member("language", r.language);
  if (r.zone != usual.zone) w.member("zone", r.zone);
  write_if(w, "hours", r.hours);
  write_if(w, "channel", r.channel);
  if (r.human_override != usual.human_override) w.member("silence", flows::expr::show_duration(r.human_override));
  w.end_object();
}

void write_contact(writer& w, const flows::conversation& who) {
  if (who == flows::conversation{}) return;
  w.key("contact").begin_object();
  write_if(w, "name", who.contact_name);
  write_if(w, "phone", who.peer.wa_id);
  write_if(w, "language", who.language);
  write_texts(w, "attributes", who.attributes);
  if (!who.tags.empty()) write_list(w, "tags", who.tags);
  w.end_object();
}

void write_content(writer& w, const flows::content& c) {
  if (const auto* const media = std::get_if<flows::media_content>(&c)) {
    w.key("media").begin_object().member("kind", flows::type_name(c));
    write_if(w, "id", media->media_id);
    write_if(w, "url", media->url);
    write_if(w, "mime_type", media->mime_type);
    write_if(w, "caption", media->caption);
    write_if(w, "filename", media->filename);
    w.end_object();
  } else if (const auto* const place = std::get_if<flows::location_content>(&c)) {
    w.key("location").begin_object().key("latitude").number(place->latitude).key("longitude").number(place->longitude);
    write_if(w, "name", place->name);
    write_if(w, "address", place->address);
    w.end_object();
  } else {
    w.member("in", flows::plain_text(c));
  }
}

std::string_view name_of(const std::optional<flows::call_finished::outcome>& how) {
  if (!how) return "never";
  switch (*how) {
  case flows::call_finished::outcome::ok: return "ok";
  case flows::call_finished::outcome::failed: return "failed";
  case flows::call_finished::outcome::timed_out: return "timed_out";
  }
  return "?";
}

void write_mock(writer& w, const mock& m) {
  w.key(m.kind).begin_object().member("step", m.step).member("outcome", name_of(m.how));
  if (m.status != mock{}.status) w.member("status", m.status);
  // What is an object or a list is written as one: quoted JSON is hard to read.
  const auto body = document::parse(m.body);
  const bool structured = body && (body->root().kind() == kind::object || body->root().kind() == kind::array);
  if (structured)
    w.key("body").raw(body->root().dump());
  else
    write_if(w, "body", m.body);
  write_texts(w, "values", m.values);
  w.end_object();
}

void write_state(writer& w, const expected_state& s) {
  w.key("state").begin_object();
  if (s.node) w.member("node", *s.node);
  write_texts(w, "variables", s.variables);
  write_texts(w, "attributes", s.attributes);
  if (s.tags) write_list(w, "tags", *s.tags);
  if (s.ended) w.member("ended", *s.ended);
  if (s.control) w.member("control", *s.control);
  if (s.status) w.member("status", *s.status);
  w.end_object();
}

void write_step(writer& w, const test_step& step) {
  w.begin_object();
  std::visit(flows::overloaded{
                 [&](const flows::content& c) { write_content(w, c); },
                 [&](const tap_of& t) {
                   w.member("tap", t.id);
                   write_if(w, "title", t.title);
                 },
                 [&](flows::milliseconds time) { w.member("wait", flows::expr::show_duration(time)); },
                 [&](const told_by_program& e) {
                   w.member("event", e.name);
                   write_texts(w, "variables", e.variables);
                 },
                 [&](const mock& m) { write_mock(w, m); },
                 [&](const expected_bubbles& e) { write_list(w, "expect", e.lines); },
                 [&](const expected_state& s) { write_state(w, s); },
             },
             step);
  w.end_object();
}

void write_test(writer& w, const flow_test& t) {
  w.begin_object().member("name", t.name);
  write_if(w, "comment", t.comment);
  const auto zone = flows::expr::zone::parse(t.rule.zone).value_or(flows::expr::zone{});
  if (t.at) w.member("at", flows::expr::iso_text({*t.at, false}, zone));
  write_rules(w, t.rule);
  write_contact(w, t.who);
  w.key("steps").begin_array();
  for (const auto& step : t.steps)
    write_step(w, step);
  w.end_array().end_object();
}

} // namespace

std::string write_flow_tests(const test_file& f) {
  writer w{4096};
  w.begin_object();
  write_if(w, "flow", f.flow);
  write_if(w, "comment", f.comment);
  if (!f.others.empty()) write_list(w, "others", f.others);
  w.key("tests").begin_array();
  for (const auto& t : f.tests)
    write_test(w, t);
  w.end_array().end_object();
  return pretty(w.text_so_far()).value_or(w.text_so_far()); // what is written here can be read
}

} // namespace charla::json
