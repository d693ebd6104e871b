#include "io/api/meta_envelope.hpp"

#include "io/json/writer.hpp"

namespace charla::api {

std::string meta_webhook_of(const simulated_message& m) {
  json::writer w;
  w.begin_object().member("object", "whatsapp_business_account").key("entry").begin_array();
  w.begin_object().member("id", "0").key("changes").begin_array();
  w.begin_object().member("field", "messages").key("value").begin_object();
  w.member("messaging_product", "whatsapp");
  w.key("metadata").begin_object();
  w.member("display_phone_number", m.display_phone_number).member("phone_number_id", m.phone_number_id).end_object();
  w.key("contacts").begin_array().begin_object();
  w.key("profile").begin_object().member("name", m.name).end_object();
  w.member("wa_id", m.from).end_object().end_array();
  w.key("messages").begin_array().begin_object();
  w.member("from", m.from).member("id", m.wamid);
  w.member("timestamp", std::to_string(flows::to_unix_ms(m.at) / 1000)).member("type", "text");
  w.key("text").begin_object().member("body", m.text).end_object();
  w.end_object().end_array();
  w.end_object().end_object().end_array(); // value, change, changes
  w.end_object().end_array().end_object(); // entry, entries, envelope
  return w.take();
}

} // namespace charla::api
