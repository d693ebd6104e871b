#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::evolution {

/// One webhook body: an event of one instance, and what comes of it. The body's own time is the gateway's wall clock
/// with a `Z` behind it, so it is not used; events without a time of their own get that of their arrival.
struct event {
  std::string name; ///< in small letters with dots: `messages.upsert`
  std::string instance;
  json::value root;
  std::vector<ports::provider_event>& events;

  template <class T>
  void emit(T what) const {
    events.push_back({instance, {}, std::move(what)});
  }
};

/// Whose chat a key names: the phone's digits and, where WhatsApp hides phones, its `…@lid`.
/// @returns an empty address for groups, lists and the status feed, which are nobody's conversation.
[[nodiscard]] flows::address address_of(json::value key);

/// `messages.upsert`: from the customer, or typed by a person on the phone.
void read_message(const event& e, json::value data);
/// `messages.update`: how far a message of ours has come, or that one was taken back.
void read_update(const event& e, json::value data);
/// `messages.edited` and `messages.delete`.
void read_edit(const event& e, json::value data);
void read_delete(const event& e, json::value data);
/// `connection.update`, `qrcode.updated` and `status.instance`.
void read_connection(const event& e, json::value data);
void read_qrcode(const event& e, json::value data);

void emit_notice(const event& e, std::string_view level, std::string words, json::value kept);

} // namespace charla::evolution
