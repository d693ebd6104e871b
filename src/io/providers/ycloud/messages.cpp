#include "io/providers/meta/content.hpp"
#include "io/providers/wire/fields.hpp"
#include "io/providers/ycloud/errors.hpp"
#include "io/providers/ycloud/event.hpp"
#include "io/providers/ycloud/interpret.hpp"

#include "io/json/writer.hpp"

#include <array>

namespace charla::ycloud {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using flows::message_status;

constexpr std::chrono::hours marketing_rest{24}; // after 131049 (providers.md A10)

/// The digits: a number has no `+` in ours.
std::string number_in(json::value v) { return digits_of(text_of(v)); }

std::string id_in(json::value m) {
  auto id = text_of(m["wamid"]);
  return id.empty() ? text_of(m["id"]) : id;
}

flows::content content_in(json::value m) {
  auto out = meta::content_of(m);
  if (auto* news = std::get_if<flows::system_content>(&out)) {
    if (news->wa_id.empty()) news->wa_id = text_of(m["system"]["new_wa_id"]);
    news->wa_id = digits_of(news->wa_id);
  }
  // A file is known by an id; its link is what it is fetched by.
  if (auto* file = std::get_if<flows::media_content>(&out); file != nullptr && file->media_id.empty())
    file->media_id = id_in(m);
  return out;
}

std::optional<flows::referral> referral_in(json::value r) {
  if (r.kind() != json::kind::object) return std::nullopt;
  return flows::referral{text_of(r["source_type"]), text_of(r["source_id"]), text_of(r["source_url"]),
                         text_of(r["headline"]),    text_of(r["body"]),      text_of(r["ctwa_clid"])};
}

flows::timestamp first_time(std::initializer_list<json::value> parts, flows::timestamp otherwise) {
  for (const auto part : parts)
    if (const auto at = utc_of(part); at != flows::timestamp{}) return at;
  return otherwise;
}

/// Without an id a message cannot be told from its repetition, without an address it belongs to nobody.
bool keep_as_notice(const event& e, json::value m, const std::string& id, const flows::address& who) {
  if (!id.empty() && !who.primary().empty()) return false;
  emit_notice(e, {}, text_of(m["wabaId"]), true,
              id.empty() ? "A message came without an id; it is kept here and answered by nobody."
                         : "A message came without its sender or receiver; it is kept here and answered by nobody.");
  return true;
}

std::optional<message_status> status_named(std::string_view name) {
  for (const auto s : {message_status::sent, message_status::delivered, message_status::read, message_status::played,
                       message_status::failed})
    if (flows::name_of(s) == name) return s;
  return std::nullopt;
}

std::string pricing_in(json::value m) {
  json::writer w;
  bool any = false;
  w.begin_object();
  for (const std::string_view name : {"totalPrice", "currency", "pricingCategory", "pricingModel", "pricingType"}) {
    if (!m[name].exists()) continue;
    w.key(name).raw(m[name].dump());
    any = true;
  }
  w.end_object();
  return any ? w.take() : std::string{};
}

void put_error(ports::status_fact& fact, json::value m) {
  auto said = error_of(m["errorCode"], m["errorMessage"], m["whatsappApiError"]);
  fact.error_code = said.code;
  fact.error_text = std::move(said.text);
  if (fact.status != message_status::failed) return;
  fact.mark = answer_for(said.code).mark;
  if (fact.mark == ports::recipient_mark::rest && fact.at != flows::timestamp{})
    fact.mark_until = fact.at + marketing_rest;
}

} // namespace

void read_inbound(const event& e) {
  const auto m = e.root["whatsappInboundMessage"];
  flows::inbound_message out;
  out.provider_id = id_in(m);
  out.from = {number_in(m["from"]), text_of(m["fromUserId"])};
  if (keep_as_notice(e, m, out.provider_id, out.from)) return;
  out.profile_name = text_of(m["customerProfile"]["name"]);
  out.sent_at = first_time({m["sendTime"]}, e.at);
  out.body = content_in(m);
  const auto context = m["context"];
  out.reply_to = text_of(context["id"]);
  out.forwarded =
      context["forwarded"].boolean().value_or(false) || context["frequently_forwarded"].boolean().value_or(false);
  out.group_id = text_of(m["groupId"]);
  out.came_from = referral_in(m["referral"]);
  e.emit(text_of(m["to"]), text_of(m["wabaId"]), std::move(out));
}

void read_echo(const event& e) {
  const auto m = e.root["whatsappMessage"];
  // What carries an id of ours was sent by us: nobody has taken over.
  if (flows::parse_out_id(text_of(m["externalId"]))) return;
  flows::echo_message out;
  out.provider_id = id_in(m);
  out.to = {number_in(m["to"]), text_of(m["recipientUserId"])};
  if (keep_as_notice(e, m, out.provider_id, out.to)) return;
  out.sent_at = first_time({m["sendTime"], m["createTime"]}, e.at);
  out.body = content_in(m);
  e.emit(text_of(m["from"]), text_of(m["wabaId"]), std::move(out));
}

void read_history(const event& e) {
  const bool from_us = e.root["whatsappMessage"].exists();
  const auto m = e.root[from_us ? "whatsappMessage" : "whatsappInboundMessage"];
  flows::history_message out;
  out.provider_id = id_in(m);
  out.from_us = from_us;
  out.peer = {number_in(m[from_us ? "to" : "from"]), text_of(m[from_us ? "recipientUserId" : "fromUserId"])};
  if (keep_as_notice(e, m, out.provider_id, out.peer)) return;
  out.sent_at = first_time({m["sendTime"], m["createTime"]}, {});
  out.body = content_in(m);
  e.emit(text_of(m[from_us ? "from" : "to"]), text_of(m["wabaId"]), std::move(out));
}

void read_status(const event& e) {
  const auto m = e.root["whatsappMessage"];
  const auto name = text_of(m["status"]);
  if (name == "accepted") return; // what the answer to the send has said already
  const auto status = status_named(name);
  if (!status)
    return emit_notice(e, text_of(m["from"]), text_of(m["wabaId"]), false,
                       "A message has a status that this version does not know: " + name + ".");
  ports::status_fact fact;
  fact.provider_id = id_in(m);
  fact.out = flows::parse_out_id(text_of(m["externalId"]));
  fact.status = *status;
  const auto own = *status == message_status::read        ? m["readTime"]
                   : *status == message_status::delivered ? m["deliverTime"]
                   : *status == message_status::sent      ? m["sendTime"]
                                                          : m["updateTime"];
  fact.at = first_time({own}, e.at);
  put_error(fact, m);
  fact.pricing = pricing_in(m);
  e.emit(text_of(m["from"]), text_of(m["wabaId"]), std::move(fact));
}

} // namespace charla::ycloud
