#include "io/providers/meta/payload.hpp"

#include "flows/limits.hpp"
#include "io/json/reader.hpp"
#include "io/json/text.hpp"
#include "io/providers/meta/build_interactive.hpp"

#include <cmath>

namespace charla::meta {

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)
using written = result<void>;

constexpr std::size_t caption_max = 1024;
constexpr std::size_t contacts_max = 5;

written check_length(std::string_view text, std::size_t max, std::string where) {
  const auto length = json::length_utf8(text);
  if (length <= max) return {};
  return fail("send.too_long",
              "the text has " + std::to_string(length) + " characters, WhatsApp takes " + std::to_string(max)
                  + "; split it",
              std::move(where));
}

written put(json::writer& w, const text_content& c) {
  if (c.body.empty()) return fail("send.empty", "a text message needs a text", "body");
  if (auto ok = check_length(c.body, limits::text_length_max, "body"); !ok) return ok;
  w.key("text").begin_object().member("body", c.body);
  if (c.body.find("http://") != std::string::npos || c.body.find("https://") != std::string::npos)
    w.member("preview_url", true);
  w.end_object();
  return {};
}

bool takes_caption(media_kind kind) {
  return kind == media_kind::image || kind == media_kind::video || kind == media_kind::document;
}

bool is_web_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

written put_media(json::writer& w, const media_content& c, dialect how) {
  if (c.media_id.empty() && !is_web_address(c.url))
    return fail("send.media", "a file needs the id of an uploaded one or an http(s) address", "media_id");
  if (!c.caption.empty() && !takes_caption(c.kind))
    return fail("send.media", "audio and stickers have no caption; send the text as a message of its own", "caption");
  if (auto ok = check_length(c.caption, caption_max, "caption"); !ok) return ok;
  w.key(type_name(c)).begin_object();
  if (c.media_id.empty())
    w.member("link", c.url);
  else
    w.member("id", c.media_id);
  if (!c.caption.empty()) w.member("caption", c.caption);
  if (c.kind == media_kind::document && !c.filename.empty()) w.member("filename", c.filename);
  if (c.kind == media_kind::audio && c.voice && how.voice_flag) w.member("voice", true);
  w.end_object();
  return {};
}

written put(json::writer& w, const location_content& c) {
  if (!(std::abs(c.latitude) <= 90) || !(std::abs(c.longitude) <= 180))
    return fail("send.location", "latitude is -90 to 90 degrees, longitude -180 to 180", "latitude");
  w.key("location").begin_object().key("latitude").number(c.latitude).key("longitude").number(c.longitude);
  if (!c.name.empty()) w.member("name", c.name);
  if (!c.address.empty()) w.member("address", c.address);
  w.end_object();
  return {};
}

void put_list(json::writer& w, std::string_view list, std::string_view item, const std::vector<std::string>& values) {
  if (values.empty()) return;
  w.key(list).begin_array();
  for (const auto& v : values)
    w.begin_object().member(item, v).end_object();
  w.end_array();
}

written put(json::writer& w, const contacts_content& c) {
  if (c.cards.empty() || c.cards.size() > contacts_max)
    return fail("send.contacts", "one to five contact cards go into a message", "cards");
  w.key("contacts").begin_array();
  for (const auto& card : c.cards) {
    if (card.formatted_name.empty()) return fail("send.contacts", "every card needs a name", "cards.formatted_name");
    w.begin_object().key("name").begin_object().member("formatted_name", card.formatted_name);
    w.member("first_name", card.formatted_name).end_object(); // one more part of the name is required
    put_list(w, "phones", "phone", card.phones);
    put_list(w, "emails", "email", card.emails);
    w.end_object();
  }
  w.end_array();
  return {};
}

written put(json::writer& w, const reaction_content& c) {
  if (c.target.empty()) return fail("send.empty", "a reaction needs the message that it is for", "target");
  w.key("reaction").begin_object().member("message_id", c.target).member("emoji", c.emoji).end_object();
  return {};
}

written put(json::writer& w, const template_content& c) {
  if (c.name.empty()) return fail("send.template", "a template needs its name", "name");
  if (c.language.empty())
    return fail("send.template", "a template needs its exact language, such as es_AR", "language");
  const auto components = json::document::parse(c.components_json);
  if (!components || components->root().kind() != json::kind::array)
    return fail("send.template", "the components are a JSON array", "components_json");
  w.key("template").begin_object().member("name", c.name);
  w.key("language").begin_object().member("code", c.language).end_object();
  if (!components->root().items().empty()) w.key("components").raw(components->root().dump());
  w.end_object();
  return {};
}

/// What only customers can say.
template <class T>
written put(json::writer&, const T& c) {
  return fail("send.unsupported_type", "a message of type " + std::string{type_name(content{c})} + " cannot be sent",
              "type");
}

} // namespace

result<void> put_content(json::writer& w, const content& c, dialect how) {
  if (const auto* tappable = std::get_if<interactive_content>(&c)) return put_interactive(w, *tappable, how);
  if (const auto* file = std::get_if<media_content>(&c)) return put_media(w, *file, how);
  return std::visit([&](const auto& one) { return put(w, one); }, c);
}

std::string_view wire_type(const content& c) {
  return std::holds_alternative<interactive_content>(c) ? "interactive" : type_name(c);
}

} // namespace charla::meta
