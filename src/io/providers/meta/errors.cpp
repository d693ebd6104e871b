#include "io/providers/meta/errors.hpp"

#include <algorithm>
#include <array>

namespace charla::meta {

namespace {

using enum ports::send_outcome;
using limit = ports::send_limit;
using mark = ports::recipient_mark;

constexpr std::string_view token_hint =
    "The access token is invalid, expired or lacks a permission: make a new system-user token with "
    "whatsapp_business_messaging and set it on the channel.";
constexpr std::string_view template_hint = "Correct the template or its parameters; it is not sent again as it is.";
constexpr std::string_view account_hint = "Open WhatsApp Manager and solve what it says about the account or number.";
constexpr std::string_view later_hint = "Temporary at Meta's side; it is tried again by itself.";
constexpr std::string_view pin_hint = "Register the number again with its two-step PIN.";

// Sorted by code; the first row that holds a code decides.
constexpr std::array rows{
    error_row{0, 0, channel_down, 0, true, "the app could not be authenticated", token_hint, "MD"},
    error_row{1, 2, retry_after, 4, false, "unknown or temporary error", later_hint, "MD"},
    error_row{3, 3, channel_down, 0, true, "the app lacks this capability", token_hint, "MD"},
    error_row{4, 4, retry_after, 60, true, "the app's call limit is reached",
              "Calls pause for a while; spread sends or ask Meta for a higher limit.", "MD", limit::calls},
    error_row{10, 10, channel_down, 0, true, "permission denied", token_hint, "MD"},
    error_row{33, 33, permanent, 0, false, "the number was deleted or the id is wrong",
              "Check the phone number id of the channel.", "MD"},
    error_row{100, 100, permanent, 0, false, "invalid parameter",
              "The request has a wrong field; look at the provider's words.", "MD"},
    error_row{190, 190, channel_down, 0, true, "the access token has expired", token_hint, "MD"},
    error_row{200, 299, channel_down, 0, true, "permission missing", token_hint, "MD"},
    error_row{368, 368, channel_down, 0, true, "blocked for policy violations", account_hint, "MD"},
    error_row{470, 470, permanent, 0, false, "more than 24 hours since the customer wrote",
              "Send an approved template instead.", "YC: older name of 131047"},
    error_row{80007, 80007, retry_after, 60, true, "the business account's rate limit is reached",
              "Calls pause for a while; spread sends.", "MD", limit::calls},
    error_row{130403, 130403, permanent, 0, false, "the business has blocked this customer",
              "Unblock the customer first.", "MD", limit::none, mark::opted_out},
    error_row{130429, 130429, retry_after, 4, true, "the number's throughput is reached",
              "The number's rate is lowered by itself; check `number_rate` of the channel.", "MD", limit::number},
    error_row{130472, 130472, permanent, 0, false, "the customer is in one of Meta's marketing experiments",
              "Not delivered by Meta's decision; do not send it again.", "MD"},
    error_row{130497, 130497, channel_down, 0, true, "the account may not write to this country", account_hint, "MD"},
    error_row{131000, 131000, retry_after, 4, false, "something went wrong", later_hint, "MD"},
    error_row{131005, 131005, channel_down, 0, true, "access denied", token_hint, "MD"},
    error_row{131008, 131009, permanent, 0, false, "a parameter is missing or has a wrong value",
              "The request has a wrong field; look at the provider's words.", "MD"},
    error_row{131016, 131016, retry_after, 4, false, "the service is overloaded", later_hint, "MD"},
    error_row{131021, 131021, permanent, 0, false, "sender and receiver are the same", "Send to another number.", "MD"},
    error_row{131026, 131026, permanent, 0, false, "cannot be delivered to this number",
              "The number is not on WhatsApp, has an old app or has not accepted the terms; ask another way.", "MD",
              limit::none, mark::undeliverable},
    error_row{131030, 131030, permanent, 0, false, "the number is not in the test list",
              "Add it in the app's test numbers; for Argentina try it with and without the 9 after 54.", "PW",
              limit::none, mark::none, true},
    error_row{131031, 131031, channel_down, 0, true, "the account is locked", account_hint, "MD"},
    error_row{131037, 131037, channel_down, 0, true, "the display name is not approved", account_hint, "MD"},
    error_row{131042, 131042, channel_down, 0, true, "a payment problem",
              "Add or correct the payment method of the business account.", "MD"},
    error_row{131045, 131045, channel_down, 0, true, "the number is not registered", pin_hint, "MD"},
    error_row{131047, 131047, permanent, 0, false, "more than 24 hours since the customer wrote",
              "Send an approved template instead.", "MD"},
    error_row{131048, 131048, channel_down, 0, true, "too many messages of this number were blocked as spam",
              "Stop sending, look at the quality of the number, and begin again slowly.", "MD"},
    error_row{131049, 131049, permanent, 0, false, "not delivered, to keep marketing at a healthy level",
              "Do not send marketing to this customer again before 24 hours.", "MD", limit::none, mark::rest},
    error_row{131050, 131050, permanent, 0, false, "the customer has stopped marketing messages",
              "Record the opt-out; do not send marketing again.", "MD", limit::none, mark::opted_out},
    error_row{131051, 131051, permanent, 0, false, "this type of message is not supported", "Send it as another type.",
              "MD"},
    error_row{131052, 131052, permanent, 0, false, "the customer's file could not be downloaded",
              "Ask the customer to send it again.", "MD"},
    error_row{131053, 131053, permanent, 0, false, "the file could not be uploaded",
              "Check the file's type and size, then send it again.", "MD"},
    error_row{131056, 131056, retry_after, 1, false, "too many messages to this customer in a short time",
              "Only this conversation waits; fewer, fuller bubbles help.", "MD", limit::pair},
    error_row{131057, 131057, retry_after, 60, true, "the number is under maintenance",
              "It takes about a minute; it is tried again by itself.", "MD"},
    error_row{131060, 131060, permanent, 0, false, "the message is not available",
              "Nothing to do: it was written on a linked device.", "MR2"},
    error_row{131062, 131062, permanent, 0, false, "this template cannot go to a user id",
              "Ask the customer for the phone number.", "MD"},
    error_row{131063, 131063, permanent, 0, false, "marketing templates are off on this endpoint",
              "Use the marketing messages endpoint.", "MD"},
    error_row{131064, 131064, channel_down, 0, true, "this class of templates is restricted",
              "Stop sending, look at the quality of the number, and begin again slowly.", "MD"},
    error_row{132000, 132001, permanent, 0, false, "the template is missing or its parameters do not fit",
              template_hint, "MD"},
    error_row{132005, 132005, permanent, 0, false, "the template's text is too long with its parameters", template_hint,
              "MD"},
    error_row{132007, 132007, permanent, 0, false, "the template's text breaks a rule", template_hint, "MD"},
    error_row{132008, 132008, permanent, 0, false, "the template's parameters do not fit", template_hint, "PW"},
    error_row{132012, 132012, permanent, 0, false, "the format of the template's parameters is wrong", template_hint,
              "MD"},
    error_row{132015, 132015, permanent, 0, false, "the template is paused for its quality",
              "Edit the template, or wait until Meta lifts the pause.", "MD"},
    error_row{132016, 132016, permanent, 0, false, "the template is disabled", "Make a new template.", "MD"},
    error_row{132018, 132018, permanent, 0, false, "the template's parameters are not accepted", template_hint, "MD"},
    error_row{132068, 132068, permanent, 0, false, "the WhatsApp Flow is blocked", "Correct the WhatsApp Flow.", "MD"},
    error_row{132069, 132069, retry_after, 360, false, "the WhatsApp Flow is throttled",
              "At most ten an hour until it is healthy again; correct its endpoint.", "MD"},
    error_row{133000, 133000, channel_down, 0, true, "an earlier deregistration failed", pin_hint, "MD"},
    error_row{133004, 133004, retry_after, 4, false, "the server is temporarily unavailable", later_hint, "MD"},
    error_row{133005, 133010, channel_down, 0, true, "the number is not registered or its PIN is wrong", pin_hint,
              "MD"},
    error_row{133015, 133015, channel_down, 0, true, "the number was deleted a moment ago", pin_hint, "MD"},
    error_row{133016, 133016, retry_after, 3600, true, "too many registrations",
              "Wait; registrations are limited to ten in 72 hours.", "MD"},
    error_row{134011, 134011, channel_down, 0, true, "the terms of payments are not accepted", account_hint, "MD"},
    error_row{135000, 135000, permanent, 0, false, "unknown error in the request",
              "The request has a wrong field; look at the provider's words.", "MD"},
    error_row{137000, 137000, permanent, 0, false, "the customer's identity has changed",
              "Verify the customer again before sending.", "PW"},
};

} // namespace

std::span<const error_row> error_table() { return rows; }

const error_row* find_error(std::int32_t code) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [code](const error_row& r) { return code >= r.first && code <= r.last; });
  return found == rows.end() ? nullptr : &*found;
}

ports::send_answer answer_for(std::int32_t code) {
  ports::send_answer out;
  out.code = code;
  const auto* row = find_error(code);
  if (row == nullptr) {
    out.how = permanent;
    out.text = "an error that this version does not know";
    out.hint = "Look the code up on Meta's page of error codes.";
    return out;
  }
  out.how = row->what;
  out.text = row->meaning;
  out.hint = row->hint;
  out.wait = std::chrono::seconds{row->wait_seconds};
  out.whole_channel = row->whole_channel;
  out.limit = row->limit;
  out.mark = row->mark;
  out.other_number_form = row->other_form;
  return out;
}

void put_mark(ports::status_fact& fact) {
  if (fact.status != flows::message_status::failed) return;
  const auto* row = find_error(fact.error_code);
  if (row == nullptr) return;
  fact.mark = row->mark;
  if (row->mark == mark::rest && fact.at != flows::timestamp{}) fact.mark_until = fact.at + marketing_rest;
}

} // namespace charla::meta
