#pragma once

#include "io/providers/simulator/dialect.hpp"

/// Bodies of Evolution's webhooks.
namespace charla::simulator {

/// As its `createJid` does: digits and the domain, without the mobile 9 of Argentina and 1 of Mexico.
[[nodiscard]] std::string jid_of(std::string_view number);

/// Opens the envelope up to and including `data`; `close` ends it.
void open_evolution(json::writer& w, std::string_view event, std::string_view instance);
[[nodiscard]] std::string close_evolution(json::writer& w, const sender_number& number, flows::timestamp at);

/// `messages.upsert`, `messages.edited` or `messages.delete`.
[[nodiscard]] std::string
evolution_inbound(const sender_number& number, const customer_message& m, flows::timestamp at);

/// `connection.update`. @param state `open`, `connecting`, `close`, `refused`
[[nodiscard]] std::string
connection_webhook(const sender_number& number, std::string_view state, std::int64_t reason, flows::timestamp at);
/// `qrcode.updated`. @param image `data:image/png;base64,…`
[[nodiscard]] std::string
qr_webhook(const sender_number& number, std::string_view code, std::string_view image, flows::timestamp at);

} // namespace charla::simulator
