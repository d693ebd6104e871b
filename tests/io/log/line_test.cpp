#include "io/log/line.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace charla;
using log::line_format;
using ports::log_level;

namespace {

std::string line(line_format format, std::vector<ports::field> fields, std::string_view event = "request.completed") {
  std::string out;
  log::append_line(out, format, flows::from_unix_ms(1'700'000'000'007), log_level::info, "charla", event, fields);
  return out;
}

} // namespace

TEST_CASE("a JSON line has the agreed keys first, then the fields in order", "[log]") {
  CHECK(line(line_format::json, {{"endpoint", "/webhooks/meta"},
                                 {"status_code", "200"},
                                 {"latency_ms", "1.25"},
                                 {"correlation_id", "0190163d"}})
        == R"({"timestamp":"2023-11-14T22:13:20.007Z","level":"info","event":"request.completed","service":"charla",)"
           R"("endpoint":"/webhooks/meta","status_code":200,"latency_ms":1.25,"correlation_id":"0190163d"})"
           "\n");
}

TEST_CASE("only what counts and reads as a number is a number", "[log]") {
  const auto value = GENERATE("007", "+5", "1e3", "", "-", "1.", "NaN", "12345678901234567890");
  const auto text = line(line_format::json, {{"attempt", value}});
  CHECK(text.find("\"attempt\":\"" + std::string(value) + "\"") != std::string::npos);
  CHECK(line(line_format::json, {{"conversation", "12"}}).find(R"("conversation":"12")") != std::string::npos);
  CHECK(line(line_format::json, {{"elapsed_ms", "-12.5"}}).find(R"("elapsed_ms":-12.5})") != std::string::npos);
}

TEST_CASE("a value can break neither the line nor its JSON", "[log]") {
  const auto text = line(line_format::json, {{"error", std::string("a\"b\\c\nd\x01\x7f\0e", 11)}});
  CHECK(text.find(R"("error":"a\"b\\c\nd\u0001\u007f\u0000e"})") != std::string::npos);
  SECTION("invalid UTF-8 becomes U+FFFD, valid stays") {
    CHECK(line(line_format::json, {{"error", "ñ€😀"}}).find("ñ€😀") != std::string::npos);
    for (const auto* bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"})
      CHECK(line(line_format::json, {{"error", bad}}).find("\"\xef\xbf\xbd") != std::string::npos);
  }
  SECTION("a long value is cut") {
    CHECK(line(line_format::json, {{"error", std::string(100'000, 'x')}}).size() < log::value_size_max + 200);
  }
}

TEST_CASE("the value of a secret's key is never written", "[log]") {
  for (const auto* key : {"token", "app_secret", "password", "authorization", "verify_token", "api_key"})
    for (const auto format : {line_format::json, line_format::text}) {
      const auto text = line(format, {{key, "EAAG123"}});
      CHECK(text.find("EAAG123") == std::string::npos);
      CHECK(text.find("(hidden)") != std::string::npos);
    }
}

TEST_CASE("a text line is for people", "[log]") {
  CHECK(line(line_format::text, {{"attempt", "2"}, {"error", "no route"}, {"name", ""}})
        == "2023-11-14T22:13:20.007Z info  request.completed attempt=2 error=\"no route\" name=\"\"\n");
}
