#include "io/providers/simulator/webhooks.hpp"

#include "io/json/fields.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::simulator {

namespace {

std::string seconds_of(flows::timestamp at) { return std::to_string(flows::to_unix_ms(at) / 1000); }

std::string without_plus(const std::string& number) { return number.starts_with('+') ? number.substr(1) : number; }

/// Opens the envelope up to and including the metadata of `value`.
void open_envelope(json::writer& w, const sender_number& number, std::string_view field) {
  w.begin_object().member("object", "whatsapp_business_account").key("entry").begin_array().begin_object();
  w.member("id", "simulated").key("changes").begin_array().begin_object().member("field", field);
  w.key("value").begin_object().member("messaging_product", "whatsapp").key("metadata").begin_object();
  w.member("display_phone_number", number.display_phone_number).member("phone_number_id", number.phone_number_id);
  w.end_object();
}

std::string close_envelope(json::writer& w) {
  return w.end_object().end_object().end_array().end_object().end_array().end_object().take();
}

struct played {
  std::string from = "5491155550100";
  std::string name = "Cliente simulado";
  std::string text;
  bool echo = false;
};

/// The message object: the caller's own, completed, or a text.
void put_message(json::writer& w,
                 const played& p,
                 json::value own,
                 const sender_number& number,
                 const std::string& id,
                 flows::timestamp at) {
  w.begin_object();
  const auto member = [&](std::string_view name, const std::string& value) {
    if (!own[name].exists()) w.member(name, value);
  };
  member("from", p.echo ? number.display_phone_number : p.from);
  if (p.echo) member("to", p.from);
  member("id", id);
  member("timestamp", seconds_of(at));
  if (own.exists()) {
    for (const auto& [name, v] : own.members())
      w.key(name).raw(v.dump());
  } else {
    w.member("type", "text").key("text").begin_object().member("body", p.text).end_object();
  }
  w.end_object();
}

} // namespace

std::string status_webhook(const sender_number& number,
                           const send_request& about,
                           const std::string& wamid,
                           std::string_view status,
                           std::int32_t error_code,
                           flows::timestamp at) {
  json::writer w{640};
  open_envelope(w, number, "messages");
  w.key("statuses").begin_array().begin_object().member("id", wamid).member("status", status);
  w.member("timestamp", seconds_of(at));
  if (about.to.empty())
    w.member("recipient_user_id", about.user_id);
  else
    w.member("recipient_id", without_plus(about.to));
  if (!about.out_id.empty()) w.member("biz_opaque_callback_data", about.out_id);
  if (error_code != 0) {
    w.key("errors").begin_array().begin_object().member("code", error_code).member("title", "Simulated failure");
    w.key("error_data").begin_object().member("details", "The simulator was told to fail this message.").end_object();
    w.end_object().end_array();
  }
  w.end_object().end_array();
  return close_envelope(w);
}

flows::result<played_message>
inbound_webhook(const sender_number& number, std::string_view text, const std::string& new_id, flows::timestamp at) {
  const auto parsed = json::document::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const json::trail top;
  json::problem problem;
  const json::fields in{parsed->root(), top, problem};
  played p;
  auto ours = number;
  in.read("from", p.from);
  in.read("name", p.name);
  in.read("text", p.text);
  in.read("echo", p.echo);
  in.read("phone_number_id", ours.phone_number_id);
  const auto own = in.has("message") ? in.at("message") : json::value{};
  if (own.exists() && own.kind() != json::kind::object)
    in.wrong("message", "json.type", "this is Meta's message object");
  if (p.text.empty() && !own.exists()) in.wrong("text", "inbound.empty", "say what the customer writes");
  if (p.from.empty()) in.wrong("from", "inbound.empty", "a customer has a number");
  if (problem.any()) return tl::make_unexpected(problem.take());

  const auto id = own["id"].text() ? std::string{*own["id"].text()} : new_id;
  json::writer w{1024};
  open_envelope(w, ours, p.echo ? "smb_message_echoes" : "messages");
  if (!p.echo) {
    w.key("contacts").begin_array().begin_object().key("profile").begin_object().member("name", p.name).end_object();
    w.member("wa_id", without_plus(p.from)).end_object().end_array();
  }
  p.from = without_plus(p.from);
  w.key(p.echo ? "message_echoes" : "messages").begin_array();
  put_message(w, p, own, ours, id, at);
  w.end_array();
  return played_message{id, close_envelope(w)};
}

} // namespace charla::simulator
