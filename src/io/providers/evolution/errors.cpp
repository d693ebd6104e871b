#include "io/providers/evolution/errors.hpp"

#include <algorithm>
#include <array>

namespace charla::evolution {

namespace {

using enum ports::send_outcome;

constexpr std::array rows{
    error_row{0, permanent, "WhatsApp did not take the message",
              "Look at the phone: the number may be restricted, or the customer has blocked it.", "EV"},
    error_row{400, permanent, "the request was not understood",
              "The request has a wrong field; look at the provider's words.", "EV"},
    error_row{401, channel_down, "the API key is not accepted",
              "Set the gateway's API key, or the instance's own, as the channel's token.", "EV"},
    error_row{403, channel_down, "the API key may not use this instance",
              "Set the gateway's API key, or the instance's own, as the channel's token.", "EV"},
    error_row{404, channel_down, "the gateway does not know this instance",
              "The channel's phone number id is the name of the instance: create it, or correct the name.", "EV"},
    error_row{413, permanent, "the message is too large", "Send a smaller file.", "EV"},
    error_row{not_on_whatsapp, permanent, "this number is not on WhatsApp", "Ask the customer another way.", "EV",
              ports::recipient_mark::undeliverable},
    error_row{not_connected, channel_down, "the phone is not connected to the gateway",
              "Connect the number again by its QR code; what waits goes out then.", "U"},
};

} // namespace

std::span<const error_row> error_table() { return rows; }

ports::send_answer answer_for(std::int32_t code) {
  ports::send_answer out;
  out.code = code;
  const auto row = std::find_if(rows.begin(), rows.end(), [code](const error_row& r) { return r.code == code; });
  if (row == rows.end()) {
    out.how = permanent;
    out.text = "an error that this version does not know";
    out.hint = "Look into the gateway's log.";
    return out;
  }
  out.how = row->what;
  out.text = row->meaning;
  out.hint = row->hint;
  out.whole_channel = row->what == channel_down;
  out.mark = row->mark;
  return out;
}

} // namespace charla::evolution
