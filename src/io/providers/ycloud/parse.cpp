#include "io/providers/ycloud/parse.hpp"

#include "io/providers/wire/fields.hpp"
#include "io/providers/ycloud/event.hpp"

#include <algorithm>
#include <array>

namespace charla::ycloud {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

struct reader {
  std::string_view type;
  std::string_view object; ///< without it the event says nothing
  void (*read)(const event&);
};
// What a person typed on the phone has had three names in the documentation and the SDK (providers.md B1).
constexpr std::array readers{
    reader{"whatsapp.inbound_message.received", "whatsappInboundMessage", read_inbound},
    reader{"whatsapp.message.updated", "whatsappMessage", read_status},
    reader{"whatsapp.smb.message.echoes", "whatsappMessage", read_echo},
    reader{"whatsapp.smb.message.created", "whatsappMessage", read_echo},
    reader{"whatsapp.echo_message.created", "whatsappMessage", read_echo},
    reader{"whatsapp.smb.history", "whatsappInboundMessage", read_history},
    reader{"whatsapp.smb.history", "whatsappMessage", read_history},
    reader{"whatsapp.user.preferences", "whatsappUserPreference", read_preference},
    reader{"whatsapp.template.reviewed", "whatsappTemplate", read_template},
    reader{"whatsapp.template.quality_updated", "whatsappTemplate", read_template},
    reader{"whatsapp.template.category_updated", "whatsappTemplate", read_template},
    reader{"whatsapp.phone_number.quality_updated", "whatsappPhoneNumber", read_number},
};

} // namespace

flows::result<std::vector<ports::provider_event>> parse_webhook(std::string_view body) {
  const auto parsed = json::parse_tolerant(body);
  if (!parsed) return flows::fail("webhook.json", parsed.error().what);
  const auto root = parsed->root();
  auto type = text_of(root["type"]);
  if (type.empty()) return flows::fail("webhook.envelope", "an event of YCloud says what it is", "type");
  std::vector<ports::provider_event> events;
  const event e{std::move(type), utc_of(root["createTime"]), root, events};
  const auto known = std::find_if(readers.begin(), readers.end(), [&](const reader& r) {
    return r.type == e.type && root[r.object].kind() == json::kind::object;
  });
  if (known == readers.end())
    read_notice(e);
  else
    known->read(e);
  return events;
}

} // namespace charla::ycloud
