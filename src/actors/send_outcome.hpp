#pragma once

#include "actors/send_lines.hpp"
#include "io/ports/config.hpp"
#include "io/ports/provider.hpp"

/// What the end of an attempt to send means for its row: decisions of the sender without an actor around them
/// (protocol §2.5).
namespace charla::actors {

[[nodiscard]] std::string_view name_of(ports::send_fact::outcome o);

/// The provider's answer as a fact. A refusal that is the channel's fault, not the message's, never uses up attempts.
/// @param tries how often the message itself was tried, this time included.
[[nodiscard]] ports::send_fact fact_of(const ports::outbox_row& row,
                                       std::int32_t tries,
                                       const ports::send_answer& answer,
                                       const ports::retry_settings& retry,
                                       flows::timestamp channel_opens,
                                       flows::timestamp now);

/// Nobody has heard of it for as long as a status may take: what may be doubled is sent again, the rest is left.
[[nodiscard]] ports::send_fact
after_doubt(const ports::outbox_row& row, const ports::engine_config& config, flows::timestamp now);

/// The store does not let it go: what people read about it. `why` is none of `granted` and `gone`.
[[nodiscard]] ports::send_fact refusal_of(const flows::out_id& out, ports::claim_verdict why, flows::timestamp now);

/// What the operators are told when the provider refuses the channel as a whole.
[[nodiscard]] ports::system_event
alarm_of(const ports::channel_access& channel, const ports::send_answer& answer, flows::timestamp now);

/// It ends without the provider having been asked.
[[nodiscard]] ports::send_fact
without_asking(const flows::out_id& out, ports::send_fact::outcome how, std::string why, flows::timestamp now);

} // namespace charla::actors
