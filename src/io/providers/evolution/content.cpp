#include "io/providers/evolution/content.hpp"

#include "io/providers/wire/fields.hpp"

#include <array>

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

content unsupported(json::value message, std::string type, std::string reason) {
  return unsupported_content{std::move(type), std::move(reason), raw_of(message)};
}

template <media_kind Kind>
content media_of(json::value, json::value file, const std::string& id) {
  media_content m;
  m.kind = Kind;
  m.media_id = id; // the node's own address is encrypted, and gone in hours
  m.mime_type = text_of(file["mimetype"]);
  m.caption = text_of(file["caption"]);
  m.filename = text_of(file["fileName"]);
  m.voice = file["ptt"].boolean().value_or(false);
  m.animated = file["isAnimated"].boolean().value_or(false);
  return m;
}

content text(json::value, json::value own, const std::string&) { return text_content{text_of(own)}; }

content extended_text(json::value message, json::value own, const std::string&) {
  if (!own["text"].text()) return unsupported(message, "text", "the text message has no body");
  return text_content{text_of(own["text"])};
}

content location(json::value message, json::value place, const std::string&) {
  const auto latitude = number_of(place["degreesLatitude"]);
  const auto longitude = number_of(place["degreesLongitude"]);
  if (!latitude || !longitude) return unsupported(message, "location", "the location has no coordinates");
  return location_content{*latitude, *longitude, text_of(place["name"]), text_of(place["address"]),
                          text_of(place["url"])};
}

/// Lines of a vCard (RFC 6350) that begin with this name; parameters stand between it and the colon.
std::vector<std::string> lines_of(std::string_view vcard, std::string_view name) {
  std::vector<std::string> out;
  while (!vcard.empty()) {
    const auto end = vcard.find('\n');
    auto line = vcard.substr(0, end);
    vcard = end == std::string_view::npos ? std::string_view{} : vcard.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (const auto group = line.find('.'); group < line.find_first_of(":;")) line = line.substr(group + 1); // item1.TEL
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !line.starts_with(name)) continue;
    const auto after = line.substr(name.size(), 1);
    if (after == ":" || after == ";") out.emplace_back(line.substr(colon + 1));
  }
  return out;
}

contact_card card_of(json::value c) {
  const auto vcard = text_of(c["vcard"]);
  contact_card out{text_of(c["displayName"]), lines_of(vcard, "TEL"), lines_of(vcard, "EMAIL")};
  if (const auto names = lines_of(vcard, "FN"); out.formatted_name.empty() && !names.empty())
    out.formatted_name = names.front();
  return out;
}

content one_contact(json::value, json::value own, const std::string&) {
  return contacts_content{{card_of(own)}, false};
}

content contacts(json::value, json::value own, const std::string&) {
  contacts_content out;
  for (const auto c : own["contacts"].items())
    out.cards.push_back(card_of(c));
  return out;
}

content reaction(json::value message, json::value own, const std::string&) {
  const auto target = text_of(own["key"]["id"]);
  if (target.empty()) return unsupported(message, "reaction", "the reaction does not say to which message");
  return reaction_content{target, text_of(own["text"])};
}

content button(json::value, json::value own, const std::string&) {
  return choice_content{
      choice_content::origin::button, text_of(own["selectedButtonId"]), text_of(own["selectedDisplayText"]), {}};
}

content template_button(json::value, json::value own, const std::string&) {
  return choice_content{
      choice_content::origin::template_button, text_of(own["selectedId"]), text_of(own["selectedDisplayText"]), {}};
}

content list_row(json::value, json::value own, const std::string&) {
  return choice_content{choice_content::origin::list, text_of(own["singleSelectReply"]["selectedRowId"]),
                        text_of(own["title"]), text_of(own["description"])};
}

/// A tap on a native-flow button: its parameters are JSON in a text.
content native_flow(json::value message, json::value own, const std::string&) {
  const auto flow = own["nativeFlowResponseMessage"];
  const auto parsed = json::document::parse(flow["paramsJson"].text().value_or(""));
  const auto id = parsed ? text_of(parsed->root()["id"]) : std::string{};
  auto title = text_of(own["body"]["text"]);
  if (id.empty() && title.empty())
    return unsupported(message, "interactive", "the answer does not say what was chosen");
  return choice_content{choice_content::origin::button, id, title.empty() ? id : std::move(title), {}};
}

struct reader {
  std::string_view node;
  content (*read)(json::value message, json::value own, const std::string& id);
};
constexpr std::array readers{
    reader{"conversation", text},
    reader{"extendedTextMessage", extended_text},
    reader{"imageMessage", media_of<media_kind::image>},
    reader{"videoMessage", media_of<media_kind::video>},
    reader{"ptvMessage", media_of<media_kind::video>},
    reader{"audioMessage", media_of<media_kind::audio>},
    reader{"documentMessage", media_of<media_kind::document>},
    reader{"stickerMessage", media_of<media_kind::sticker>},
    reader{"locationMessage", location},
    reader{"liveLocationMessage", location},
    reader{"contactMessage", one_contact},
    reader{"contactsArrayMessage", contacts},
    reader{"reactionMessage", reaction},
    reader{"buttonsResponseMessage", button},
    reader{"templateButtonReplyMessage", template_button},
    reader{"listResponseMessage", list_row},
    reader{"interactiveResponseMessage", native_flow},
};

/// Envelopes that hold a whole message of their own under `message`.
constexpr std::array<std::string_view, 5> envelopes{"ephemeralMessage", "viewOnceMessage", "viewOnceMessageV2",
                                                    "viewOnceMessageV2Extension", "documentWithCaptionMessage"};
constexpr int envelopes_max = 4;

json::value opened(json::value message) {
  for (int depth = 0; depth < envelopes_max; ++depth) {
    json::value inner;
    for (const auto name : envelopes)
      if (const auto found = message[name]["message"]; found.kind() == json::kind::object) inner = found;
    if (!inner.exists()) break;
    message = inner;
  }
  return message;
}

/// The node that says what it is, among side notes such as `messageContextInfo`.
std::string type_of(json::value message) {
  for (const auto& [name, node] : message.members())
    if (name.ends_with("Message")) return std::string{name};
  return "empty";
}

} // namespace

content content_of(json::value message, const std::string& id) {
  const auto inner = opened(message);
  for (const auto& r : readers) {
    const auto own = inner[r.node];
    const bool said = own.kind() == json::kind::object || !own.text().value_or("").empty();
    if (said) return r.read(inner, own, id);
  }
  return unsupported(message, type_of(inner), "this version does not know this type of message");
}

std::string text_in(json::value message) {
  const auto inner = opened(message);
  for (const auto part : {inner["conversation"], inner["extendedTextMessage"]["text"], inner["imageMessage"]["caption"],
                          inner["videoMessage"]["caption"], inner["documentMessage"]["caption"]})
    if (auto text = text_of(part); !text.empty()) return text;
  return {};
}

} // namespace charla::evolution
