#include "io/providers/meta/change.hpp"
#include "io/providers/wire/fields.hpp"

#include <algorithm>
#include <array>

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

/// What the fields are about, in words. `subject` is the member that says what happened.
struct notice {
  std::string_view field;
  std::string_view words;
  std::string_view subject;
};
constexpr std::array notices{
    notice{"account_update", "The WhatsApp business account has changed", "event"},
    notice{"account_alerts", "Meta warns about the account", ""},
    notice{"account_review_update", "Meta has reviewed the WhatsApp business account", "decision"},
    notice{"business_capability_update", "What the business may do has changed",
           "max_daily_conversations_per_business"},
    notice{"business_status_update", "The status of the business has changed", "event"},
    notice{"calls", "A call", "event"},
    notice{"flows", "A WhatsApp Flow", "event"},
    notice{"history", "Old messages are being handed over", ""},
    notice{"message_template_components_update", "A template's text has changed", "message_template_name"},
    notice{"message_template_quality_update", "A template's quality has changed", "message_template_name"},
    notice{"message_template_status_update", "A template's status has changed", "event"},
    notice{"messages", "A notification about messages came without any", ""},
    notice{"payment_configuration_update", "A payment configuration has changed", "status"},
    notice{"phone_number_name_update", "The number's display name was reviewed", "decision"},
    notice{"phone_number_quality_update", "The number's quality or limit has changed", "event"},
    notice{"security", "A security setting of the number was changed", "event"},
    notice{"smb_app_state_sync", "Contacts of the phone were handed over", ""},
    notice{"template_category_update", "A template's category has changed, and with it its price", "new_category"},
    notice{"user_id_update", "A customer's user id has changed", ""},
    notice{"user_preferences", "A customer has changed what they want to receive", ""},
};

const notice* find_notice(std::string_view field) {
  const auto known = std::find_if(notices.begin(), notices.end(), [&](const notice& n) { return n.field == field; });
  return known == notices.end() ? nullptr : &*known;
}

/// Words that mean that somebody should look, wherever they appear as the subject of a notice.
constexpr std::array<std::string_view, 17> alarming{"ACCOUNT_DELETED",
                                                    "ACCOUNT_OFFBOARDED",
                                                    "ACCOUNT_RESTRICTION",
                                                    "ACCOUNT_VIOLATION",
                                                    "DISABLED",
                                                    "DISABLED_UPDATE",
                                                    "DOWNGRADE",
                                                    "FLAGGED",
                                                    "LOCKED",
                                                    "PARTNER_APP_UNINSTALLED",
                                                    "PARTNER_REMOVED",
                                                    "PAUSED",
                                                    "PENDING_DELETION",
                                                    "PIN_CHANGED",
                                                    "PIN_RESET_REQUEST",
                                                    "REJECTED",
                                                    "TWO_STEP_PIN_REMOVED"};

bool is_alarming_word(std::string_view subject) {
  return std::find(alarming.begin(), alarming.end(), subject) != alarming.end();
}

/// Some notices carry their weight elsewhere than in their subject.
bool is_alarming_value(const change& c) {
  const auto severity = text_of(c.value["alert_info"]["alert_severity"]);
  return text_of(c.value["new_quality_score"]) == "RED" || text_of(c.value["alert_state"]) == "ACTIVATED"
         || severity == "WARNING" || severity == "CRITICAL" || c.field == "security";
}

/// `alert_description` and the like, where the provider wrote a sentence itself.
std::string own_words(const change& c) {
  for (const auto part : {c.value["alert_info"]["alert_description"], c.value["message"], c.value["reason"]})
    if (auto text = text_of(part); !text.empty() && text != "NONE") return text;
  return {};
}

std::string words_of(const change& c, const notice* known) {
  if (known != nullptr) return std::string{known->words};
  if (c.field.empty()) return "A part of a notification does not say what it is about; it is kept as it came";
  return "A kind of notice that this version does not know (" + c.field + "); it is kept as it came";
}

std::string sentence(const change& c, const notice* known, const std::string& subject) {
  auto out = words_of(c, known);
  if (!subject.empty()) out += ": " + subject;
  if (const auto name = text_of(c.value["message_template_name"]); !name.empty() && name != subject)
    out += " (" + name + ")";
  if (const auto words = own_words(c); !words.empty()) out += ". " + words;
  if (out.back() != '.') out.push_back('.');
  return out;
}

} // namespace

bool is_alarming(const change& c) {
  const auto known = find_notice(c.field);
  const auto subject = known == nullptr || known->subject.empty() ? std::string{} : text_of(c.value[known->subject]);
  return is_alarming_word(subject) || is_alarming_value(c);
}

void emit_notice(const change& c, std::string level, std::string type, std::string message, json::value what) {
  ports::system_event e;
  e.at = c.at != flows::timestamp{} ? c.at : time_of(what["timestamp"]);
  e.level = std::move(level);
  e.type = std::move(type);
  e.message = std::move(message);
  e.metadata = metadata_of(what);
  c.emit(std::move(e));
}

void read_notice(const change& c) {
  const auto* known = find_notice(c.field);
  const auto subject = known == nullptr || known->subject.empty() ? std::string{} : text_of(c.value[known->subject]);
  emit_notice(c, is_alarming(c) ? "warn" : "info", c.field.empty() ? "unknown" : c.field, sentence(c, known, subject),
              c.whole);
}

} // namespace charla::meta
