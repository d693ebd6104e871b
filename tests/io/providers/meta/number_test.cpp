#include "io/providers/given.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::ports;
using tests::http;
namespace bj = boost::json;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = meta::make_provider(*crypto_);
const auto channel_ = tests::meta_channel();

} // namespace

TEST_CASE("a message is marked read, with or without a sign of writing", "[meta][number]") {
  const auto read = provider_->mark_read(channel_, {"549", ""}, "wamid.A", false);
  REQUIRE(read);
  CHECK(read->url == "https://graph.facebook.com/v25.0/PN1/messages");
  CHECK(bj::parse(read->body)
        == bj::parse(R"({"messaging_product":"whatsapp","status":"read","message_id":"wamid.A"})"));
  const auto typing = provider_->mark_read(channel_, {"549", ""}, "wamid.A", true);
  CHECK(bj::parse(typing->body).at("typing_indicator") == bj::parse(R"({"type":"text"})"));
}

TEST_CASE("a number says its quality, its speed and its limit", "[meta][number]") {
  CHECK(provider_->ask_health(channel_)->url
        == "https://graph.facebook.com/v25.0/"
           "PN1?fields=quality_rating,throughput,whatsapp_business_manager_messaging_limit");
  const auto answer = [](const std::string& level) {
    return http(200, R"({"quality_rating":"GREEN","throughput":{"level":")" + level
                         + R"("},"whatsapp_business_manager_messaging_limit":"TIER_2K","id":"PN1"})");
  };
  const auto fact = provider_->health(channel_, answer("STANDARD"));
  REQUIRE(fact);
  CHECK(fact->channel == channel_.id);
  CHECK(fact->quality == "GREEN");
  CHECK(fact->rate == 80);
  CHECK(fact->limit == "TIER_2K");
  CHECK_FALSE(fact->connection);
  CHECK(provider_->health(channel_, answer("HIGH"))->rate == 1000);
  CHECK_FALSE(provider_->health(channel_, answer("NOT_APPLICABLE"))->rate);
  auto with_phone = channel_;
  with_phone.settings.coexistence = true;
  CHECK(provider_->health(with_phone, answer("STANDARD"))->rate == 20);
}

TEST_CASE("what is no health says what came instead", "[meta][number]") {
  const auto token =
      provider_->health(channel_, http(401, R"({"error":{"message":"Session has expired","code":190}})"));
  REQUIRE_FALSE(token);
  CHECK(token.error() == flows::error{"provider.refused", "Session has expired", ""});
  CHECK_FALSE(provider_->health(channel_, http(200, "<html>")));
  CHECK_FALSE(provider_->health(channel_, http(302, "")));
  CHECK_FALSE(provider_->health(channel_, tests::no_answer(transport_errc::unknown)));
  CHECK(provider_->connect(channel_).error().code == "provider.unsupported");
}
