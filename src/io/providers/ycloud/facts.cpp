#include "io/providers/wire/fields.hpp"
#include "io/providers/ycloud/event.hpp"

#include <algorithm>
#include <array>

namespace charla::ycloud {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

/// Words that mean that somebody should look.
constexpr std::array<std::string_view, 13> alarming{"ACCOUNT_DELETED",
                                                    "ACCOUNT_RESTRICTION",
                                                    "ACCOUNT_VIOLATION",
                                                    "DISABLED",
                                                    "DISABLED_UPDATE",
                                                    "DOWNGRADE",
                                                    "FLAGGED",
                                                    "LOCKED",
                                                    "PARTNER_REMOVED",
                                                    "PAUSED",
                                                    "RED",
                                                    "PENDING_DELETION",
                                                    "REJECTED"};

bool is_alarming(std::string_view word) { return std::find(alarming.begin(), alarming.end(), word) != alarming.end(); }

std::optional<std::string> if_any(json::value v) {
  auto text = text_of(v);
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

struct notice {
  std::string_view type;
  std::string_view words;
  std::string_view object;
  std::string_view subject;
};
constexpr std::array notices{
    notice{"whatsapp.business_account.updated", "The WhatsApp business account has changed", "whatsappBusinessAccount",
           "updateEvent"},
    notice{"whatsapp.business_account.reviewed", "The WhatsApp business account was reviewed",
           "whatsappBusinessAccount", "decision"},
    notice{"whatsapp.phone_number.name_updated", "The number's display name was reviewed", "whatsappPhoneNumber",
           "decision"},
    notice{"whatsapp.phone_number.deleted", "The number was deleted", "whatsappPhoneNumber", "phoneNumber"},
    notice{"whatsapp.payment.updated", "A payment has a new status", "whatsappPayment", "status"},
    notice{"whatsapp.smb.app.state.sync", "Contacts of the phone were handed over", "", ""},
};

} // namespace

void emit_notice(const event& e, std::string phone_number_id, std::string account_id, bool alarm, std::string words) {
  ports::system_event out;
  out.at = e.at;
  out.level = alarm ? "warn" : "info";
  out.type = e.type.starts_with("whatsapp.") ? e.type.substr(9) : e.type;
  std::replace(out.type.begin(), out.type.end(), '.', '_');
  out.message = std::move(words);
  out.metadata = metadata_of(e.root);
  e.emit(std::move(phone_number_id), std::move(account_id), std::move(out));
}

void read_preference(const event& e) {
  const auto p = e.root["whatsappUserPreference"];
  const auto number = text_of(p["businessPhoneNumber"]);
  const auto account = text_of(p["wabaId"]);
  ports::preference_fact fact;
  fact.from = {digits_of(text_of(p["contactPhoneNumber"])), text_of(p["contactUserId"])};
  fact.at = time_of(p["timestamp"]) != flows::timestamp{} ? time_of(p["timestamp"]) : e.at;
  fact.words = text_of(p["detail"]);
  const auto value = text_of(p["value"]);
  fact.wanted = value == "resume" || value == "signup";
  const bool known = fact.wanted || value == "stop";
  if (!known || text_of(p["category"]) != "marketing_messages" || fact.from.primary().empty())
    return emit_notice(e, number, account, false,
                       "A customer has changed what they want to receive, in a way that this version does not know.");
  e.emit(number, account, std::move(fact));
}

void read_template(const event& e) {
  const auto t = e.root["whatsappTemplate"];
  const auto account = text_of(t["wabaId"]);
  ports::template_fact fact;
  fact.provider_id = text_of(t["officialTemplateId"]);
  fact.name = text_of(t["name"]);
  fact.language = text_of(t["language"]);
  fact.status = if_any(t["status"]);
  fact.quality = if_any(t["qualityRating"]);
  fact.category = if_any(t["category"]);
  fact.reason = text_of(t["reason"]) == "NONE" ? "" : text_of(t["reason"]);
  fact.at = e.at;
  const auto name = fact.name;
  const auto event = text_of(t["statusUpdateEvent"]);
  const bool alarm = is_alarming(event) || is_alarming(fact.status.value_or("")) || fact.quality == "RED";
  const bool named = !fact.provider_id.empty() || !name.empty();
  if (named) e.emit({}, account, std::move(fact));
  if (!named || alarm)
    emit_notice(e, {}, account, alarm, "A template has news: " + name + (event.empty() ? "." : ", " + event + "."));
}

void read_number(const event& e) {
  const auto n = e.root["whatsappPhoneNumber"];
  const auto number = text_of(n["phoneNumber"]);
  const auto account = text_of(n["wabaId"]);
  const auto event = text_of(n["qualityUpdateEvent"]);
  ports::number_fact fact;
  fact.at = e.at;
  fact.quality = if_any(n["qualityRating"]);
  fact.limit = if_any(n["messagingLimit"]);
  const bool alarm = is_alarming(event) || fact.quality == "RED";
  if (!number.empty() && (fact.quality || fact.limit)) e.emit(number, account, std::move(fact));
  emit_notice(e, number, account, alarm,
              "The number's quality or limit has changed" + (event.empty() ? "." : ": " + event + "."));
}

void read_notice(const event& e) {
  const auto known = std::find_if(notices.begin(), notices.end(), [&](const notice& n) { return n.type == e.type; });
  if (known == notices.end())
    return emit_notice(e, {}, {}, false,
                       "A kind of event that this version does not know (" + e.type + "); it is kept as it came.");
  const auto object = e.root[known->object];
  const auto subject = text_of(object[known->subject]);
  const auto account = text_of(object[known->object == "whatsappBusinessAccount" ? "id" : "wabaId"]);
  emit_notice(e, {}, account, is_alarming(subject),
              std::string{known->words} + (subject.empty() ? "." : ": " + subject + "."));
}

} // namespace charla::ycloud
