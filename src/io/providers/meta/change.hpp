#pragma once

#include "io/json/reader.hpp"
#include "io/ports/provider.hpp"

namespace charla::meta {

/// One `changes[]` element of a webhook with what its parts need to know of it, and the events that come of it.
struct change {
  std::string field;
  json::value whole; ///< the element itself, for notices
  json::value value;
  std::string account_id;
  std::string phone_number_id;
  std::string display_number; ///< digits of our own number, empty when not given
  flows::timestamp at;        ///< of the notification, time 0 when not given

  std::vector<ports::provider_event>& events;

  template <class T>
  void emit(T what) const {
    events.push_back({phone_number_id, account_id, std::move(what)});
  }
};

/// `messages[]` of the field `messages`: what customers say.
void read_messages(const change& c);
/// `message_echoes[]`: what a person of the organisation typed on the phone; the customer is the receiver.
void read_echoes(const change& c);
/// The field `history`: old messages handed over at onboarding; also its late media, which come as `messages[]`.
void read_history(const change& c);
/// `statuses[]`. What is no delivery (payments, calls, names this version does not know) becomes a notice.
void read_statuses(const change& c);
/// `errors[]` beside messages: the provider could not hand something over.
void read_errors(const change& c);

/// What a customer wants, what became of a template, a number or an account: facts, and notices where somebody should
/// look. @returns false when the field is none of these.
bool read_facts(const change& c);
/// Messages a second by Meta's word for it; nullopt when the word is not known.
[[nodiscard]] std::optional<double> rate_of(json::value level);
/// A person's address, completed by what `contacts[]` says.
[[nodiscard]] flows::address address_in(const change& c, std::string wa_id, std::string user_id);

/// Anything else: a system event with the change as it came, in words for people.
void read_notice(const change& c);
/// Whether somebody should look at it.
[[nodiscard]] bool is_alarming(const change& c);
/// A part that cannot be an event of its own, kept visibly.
/// @param what the part as it came.
void emit_notice(const change& c, std::string level, std::string type, std::string message, json::value what);

} // namespace charla::meta
