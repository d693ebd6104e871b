#include "io/api/show.hpp"

#include "flows/limits.hpp"
#include "io/api/phone.hpp"
#include "io/json/event_codec.hpp"
#include "io/json/reader.hpp"

#include <fmt/core.h>

namespace charla::api {

namespace {

/// The members that stored and live messages share.
struct line {
  std::int64_t seq;
  flows::timestamp at;
  flows::direction dir;
  flows::author by;
  std::string_view type, body, provider_id, reply_to, author_name, client_id;
};

void write_line(json::writer& w, const view& v, const line& l) {
  w.member("seq", l.seq).member("at", show_time(l.at));
  w.member("direction", flows::name_of(l.dir)).member("author", flows::name_of(l.by)).member("type", l.type);
  if (const auto content = v.codec.decode_content(l.body)) {
    w.member("text", flows::plain_text(*content)).key("content").raw(l.body);
  } else {
    w.member("text", "").key("content").null();
  }
  // A WhatsApp message id holds the telephone number, in base64.
  w.member("provider_id", v.phones ? l.provider_id : "").member("reply_to", v.phones ? l.reply_to : "");
  w.member("author_name", l.author_name).member("client_id", l.client_id);
}

std::string_view name_of_last(const std::optional<flows::author>& by) {
  if (!by) return "";
  return *by == flows::author::contact ? "customer" : flows::name_of(*by);
}

/// Who has it, and who waits.
void write_desk(json::writer& w, const ports::conversation_summary& s) {
  w.member("assignee", s.assignee).member("team", s.team).key("labels").begin_array();
  for (const auto& l : s.labels)
    w.text(l);
  w.end_array();
  write_time(w, "snoozed_until", s.snoozed_until);
  write_time(w, "waiting_since", s.waiting_since);
  w.member("last_author", name_of_last(s.last_author));
}

} // namespace

void write_address(json::writer& w, const view& v, const flows::address& a) {
  w.member("phone", v.phones ? a.wa_id : mask_phone(a.wa_id)).member("user_id", a.user_id);
}

std::string show_time(flows::timestamp t) { return json::time_text(t); }

void write_time(json::writer& w, std::string_view name, const std::optional<flows::timestamp>& t) {
  w.key(name);
  if (t)
    w.text(show_time(*t));
  else
    w.null();
}

void write_raw(json::writer& w, std::string_view name, const std::string& text) {
  w.key(name);
  if (json::document::parse(text))
    w.raw(text);
  else
    w.null();
}

view view_for(const call& c, const directory& known) {
  return {known, c.house.with.codec, c.who.may(right::contacts_phone)};
}

void write_conversation(json::writer& w, const view& v, const ports::conversation_row& c) {
  const auto& s = c.summary;
  const auto* channel = v.known.find(s.channel);
  w.begin_object().member("id", flows::to_string(c.id.value()));
  w.member("channel", channel == nullptr ? "" : channel->row.key)
      .member("simulated", channel != nullptr && channel->simulated());
  w.member("contact_id", flows::to_string(s.contact.value())).member("contact_name", s.contact_name);
  write_address(w, v, s.peer);
  w.member("status", flows::name_of(s.status)).member("mode", flows::name_of(c.mode));
  write_time(w, "human_override_until", c.human_override_until);
  write_time(w, "last_activity_at", s.last_activity_at);
  write_time(w, "last_inbound_at", s.last_inbound_at);
  // Where the provider has a service window: until when free texts may be sent; null: only templates may.
  if (channel != nullptr && channel->speaks != nullptr && channel->speaks->traits().service_window)
    write_time(w, "window_until",
               s.last_inbound_at ? std::optional{*s.last_inbound_at + flows::limits::service_window} : std::nullopt);
  write_time(w, "undeliverable_at", c.undeliverable_at);
  write_time(w, "marketing_rests_until", c.marketing_rests_until);
  write_desk(w, s);
  w.member("preview", s.preview).member("unread", c.unread).member("version", c.version).end_object();
}

std::string message_key(std::int64_t version, const std::optional<std::int16_t>& send, std::int64_t seq) {
  return send ? fmt::format("o{}.{}", version, *send) : fmt::format("m{}", seq);
}

void write_message(json::writer& w, const view& v, const ports::stored_message& m) {
  const auto& r = m.row;
  w.begin_object().member("id", message_key(m.version, r.send, r.seq)).member("version", m.version);
  write_line(w, v,
             {r.seq, r.at, r.dir, r.by, r.type, r.body, m.provider_id.empty() ? r.provider_id : m.provider_id,
              r.reply_to, r.author_name, r.client_id});
  if (r.send) {
    w.member("status", flows::name_of(m.status));
    if (m.error_code != 0 || !m.error_text.empty())
      w.key("error").begin_object().member("code", m.error_code).member("text", m.error_text).end_object();
  }
  w.end_object();
}

void write_message(json::writer& w, const view& v, const flows::message& m, std::int64_t version) {
  w.begin_object().member("id", message_key(version, m.send, m.seq)).member("version", version);
  const auto body = v.codec.encode(m.body);
  write_line(w, v,
             {m.seq, m.at, m.dir, m.by, flows::type_name(m.body), body, m.provider_id, m.reply_to, m.author_name,
              m.client_id});
  if (m.send) w.member("status", flows::name_of(flows::message_status::queued));
  w.end_object();
}

void write_contact(json::writer& w, const view& v, const ports::contact_row& c) {
  w.begin_object().member("id", flows::to_string(c.id.value()));
  write_address(w, v, c.at);
  w.member("name", c.name);
  write_raw(w, "attributes", c.attributes);
  w.key("tags").begin_array();
  for (const auto& t : c.tags)
    w.text(t);
  w.end_array().member("consent", c.consent).member("consent_source", c.consent_source);
  write_time(w, "consent_at", c.consent_at);
  w.member("locale", c.locale).member("timezone", c.timezone);
  w.member("created_at", show_time(c.created_at)).member("updated_at", show_time(c.updated_at)).end_object();
}

void write_actor(json::writer& w, const ports::actor_info& a) {
  w.begin_object().member("id", static_cast<std::int64_t>(a.id)).member("parent", static_cast<std::int64_t>(a.parent));
  w.member("type", a.type).member("name", a.name).member("state", a.state);
  w.member("mailbox", static_cast<std::int64_t>(a.mailbox));
  w.member("mailbox_peak", static_cast<std::int64_t>(a.mailbox_peak));
  w.member("processed", static_cast<std::int64_t>(a.processed));
  w.member("busy_us", static_cast<std::int64_t>(a.busy_us)).member("restarts", static_cast<std::int64_t>(a.restarts));
  w.member("last_error", a.last_error).member("age_ms", a.age_ms).end_object();
}

} // namespace charla::api
