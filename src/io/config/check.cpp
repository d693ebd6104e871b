#include "io/config/load.hpp"

namespace charla::config {

flows::result<void> check(const ports::config& c) {
  const ports::config defaults;
  std::vector<std::string> problems;
  const auto refuse_if = [&problems](bool wrong, std::string what) {
    if (wrong) problems.push_back(std::move(what));
  };

  if (!c.security.development) {
    refuse_if(c.security.secret_key.empty(),
              "CHARLA_SECRET_KEY is missing: set it to the output of `openssl rand -base64 32`, and keep a copy");
    refuse_if(c.security.jwt_secret == defaults.security.jwt_secret,
              "JWT_SECRET has its default: set it to the output of `openssl rand -base64 32`");
    refuse_if(
        c.channel.app_secret == defaults.channel.app_secret || c.channel.app_secret.empty(),
        "WHATSAPP_APP_SECRET has its default: set it to the app secret of your Meta app (Settings > Basic), or to a "
        "random text while the channel is simulated");
    refuse_if(
        c.channel.verify_token == defaults.channel.verify_token || c.channel.verify_token.empty(),
        "WHATSAPP_VERIFY_TOKEN has its default: set it to a random text and enter the same in Meta's webhook form");
    refuse_if(c.engine.webhooks_anywhere,
              "CHARLA_ENGINE_WEBHOOKS_ANYWHERE is true: subscribers could make this server call your own network");
    refuse_if(!c.security.admin_token.empty() && c.security.admin_token.size() < 16,
              "CHARLA_ADMIN_TOKEN is shorter than 16 characters: set it to the output of `openssl rand -hex 24`");
  }
  if (!c.channel.fake_mode) {
    refuse_if(
        c.channel.token == defaults.channel.token || c.channel.token.empty(),
        "WHATSAPP_TOKEN has its default while WHATSAPP_FAKE_MODE is false: set it to the access token of the Cloud "
        "API, or set WHATSAPP_FAKE_MODE=true");
    refuse_if(
        c.channel.phone_number_id == defaults.channel.phone_number_id || c.channel.phone_number_id.empty(),
        "WHATSAPP_PHONE_NUMBER_ID has its default while WHATSAPP_FAKE_MODE is false: set it to the number's id from "
        "Meta's WhatsApp panel, or set WHATSAPP_FAKE_MODE=true");
  }
  if (!c.media.s3_bucket.empty()) {
    refuse_if(c.media.s3_endpoint.rfind("https://", 0) != 0 && c.media.s3_endpoint.rfind("http://", 0) != 0,
              "CHARLA_MEDIA_S3_ENDPOINT is no address while CHARLA_MEDIA_S3_BUCKET is set: set it to the store's, such "
              "as https://s3.eu-west-1.amazonaws.com, or leave the bucket empty to keep files in a folder");
    refuse_if(c.media.s3_access_key.empty() || c.media.s3_secret_key.empty(),
              "CHARLA_MEDIA_S3_ACCESS_KEY or CHARLA_MEDIA_S3_SECRET_KEY is missing while CHARLA_MEDIA_S3_BUCKET is "
              "set");
  }
  if (problems.empty()) return {};

  std::string all = c.security.development ? "Charla does not start with this configuration:"
                                           : "Charla does not start outside development with this configuration:";
  for (const auto& p : problems)
    all += "\n  - " + p;
  if (!c.security.development) all += "\nTo try Charla without any of this, set CHARLA_ENV=development.";
  return flows::fail("config.secrets", all);
}

} // namespace charla::config
