#include "io/providers/given.hpp"
#include "io/providers/ycloud/errors.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace charla;
using namespace std::chrono_literals;
using ports::send_outcome;
using tests::http;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = ycloud::make_provider(*crypto_);

std::string ycloud_error(const std::string& code, const std::string& more = {}) {
  return R"({"error":{"status":400,"code":")" + code + R"(","message":"words","requestId":"req_1")" + more + "}}";
}
std::string meta_error(const std::string& code) {
  return ycloud_error("WHATSAPP_API_ERROR", R"(,"target":"whatsappApiError","whatsappApiError":{"code":")" + code
                                                + R"(","message":"m","error_data":{"details":"in detail"}})");
}

} // namespace

TEST_CASE("every word of YCloud has a number, an action and a hint", "[ycloud][errors]") {
  std::set<std::int32_t> numbers;
  for (const auto& row : ycloud::error_table()) {
    INFO(row.code);
    CHECK(numbers.insert(row.number).second);
    CHECK(row.number > 900'000); // beyond Meta's
    CHECK_FALSE(row.meaning.empty());
    CHECK_FALSE(row.hint.empty());
    CHECK_FALSE(row.source.empty());
    CHECK((row.what == send_outcome::retry_after) == (row.wait_seconds > 0));
    const auto a = provider_->interpret(http(400, ycloud_error(std::string{row.code})));
    CHECK(a.how == row.what);
    CHECK(a.code == row.number);
    CHECK(a.text == "words");
    CHECK(provider_->explain(row.number).hint == row.hint);
  }
  CHECK(numbers.size() > 10);
}

TEST_CASE("Meta's codes come as text and mean what they mean there", "[ycloud][errors]") {
  const auto pair = provider_->interpret(http(429, meta_error("131056")));
  CHECK(pair.how == send_outcome::retry_after);
  CHECK(pair.code == 131056);
  CHECK(pair.text == "in detail");
  CHECK(pair.limit == ports::send_limit::pair);
  CHECK_FALSE(pair.whole_channel);
  CHECK(provider_->interpret(http(400, meta_error("131047"))).how == send_outcome::permanent);
  CHECK(provider_->interpret(http(400, meta_error("190"))).how == send_outcome::channel_down);
  CHECK(provider_->interpret(http(400, meta_error("131030"))).other_number_form);
  CHECK(provider_->explain(131050).mark == ports::recipient_mark::opted_out);
}

TEST_CASE("an accepted message has the wamid, or YCloud's id until there is one", "[ycloud][interpret]") {
  const auto now = provider_->interpret(http(200, R"({"id":"msg_1","wamid":"wamid.O","status":"sent"})"));
  CHECK(now.how == send_outcome::accepted);
  CHECK(now.provider_id == "wamid.O");
  CHECK(provider_->interpret(http(200, R"({"id":"msg_1","status":"accepted"})")).provider_id == "msg_1");
}

TEST_CASE("a message that has failed at once is no accepted one", "[ycloud][interpret]") {
  const auto a = provider_->interpret(http(
      200,
      R"({"id":"msg_1","status":"failed","errorCode":"131026","whatsappApiError":{"code":"131026","message":"m"}})"));
  CHECK(a.how == send_outcome::permanent);
  CHECK(a.mark == ports::recipient_mark::undeliverable);
}

TEST_CASE("a bad answer of YCloud is judged by what is sure", "[ycloud][interpret]") {
  const std::string html = "<html>Bad gateway</html>";
  using row = std::tuple<int, std::string, send_outcome>;
  const auto [status, body, how] = GENERATE_COPY(table<int, std::string, send_outcome>({
      row{500, html, send_outcome::unknown},
      row{502, "", send_outcome::unknown},
      row{200, html, send_outcome::unknown},
      row{200, "{}", send_outcome::unknown},
      row{200, ycloud_error("SOMETHING_NEW"), send_outcome::unknown},
      row{500, ycloud_error("SOMETHING_NEW"), send_outcome::unknown},
      row{400, ycloud_error("SOMETHING_NEW"), send_outcome::permanent},
      row{401, ycloud_error("SOMETHING_NEW"), send_outcome::channel_down},
      row{200, ycloud_error("BALANCE_INSUFFICIENT"), send_outcome::channel_down},
      row{302, "", send_outcome::channel_down},
      row{429, html, send_outcome::retry_after},
      row{429, ycloud_error("ACCOUNT_RATE_LIMITED"), send_outcome::retry_after},
  }));
  CAPTURE(status, body);
  const auto a = provider_->interpret(http(status, body));
  CHECK(a.how == how);
  CHECK_FALSE(a.hint.empty());
  CHECK_FALSE(a.text.empty());
}

TEST_CASE("YCloud's Retry-After is kept", "[ycloud][interpret]") {
  const auto limited = ycloud_error("ACCOUNT_RATE_LIMITED");
  CHECK(provider_->interpret(http(429, limited, {{"Retry-After", "30"}})).wait == 30s);
  CHECK(provider_->interpret(http(429, limited)).wait == 4s);
  CHECK(provider_->interpret(http(429, "")).whole_channel);
}

TEST_CASE("without an answer of YCloud it matters whether the request was written", "[ycloud][interpret]") {
  using enum ports::transport_errc;
  CHECK(provider_->interpret(tests::no_answer(not_sent)).how == send_outcome::retry_after);
  CHECK(provider_->interpret(tests::no_answer(unknown)).how == send_outcome::unknown);
  CHECK(provider_->interpret(tests::no_answer(too_large)).how == send_outcome::unknown);
  CHECK(provider_->interpret(tests::no_answer(blocked)).how == send_outcome::channel_down);
}
