#include "io/providers/simulator/webhooks.hpp"

#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

namespace charla::simulator {

namespace {

/// Opens the envelope up to and including `value`.
void open_change(json::writer& w, std::string_view account, std::string_view field) {
  w.begin_object().member("object", "whatsapp_business_account").key("entry").begin_array().begin_object();
  w.member("id", account).key("changes").begin_array().begin_object().member("field", field);
  w.key("value").begin_object();
}

void open_envelope(json::writer& w, const sender_number& number, std::string_view field) {
  open_change(w, "simulated", field);
  w.member("messaging_product", "whatsapp").key("metadata").begin_object();
  w.member("display_phone_number", number.display).member("phone_number_id", number.id).end_object();
}

std::string close_envelope(json::writer& w) {
  return w.end_object().end_object().end_array().end_object().end_array().end_object().take();
}

/// The message object: the caller's own, completed, or one of the types.
void put_message(json::writer& w, const customer_message& m, const sender_number& number, flows::timestamp at) {
  const auto parsed = json::document::parse(m.own);
  const auto own = parsed ? parsed->root() : json::value{};
  w.begin_object();
  const auto member = [&](std::string_view name, const std::string& value) {
    if (!own[name].exists()) w.member(name, value);
  };
  const auto customer = without_plus(m.from);
  if (m.echo || !customer.empty()) member("from", m.echo ? number.display : customer);
  if (m.echo && !customer.empty()) member("to", customer);
  if (!m.user_id.empty()) member(m.echo ? "to_user_id" : "from_user_id", m.user_id);
  member("id", m.id);
  member("timestamp", seconds_of(at));
  if (own.exists()) {
    for (const auto& [name, v] : own.members())
      w.key(name).raw(v.dump());
  } else {
    put_content(w, m, number.display);
  }
  w.end_object();
}

} // namespace

std::string meta_status(const sender_number& number, const send_request& about, const status_news& news) {
  json::writer w{640};
  open_envelope(w, number, "messages");
  w.key("statuses").begin_array().begin_object().member("id", news.id).member("status", news.name);
  w.member("timestamp", seconds_of(news.at));
  if (about.to.empty())
    w.member("recipient_user_id", about.user_id);
  else
    w.member("recipient_id", without_plus(about.to));
  if (!about.out_id.empty()) w.member("biz_opaque_callback_data", about.out_id);
  if (news.error_code != 0) {
    w.key("errors").begin_array().begin_object().member("code", news.error_code).member("title", "Simulated failure");
    w.key("error_data").begin_object().member("details", "The simulator was told to fail this message.").end_object();
    w.end_object().end_array();
  }
  w.end_object().end_array();
  return close_envelope(w);
}

std::string meta_inbound(const sender_number& number, const customer_message& m, flows::timestamp at) {
  json::writer w{1024};
  open_envelope(w, number, m.echo ? "smb_message_echoes" : "messages");
  if (!m.echo && m.type != "system") {
    w.key("contacts").begin_array().begin_object().key("profile").begin_object().member("name", m.name);
    if (!m.username.empty()) w.member("username", m.username);
    w.end_object();
    if (!m.from.empty()) w.member("wa_id", without_plus(m.from));
    if (!m.user_id.empty()) w.member("user_id", m.user_id);
    w.end_object().end_array();
  }
  w.key(m.echo ? "message_echoes" : "messages").begin_array();
  put_message(w, m, number, at);
  w.end_array();
  return close_envelope(w);
}

std::string template_webhook(const message_template& t) {
  json::writer w{512};
  open_change(w, t.account, "message_template_status_update");
  w.member("event", t.status).key("message_template_id").raw(t.id).member("message_template_name", t.name);
  w.member("message_template_language", t.language).member("reason", t.reason.empty() ? "NONE" : t.reason);
  return close_envelope(w);
}

std::string number_webhook(const sender_number& number, std::string_view event, std::string_view limit) {
  json::writer w{512};
  open_change(w, "simulated", "phone_number_quality_update");
  w.member("display_phone_number", number.display).member("event", event).member("current_limit", limit);
  return close_envelope(w);
}

} // namespace charla::simulator
