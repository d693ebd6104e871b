#include "flows/overloaded.hpp"
#include "io/providers/render.hpp"
#include "io/providers/ycloud/parse.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <rapidcheck.h>

using namespace charla;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = test::shared_fixture("ycloud");

std::string kind_of(const ports::provider_event& e) {
  return std::visit(
      flows::overloaded{
          [](const ports::status_fact& f) { return "status " + std::string{flows::name_of(f.status)}; },
          [](const ports::system_event& s) { return "notice " + s.type; },
          [](const ports::preference_fact& p) { return std::string{p.wanted ? "wants" : "declines"} + " marketing"; },
          [](const ports::template_fact& t) { return "template " + t.status.value_or("?"); },
          [](const ports::number_fact& n) { return "number " + n.limit.value_or("?"); },
          [](const auto& c) { return std::string{flows::kind_name(c)} + ' ' + std::string{flows::type_name(c.body)}; },
      },
      e.what);
}

bool absent() {
  if (fs::exists(fixtures)) return false;
  WARN("no shared fixtures here");
  return true;
}

} // namespace

TEST_CASE("what is not YCloud's says so", "[ycloud][parse]") {
  const auto [body, code] = GENERATE(values<std::pair<std::string, std::string>>({
      {"", "webhook.json"},
      {"hola", "webhook.json"},
      {"<html>", "webhook.json"},
      {"[]", "webhook.envelope"},
      {"{}", "webhook.envelope"},
      {R"({"object":"whatsapp_business_account","entry":[]})", "webhook.envelope"},
      {R"({"type":{}})", "webhook.envelope"},
  }));
  const auto events = ycloud::parse_webhook(body);
  REQUIRE_FALSE(events);
  CHECK(events.error().code == code);
  CHECK_FALSE(events.error().what.empty());
}

TEST_CASE("every fixture of YCloud gives its event", "[ycloud][fixtures]") {
  if (absent()) return;
  using row = std::pair<std::string, std::string>;
  const auto [file, kind] = GENERATE(values<row>({
      {"business_account_updated_restriction", "notice business_account_updated"},
      {"echo_whatsapp_echo_message_created", "echo_message text"},
      {"echo_whatsapp_smb_message_created", "echo_message text"},
      {"echo_whatsapp_smb_message_echoes", "echo_message text"},
      {"inbound_audio_voice", "inbound_message audio"},
      {"inbound_bsuid_no_phone", "inbound_message text"},
      {"inbound_button", "inbound_message template_button"},
      {"inbound_button_reply", "inbound_message button_reply"},
      {"inbound_call_permission_reply", "inbound_message call_permission"},
      {"inbound_contacts", "inbound_message contacts"},
      {"inbound_document", "inbound_message document"},
      {"inbound_group_text", "inbound_message text"},
      {"inbound_image", "inbound_message image"},
      {"inbound_list_reply", "inbound_message list_reply"},
      {"inbound_location", "inbound_message location"},
      {"inbound_nfm_reply", "inbound_message form_reply"},
      {"inbound_order", "inbound_message order"},
      {"inbound_reaction", "inbound_message reaction"},
      {"inbound_referral_ctwa", "inbound_message text"},
      {"inbound_sticker", "inbound_message sticker"},
      {"inbound_system_number_change", "inbound_message system"},
      {"inbound_text", "inbound_message text"},
      {"inbound_text_forwarded", "inbound_message text"},
      {"inbound_text_reply_context", "inbound_message text"},
      {"inbound_unsupported", "inbound_message unsupported"},
      {"inbound_video", "inbound_message video"},
      {"message_updated_accepted", ""},
      {"message_updated_delivered", "status delivered"},
      {"message_updated_failed_131026", "status failed"},
      {"message_updated_failed_131047", "status failed"},
      {"message_updated_failed_131049", "status failed"},
      {"message_updated_failed_131056", "status failed"},
      {"message_updated_read", "status read"},
      {"message_updated_sent", "status sent"},
      {"payment_updated_captured", "notice payment_updated"},
      {"phone_number_quality_updated", "number TIER_1K"},
      {"smb_history_inbound", "history_message text"},
      {"template_category_updated", "template APPROVED"},
      {"template_reviewed_approved", "template APPROVED"},
      {"template_reviewed_disabled", "template DISABLED"},
      {"template_reviewed_paused", "template PAUSED"},
      {"template_reviewed_rejected", "template REJECTED"},
      {"user_preferences_stop", "declines marketing"},
  }));
  INFO(file);
  const auto events = ycloud::parse_webhook(tests::slurp(fixtures / (file + ".json")));
  REQUIRE(events);
  CHECK((events->empty() ? "" : kind_of(events->front())) == kind);
  if (file.starts_with("inbound_")) CHECK(events->front().phone_number_id == "+15550783881");
}

TEST_CASE("no fixture of YCloud is left out", "[ycloud][fixtures]") {
  if (absent()) return;
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator{fixtures}) {
    INFO(file.path().filename().string());
    CHECK(ycloud::parse_webhook(tests::slurp(file.path())));
    ++files;
  }
  CHECK(files == 43);
}

TEST_CASE("no bytes break YCloud's parser", "[ycloud][parse][property]") {
  const auto body = tests::slurp(test::repository("tests/golden/webhooks/ycloud/image.json"));
  rc::check([&](std::uint16_t at, char with, std::uint16_t cut) {
    auto broken = body;
    broken[at % broken.size()] = with;
    (void)ycloud::parse_webhook(broken);
    (void)ycloud::parse_webhook(broken.substr(0, cut % broken.size()));
  });
}
