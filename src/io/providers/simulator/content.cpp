#include "io/providers/simulator/customer.hpp"

namespace charla::simulator {

namespace {

void put_file(json::writer& w, const customer_message& m) {
  const std::string type = m.type == "voice" ? "audio" : m.type;
  w.member("type", type).key(type).begin_object().member("id", m.file.id);
  if (!m.file.link.empty()) w.member("link", m.file.link);
  w.member("mime_type", m.file.mime_type).member("sha256", m.file.sha256_base64);
  const bool meta = m.via == speech::meta; // YCloud leaves these out
  if (type == "audio" && meta) w.member("voice", m.type == "voice");
  if (type == "sticker" && meta) w.member("animated", false);
  if (type == "document") w.member("filename", m.file.filename.empty() ? "archivo.pdf" : m.file.filename);
  if (!m.text.empty() && type != "audio" && type != "sticker") w.member("caption", m.text);
  w.end_object();
}

void put_location(json::writer& w, const customer_message& m) {
  w.member("type", "location").key("location").begin_object();
  w.key("latitude").number(m.latitude).key("longitude").number(m.longitude);
  if (!m.place.empty()) w.member("name", m.place);
  if (!m.address.empty()) w.member("address", m.address);
  w.end_object();
}

void put_contact(json::writer& w, const customer_message& m) {
  w.member("type", "contacts").key("contacts").begin_array().begin_object();
  w.key("name").begin_object().member("formatted_name", m.contact_name).member("first_name", m.contact_name);
  w.end_object().key("phones").begin_array().begin_object().member("phone", m.contact_phone);
  w.member("wa_id", digits_of(m.contact_phone)).member("type", "CELL").end_object().end_array();
  w.end_object().end_array();
}

void put_choice(json::writer& w, const customer_message& m) {
  const std::string kind = m.type == "form_reply" ? "nfm_reply" : m.type;
  w.member("type", "interactive").key("interactive").begin_object().member("type", kind).key(kind).begin_object();
  if (kind == "nfm_reply")
    w.member("name", "flow").member("body", "Sent").member("response_json", m.choice_id);
  else
    w.member("id", m.choice_id).member("title", m.choice_title.empty() ? m.choice_id : m.choice_title);
  w.end_object().end_object();
}

void put_error(json::writer& w, const customer_message& m) {
  w.member("type", "unsupported").key("errors").begin_array().begin_object();
  if (m.via == speech::ycloud) // its codes are texts
    w.member("code", std::to_string(m.error_code));
  else
    w.member("code", m.error_code);
  w.member("title", "Message type unknown").member("message", "Message type unknown").key("error_data").begin_object();
  w.member("details", "Message type is currently not supported.").end_object().end_object().end_array();
}

void put_order(json::writer& w, const customer_message& m) {
  w.member("type", "order").key("order").begin_object().member("catalog_id", "SIM-CATALOG").member("text", m.text);
  w.key("product_items").begin_array().begin_object();
  w.member("product_retailer_id", m.choice_id.empty() ? "SKU-1" : m.choice_id).member("quantity", 2);
  w.key("item_price").number(30).member("currency", "ARS").end_object().end_array().end_object();
}

void put_change(json::writer& w, const customer_message& m) {
  w.member("type", m.type).key(m.type).begin_object().member("original_message_id", m.about);
  if (m.type == "edit") {
    w.key("message").begin_object().member("type", "text").key("text").begin_object().member("body", m.text);
    w.end_object().end_object();
  }
  w.end_object();
}

} // namespace

void put_content(json::writer& w, const customer_message& m, const std::string& our_number) {
  if (!m.reply_to.empty())
    w.key("context").begin_object().member("from", our_number).member("id", m.reply_to).end_object();
  if (has_file(m)) return put_file(w, m);
  if (m.type == "location") return put_location(w, m);
  if (m.type == "contacts") return put_contact(w, m);
  if (m.type == "button_reply" || m.type == "list_reply" || m.type == "form_reply") return put_choice(w, m);
  if (m.type == "unsupported") return put_error(w, m);
  if (m.type == "order") return put_order(w, m);
  if (m.type == "edit" || m.type == "revoke") return put_change(w, m);
  if (m.type == "system") {
    w.member("type", "system").key("system").begin_object().member("body", "The customer changed their number");
    w.member("type", "user_changed_number");
    w.member(m.via == speech::meta ? "wa_id" : "new_wa_id", digits_of(m.contact_phone)).end_object();
    return;
  }
  if (m.type == "reaction") {
    w.member("type", "reaction").key("reaction").begin_object().member("message_id", m.about);
    w.member("emoji", m.text).end_object();
    return;
  }
  if (m.type == "button") {
    w.member("type", "button").key("button").begin_object().member("payload", m.choice_id);
    w.member("text", m.choice_title.empty() ? m.choice_id : m.choice_title).end_object();
    return;
  }
  w.member("type", "text").key("text").begin_object().member("body", m.text).end_object();
}

} // namespace charla::simulator
