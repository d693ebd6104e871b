#include "io/providers/simulator/evolution_message.hpp"

#include "io/json/event_codec.hpp"
#include "io/json/reader.hpp"

namespace charla::simulator {

namespace {

void put_key(json::writer& w, const customer_message& m, std::string_view id, bool from_me) {
  w.key("key").begin_object().member("remoteJid", digits_of(m.from) + "@s.whatsapp.net").member("fromMe", from_me);
  w.member("id", id).end_object();
}

std::string put_file(json::writer& w, const customer_message& m) {
  const std::string kind = (m.type == "voice" ? "audio" : m.type) + "Message";
  w.key(kind).begin_object().member("url", "https://mmg.whatsapp.net/v/simulated.enc");
  w.member("mimetype", m.file.mime_type).member("fileSha256", m.file.sha256_base64);
  w.member("fileLength", std::to_string(m.file.size)).member("mediaKey", "c2ltdWxhdGVk");
  w.member("directPath", "/v/simulated.enc");
  if (kind == "audioMessage") w.member("seconds", 7).member("ptt", m.type == "voice");
  if (kind == "stickerMessage") w.member("isAnimated", false);
  if (kind == "documentMessage") w.member("fileName", m.file.filename.empty() ? "archivo.pdf" : m.file.filename);
  if (!m.text.empty() && kind != "audioMessage" && kind != "stickerMessage") w.member("caption", m.text);
  w.end_object();
  return kind;
}

std::string put_choice(json::writer& w, const customer_message& m) {
  const auto& title = m.choice_title.empty() ? m.choice_id : m.choice_title;
  if (m.type == "list_reply") {
    w.key("listResponseMessage").begin_object().member("title", title).member("listType", 1);
    w.key("singleSelectReply").begin_object().member("selectedRowId", m.choice_id).end_object().end_object();
    return "listResponseMessage";
  }
  if (m.type == "button") {
    w.key("templateButtonReplyMessage").begin_object().member("selectedId", m.choice_id);
    w.member("selectedDisplayText", title).member("selectedIndex", 0).end_object();
    return "templateButtonReplyMessage";
  }
  w.key("buttonsResponseMessage").begin_object().member("selectedButtonId", m.choice_id);
  w.member("selectedDisplayText", title).member("type", 1).end_object();
  return "buttonsResponseMessage";
}

std::string put_place(json::writer& w, const customer_message& m) {
  w.key("locationMessage").begin_object().key("degreesLatitude").number(m.latitude);
  w.key("degreesLongitude").number(m.longitude);
  if (!m.place.empty()) w.member("name", m.place);
  w.end_object();
  return "locationMessage";
}

/// The members of `message`; @returns its `messageType`.
std::string put_message(json::writer& w, const customer_message& m) {
  if (const auto own = json::document::parse(m.own)) {
    const auto members = own->root().members();
    for (const auto& [name, v] : members)
      w.key(name).raw(v.dump());
    return members.empty() ? "unknown" : std::string{members.front().first};
  }
  if (has_file(m)) return put_file(w, m);
  if (m.type.ends_with("_reply") || m.type == "button") return put_choice(w, m);
  if (m.type == "location") return put_place(w, m);
  if (m.type == "contacts") {
    w.key("contactMessage").begin_object().member("displayName", m.contact_name);
    w.member("vcard", "BEGIN:VCARD\nVERSION:3.0\nFN:" + m.contact_name + "\nTEL;waid=" + digits_of(m.contact_phone)
                          + ":" + m.contact_phone + "\nEND:VCARD");
    w.end_object();
    return "contactMessage";
  }
  if (m.type == "reaction") {
    w.key("reactionMessage").begin_object();
    put_key(w, m, m.about, true);
    w.member("text", m.text).end_object();
    return "reactionMessage";
  }
  if (m.type != "text") {
    w.key("messageContextInfo").begin_object().end_object();
    return "unknown";
  }
  w.member("conversation", m.text);
  return "conversation";
}

} // namespace

std::string jid_of(std::string_view number) {
  constexpr std::size_t area_and_line = 10;
  auto digits = digits_of(number);
  for (const std::string_view mobile : {"549", "521"})
    if (digits.starts_with(mobile) && digits.size() == mobile.size() + area_and_line) digits.erase(2, 1);
  return digits + "@s.whatsapp.net";
}

void open_evolution(json::writer& w, std::string_view event, std::string_view instance) {
  w.begin_object().member("event", event).member("instance", instance).key("data").begin_object();
}

std::string close_evolution(json::writer& w, const sender_number& number, flows::timestamp at) {
  w.end_object().member("destination", "simulated").member("date_time", json::time_text(at));
  w.member("sender", number.display + "@s.whatsapp.net").member("server_url", "http://simulated");
  return w.member("apikey", "simulated").end_object().take();
}

std::string evolution_inbound(const sender_number& number, const customer_message& m, flows::timestamp at) {
  json::writer w{1024};
  if (m.type == "revoke" && m.own.empty()) {
    open_evolution(w, "messages.delete", number.id);
    w.member("remoteJid", digits_of(m.from) + "@s.whatsapp.net").member("fromMe", m.echo).member("id", m.about);
    return close_evolution(w, number, at);
  }
  if (m.type == "edit" && m.own.empty()) {
    open_evolution(w, "messages.edited", number.id);
    put_key(w, m, m.about, m.echo);
    w.member("type", "MESSAGE_EDIT").key("editedMessage").begin_object().member("conversation", m.text).end_object();
    w.member("timestampMs", std::to_string(flows::to_unix_ms(at)));
    return close_evolution(w, number, at);
  }
  open_evolution(w, "messages.upsert", number.id);
  put_key(w, m, m.id, m.echo);
  w.member("pushName", m.name).member("status", m.echo ? "SERVER_ACK" : "DELIVERY_ACK").key("message").begin_object();
  const auto kind = put_message(w, m);
  w.end_object();
  if (!m.reply_to.empty()) w.key("contextInfo").begin_object().member("stanzaId", m.reply_to).end_object();
  w.member("messageType", kind).member("messageTimestamp", flows::to_unix_ms(at) / 1000);
  w.member("instanceId", "simulated").member("source", "android");
  return close_evolution(w, number, at);
}

std::string
connection_webhook(const sender_number& number, std::string_view state, std::int64_t reason, flows::timestamp at) {
  json::writer w{512};
  open_evolution(w, "connection.update", number.id);
  w.member("instance", number.id).member("state", state).member("statusReason", reason);
  if (state == "open") w.member("wuid", number.display + "@s.whatsapp.net").member("profileName", "Simulado");
  return close_evolution(w, number, at);
}

std::string
qr_webhook(const sender_number& number, std::string_view code, std::string_view image, flows::timestamp at) {
  json::writer w{512};
  open_evolution(w, "qrcode.updated", number.id);
  w.key("qrcode").begin_object().member("instance", number.id).key("pairingCode").null();
  w.member("code", code).member("base64", image).end_object();
  return close_evolution(w, number, at);
}

} // namespace charla::simulator
