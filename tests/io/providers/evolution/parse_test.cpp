#include "flows/overloaded.hpp"
#include "io/json/codec.hpp"
#include "io/providers/evolution/parse.hpp"
#include "io/providers/render.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <rapidcheck.h>

using namespace charla;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = test::shared_fixture("evolution");

std::string kind_of(const ports::provider_event& e) {
  return std::visit(
      flows::overloaded{
          [](const ports::status_fact& f) { return "status " + std::string{flows::name_of(f.status)}; },
          [](const ports::system_event& s) { return "notice " + s.type; },
          [](const ports::number_fact& n) { return "number " + n.connection.value_or("?"); },
          [](const ports::preference_fact&) { return std::string{"preference"}; },
          [](const ports::template_fact&) { return std::string{"template"}; },
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

TEST_CASE("what is not Evolution's says so", "[evolution][parse]") {
  const auto [body, code] = GENERATE(values<std::pair<std::string, std::string>>({
      {"", "webhook.json"},
      {"<html>", "webhook.json"},
      {"[]", "webhook.envelope"},
      {"{}", "webhook.envelope"},
      {R"({"event":"messages.upsert","data":{}})", "webhook.envelope"},
      {R"({"instance":"shop1","data":{}})", "webhook.envelope"},
  }));
  const auto events = evolution::parse_webhook(body);
  REQUIRE_FALSE(events);
  CHECK(events.error().code == code);
  CHECK_FALSE(events.error().what.empty());
}

TEST_CASE("every fixture of Evolution gives its event", "[evolution][fixtures]") {
  if (absent()) return;
  using row = std::pair<std::string, std::string>;
  const auto [file, kind] = GENERATE(values<row>({
      {"connection_update_close", "number close"},
      {"connection_update_connecting", "number connecting"},
      {"connection_update_open", "number open"},
      {"connection_update_refused", "number close"},
      {"evogo_doc_call", "notice call"},
      {"evogo_doc_group_update", "notice group_update"},
      {"evogo_doc_message", "inbound_message text"},
      {"evogo_doc_message_2", "inbound_message text"},
      {"messages_delete", "inbound_message revoke"},
      {"messages_edited", "inbound_message edit"},
      {"messages_update_deleted", "echo_message revoke"},
      {"messages_update_delivery_ack", "status delivered"},
      {"messages_update_error", "status failed"},
      {"messages_update_pending", ""},
      {"messages_update_played", "status played"},
      {"messages_update_read", "status read"},
      {"messages_update_server_ack", "status sent"},
      {"messages_upsert_audio_ptt", "inbound_message audio"},
      {"messages_upsert_buttons_response", "inbound_message button_reply"},
      {"messages_upsert_contact", "inbound_message contacts"},
      {"messages_upsert_ctwa_external_ad_reply", "inbound_message text"},
      {"messages_upsert_document", "inbound_message document"},
      {"messages_upsert_from_me_typed_in_app", "echo_message text"},
      {"messages_upsert_group_text", ""},
      {"messages_upsert_image", "inbound_message image"},
      {"messages_upsert_image_base64", "inbound_message image"},
      {"messages_upsert_lid_addressing", "inbound_message text"},
      {"messages_upsert_list_response", "inbound_message list_reply"},
      {"messages_upsert_location", "inbound_message location"},
      {"messages_upsert_poll_update", "inbound_message unsupported"},
      {"messages_upsert_reaction", "inbound_message reaction"},
      {"messages_upsert_status_broadcast", ""},
      {"messages_upsert_sticker", "inbound_message sticker"},
      {"messages_upsert_template_button_reply", "inbound_message template_button"},
      {"messages_upsert_text", "inbound_message text"},
      {"messages_upsert_text_quoted", "inbound_message text"},
      {"messages_upsert_unknown_type", "inbound_message unsupported"},
      {"messages_upsert_video", "inbound_message video"},
      {"presence_update", ""},
      {"qrcode_limit", "number close"},
      {"qrcode_updated", "number connecting"},
      {"send_message", ""},
  }));
  INFO(file);
  const auto events = evolution::parse_webhook(tests::slurp(fixtures / (file + ".json")));
  REQUIRE(events);
  CHECK((events->empty() ? "" : kind_of(events->front())) == kind);
  for (const auto& e : *events)
    CHECK((e.phone_number_id == "tenant-a-01" || e.phone_number_id == "vendas" || e.phone_number_id == "suporte"));
}

TEST_CASE("no fixture of Evolution is left out", "[evolution][fixtures]") {
  if (absent()) return;
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator{fixtures}) {
    INFO(file.path().filename().string());
    CHECK(evolution::parse_webhook(tests::slurp(file.path())));
    ++files;
  }
  CHECK(files == 42);
}

TEST_CASE("the API key that every body carries is kept nowhere, nor are files", "[evolution][parse]") {
  for (const auto& file : fs::directory_iterator{test::repository("tests/golden/webhooks/evolution")}) {
    if (file.path().extension() != ".json") continue;
    INFO(file.path().filename().string());
    const auto events = evolution::parse_webhook(tests::slurp(file.path()));
    REQUIRE(events);
    for (const auto& e : *events) {
      const auto kept = tests::render(e);
      CHECK(kept.find("KEY-THAT-MUST-NOT-BE-KEPT") == std::string::npos);
      CHECK(kept.find("secret=S") == std::string::npos); // in the address that it was told to post to
      CHECK(kept.find("4AAQ") == std::string::npos);
      CHECK(kept.find("a2V5") == std::string::npos);
    }
  }
}

TEST_CASE("no bytes break Evolution's parser", "[evolution][parse][property]") {
  const auto body = tests::slurp(test::repository("tests/golden/webhooks/evolution/contact.json"));
  rc::check([&](std::uint16_t at, char with, std::uint16_t cut) {
    auto broken = body;
    broken[at % broken.size()] = with;
    (void)evolution::parse_webhook(broken);
    (void)evolution::parse_webhook(broken.substr(0, cut % broken.size()));
  });
}
