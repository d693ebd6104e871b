#include "flows/overloaded.hpp"
#include "io/providers/meta/provider.hpp"
#include "io/providers/render.hpp"
#include "io/secrets/crypto.hpp"
#include "support/paths.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>

// The payloads of the shared fixtures are not part of the product; where they are not, these cases have nothing to do.

using namespace charla;
namespace fs = std::filesystem;
namespace bj = boost::json;

namespace {

const fs::path fixtures = charla::test::shared_fixture("meta");

bool absent() {
  if (fs::exists(fixtures)) return false;
  WARN("no shared fixtures here");
  return true;
}

std::size_t length(const bj::object& o, const char* key) {
  const auto* v = o.if_contains(key);
  return v != nullptr && v->is_array() ? v->as_array().size() : 0;
}

std::size_t history_items(const bj::object& value) {
  std::size_t n = length(value, "messages");
  if (length(value, "history") == 0) return n;
  for (const auto& part : value.at("history").as_array()) {
    n += length(part.as_object(), "errors");
    if (length(part.as_object(), "threads") == 0) continue;
    for (const auto& thread : part.at("threads").as_array())
      n += length(thread.as_object(), "messages");
  }
  return n;
}

/// Counted with another parser and by another rule than the provider's: everything that is in the body.
std::size_t items_in(const bj::value& body) {
  std::size_t n = 0;
  for (const auto& entry : body.at("entry").as_array())
    for (const auto& change : entry.at("changes").as_array()) {
      const auto& value = change.at("value").as_object();
      const auto field = change.at("field").as_string();
      const auto here = field == "messages"
                            ? length(value, "messages") + length(value, "statuses") + length(value, "errors")
                        : field == "smb_message_echoes" ? length(value, "message_echoes")
                        : field == "history"            ? history_items(value)
                                                        : 1;
      n += std::max<std::size_t>(here, 1);
    }
  return n;
}

/// `inbound_message text`, `status failed`, `notice account_update`.
std::string kind_of(const ports::provider_event& e) {
  return std::visit(
      flows::overloaded{
          [](const ports::status_fact& f) { return "status " + std::string{flows::name_of(f.status)}; },
          [](const ports::system_event& s) { return "notice " + s.type; },
          [](const ports::preference_fact& p) { return std::string{p.wanted ? "wants" : "declines"} + " marketing"; },
          [](const ports::template_fact& t) { return "template " + t.status.value_or(t.quality.value_or("category")); },
          [](const ports::number_fact& n) { return "number " + n.limit.value_or(""); },
          [](const auto& c) { return std::string{flows::kind_name(c)} + ' ' + std::string{flows::type_name(c.body)}; },
      },
      e.what);
}

bool is_fact(const ports::provider_event& e) {
  return std::holds_alternative<ports::template_fact>(e.what) || std::holds_alternative<ports::number_fact>(e.what);
}

std::vector<ports::provider_event> events_of(const std::string& name) {
  const auto crypto = secrets::make_crypto(std::string(32, 'k'));
  const auto events = meta::make_provider(*crypto)->parse(tests::slurp(fixtures / name));
  REQUIRE(events);
  return *events;
}

} // namespace

TEST_CASE("no item of any fixture is dropped", "[meta][fixtures]") {
  if (absent()) return;
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator{fixtures}) {
    const auto name = file.path().filename().string();
    INFO(name);
    const auto events = events_of(name);
    // What is a fact and worth a look is both.
    const auto facts = std::count_if(events.begin(), events.end(), is_fact);
    const auto items = items_in(bj::parse(tests::slurp(file.path())));
    CHECK(events.size() >= items);
    CHECK(events.size() <= items + static_cast<std::size_t>(facts));
    for (const auto& e : events)
      CHECK_FALSE(e.account_id.empty());
    ++files;
  }
  CHECK(files > 100);
}

TEST_CASE("every named fixture gives its event", "[meta][fixtures]") {
  if (absent()) return;
  using row = std::pair<std::string, std::string>;
  const auto [file, kind] = GENERATE(values<row>({
      {"pywa_message__text", "inbound_message text"},
      {"pywa_message__image", "inbound_message image"},
      {"pywa_message__media_with_url", "inbound_message image"},
      {"pywa_message__video", "inbound_message video"},
      {"pywa_message__document", "inbound_message document"},
      {"pywa_message__audio", "inbound_message audio"},
      {"pywa_message__voice", "inbound_message audio"},
      {"pywa_message__static_sticker", "inbound_message sticker"},
      {"pywa_message__animated_sticker", "inbound_message sticker"},
      {"pywa_message__current_location", "inbound_message location"},
      {"pywa_message__chosen_location", "inbound_message location"},
      {"pywa_message__contacts", "inbound_message contacts"},
      {"pywa_message__order", "inbound_message order"},
      {"pywa_message__reaction", "inbound_message reaction"},
      {"pywa_message__unreaction_empty", "inbound_message reaction"},
      {"pywa_message__unreaction_no_emoji", "inbound_message reaction"},
      {"pywa_message__unsupported", "inbound_message unsupported"},
      {"pywa_message__unsupported_with_type", "inbound_message unsupported"},
      {"pywa_message__interactive_message_with_err", "inbound_message unsupported"},
      {"pywa_callback_button__button", "inbound_message button_reply"},
      {"pywa_callback_button__quick_reply", "inbound_message template_button"},
      {"pywa_callback_button__quick_reply_without_context", "inbound_message template_button"},
      {"pywa_callback_selection__callback", "inbound_message list_reply"},
      {"pywa_flow_completion__completion", "inbound_message form_reply"},
      {"pywa_call_permission_update__accept", "inbound_message call_permission"},
      {"pywa_deleted_message__revoke", "inbound_message revoke"},
      {"pywa_edited_message__image", "inbound_message edit"},
      {"pywa_system__identity_change", "inbound_message system"},
      {"pywa_system__phone_number_change", "inbound_message system"},
      {"constructed_message_request_welcome", "inbound_message welcome"},
      {"constructed_message_image_view_once_like_missing_id", "inbound_message unsupported"},
      {"constructed_message_unsupported_unavailable_131060", "inbound_message unsupported"},
      {"pywa_outgoing_message__text", "echo_message text"},
      {"pywa_outgoing_message__edit", "echo_message edit"},
      {"pywa_outgoing_message__delete", "echo_message revoke"},
      {"constructed_smb_message_echo_bsuid_only", "echo_message text"},
      {"constructed_history_final_chunk", "history_message text"},
      {"constructed_history_media_followup", "history_message image"},
      {"constructed_history_declined", "notice history"},
      {"pywa_message_status__played", "status played"},
      {"pywa_message_status__failed", "status failed"},
      {"constructed_status_payment_captured", "notice payment_status"},
      {"pywa_call_status__call_status", "notice calls"},
      {"pywa_call_terminate__call_terminate", "notice calls"},
      {"constructed_smb_app_state_sync_add_remove", "notice smb_app_state_sync"},
      {"constructed_empty_value", "notice messages"},
      {"constructed_security_pin_changed", "notice security"},
      {"pywa_account_update__account_deleted", "notice account_update"},
      {"pywa_user_marketing_preferences__resume", "wants marketing"},
      {"pywa_user_marketing_preferences__signup", "wants marketing"},
      {"pywa_template_status_update__approved", "template APPROVED"},
      {"pywa_template_quality_update__yellow", "template YELLOW"},
      {"pywa_template_category_update__marketing", "template category"},
      {"pywa_template_components_update__element", "notice message_template_components_update"},
      {"constructed_phone_number_quality_update_downgrade", "number TIER_2K"},
      {"constructed_business_capability_update", "number TIER_2K"},
  }));
  INFO(file);
  const auto events = events_of(file + ".json");
  REQUIRE_FALSE(events.empty());
  CHECK(kind_of(events.front()) == kind);
}

TEST_CASE("each change is routed by its own number", "[meta][fixtures]") {
  if (absent()) return;
  const auto events = events_of("constructed_batch_two_phone_numbers_two_wabas.json");
  REQUIRE(events.size() == 3);
  CHECK(events[0].phone_number_id != events[1].phone_number_id);
  CHECK(events[1].phone_number_id != events[2].phone_number_id);
  CHECK(events[0].account_id != events[2].account_id);
}

TEST_CASE("a failed status carries the code that the table explains", "[meta][fixtures]") {
  if (absent()) return;
  const auto crypto = secrets::make_crypto(std::string(32, 'k'));
  const auto provider = meta::make_provider(*crypto);
  std::size_t seen = 0;
  for (const auto& file : fs::directory_iterator{fixtures}) {
    const auto name = file.path().stem().string();
    constexpr std::string_view prefix = "constructed_status_failed_";
    if (!name.starts_with(prefix)) continue;
    INFO(name);
    const auto events = events_of(name + ".json");
    const auto& fact = std::get<ports::status_fact>(events.at(0).what);
    CHECK(std::to_string(fact.error_code) == name.substr(prefix.size()));
    CHECK_FALSE(fact.error_text.empty());
    CHECK_FALSE(provider->explain(fact.error_code).hint.empty());
    CHECK(provider->explain(fact.error_code).text != "an error that this version does not know");
    ++seen;
  }
  CHECK(seen > 20);
}
