#include "io/providers/evolution/event.hpp"
#include "io/providers/wire/fields.hpp"

#include <array>

namespace charla::evolution {

using namespace wire; // NOLINT(google-build-using-namespace)

namespace {

struct ending {
  std::int32_t code;
  std::string_view words;
};
// Source: Baileys' `DisconnectReason`, and what Evolution does not reconnect after (providers.md C3).
constexpr std::array endings{
    ending{401, "logged out on the phone: connect it again by its QR code"},
    ending{402, "WhatsApp does not let this account in"},
    ending{403, "WhatsApp has banned or refused this number"},
    ending{406, "WhatsApp does not accept this account"},
    ending{408, "the connection timed out"},
    ending{411, "the phone's linked devices are of an older kind"},
    ending{428, "the connection was closed: it has to be connected by its QR code"},
    ending{440, "another program has connected with the same session"},
    ending{500, "the session is broken: connect it again by its QR code"},
    ending{503, "WhatsApp was not available"},
    ending{515, "the gateway has to begin again"},
};

std::string reason_of(std::int32_t code) {
  for (const auto& e : endings)
    if (e.code == code) return std::string{e.words} + " (" + std::to_string(code) + ")";
  return "code " + std::to_string(code);
}

} // namespace

void read_connection(const event& e, json::value data) {
  const auto state = text_of(data[data["state"].exists() ? "state" : "status"]);
  const auto code = code_of(data[data["statusReason"].exists() ? "statusReason" : "disconnectionReasonCode"]);
  ports::number_fact fact;
  const bool over = state == "close" || state == "closed" || state == "refused" || state == "removed";
  const bool known = over || state == "open" || state == "connecting";
  if (!known)
    return emit_notice(e, "info", "The connection has a state that this version does not know: " + state + ".", e.root);
  fact.connection = over ? "close" : state;
  fact.reason = over ? reason_of(code.value_or(0)) : "";
  if (state != "connecting") { // a code that was shown is used or has lapsed
    fact.qr = "";
    fact.pairing_code = "";
  }
  const auto why = *fact.reason;
  e.emit(std::move(fact));
  if (over) emit_notice(e, "warn", "The number " + e.instance + " is not connected any more: " + why + ".", e.root);
}

void read_qrcode(const event& e, json::value data) {
  ports::number_fact fact;
  const auto code = data["qrcode"];
  if (const auto image = text_of(code["base64"]); image.starts_with("data:image/")) {
    fact.connection = "connecting";
    fact.qr = image;
    fact.pairing_code = text_of(code["pairingCode"]);
    return e.emit(std::move(fact));
  }
  const auto why = text_of(data["message"]);
  fact.connection = "close";
  fact.qr = "";
  fact.pairing_code = "";
  fact.reason = why.empty() ? "no QR code came" : why;
  e.emit(std::move(fact));
  emit_notice(e, "warn", "The number " + e.instance + " was not connected: nobody scanned its QR code in time.",
              e.root);
}

} // namespace charla::evolution
