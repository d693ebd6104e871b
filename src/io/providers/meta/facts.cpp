#include "io/providers/meta/change.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

constexpr double usual_rate = 80;         // messages a second (providers.md A11)
constexpr double raised_rate = 1000;      // after the throughput upgrade
constexpr std::string_view none = "NONE"; // Meta's word for "no reason"

std::string first_text(std::initializer_list<json::value> parts) {
  for (const auto part : parts)
    if (auto text = text_of(part); !text.empty() && text != none) return text;
  return {};
}

std::optional<std::string> if_any(json::value v) {
  auto text = text_of(v);
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

flows::timestamp time_in(const change& c, json::value part) {
  const auto own = time_of(part["timestamp"]);
  return own != flows::timestamp{} ? own : c.at;
}

void read_preference(const change& c, json::value p) {
  ports::preference_fact fact;
  fact.from = address_in(c, text_of(p["wa_id"]), text_of(p["user_id"]));
  fact.at = time_in(c, p);
  fact.words = text_of(p["detail"]);
  const auto value = text_of(p["value"]);
  fact.wanted = value == "resume" || value == "signup";
  const bool known = fact.wanted || value == "stop";
  if (!known || text_of(p["category"]) != "marketing_messages" || fact.from.primary().empty())
    return emit_notice(c, "info", "user_preferences",
                       "A customer has changed what they want to receive, in a way that this version does not know.",
                       p);
  c.emit(std::move(fact));
}

/// Tells the old id's conversation its new one, as the system message does for a number.
void read_user_id_change(const change& c, json::value u) {
  const auto current = text_of(u["user_id"]["current"]);
  const auto previous = text_of(u["user_id"]["previous"]);
  flows::inbound_message out;
  out.from = {text_of(u["wa_id"]), previous};
  if (current.empty() || out.from.primary().empty())
    return emit_notice(c, "info", "user_id_update", "A customer's user id has changed; it does not say from what.", u);
  out.sent_at = time_in(c, u);
  out.provider_id = "user_id_update:" + current;
  out.body = flows::system_content{"user_changed_user_id", text_of(u["detail"]), {}, current, previous};
  c.emit(std::move(out));
}

void read_template(const change& c) {
  const auto v = c.value;
  ports::template_fact fact;
  fact.provider_id = text_of(v["message_template_id"]);
  fact.name = text_of(v["message_template_name"]);
  fact.language = text_of(v["message_template_language"]);
  fact.status = if_any(v["event"]);
  fact.quality = if_any(v["new_quality_score"]);
  fact.category = if_any(v[c.field == "template_category_update" ? "new_category" : "message_template_category"]);
  fact.reason = first_text({v["rejection_info"]["reason"], v["other_info"]["description"], v["reason"]});
  fact.at = c.at;
  const bool named = !fact.provider_id.empty() || !fact.name.empty();
  const bool news = fact.status || fact.quality || fact.category;
  if (named && news) c.emit(std::move(fact));
  if (!named || !news || is_alarming(c)) read_notice(c);
}

/// Low quality is told by an event of its own; that it is over does not say what it is now.
std::optional<std::string> quality_after(std::string_view event) {
  if (event == "FLAGGED") return "RED";
  if (event == "UNFLAGGED") return "UNKNOWN";
  return std::nullopt;
}

void read_number(const change& c) {
  const auto v = c.value;
  const auto event = text_of(v["event"]);
  ports::number_fact fact;
  fact.at = c.at;
  fact.quality = quality_after(event);
  for (const auto part :
       {v["current_limit"], v["max_daily_conversations_per_business"], v["max_daily_conversation_per_phone"]})
    if (!fact.limit) fact.limit = if_any(part);
  fact.rate = event == "THROUGHPUT_UPGRADE" ? std::optional{raised_rate} : rate_of(v["throughput"]["level"]);
  if (fact.quality || fact.limit || fact.rate) {
    // These notices name the number as people read it, or only its account.
    const auto digits = digits_of(text_of(v["display_phone_number"]));
    c.events.push_back({!c.phone_number_id.empty() ? c.phone_number_id
                        : digits.empty()           ? ""
                                                   : '+' + digits,
                        c.account_id, std::move(fact)});
  }
  read_notice(c);
}

} // namespace

std::optional<double> rate_of(json::value level) {
  const auto text = text_of(level);
  if (text == "HIGH") return raised_rate;
  if (text == "STANDARD") return usual_rate;
  return std::nullopt;
}

bool read_facts(const change& c) {
  if (c.field == "user_preferences") {
    for (const auto p : c.value["user_preferences"].items())
      read_preference(c, p);
  } else if (c.field == "user_id_update") {
    for (const auto u : c.value["user_id_update"].items())
      read_user_id_change(c, u);
  } else if (c.field == "message_template_status_update" || c.field == "message_template_quality_update"
             || c.field == "template_category_update") {
    read_template(c);
  } else if (c.field == "phone_number_quality_update" || c.field == "business_capability_update"
             || c.field == "account_update") {
    read_number(c);
  } else {
    return false;
  }
  return true;
}

} // namespace charla::meta
