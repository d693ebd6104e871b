#include "io/providers/ycloud/errors.hpp"

#include "io/providers/meta/errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace charla::ycloud {

namespace {

using enum ports::send_outcome;
using limit = ports::send_limit;
using mark = ports::recipient_mark;

constexpr std::string_view field_hint = "The request has a wrong field; look at the provider's words.";

// Sorted by number.
constexpr std::array rows{
    error_row{"PARAM_INVALID", 900001, permanent, 0, false, "a parameter is wrong", field_hint, "YD"},
    error_row{"BAD_REQUEST", 900002, permanent, 0, false, "the request was not understood", field_hint, "YD"},
    error_row{"ACCOUNT_LIMITED", 900003, channel_down, 0, true, "the account is limited",
              "Open YCloud and solve what it says about the account.", "YD"},
    error_row{"ACCOUNT_UNAVAILABLE", 900004, channel_down, 0, true, "the account is not available",
              "Open YCloud and solve what it says about the account.", "YD"},
    error_row{"BALANCE_INSUFFICIENT", 900005, channel_down, 0, true, "the balance is used up",
              "Charge the balance at YCloud.", "YD"},
    error_row{"CONTENT_PROHIBITED", 900006, permanent, 0, false, "this content is not allowed",
              "Write it in another way; it is not sent again as it is.", "YD"},
    error_row{"NOT_FOUND", 900007, permanent, 0, false, "what the request names is not there",
              "Look at the provider's words; our number is the channel's phone number id, with `+` and country code.",
              "YD"},
    error_row{"ALREADY_EXISTS", 900008, permanent, 0, false, "there is already one", field_hint, "YD"},
    error_row{"CONTENT_TOO_LARGE", 900009, permanent, 0, false, "the message is too large",
              "Send a smaller file or a shorter text.", "YD"},
    error_row{"ACCOUNT_RATE_LIMITED", 900010, retry_after, 4, true, "the account's rate limit is reached",
              "Calls pause for a while; it goes on by itself.", "YD", limit::calls},
    error_row{"TOO_MANY_REQUESTS", 900011, retry_after, 4, true, "too many requests",
              "The number's rate is lowered by itself; check `number_rate` of the channel.", "YO", limit::number},
    error_row{"RECIPIENT_UNSUBSCRIBED", 900012, permanent, 0, false, "the customer has unsubscribed",
              "Record the opt-out; do not send marketing again.", "YO", limit::none, mark::opted_out},
    error_row{"RECIPIENT_IN_BLOCK_LIST", 900013, permanent, 0, false, "the customer is on the account's block list",
              "Take the customer off the list at YCloud first.", "YO", limit::none, mark::opted_out},
};

} // namespace

std::span<const error_row> error_table() { return rows; }

const error_row* find_error(std::string_view code) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const error_row& r) { return r.code == code; });
  return found == rows.end() ? nullptr : &*found;
}

ports::send_answer answer_for(std::int32_t number) {
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const error_row& r) { return r.number == number; });
  if (row == rows.end()) return meta::answer_for(number);
  ports::send_answer out;
  out.how = row->what;
  out.code = number;
  out.text = row->meaning;
  out.hint = row->hint;
  out.wait = std::chrono::seconds{row->wait_seconds};
  out.whole_channel = row->whole_channel;
  out.limit = row->limit;
  out.mark = row->mark;
  return out;
}

std::int32_t number_of_code(std::string_view code) {
  if (const auto* row = find_error(code)) return row->number;
  std::int32_t n = 0;
  const auto [end, ec] = std::from_chars(code.data(), code.data() + code.size(), n);
  return ec == std::errc{} && end == code.data() + code.size() ? n : 0;
}

} // namespace charla::ycloud
