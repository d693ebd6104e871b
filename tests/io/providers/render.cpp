#include "io/providers/render.hpp"

#include "flows/overloaded.hpp"
#include "io/json/codec.hpp"
#include "io/json/writer.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace charla::tests {

namespace {

std::string cause(flows::cause_body body) { return json::make_codec()->encode(body); }

std::string status(const ports::status_fact& f) {
  json::writer w;
  w.begin_object().member("status", flows::name_of(f.status)).member("id", f.provider_id);
  if (f.out) w.member("out", flows::to_string(*f.out));
  w.member("at", flows::to_unix_ms(f.at)).member("error_code", f.error_code).member("error_text", f.error_text);
  if (!f.pricing.empty()) w.key("pricing").raw(f.pricing);
  return w.end_object().take();
}

std::string notice(const ports::system_event& e) {
  json::writer w;
  w.begin_object().member("notice", e.type).member("level", e.level).member("at", flows::to_unix_ms(e.at));
  w.member("message", e.message).key("metadata").raw(e.metadata);
  return w.end_object().take();
}

} // namespace

std::string render(const ports::provider_event& e) {
  const auto what = std::visit(flows::overloaded{[](const ports::status_fact& f) { return status(f); },
                                                 [](const ports::system_event& s) { return notice(s); },
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
