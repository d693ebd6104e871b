#include "io/providers/evolution/errors.hpp"
#include "io/providers/given.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace charla;
using ports::send_outcome;
using tests::http;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = evolution::make_provider(*crypto_);

std::string refused(int status, const std::string& message) {
  return R"({"status":)" + std::to_string(status) + R"(,"error":"words of HTTP","response":{"message":)" + message
         + "}}";
}

} // namespace

TEST_CASE("every row of Evolution's table says what to do", "[evolution][errors]") {
  std::set<std::int32_t> codes;
  for (const auto& row : evolution::error_table()) {
    INFO(row.code);
    CHECK(codes.insert(row.code).second);
    CHECK_FALSE(row.meaning.empty());
    CHECK_FALSE(row.hint.empty());
    CHECK_FALSE(row.source.empty());
    CHECK(provider_->explain(row.code).how == row.what);
    CHECK(provider_->explain(row.code).hint == row.hint);
  }
  CHECK(provider_->explain(12345).how == send_outcome::permanent);
}

TEST_CASE("a message that the gateway took has the key's id", "[evolution][interpret]") {
  const auto a = provider_->interpret(
      http(201, R"({"key":{"remoteJid":"549@s.whatsapp.net","fromMe":true,"id":"3EB0OUT"},"status":"PENDING"})"));
  CHECK(a.how == send_outcome::accepted);
  CHECK(a.provider_id == "3EB0OUT");
}

TEST_CASE("a number that is not on WhatsApp is said in words only", "[evolution][interpret]") {
  const auto a =
      provider_->interpret(http(400, refused(400, R"([{"jid":"549@s.whatsapp.net","exists":false,"number":"549"}])")));
  CHECK(a.how == send_outcome::permanent);
  CHECK(a.code == evolution::not_on_whatsapp);
  CHECK(a.mark == ports::recipient_mark::undeliverable);
}

TEST_CASE("a phone that is not connected stops the channel, whatever the status", "[evolution][interpret]") {
  const auto a = GENERATE_COPY(values<ports::client_response>({
      http(400, refused(400, R"(["Error: Connection Closed"])")),
      http(500, refused(500, R"("Connection Closed")")),
      http(500, R"({"status":500,"error":"Internal Server Error","message":"Connection Closed"})"),
      http(200, R"({"error":true,"message":"Connection Closed"})"),
  }));
  CHECK(provider_->interpret(a).how == send_outcome::channel_down);
  CHECK(provider_->interpret(a).code == evolution::not_connected);
}

TEST_CASE("a bad answer of Evolution is judged by what is sure", "[evolution][interpret]") {
  using row = std::tuple<int, std::string, send_outcome>;
  const std::string html = "<html>Bad gateway</html>";
  const auto [status, body, how] = GENERATE_COPY(table<int, std::string, send_outcome>({
      row{400, refused(400, R"([["instance requires property \"text\""]])"), send_outcome::permanent},
      row{401, refused(401, R"("Unauthorized")"), send_outcome::channel_down},
      row{403, refused(403, R"(["Forbidden"])"), send_outcome::channel_down},
      row{404, refused(404, R"(["The \"shop1\" instance does not exist"])"), send_outcome::channel_down},
      row{413, refused(413, R"(["too large"])"), send_outcome::permanent},
      row{500, refused(500, R"(["something new"])"), send_outcome::unknown},
      row{500, html, send_outcome::unknown},
      row{502, "", send_outcome::unknown},
      row{200, html, send_outcome::unknown},
      row{201, "{}", send_outcome::unknown},
      row{201, "[]", send_outcome::unknown},
      row{200, R"({"error":true,"message":"something new"})", send_outcome::unknown},
      row{302, "", send_outcome::channel_down},
      row{429, html, send_outcome::retry_after},
  }));
  CAPTURE(status, body);
  const auto a = provider_->interpret(http(status, body));
  CHECK(a.how == how);
  CHECK_FALSE(a.hint.empty());
  CHECK_FALSE(a.text.empty());
}

TEST_CASE("the gateway's own words come first", "[evolution][interpret]") {
  CHECK(provider_->interpret(http(400, refused(400, R"([["requires \"text\""]])"))).text == R"(requires "text")");
  CHECK(provider_->interpret(http(404, R"({"status":404,"error":"Not Found"})")).text == "Not Found");
}

TEST_CASE("a pause that the gateway asks for is kept", "[evolution][interpret]") {
  CHECK(provider_->interpret(http(429, "", {{"Retry-After", "30"}})).wait == std::chrono::seconds{30});
  CHECK(provider_->interpret(http(429, "{}")).wait == std::chrono::seconds{4});
}

TEST_CASE("without an answer of the gateway it matters whether the request was written", "[evolution][interpret]") {
  using enum ports::transport_errc;
  CHECK(provider_->interpret(tests::no_answer(not_sent)).how == send_outcome::retry_after);
  CHECK(provider_->interpret(tests::no_answer(unknown)).how == send_outcome::unknown);
  CHECK(provider_->interpret(tests::no_answer(blocked)).how == send_outcome::channel_down);
}
