#include "io/config/load.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

ports::config production() {
  ports::config c;
  c.security.development = false;
  c.security.secret_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  c.security.jwt_secret = "j";
  c.channel.app_secret = "a";
  c.channel.verify_token = "v";
  return c;
}

} // namespace

TEST_CASE("development starts as it is", "[config]") { CHECK(config::check({})); }

TEST_CASE("X7: outside development every default secret is refused, in one message", "[config]") {
  ports::config c;
  c.security.development = false;
  const auto refused = config::check(c);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "config.secrets");
  for (const auto* name : {"CHARLA_SECRET_KEY", "JWT_SECRET", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN",
                           "openssl rand -base64 32", "CHARLA_ENV=development"})
    CHECK(refused.error().what.find(name) != std::string::npos);
  CHECK(refused.error().what.find("WHATSAPP_TOKEN") == std::string::npos); // simulated: sends nothing
  for (const auto* secret : {"devsecret", "dev_secret", "change-me"})
    CHECK(refused.error().what.find(secret) == std::string::npos);
}

TEST_CASE("each secret alone is enough to be refused", "[config]") {
  CHECK(config::check(production()));
  const ports::config defaults;
  const auto refused = [](auto change) {
    auto c = production();
    change(c);
    return !config::check(c).has_value();
  };
  CHECK(refused([](auto& c) { c.security.secret_key.clear(); }));
  CHECK(refused([&](auto& c) { c.security.jwt_secret = defaults.security.jwt_secret; }));
  CHECK(refused([&](auto& c) { c.channel.app_secret = defaults.channel.app_secret; }));
  CHECK(refused([](auto& c) { c.channel.app_secret.clear(); }));
  CHECK(refused([&](auto& c) { c.channel.verify_token = defaults.channel.verify_token; }));
  CHECK(refused([](auto& c) { c.security.admin_token = "short"; }));
  CHECK(refused([](auto& c) { c.engine.webhooks_anywhere = true; }));
  CHECK(refused([](auto& c) { c.channel.fake_mode = false; }));
}

TEST_CASE("R056: going live is the token, the phone number id and fake mode off, nothing else", "[config]") {
  ports::config c;
  c.channel.fake_mode = false;
  const auto refused = config::check(c);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("WHATSAPP_TOKEN") != std::string::npos);
  CHECK(refused.error().what.find("WHATSAPP_PHONE_NUMBER_ID") != std::string::npos);
  c.channel.token = "EAAG";
  c.channel.phone_number_id = "106540352242922";
  CHECK(config::check(c));
}

TEST_CASE("a bucket for files without an address or without keys is refused, with the folder as the way out",
          "[config]") {
  ports::config c;
  c.media.s3_bucket = "shop";
  const auto refused = config::check(c);
  REQUIRE_FALSE(refused);
  for (const auto* name : {"CHARLA_MEDIA_S3_ENDPOINT", "CHARLA_MEDIA_S3_SECRET_KEY", "in a folder"})
    CHECK(refused.error().what.find(name) != std::string::npos);
  c.media.s3_endpoint = "https://s3.test";
  c.media.s3_access_key = "AK";
  CHECK_FALSE(config::check(c));
  c.media.s3_secret_key = "sk";
  CHECK(config::check(c));
}
