#include "io/providers/evolution/build.hpp"

#include "flows/limits.hpp"
#include "io/json/text.hpp"
#include "io/json/writer.hpp"
#include "io/providers/evolution/numbered.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/fields.hpp"

#include <cmath>

namespace charla::evolution {

namespace {

using namespace flows;               // NOLINT(google-build-using-namespace)
using written = result<std::string>; // the route; the members are in the writer

constexpr std::chrono::seconds send_timeout{10}; // R055

/// What every writer of a message is given.
struct sending {
  const ports::crypto& crypto;
  const ports::outbound& message;
  const std::string& to;
  json::writer& w;
};

written check_length(std::string_view text, std::size_t max, std::string where, std::string route) {
  const auto length = json::length_utf8(text);
  if (length <= max) return route;
  return fail("send.too_long",
              "the text has " + std::to_string(length) + " characters, WhatsApp takes " + std::to_string(max)
                  + "; split it",
              std::move(where));
}

written put_text(const sending& s, const std::string& text) {
  if (text.empty()) return fail("send.empty", "a text message needs a text", "body");
  s.w.member("number", s.to).member("text", text);
  return check_length(text, limits::text_length_max, "body", "message/sendText");
}

written put(const sending& s, const text_content& c) { return put_text(s, c.body); }

/// Bytes in base64, or an address that the gateway fetches.
result<std::string> file_of(const sending& s, const media_content& c) {
  if (s.message.file && !s.message.file->empty()) return s.crypto.base64(*s.message.file);
  if (c.url.starts_with("https://") || c.url.starts_with("http://")) return c.url;
  return fail("send.media", "a file needs its bytes or an http(s) address", "asset");
}

std::string_view type_of(media_kind kind) {
  switch (kind) {
  case media_kind::image: return "image";
  case media_kind::video: return "video";
  case media_kind::audio: return "audio";
  case media_kind::document:
  case media_kind::sticker: break;
  }
  return "document";
}

written put_file(const sending& s, const media_content& c, const std::string& caption) {
  const auto file = file_of(s, c);
  if (!file) return tl::make_unexpected(file.error());
  s.w.member("number", s.to).member("mediatype", type_of(c.kind)).member("media", *file);
  if (!c.mime_type.empty()) s.w.member("mimetype", c.mime_type);
  if (!caption.empty()) s.w.member("caption", caption);
  // A document in base64 is refused without a name.
  if (c.kind == media_kind::document) s.w.member("fileName", c.filename.empty() ? "file" : c.filename);
  return check_length(caption, limits::caption_length_max, "caption", "message/sendMedia");
}

written put(const sending& s, const media_content& c) {
  const bool wordless = c.kind == media_kind::audio || c.kind == media_kind::sticker;
  if (wordless && !c.caption.empty())
    return fail("send.media", "audio and stickers have no caption; send the text as a message of its own", "caption");
  const bool voice = c.kind == media_kind::audio && c.voice;
  if (!voice && c.kind != media_kind::sticker) return put_file(s, c, c.caption);
  const auto file = file_of(s, c);
  if (!file) return tl::make_unexpected(file.error());
  s.w.member("number", s.to).member(voice ? "audio" : "sticker", *file);
  return voice ? "message/sendWhatsAppAudio" : "message/sendSticker";
}

written put(const sending& s, const location_content& c) {
  if (!(std::abs(c.latitude) <= 90) || !(std::abs(c.longitude) <= 180))
    return fail("send.location", "latitude is -90 to 90 degrees, longitude -180 to 180", "latitude");
  s.w.member("number", s.to).key("latitude").number(c.latitude).key("longitude").number(c.longitude);
  if (!c.name.empty()) s.w.member("name", c.name);
  if (!c.address.empty()) s.w.member("address", c.address);
  return "message/sendLocation";
}

/// One entry a phone: the gateway's card has a single one.
written put(const sending& s, const contacts_content& c) {
  if (c.cards.empty()) return fail("send.contacts", "there is no contact card to send", "cards");
  s.w.member("number", s.to).key("contact").begin_array();
  for (const auto& card : c.cards) {
    if (card.formatted_name.empty()) return fail("send.contacts", "every card needs a name", "cards.formatted_name");
    if (card.phones.empty()) return fail("send.contacts", "every card needs a phone number here", "cards.phones");
    for (const auto& phone : card.phones) {
      s.w.begin_object().member("fullName", card.formatted_name).member("wuid", wire::digits_of(phone));
      s.w.member("phoneNumber", phone);
      if (!card.emails.empty()) s.w.member("email", card.emails.front());
      s.w.end_object();
    }
  }
  s.w.end_array();
  return "message/sendContact";
}

/// Taken to be on a message of the customer's: the key would need to say if it is one of ours.
written put(const sending& s, const reaction_content& c) {
  if (c.target.empty()) return fail("send.empty", "a reaction needs the message that it is for", "target");
  s.w.key("key").begin_object().member("id", c.target).member("remoteJid", s.to).member("fromMe", false).end_object();
  s.w.member("reaction", c.emoji);
  return "message/sendReaction";
}

written put(const sending& s, const interactive_content& c) {
  auto text = numbered(c);
  if (!text) return text;
  if (c.header_media && !c.header.empty())
    return fail("send.interactive", "a header is a text or a file, not both", "header_media");
  return c.header_media ? put_file(s, *c.header_media, *text) : put_text(s, *text);
}

written put(const sending&, const template_content&) {
  return fail("send.unsupported_type",
              "an unofficial number has no approved templates, and needs none: send the text itself", "type");
}

template <class T>
written put(const sending&, const T& c) {
  return fail("send.unsupported_type", "a message of type " + std::string{type_name(content{c})} + " cannot be sent",
              "type");
}

} // namespace

result<std::string> recipient(const ports::channel_access& channel, const address& to, bool other_form) {
  if (to.primary().empty())
    return fail("send.no_recipient", "the conversation has neither a phone number nor a user id", "to");
  if (to.wa_id.empty() && to.user_id.find('@') == std::string::npos)
    return fail("send.no_recipient", "the gateway knows phone numbers and `…@lid`, not `" + to.user_id + "`", "to");
  if (to.wa_id.empty()) return to.user_id;
  auto digits = wire::recipient(channel.settings.number_rules, to.wa_id, other_form);
  if (digits && digits->find('@') == std::string::npos) *digits += "@s.whatsapp.net";
  return digits;
}

ports::client_request
call(const ports::channel_access& channel, std::string method, std::string_view route, std::string body) {
  ports::client_request out;
  out.method = std::move(method);
  out.url = wire::join(channel.base_url, route) + '/' + wire::escaped(channel.phone_number_id);
  out.headers = {{"apikey", channel.access_token}};
  if (!body.empty()) out.headers.push_back({"Content-Type", "application/json"});
  out.body = std::move(body);
  out.timeout = send_timeout;
  return out;
}

result<ports::client_request>
build_request(const ports::crypto& c, const ports::channel_access& channel, const ports::outbound& message) {
  const auto to = recipient(channel, message.to, message.other_number_form);
  if (!to) return tl::make_unexpected(to.error());
  json::writer w{512};
  w.begin_object();
  const sending s{c, message, *to, w};
  const auto route = std::visit([&](const auto& one) { return put(s, one); }, message.body);
  if (!route) return tl::make_unexpected(route.error());
  const bool is_reaction = std::holds_alternative<reaction_content>(message.body);
  if (!message.reply_to.empty() && !is_reaction)
    w.key("quoted").begin_object().key("key").begin_object().member("id", message.reply_to).end_object().end_object();
  w.end_object();
  return call(channel, "POST", *route, w.take());
}

} // namespace charla::evolution
