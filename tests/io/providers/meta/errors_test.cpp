#include "io/providers/meta/errors.hpp"
#include "io/providers/meta/interpret.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;
using ports::send_outcome;
using ports::transport_errc;

namespace {

ports::client_response http(int status, std::string body, std::vector<ports::header> headers = {}) {
  ports::client_response r;
  r.status = status;
  r.body = std::move(body);
  r.headers = std::move(headers);
  return r;
}

std::string graph_error(int code, const std::string& more = {}) {
  return R"({"error":{"message":"(#x) words","type":"OAuthException","code":)" + std::to_string(code)
         + R"(,"error_data":{"messaging_product":"whatsapp","details":"in detail"},"fbtrace_id":"A")" + more + "}}";
}

} // namespace

TEST_CASE("the table is in order and every row says what to do", "[meta][errors]") {
  std::int32_t last = -1;
  for (const auto& row : meta::error_table()) {
    CAPTURE(row.first);
    CHECK(row.first > last);
    CHECK(row.last >= row.first);
    CHECK_FALSE(row.meaning.empty());
    CHECK_FALSE(row.hint.empty());
    CHECK_FALSE(row.source.empty());
    CHECK((row.what == send_outcome::retry_after) == (row.wait_seconds > 0));
    last = row.last;
  }
}

TEST_CASE("each code has its action", "[meta][errors]") {
  using enum send_outcome;
  struct row {
    send_outcome how;
    std::vector<int> codes;
  };
  const std::vector<row> expected{
      {channel_down, {0,      3,      10,     190,    200,    299,    131005, 368,    131031, 130497, 131048,
                      131064, 131037, 131042, 131045, 133010, 133000, 133005, 133009, 133015, 134011}},
      {retry_after, {1, 2, 4, 80007, 131000, 131016, 133004, 130429, 131056, 131057, 133016, 132069}},
      {permanent, {33,     100,    470,    131008, 131009, 131021, 131026, 131030, 131047, 131049, 131050,
                   131051, 131052, 131053, 131060, 131062, 131063, 130403, 130472, 132000, 132001, 132005,
                   132007, 132008, 132012, 132015, 132016, 132018, 132068, 135000, 137000}},
  };
  for (const auto& [how, codes] : expected)
    for (const auto code : codes) {
      CAPTURE(code);
      CHECK(meta::find_error(code) != nullptr);
      CHECK(meta::answer_for(code).how == how);
      CHECK(meta::answer_for(code).code == code);
    }
}

TEST_CASE("a limit slows down whom it is about", "[meta][errors]") {
  CHECK(meta::answer_for(130429).whole_channel);
  CHECK(meta::answer_for(80007).whole_channel);
  CHECK_FALSE(meta::answer_for(131056).whole_channel);
  CHECK(meta::answer_for(131057).wait == 60s);
}

TEST_CASE("an unknown code is not repeated unless the provider calls it temporary", "[meta][errors]") {
  CHECK(meta::interpret(http(400, graph_error(987654))).how == send_outcome::permanent);
  CHECK(meta::interpret(http(400, graph_error(987654, R"(,"is_transient":true)"))).how == send_outcome::retry_after);
  // The table knows better than the flag.
  CHECK(meta::interpret(http(400, graph_error(131047, R"(,"is_transient":true)"))).how == send_outcome::permanent);
}

TEST_CASE("an accepted message has its id", "[meta][interpret]") {
  const auto a = meta::interpret(http(
      200,
      R"({"messaging_product":"whatsapp","contacts":[{"input":"+54","wa_id":"54"}],"messages":[{"id":"wamid.X","message_status":"accepted"}]})"));
  CHECK(a.how == send_outcome::accepted);
  CHECK(a.provider_id == "wamid.X");
}

TEST_CASE("the code decides, not the HTTP status", "[meta][interpret]") {
  const auto status = GENERATE(200, 400, 403, 500, 503);
  const auto a = meta::interpret(http(status, graph_error(131056)));
  CHECK(a.how == send_outcome::retry_after);
  CHECK(a.code == 131056);
  CHECK(a.text == "in detail");
  CHECK(meta::interpret(http(status, graph_error(190))).how == send_outcome::channel_down);
  CHECK(meta::interpret(http(status, R"({"error":{"code":"131047"}})")).how == send_outcome::permanent);
}

TEST_CASE("an answer that is not Graph's own is judged by its status", "[meta][interpret]") {
  struct row {
    int status;
    std::string body;
    send_outcome how;
  };
  const std::string html = "<html><body>Bad gateway</body></html>";
  const auto [status, body, how] = GENERATE_COPY(values<row>({
      {500, html, send_outcome::unknown},
      {502, "", send_outcome::unknown},
      {503, R"({"message":"try later"})", send_outcome::unknown},
      {504, html, send_outcome::unknown},
      {200, html, send_outcome::unknown},
      {200, R"({"messages":[]})", send_outcome::unknown},
      {200, R"({"messages":[{"id":""}]})", send_outcome::unknown},
      {200, R"({"error":{"message":"no code"}})", send_outcome::unknown},
      {408, "", send_outcome::unknown},
      {429, html, send_outcome::retry_after},
      {400, html, send_outcome::permanent},
      {413, html, send_outcome::permanent},
      {401, html, send_outcome::channel_down},
      {404, html, send_outcome::channel_down},
      {301, "", send_outcome::channel_down},
  }));
  CAPTURE(status, body);
  const auto a = meta::interpret(http(status, body));
  CHECK(a.how == how);
  CHECK_FALSE(a.hint.empty());
}

TEST_CASE("the pause that is asked for is kept, within reason", "[meta][interpret]") {
  const auto wait = [](int status, const std::string& body, std::string after) {
    return meta::interpret(http(status, body, {{"retry-after", std::move(after)}})).wait;
  };
  CHECK(wait(429, "", "30") == 30s);
  CHECK(meta::interpret(http(429, "")).whole_channel);
  CHECK(wait(400, graph_error(130429), "17") == 17s);
  CHECK(wait(400, graph_error(130429), "1") == 4s); // the table's own pause is longer
  CHECK(wait(429, "", "999999999") == 1h);          // not for ever
  CHECK(wait(429, "", "-5") == 4s);
  CHECK(wait(429, "", "99999999999999999999999") == 4s); // not a number that fits
  CHECK(wait(429, "", "Wed, 21 Oct 2026 07:28:00 GMT") == 4s);
  CHECK(wait(400, graph_error(131047), "30") == 0s); // nothing to wait for
}

TEST_CASE("without an answer it matters whether the request was written", "[meta][interpret]") {
  const auto how = [](transport_errc e) {
    ports::client_response r;
    r.error = e;
    r.error_text = "words";
    return meta::interpret(r).how;
  };
  CHECK(how(transport_errc::not_sent) == send_outcome::retry_after);
  CHECK(how(transport_errc::unknown) == send_outcome::unknown);
  CHECK(how(transport_errc::too_large) == send_outcome::unknown);
  CHECK(how(transport_errc::blocked) == send_outcome::channel_down);
}

TEST_CASE("a code tells of which limit it speaks, and what of the recipient", "[meta][errors]") {
  using limit = ports::send_limit;
  using mark = ports::recipient_mark;
  CHECK(meta::answer_for(131056).limit == limit::pair);
  CHECK(meta::answer_for(131056).wait == 1s); // the sender lets it grow
  CHECK(meta::answer_for(130429).limit == limit::number);
  CHECK(meta::answer_for(4).limit == limit::calls);
  CHECK(meta::answer_for(80007).limit == limit::calls);
  CHECK(meta::answer_for(131057).limit == limit::none);
  CHECK(meta::answer_for(131026).mark == mark::undeliverable);
  CHECK(meta::answer_for(131050).mark == mark::opted_out);
  CHECK(meta::answer_for(130403).mark == mark::opted_out);
  CHECK(meta::answer_for(131049).mark == mark::rest);
  CHECK(meta::answer_for(131047).mark == mark::none);
  for (const auto& row : meta::error_table())
    CHECK(meta::answer_for(row.first).other_number_form == (row.first == 131030));
}
