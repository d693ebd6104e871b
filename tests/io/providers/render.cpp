#include "io/providers/render.hpp"

#include "flows/overloaded.hpp"
#include "io/json/codec.hpp"
#include "io/json/writer.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace charla::tests {

namespace {

std::string_view word_of(ports::recipient_mark m);

std::string cause(flows::cause_body body) { return json::make_codec()->encode(body); }

std::string status(const ports::status_fact& f) {
  json::writer w;
  w.begin_object().member("status", flows::name_of(f.status)).member("id", f.provider_id);
  if (f.out) w.member("out", flows::to_string(*f.out));
  w.member("at", flows::to_unix_ms(f.at)).member("error_code", f.error_code).member("error_text", f.error_text);
  if (!f.pricing.empty()) w.key("pricing").raw(f.pricing);
  if (f.mark != ports::recipient_mark::none) w.member("mark", word_of(f.mark));
  if (f.mark_until) w.member("mark_until", flows::to_unix_ms(*f.mark_until));
  return w.end_object().take();
}

std::string notice(const ports::system_event& e) {
  json::writer w;
  w.begin_object().member("notice", e.type).member("level", e.level).member("at", flows::to_unix_ms(e.at));
  w.member("message", e.message).key("metadata").raw(e.metadata);
  return w.end_object().take();
}

void member_if(json::writer& w, std::string_view name, const std::optional<std::string>& value) {
  if (value) w.member(name, *value);
}

std::string preference(const ports::preference_fact& p) {
  json::writer w;
  w.begin_object().member("preference", p.from.primary()).member("user_id", p.from.user_id).member("wanted", p.wanted);
  return w.member("at", flows::to_unix_ms(p.at)).member("words", p.words).end_object().take();
}

std::string template_news(const ports::template_fact& t) {
  json::writer w;
  w.begin_object().member("template", t.name).member("language", t.language).member("id", t.provider_id);
  member_if(w, "status", t.status);
  member_if(w, "quality", t.quality);
  member_if(w, "category", t.category);
  return w.member("reason", t.reason).member("at", flows::to_unix_ms(t.at)).end_object().take();
}

std::string number(const ports::number_fact& n) {
  json::writer w;
  w.begin_object().member("number", flows::to_unix_ms(n.at));
  member_if(w, "quality", n.quality);
  if (n.rate) w.key("rate").number(*n.rate);
  member_if(w, "limit", n.limit);
  member_if(w, "connection", n.connection);
  member_if(w, "qr", n.qr);
  member_if(w, "pairing_code", n.pairing_code);
  member_if(w, "reason", n.reason);
  return w.end_object().take();
}

std::string_view word_of(ports::recipient_mark m) {
  switch (m) {
  case ports::recipient_mark::none: return "none";
  case ports::recipient_mark::undeliverable: return "undeliverable";
  case ports::recipient_mark::opted_out: return "opted_out";
  case ports::recipient_mark::rest: return "rest";
  }
  return "?";
}

} // namespace

std::string render(const ports::provider_event& e) {
  const auto what = std::visit(flows::overloaded{[](const ports::status_fact& f) { return status(f); },
                                                 [](const ports::system_event& s) { return notice(s); },
                                                 [](const ports::preference_fact& p) { return preference(p); },
                                                 [](const ports::template_fact& t) { return template_news(t); },
                                                 [](const ports::number_fact& n) { return number(n); },
                                                 [](const auto& c) { return cause(c); }},
                               e.what);
  return e.account_id + '/' + e.phone_number_id + ' ' + what;
}

std::string slurp(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  INFO("reading " << path);
  REQUIRE(file);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

} // namespace charla::tests
