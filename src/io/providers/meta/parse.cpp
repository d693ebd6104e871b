#include "io/providers/meta/parse.hpp"

#include "io/providers/meta/change.hpp"
#include "io/providers/wire/fields.hpp"

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

flows::timestamp time_of_change(json::value entry, json::value value) {
  if (const auto at = time_of(entry["time"]); at != flows::timestamp{}) return at;
  return time_of(value["timestamp"]);
}

void read_change(const change& c) {
  const auto before = c.events.size();
  if (c.field == "messages") {
    read_messages(c);
    read_statuses(c);
    read_errors(c);
  } else if (c.field == "smb_message_echoes" || c.field == "message_echoes") {
    read_echoes(c);
  } else if (c.field == "history") {
    read_history(c);
  } else {
    read_facts(c);
  }
  if (c.events.size() == before) read_notice(c);
}

} // namespace

flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body) {
  const auto parsed = json::parse_tolerant(body);
  if (!parsed) return flows::fail("webhook.json", parsed.error().what);
  const auto root = parsed->root();
  if (text_of(root["object"]) != "whatsapp_business_account")
    return flows::fail("webhook.envelope", "this is not a notification about a WhatsApp business account", "object");
  if (root["entry"].kind() != json::kind::array)
    return flows::fail("webhook.envelope", "a notification has a list of entries", "entry");

  std::vector<ports::provider_event> events;
  for (const auto entry : root["entry"].items()) {
    for (const auto element : entry["changes"].items()) {
      const auto value = element["value"];
      const auto metadata = value["metadata"];
      read_change({text_of(element["field"]), element, value, text_of(entry["id"]),
                   text_of(metadata["phone_number_id"]), digits_of(text_of(metadata["display_phone_number"])),
                   time_of_change(entry, value), events});
    }
  }
  return events;
}

} // namespace charla::meta
