#include "io/providers/meta/parse.hpp"

#include <catch2/catch.hpp>

/// What Meta tells beside messages: preferences, templates, numbers, new user ids.
using namespace charla;

namespace {

std::vector<ports::provider_event> events_of(const std::string& field, const std::string& value) {
  auto events = meta::parse_webhook(
      R"({"object":"whatsapp_business_account","entry":[{"id":"WABA1","time":1767300200,"changes":[)"
      R"({"field":")"
      + field + R"(","value":)" + value + "}]}]}");
  REQUIRE(events);
  return *std::move(events);
}

template <class T>
const T& only(const std::vector<ports::provider_event>& events, std::size_t at = 0) {
  REQUIRE(events.size() > at);
  REQUIRE(std::holds_alternative<T>(events[at].what));
  return std::get<T>(events[at].what);
}

std::string preference(const std::string& more) {
  return R"({"metadata":{"phone_number_id":"PN1"},"user_preferences":[{"wa_id":"549","timestamp":1767300000,)" + more
         + "}]}";
}

} // namespace

TEST_CASE("a customer who stops marketing has said so by the provider's means", "[meta][facts]") {
  const auto [value, wanted] =
      GENERATE(table<std::string, bool>({{"stop", false}, {"resume", true}, {"signup", true}}));
  const auto events = events_of(
      "user_preferences", preference(R"("category":"marketing_messages","detail":"words","value":")" + value + '"'));
  const auto& fact = only<ports::preference_fact>(events);
  CHECK(fact.wanted == wanted);
  CHECK(fact.from.wa_id == "549");
  CHECK(fact.words == "words");
  CHECK(flows::to_unix_ms(fact.at) == 1767300000000);
  CHECK(events.front().phone_number_id == "PN1");
}

TEST_CASE("a preference that is not understood changes nothing and stays visible", "[meta][facts]") {
  const auto more = GENERATE(as<std::string>{}, R"("category":"marketing_messages","value":"maybe")",
                             R"("category":"calls","value":"stop")", R"("value":"stop")");
  CHECK(only<ports::system_event>(events_of("user_preferences", preference(more))).type == "user_preferences");
}

TEST_CASE("a template's news are a fact, and a notice where somebody should look", "[meta][facts]") {
  const auto named = [](const std::string& more) {
    return R"({"message_template_id":12,"message_template_name":"hola","message_template_language":"es_AR",)" + more
           + '}';
  };
  SECTION("approved") {
    const auto events = events_of("message_template_status_update",
                                  named(R"("event":"APPROVED","reason":"NONE","message_template_category":"UTILITY")"));
    const auto& fact = only<ports::template_fact>(events);
    CHECK(fact.provider_id == "12");
    CHECK(fact.name == "hola");
    CHECK(fact.language == "es_AR");
    CHECK(fact.status == "APPROVED");
    CHECK(fact.category == "UTILITY");
    CHECK_FALSE(fact.quality);
    CHECK(fact.reason.empty());
    CHECK(events.size() == 1);
    CHECK(events.front().account_id == "WABA1");
  }
  SECTION("rejected, paused, disabled, flagged") {
    const auto status = GENERATE(as<std::string>{}, "REJECTED", "PAUSED", "DISABLED", "FLAGGED", "PENDING_DELETION");
    const auto events =
        events_of("message_template_status_update", named(R"("reason":"SCAM","event":")" + status + '"'));
    CHECK(only<ports::template_fact>(events).status == status);
    CHECK(only<ports::template_fact>(events).reason == "SCAM");
    CHECK(only<ports::system_event>(events, 1).level == "warn");
  }
  SECTION("quality") {
    const auto yellow = events_of("message_template_quality_update", named(R"("new_quality_score":"YELLOW")"));
    CHECK(only<ports::template_fact>(yellow).quality == "YELLOW");
    CHECK(yellow.size() == 1);
    const auto red = events_of("message_template_quality_update", named(R"("new_quality_score":"RED")"));
    CHECK(only<ports::system_event>(red, 1).level == "warn");
  }
  SECTION("category: another price") {
    const auto events = events_of("template_category_update", named(R"("new_category":"MARKETING")"));
    CHECK(only<ports::template_fact>(events).category == "MARKETING");
  }
  SECTION("without a name it is a notice only") {
    const auto events = events_of("message_template_status_update", R"({"event":"APPROVED"})");
    CHECK(events.size() == 1);
    CHECK(only<ports::system_event>(events).type == "message_template_status_update");
  }
}

TEST_CASE("a number's news are a fact by the number as people read it, and a notice", "[meta][facts]") {
  const auto events =
      events_of("phone_number_quality_update",
                R"({"display_phone_number":"+54 9 11 0000-0000","event":"DOWNGRADE","current_limit":"TIER_250"})");
  const auto& fact = only<ports::number_fact>(events);
  CHECK(fact.limit == "TIER_250");
  CHECK_FALSE(fact.rate);
  CHECK(events[0].phone_number_id == "+5491100000000");
  CHECK(only<ports::system_event>(events, 1).level == "warn");
  CHECK(events[1].phone_number_id.empty());
}

TEST_CASE("throughput and quality are read where they come", "[meta][facts]") {
  const auto fact = [](const std::string& field, const std::string& value) {
    return only<ports::number_fact>(events_of(field, value));
  };
  CHECK(fact("phone_number_quality_update", R"({"event":"THROUGHPUT_UPGRADE"})").rate == 1000);
  CHECK(fact("account_update", R"({"event":"X","throughput":{"level":"HIGH"}})").rate == 1000);
  CHECK(fact("account_update", R"({"event":"X","throughput":{"level":"STANDARD"}})").rate == 80);
  CHECK(fact("phone_number_quality_update", R"({"event":"FLAGGED"})").quality == "RED");
  CHECK(fact("phone_number_quality_update", R"({"event":"UNFLAGGED"})").quality == "UNKNOWN");
  CHECK(fact("business_capability_update", R"({"max_daily_conversations_per_business":"TIER_2K"})").limit == "TIER_2K");
  CHECK(only<ports::system_event>(events_of("account_update", R"({"event":"ACCOUNT_DELETED"})")).level == "warn");
}

TEST_CASE("a new user id reaches the conversation of the old one", "[meta][facts]") {
  const auto events = events_of(
      "user_id_update",
      R"({"metadata":{"phone_number_id":"PN1"},"user_id_update":[{"wa_id":"549","detail":"words","user_id":{"previous":"AR.1","current":"AR.2"},"timestamp":"1767300000"}]})");
  const auto& m = only<flows::inbound_message>(events);
  CHECK(m.from == flows::address{"549", "AR.1"});
  const auto& body = std::get<flows::system_content>(m.body);
  CHECK(body.user_id == "AR.2");
  CHECK(body.previous_user_id == "AR.1");
  CHECK(body.wa_id.empty());
  CHECK_FALSE(m.provider_id.empty());
  const auto nobody = events_of("user_id_update", R"({"user_id_update":[{"user_id":{"current":"AR.2"}}]})");
  CHECK(only<ports::system_event>(nobody).type == "user_id_update");
}

TEST_CASE("a failed status says what it tells of the recipient", "[meta][facts]") {
  const auto status = [](const std::string& code, const std::string& name = "failed") {
    return only<ports::status_fact>(events_of("messages", R"({"statuses":[{"id":"wamid.O","status":")" + name
                                                              + R"(","timestamp":"1767300000","errors":[{"code":)"
                                                              + code + "}]}]}"));
  };
  using mark = ports::recipient_mark;
  CHECK(status("131026").mark == mark::undeliverable);
  CHECK(status("131050").mark == mark::opted_out);
  CHECK(status("130403").mark == mark::opted_out);
  CHECK(status("131049").mark == mark::rest);
  CHECK(status("131049").mark_until == flows::from_unix_ms(1767300000000) + std::chrono::hours{24});
  CHECK_FALSE(status("131026").mark_until);
  CHECK(status("131047").mark == mark::none);
  CHECK(status("131026", "sent").mark == mark::none);
}
