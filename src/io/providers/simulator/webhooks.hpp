#pragma once

#include "io/providers/simulator/dialect.hpp"
#include "io/providers/simulator/templates.hpp"

/// Bodies of Meta's webhooks.
namespace charla::simulator {

[[nodiscard]] std::string meta_status(const sender_number& number, const send_request& about, const status_news& news);

[[nodiscard]] std::string meta_inbound(const sender_number& number, const customer_message& m, flows::timestamp at);

/// What the review says of a template.
[[nodiscard]] std::string template_webhook(const message_template& t);

/// @param event `DOWNGRADE`, `UPGRADE`, `FLAGGED`, `THROUGHPUT_UPGRADE`, …
[[nodiscard]] std::string number_webhook(const sender_number& number, std::string_view event, std::string_view limit);

} // namespace charla::simulator
