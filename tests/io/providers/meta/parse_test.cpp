#include "flows/limits.hpp"
#include "io/json/text.hpp"
#include "io/providers/meta/parse.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla;
using meta::parse_webhook;

namespace {

std::string with_message(const std::string& message) {
  return R"({"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"PN1"},"messages":[)"
         + message + "]}}]}]}";
}

} // namespace

TEST_CASE("what is not Meta's says so", "[meta][parse]") {
  const auto [body, code] = GENERATE(values<std::pair<std::string, std::string>>({
      {"", "webhook.json"},
      {"hola", "webhook.json"},
      {R"({"object":"whatsapp_business_account","entry":[{"id":"1")", "webhook.json"},
      {"[]", "webhook.envelope"},
      {"{}", "webhook.envelope"},
      {R"({"object":"page","entry":[]})", "webhook.envelope"},
      {R"({"object":"whatsapp_business_account"})", "webhook.envelope"},
      {R"({"object":"whatsapp_business_account","entry":{}})", "webhook.envelope"},
  }));
  const auto events = parse_webhook(body);
  REQUIRE_FALSE(events);
  CHECK(events.error().code == code);
  CHECK_FALSE(events.error().what.empty());
}

TEST_CASE("an unknown message is kept, but not more of it than the limit", "[meta][parse]") {
  const std::string ñ(20'000, 'x');
  const auto events = parse_webhook(
      with_message(R"({"from":"549","id":"w","timestamp":"1","type":"novel","novel":{"text":"ñ)" + ñ + R"("}})"));
  REQUIRE(events);
  REQUIRE(events->size() == 1);
  const auto& m = std::get<flows::inbound_message>(events->front().what);
  const auto& raw = std::get<flows::unsupported_content>(m.body).raw;
  CHECK(raw.size() <= flows::limits::raw_payload_max);
  CHECK(raw.size() > flows::limits::raw_payload_max - 4);
  CHECK(json::is_clean_utf8(raw));
}

TEST_CASE("a large notice is cut and stays JSON", "[meta][parse]") {
  const auto events = parse_webhook(
      R"({"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"field":"smb_app_state_sync","value":{"x":")"
      + std::string(50'000, 'y') + R"("}}]}]})");
  REQUIRE(events);
  const auto& notice = std::get<ports::system_event>(events->at(0).what);
  CHECK(notice.metadata.size() < flows::limits::raw_payload_max + 200);
  CHECK(boost::json::parse(notice.metadata).at("cut_from_bytes").as_int64() > 50'000);
}

TEST_CASE("a thousand updates in one body are a thousand events", "[meta][parse]") {
  std::string messages;
  for (int i = 0; i < 1000; ++i)
    messages += (i ? "," : "") + (R"({"from":"549","id":"wamid.)" + std::to_string(i))
                + R"(","timestamp":"1767300000","type":"text","text":{"body":"hola"}})";
  const auto events = parse_webhook(with_message(messages));
  REQUIRE(events);
  REQUIRE(events->size() == 1000);
  CHECK(std::get<flows::inbound_message>(events->back().what).provider_id == "wamid.999");
}

TEST_CASE("a time that is none is time zero", "[meta][parse]") {
  const auto time = GENERATE(as<std::string>{}, R"("soon")", R"("-5")", "null", R"("99999999999999999999999")", "{}",
                             R"("9999999999999999")", R"("")", "1e300");
  const auto events = parse_webhook(
      with_message(R"({"from":"549","id":"w","timestamp":)" + time + R"(,"type":"text","text":{"body":"x"}})"));
  REQUIRE(events);
  CHECK(std::get<flows::inbound_message>(events->at(0).what).sent_at == flows::timestamp{});
}

TEST_CASE("two people of one notification are never taken for each other", "[meta][parse]") {
  const auto events = parse_webhook(
      R"({"object":"whatsapp_business_account","entry":[{"id":"W","changes":[{"field":"messages","value":{
        "metadata":{"phone_number_id":"PN1"},
        "contacts":[{"profile":{"name":"Ana"},"wa_id":"1","user_id":"AR.1"},{"profile":{"name":"Beto"},"user_id":"AR.2"}],
        "messages":[{"from":"1","id":"a","timestamp":"1","type":"text","text":{"body":"x"}},
                    {"from_user_id":"AR.2","id":"b","timestamp":"1","type":"text","text":{"body":"y"}},
                    {"from":"3","id":"c","timestamp":"1","type":"text","text":{"body":"z"}}]}}]}]})");
  REQUIRE(events);
  REQUIRE(events->size() == 3);
  const auto message = [&](std::size_t i) { return std::get<flows::inbound_message>((*events)[i].what); };
  CHECK(message(0).from == flows::address{"1", "AR.1"});
  CHECK(message(0).profile_name == "Ana");
  CHECK(message(1).from == flows::address{"", "AR.2"});
  CHECK(message(1).profile_name == "Beto");
  CHECK(message(2).from == flows::address{"3", ""});
  CHECK(message(2).profile_name.empty());
}

TEST_CASE("no bytes make the parser throw or read beyond them", "[meta][parse][property]") {
  const auto valid = with_message(
      R"({"from":"549","id":"w","timestamp":"1767300000","type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"a","title":"ñ"}},"context":{"id":"q"}})");
  CHECK(rc::check("random bytes", [](const std::string& bytes) { (void)parse_webhook(bytes); }));
  CHECK(rc::check("a valid body, changed and cut", [&] {
    auto body = valid;
    for (int i = 0; i < 3; ++i)
      body[*rc::gen::inRange<std::size_t>(0, body.size())] = *rc::gen::arbitrary<char>();
    body.resize(*rc::gen::inRange<std::size_t>(body.size() / 2, body.size() + 1));
    (void)parse_webhook(body);
  }));
}
