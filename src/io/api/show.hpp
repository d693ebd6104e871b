#pragma once

#include "io/api/endpoint.hpp"

/// Rows as the API and the live feed show them. Each writes one JSON object.
namespace charla::api {

/// `2026-11-21T11:13:39.123Z`
[[nodiscard]] std::string show_time(flows::timestamp t);
void write_time(json::writer& w, std::string_view name, const std::optional<flows::timestamp>& t);
/// A text that should be JSON; `null` when it is not.
void write_raw(json::writer& w, std::string_view name, const std::string& text);

/// How much of a person may be shown to whoever asks.
struct view {
  const directory& known;
  const ports::codec& codec;
  bool phones = false; ///< telephone numbers in full
};
[[nodiscard]] view view_for(const call& c, const directory& known);

/// The members `phone` and `user_id`.
void write_address(json::writer& w, const view& v, const flows::address& a);
void write_conversation(json::writer& w, const view& v, const ports::conversation_row& c);
void write_message(json::writer& w, const view& v, const ports::stored_message& m);
/// A message that the feed tells of: it has no delivery yet.
void write_message(json::writer& w, const view& v, const flows::message& m, std::int64_t version);
/// What names a message within its conversation: `o<version>.<index>` for a bubble, `m<seq>` for the rest.
[[nodiscard]] std::string message_key(std::int64_t version, const std::optional<std::int16_t>& send, std::int64_t seq);
void write_contact(json::writer& w, const view& v, const ports::contact_row& c);
void write_actor(json::writer& w, const ports::actor_info& a);

/// `{"items":[…],"next":"…"}`; `next` is null on the last page.
template <class Items, class Write>
[[nodiscard]] ports::http_response list_response(const Items& items, const std::string& next, Write write) {
  return object_response([&](json::writer& w) {
    w.key("items").begin_array();
    for (const auto& item : items)
      write(w, item);
    w.end_array().key("next");
    if (next.empty())
      w.null();
    else
      w.text(next);
  });
}

} // namespace charla::api
