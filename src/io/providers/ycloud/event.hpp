#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::ycloud {

/// One webhook body: an event with its object, and what comes of it.
struct event {
  std::string type;    ///< `whatsapp.inbound_message.received`, …
  flows::timestamp at; ///< when YCloud made it
  json::value root;
  std::vector<ports::provider_event>& events;

  template <class T>
  void emit(std::string phone_number_id, std::string account_id, T what) const {
    events.push_back({std::move(phone_number_id), std::move(account_id), std::move(what)});
  }
};

/// What a customer says, what a person typed on the phone, and what was said before.
void read_inbound(const event& e);
void read_echo(const event& e);
void read_history(const event& e);
/// How far a message of ours has come.
void read_status(const event& e);
/// Marketing: whether the customer wants it.
void read_preference(const event& e);
void read_template(const event& e);
void read_number(const event& e);
/// Anything else, kept as it came, in words for people.
void read_notice(const event& e);

/// A system event about the number or, with an empty one, about the account.
void emit_notice(const event& e, std::string phone_number_id, std::string account_id, bool alarming, std::string words);

} // namespace charla::ycloud
