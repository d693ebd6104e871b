#include "io/providers/meta/change.hpp"
#include "io/providers/meta/content.hpp"
#include "io/providers/wire/fields.hpp"

#include <algorithm>

namespace charla::meta {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

using namespace flows; // NOLINT(google-build-using-namespace)

struct person {
  address at;
  std::string name;
};

bool is_our_number(const change& c, const std::string& number) {
  return !c.display_number.empty() && digits_of(number) == c.display_number;
}

/// The entry of `contacts[]` that is about this address: by number, by user id, or the only one there is for somebody
/// whose address did not come with the message.
json::value contact_for(const change& c, const address& a) {
  const auto contacts = c.value["contacts"].items();
  for (const auto contact : contacts) {
    if (!a.wa_id.empty() && text_of(contact["wa_id"]) == a.wa_id) return contact;
    if (!a.user_id.empty() && text_of(contact["user_id"]) == a.user_id) return contact;
  }
  return contacts.size() == 1 ? contacts.front() : json::value{};
}

/// Completes what the message says of a person by what `contacts[]` says. A lone contact with another number gives its
/// name only: two identities are never made one by position.
person complete(const change& c, address a) {
  const auto contact = contact_for(c, a);
  const auto wa_id = text_of(contact["wa_id"]);
  const auto user_id = text_of(contact["user_id"]);
  const bool nobody = a.wa_id.empty() && a.user_id.empty();
  const bool same_phone = !a.wa_id.empty() && a.wa_id == wa_id;
  const bool same_user = !a.user_id.empty() && a.user_id == user_id;
  if (a.wa_id.empty() && (nobody || same_user)) a.wa_id = wa_id;
  if (a.user_id.empty() && (nobody || same_phone)) a.user_id = user_id;
  return {std::move(a), text_of(contact["profile"]["name"])};
}

std::optional<referral> referral_of(json::value r) {
  if (r.kind() != json::kind::object) return std::nullopt;
  return referral{text_of(r["source_type"]), text_of(r["source_id"]), text_of(r["source_url"]),
                  text_of(r["headline"]),    text_of(r["body"]),      text_of(r["ctwa_clid"])};
}

bool forwarded(json::value context) {
  return context["forwarded"].boolean().value_or(false) || context["frequently_forwarded"].boolean().value_or(false);
}

/// Without an id a message cannot be told from its repetition, without an address it belongs to no conversation: both
/// stay visible as notices. Neither has been seen in a capture.
bool keep_as_notice(const change& c, json::value message, const std::string& id, const address& who) {
  if (!id.empty() && !who.primary().empty()) return false;
  emit_notice(c, "warn", id.empty() ? "message_without_id" : "message_without_address",
              id.empty() ? "A message came without an id; it is kept here and answered by nobody."
                         : "A message came without its sender or receiver; it is kept here and answered by nobody.",
              message);
  return true;
}

void read_message(const change& c, json::value m) {
  inbound_message out;
  out.provider_id = text_of(m["id"]);
  auto [from, name] = complete(c, {text_of(m["from"]), text_of(m["from_user_id"])});
  if (keep_as_notice(c, m, out.provider_id, from)) return;
  out.from = std::move(from);
  out.profile_name = std::move(name);
  out.sent_at = time_of(m["timestamp"]);
  out.body = content_of(m);
  out.reply_to = text_of(m["context"]["id"]);
  out.forwarded = forwarded(m["context"]);
  out.group_id = text_of(m["group_id"]);
  out.came_from = referral_of(m["referral"]);
  c.emit(std::move(out));
}

/// The customer of an echo is its receiver. Corrections have been seen with both sides swapped: then our own number
/// stands under `to`.
address receiver_of(const change& c, json::value echo) {
  auto to = text_of(echo["to"]);
  const auto from = text_of(echo["from"]);
  if (is_our_number(c, to) && !from.empty() && !is_our_number(c, from)) to = from;
  return complete(c, {to, text_of(echo["to_user_id"])}).at;
}

void read_old_message(const change& c, json::value m, const std::string& thread) {
  history_message out;
  out.provider_id = text_of(m["id"]);
  const auto from = text_of(m["from"]);
  out.from_us = m["history_context"]["from_me"].boolean().value_or(false) || is_our_number(c, from);
  auto peer = !thread.empty() ? thread : out.from_us ? text_of(m["to"]) : from;
  auto user = text_of(m[out.from_us ? "to_user_id" : "from_user_id"]);
  out.peer = complete(c, {std::move(peer), std::move(user)}).at;
  if (keep_as_notice(c, m, out.provider_id, out.peer)) return;
  out.sent_at = time_of(m["timestamp"]);
  out.body = content_of(m);
  c.emit(std::move(out));
}

} // namespace

address address_in(const change& c, std::string wa_id, std::string user_id) {
  return complete(c, {std::move(wa_id), std::move(user_id)}).at;
}

void read_messages(const change& c) {
  for (const auto m : c.value["messages"].items())
    read_message(c, m);
}

void read_echoes(const change& c) {
  for (const auto m : c.value["message_echoes"].items()) {
    echo_message out;
    out.provider_id = text_of(m["id"]);
    out.to = receiver_of(c, m);
    if (keep_as_notice(c, m, out.provider_id, out.to)) continue;
    out.sent_at = time_of(m["timestamp"]);
    out.body = content_of(m);
    c.emit(std::move(out));
  }
}

void read_history(const change& c) {
  for (const auto part : c.value["history"].items()) {
    for (const auto thread : part["threads"].items())
      for (const auto m : thread["messages"].items())
        read_old_message(c, m, text_of(thread["id"]));
    for (const auto e : part["errors"].items())
      emit_notice(c, "warn", "history", "Old messages are not handed over: " + error_text_of(e), e);
  }
  for (const auto m : c.value["messages"].items())
    read_old_message(c, m, {});
}

} // namespace charla::meta
