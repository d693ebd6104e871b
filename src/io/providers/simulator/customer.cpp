#include "io/providers/simulator/customer.hpp"

#include "io/json/fields.hpp"

#include <algorithm>
#include <array>

namespace charla::simulator {

namespace {

constexpr std::array<std::string_view, 6> file_types{"image", "video", "audio", "voice", "document", "sticker"};
constexpr std::array<std::string_view, 13> other_types{"text",         "location",   "contacts",   "reaction", "button",
                                                       "button_reply", "list_reply", "form_reply", "order",    "edit",
                                                       "revoke",       "system",     "unsupported"};
constexpr std::array<std::string_view, 24> names{
    "user_id",  "username",  "provider", "number",   "phone_number_id", "from",    "name",  "id",
    "type",     "text",      "echo",     "reply_to", "about",           "media",   "place", "address",
    "latitude", "longitude", "choice",   "contact",  "error_code",      "message", "times", "caption"};

template <class List>
bool among(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string default_mime(std::string_view type) {
  if (type == "image") return "image/jpeg";
  if (type == "video") return "video/mp4";
  if (type == "audio") return "audio/mpeg";
  if (type == "voice") return "audio/ogg; codecs=opus";
  if (type == "sticker") return "image/webp";
  return "application/pdf";
}

void read_parts(const json::fields& in, customer_message& m) {
  if (in.has("media")) {
    const json::trail here{&in.where(), "media", {}};
    const json::fields file{in.at("media"), here, in.problems()};
    file.read("base64", m.file.bytes_base64);
    file.read("size", m.file.size);
    file.read("mime_type", m.file.mime_type);
    file.read("filename", m.file.filename);
    constexpr std::int64_t size_max = 128 << 20;
    if (m.file.size < 0 || m.file.size > size_max) file.wrong("size", "inbound.value", "at most 134217728 bytes");
  }
  if (in.has("choice")) {
    const json::trail here{&in.where(), "choice", {}};
    const json::fields choice{in.at("choice"), here, in.problems()};
    choice.read("id", m.choice_id);
    choice.read("title", m.choice_title);
  }
  if (in.has("contact")) {
    const json::trail here{&in.where(), "contact", {}};
    const json::fields contact{in.at("contact"), here, in.problems()};
    contact.read("name", m.contact_name);
    contact.read("phone", m.contact_phone);
  }
}

void read_plain(const json::fields& in, customer_message& m) {
  for (const auto& [key, into] : {std::pair{"phone_number_id", &m.number},
                                  {"number", &m.number},
                                  {"from", &m.from},
                                  {"user_id", &m.user_id},
                                  {"username", &m.username},
                                  {"name", &m.name},
                                  {"id", &m.id},
                                  {"type", &m.type},
                                  {"text", &m.text},
                                  {"caption", &m.text},
                                  {"reply_to", &m.reply_to},
                                  {"about", &m.about},
                                  {"place", &m.place},
                                  {"address", &m.address}})
    in.read(key, *into);
  in.read("echo", m.echo);
  in.read("latitude", m.latitude);
  in.read("longitude", m.longitude);
  in.read("error_code", m.error_code);
  in.read("times", m.times);
}

void check(const json::fields& in, const customer_message& m) {
  if (m.from.empty() && m.user_id.empty()) in.wrong("from", "inbound.empty", "a customer has a number or a user_id");
  if (m.from.empty() && m.via == speech::evolution) in.wrong("from", "inbound.empty", "Evolution knows no user_id");
  if (m.times < 1 || m.times > 100) in.wrong("times", "inbound.value", "this is 1 to 100");
  if (!m.own.empty()) return;
  if (!among(file_types, m.type) && !among(other_types, m.type))
    in.wrong("type", "inbound.type", "no message has this type; docs/emulator.md lists them");
  if ((m.type == "text" || m.type == "edit") && m.text.empty())
    in.wrong("text", "inbound.empty", "say what the customer writes");
  if ((m.type == "reaction" || m.type == "edit" || m.type == "revoke") && m.about.empty())
    in.wrong("about", "inbound.empty", "name the message that this is about by its id");
  if ((m.type.ends_with("_reply") || m.type == "button") && m.choice_id.empty())
    in.wrong("choice", "inbound.empty", "say what was chosen: {\"id\":…,\"title\":…}");
}

} // namespace

const std::string& customer_of(const customer_message& m) noexcept { return m.from.empty() ? m.user_id : m.from; }

bool has_file(const customer_message& m) noexcept { return m.own.empty() && among(file_types, m.type); }

flows::result<customer_message> read_customer_message(std::string_view text) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  customer_message m;
  std::string provider;
  in.read("provider", provider);
  if (const auto via = parse_speech(provider))
    m.via = *via;
  else if (!provider.empty())
    in.wrong("provider", "inbound.type", "this is meta, ycloud or evolution");
  read_plain(in, m);
  read_parts(in, m);
  if (in.has("message")) {
    m.own = in.at("message").dump();
    if (const auto id = in.at("message")["id"].text()) m.id = *id;
    if (in.at("message").kind() != json::kind::object)
      in.wrong("message", "json.type", "this is the provider's message object");
  }
  if (has_file(m) && m.file.mime_type.empty()) m.file.mime_type = default_mime(m.type);
  if (has_file(m) && m.file.bytes_base64.empty() && m.file.size == 0) m.file.size = 1024;
  check(in, m);
  for (const auto& [name, _] : parsed->root().members())
    if (!among(names, name)) in.wrong(name, "inbound.unknown", "a simulated message has no such part");
  if (problem.any()) return tl::make_unexpected(problem.take());
  return m;
}

} // namespace charla::simulator
