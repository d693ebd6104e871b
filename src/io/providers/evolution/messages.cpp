#include "io/providers/evolution/content.hpp"
#include "io/providers/evolution/event.hpp"
#include "io/providers/wire/fields.hpp"

#include <array>

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using flows::message_status;

constexpr std::string_view phone_host = "s.whatsapp.net";
constexpr std::string_view hidden_host = "lid";

struct jid {
  std::string user; ///< before the `@`, without the device behind a colon
  std::string host;
};

jid jid_of(json::value v) {
  const auto text = text_of(v);
  const auto at = text.find('@');
  if (at == std::string::npos) return {};
  auto user = text.substr(0, at);
  return {user.substr(0, user.find(':')), text.substr(at + 1)};
}

void put(flows::address& to, const jid& j) {
  if (j.user.empty()) return;
  if (j.host == phone_host || j.host == "c.us") to.wa_id = j.user;
  if (j.host == hidden_host) to.user_id = j.user + "@lid";
}

json::value context_of(json::value data) {
  if (const auto own = data["contextInfo"]; own.kind() == json::kind::object) return own;
  for (const auto& [name, node] : data["message"].members())
    if (const auto inner = node["contextInfo"]; inner.kind() == json::kind::object) return inner;
  return {};
}

std::optional<flows::referral> referral_in(json::value context) {
  const auto ad = context["externalAdReply"];
  if (ad.kind() != json::kind::object) return std::nullopt;
  flows::referral out{text_of(ad["sourceType"]), text_of(ad["sourceId"]), text_of(ad["sourceUrl"]),
                      text_of(ad["title"]),      text_of(ad["body"]),     text_of(ad["ctwaClid"])};
  // A preview of a web page comes in the same shape, but from no ad.
  return out.source_id.empty() && out.click_id.empty() ? std::nullopt : std::optional{std::move(out)};
}

bool is_known_feed(json::value key) {
  const auto host = jid_of(key["remoteJid"]).host;
  return host == "g.us" || host == "broadcast" || host == "newsletter";
}

/// Groups, lists and the status feed are nobody's conversation; what has no id or no chat stays visible.
bool is_nobodys(const event& e, json::value data, json::value key, const flows::address& who) {
  if (is_known_feed(key)) return true;
  if (!text_of(key["id"]).empty() && !who.primary().empty()) return false;
  emit_notice(e, "warn", "A message came without its id or its chat; it is kept here and answered by nobody.", data);
  return true;
}

/// @param id of what was said about the message, so that it is not taken for the message.
void emit_about(
    const event& e, bool from_us, const flows::address& who, std::string id, flows::timestamp at, flows::content body) {
  if (from_us) {
    flows::echo_message out;
    out.provider_id = std::move(id);
    out.to = who;
    out.sent_at = at;
    out.body = std::move(body);
    return e.emit(std::move(out));
  }
  flows::inbound_message out;
  out.provider_id = std::move(id);
  out.from = who;
  out.sent_at = at;
  out.body = std::move(body);
  e.emit(std::move(out));
}

struct named_status {
  std::string_view name;
  message_status is;
};
// Source: Baileys' `WAMessageStatus`. PENDING says less than the answer to the send has said.
constexpr std::array statuses{
    named_status{"ERROR", message_status::failed},           named_status{"SERVER_ACK", message_status::sent},
    named_status{"DELIVERY_ACK", message_status::delivered}, named_status{"READ", message_status::read},
    named_status{"PLAYED", message_status::played},
};

} // namespace

flows::address address_of(json::value key) {
  flows::address out;
  put(out, jid_of(key["remoteJid"]));
  put(out, jid_of(key["remoteJidAlt"]));
  if (out.wa_id.empty()) put(out, jid_of(key["senderPn"])); // its name before version 7 of Baileys
  return out;
}

void read_message(const event& e, json::value data) {
  const auto key = data["key"];
  const auto who = address_of(key);
  if (is_nobodys(e, data, key, who)) return;
  const auto id = text_of(key["id"]);
  auto body = content_of(data["message"], id);
  const auto at = time_of(data["messageTimestamp"]);
  if (key["fromMe"].boolean().value_or(false)) return emit_about(e, true, who, id, at, std::move(body));
  flows::inbound_message out;
  out.provider_id = id;
  out.from = who;
  out.profile_name = text_of(data["pushName"]);
  out.sent_at = at;
  out.body = std::move(body);
  const auto context = context_of(data);
  out.reply_to = text_of(context["stanzaId"]);
  out.forwarded = context["isForwarded"].boolean().value_or(false);
  out.came_from = referral_in(context);
  e.emit(std::move(out));
}

void read_update(const event& e, json::value data) {
  const auto status = text_of(data["status"]);
  const auto id = text_of(data["keyId"]).empty() ? text_of(data["key"]["id"]) : text_of(data["keyId"]);
  const auto key = data["key"].exists() ? data["key"] : data;
  if (is_known_feed(key) || status == "PENDING") return;
  const bool from_us = key["fromMe"].boolean().value_or(false);
  if (status == "DELETED" && !id.empty() && !address_of(key).primary().empty())
    return emit_about(e, from_us, address_of(key), "revoke:" + id, {}, flows::revoke_content{id});
  for (const auto& s : statuses) {
    if (s.name != status || id.empty()) continue;
    if (!from_us) return; // we have read theirs
    ports::status_fact fact;
    fact.provider_id = id;
    fact.status = s.is;
    if (s.is == message_status::failed) fact.error_text = "WhatsApp did not take the message";
    return e.emit(std::move(fact));
  }
  emit_notice(e, "info", "A message has a status that this version does not know: " + status + ".", data);
}

void read_edit(const event& e, json::value data) {
  const auto key = data["key"];
  const auto who = address_of(key);
  if (is_nobodys(e, data, key, who)) return;
  const auto original = text_of(key["id"]);
  const auto at = time_of(data["timestampMs"]);
  emit_about(e, key["fromMe"].boolean().value_or(false), who,
             "edit:" + original + ':' + std::to_string(flows::to_unix_ms(at)), at,
             flows::edit_content{original, "text", text_in(data["editedMessage"])});
}

void read_delete(const event& e, json::value data) {
  const auto key = data["key"].exists() ? data["key"] : data;
  const auto who = address_of(key);
  if (is_nobodys(e, data, key, who)) return;
  const auto original = text_of(key["id"]);
  emit_about(e, key["fromMe"].boolean().value_or(false), who, "revoke:" + original, {},
             flows::revoke_content{original});
}

} // namespace charla::evolution
