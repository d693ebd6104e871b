#include "io/providers/meta/content.hpp"

#include "io/providers/wire/fields.hpp"

#include <array>
#include <charconv>

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

content unsupported(json::value message, std::string type, std::string reason) {
  return unsupported_content{std::move(type), std::move(reason), raw_of(message)};
}

content text(json::value message, json::value body) {
  if (!body["body"].text()) return unsupported(message, "text", "the text message has no body");
  return text_content{text_of(body["body"])};
}

content media(json::value message, json::value file, media_kind kind) {
  media_content m;
  m.kind = kind;
  m.media_id = text_of(file["id"]);
  m.url = text_of(file[file["url"].exists() ? "url" : "link"]); // partners call it a link
  m.mime_type = text_of(file["mime_type"]);
  m.sha256 = text_of(file["sha256"]);
  m.caption = text_of(file["caption"]);
  m.filename = text_of(file["filename"]);
  m.voice = file["voice"].boolean().value_or(false);
  m.animated = file["animated"].boolean().value_or(false);
  if (m.media_id.empty() && m.url.empty())
    return unsupported(message, text_of(message["type"]), "the provider gave neither a media id nor an address");
  return m;
}

content location(json::value message, json::value place) {
  const auto latitude = number_of(place["latitude"]);
  const auto longitude = number_of(place["longitude"]);
  if (!latitude || !longitude) return unsupported(message, "location", "the location has no coordinates");
  return location_content{*latitude, *longitude, text_of(place["name"]), text_of(place["address"]),
                          text_of(place["url"])};
}

content contacts(json::value message, json::value cards) {
  if (cards.kind() != json::kind::array) return unsupported(message, "contacts", "the message has no contact cards");
  contacts_content out;
  for (const auto card : cards.items()) {
    contact_card c;
    c.formatted_name = text_of(card["name"]["formatted_name"]);
    for (const auto phone : card["phones"].items())
      c.phones.push_back(text_of(phone["phone"]));
    for (const auto email : card["emails"].items())
      c.emails.push_back(text_of(email["email"]));
    if (text_of(card["origin"]) == "contact_request") out.requested = true;
    out.cards.push_back(std::move(c));
  }
  return out;
}

content choice(json::value reply, choice_content::origin source) {
  return choice_content{source, text_of(reply["id"]), text_of(reply["title"]), text_of(reply["description"])};
}

content call_permission(json::value reply) {
  call_permission_content c;
  c.accepted = text_of(reply["response"]) == "accept";
  c.permanent = reply["is_permanent"].boolean().value_or(false);
  return c;
}

content interactive(json::value message, json::value what) {
  const auto type = text_of(what["type"]);
  const auto reply = what[type];
  if (reply.kind() == json::kind::object) {
    using origin = choice_content::origin;
    if (type == "button_reply") return choice(reply, origin::button);
    if (type == "list_reply") return choice(reply, origin::list);
    if (type == "nfm_reply")
      return form_content{text_of(reply["name"]), text_of(reply["body"]), text_of(reply["response_json"])};
    if (type == "call_permission_reply") return call_permission(reply);
  }
  if (type.empty()) return unsupported(message, "interactive", "the answer came without its content");
  return unsupported(message, "interactive/" + type, "this version does not know this kind of answer");
}

content template_button(json::value message, json::value button) {
  if (button.kind() != json::kind::object) return unsupported(message, "button", "the tap came without its button");
  return choice_content{
      choice_content::origin::template_button, text_of(button["payload"]), text_of(button["text"]), {}};
}

content reaction(json::value message, json::value what) {
  const auto target = text_of(what["message_id"]);
  if (target.empty()) return unsupported(message, "reaction", "the reaction does not say to which message");
  return reaction_content{target, text_of(what["emoji"])};
}

content order(json::value message, json::value what) {
  if (what.kind() != json::kind::object) return unsupported(message, "order", "the order came without its content");
  order_content out{text_of(what["catalog_id"]), text_of(what["text"]), {}};
  for (const auto item : what["product_items"].items()) {
    order_item i;
    i.product = text_of(item["product_retailer_id"]);
    i.price = text_of(item["item_price"]);
    i.currency = text_of(item["currency"]);
    const auto quantity = text_of(item["quantity"]);
    std::from_chars(quantity.data(), quantity.data() + quantity.size(), i.quantity);
    out.items.push_back(std::move(i));
  }
  return out;
}

content system(json::value message, json::value what) {
  if (what.kind() != json::kind::object) return unsupported(message, "system", "the notice came without its content");
  return system_content{text_of(what["type"]), text_of(what["body"]), text_of(what["wa_id"]), text_of(what["user_id"]),
                        text_of(what["previous_user_id"])};
}

content edit(json::value message, json::value what) {
  const auto original = text_of(what["original_message_id"]);
  if (original.empty()) return unsupported(message, "edit", "the correction does not say of which message");
  const auto corrected = what["message"];
  edit_content out{original, text_of(corrected["type"]), {}};
  const auto body = corrected[out.type];
  out.text = text_of(out.type == "text" ? body["body"] : body["caption"]);
  return out;
}

content revoke(json::value message, json::value what) {
  const auto original = text_of(what["original_message_id"]);
  if (original.empty()) return unsupported(message, "revoke", "the deletion does not say of which message");
  return revoke_content{original};
}

content placeholder(json::value message, json::value) {
  return unsupported(message, "media_placeholder", "a file of the past; the provider hands it over later or never");
}

content welcome(json::value, json::value) { return welcome_content{}; }

template <media_kind Kind>
content media_of(json::value message, json::value file) {
  return media(message, file, Kind);
}

struct reader {
  std::string_view type;
  content (*read)(json::value message, json::value own);
};
constexpr std::array readers{
    reader{"text", text},
    reader{"image", media_of<media_kind::image>},
    reader{"video", media_of<media_kind::video>},
    reader{"audio", media_of<media_kind::audio>},
    reader{"document", media_of<media_kind::document>},
    reader{"sticker", media_of<media_kind::sticker>},
    reader{"location", location},
    reader{"contacts", contacts},
    reader{"interactive", interactive},
    reader{"button", template_button},
    reader{"reaction", reaction},
    reader{"order", order},
    reader{"system", system},
    reader{"edit", edit},
    reader{"revoke", revoke},
    reader{"request_welcome", welcome},
    reader{"media_placeholder", placeholder},
};

} // namespace

content content_of(json::value message) {
  const auto type = text_of(message["type"]);
  for (const auto& r : readers)
    if (r.type == type) return r.read(message, message[type]);
  auto inner = text_of(message["unsupported"]["type"]);
  const auto errors = message["errors"].items();
  auto reason = errors.empty() ? std::string{} : error_text_of(errors.front());
  if (reason.empty()) reason = "this version does not know this type of message";
  return unsupported(message, inner.empty() ? type : std::move(inner), std::move(reason));
}

} // namespace charla::meta
