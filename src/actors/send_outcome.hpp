#pragma once

#include "actors/send_lines.hpp"
#include "io/ports/config.hpp"
#include "io/ports/provider.hpp"

/// What the end of an attempt to send means for its row: decisions of the sender without an actor around them
/// (protocol §2.5).
namespace charla::actors {

[[nodiscard]] std::string_view name_of(ports::send_fact::outcome o);

/// The provider's answer as a fact. A refusal that is the channel's fault, not the message's, never uses up attempts.
[[nodiscard]] ports::send_fact fact_of(const ports::outbox_row& row,
                                       const ports::send_answer& answer,
                                       const ports::engine_config& config,
                                       flows::timestamp channel_opens,
                                       flows::timestamp now);

/// Nobody has heard of it for as long as a status may take: what may be doubled is sent again, the rest is left.
[[nodiscard]] ports::send_fact
after_doubt(const ports::outbox_row& row, const ports::engine_config& config, flows::timestamp now);

/// It ends without the provider having been asked.
[[nodiscard]] ports::send_fact
without_asking(const flows::out_id& out, ports::send_fact::outcome how, std::string why, flows::timestamp now);

} // namespace charla::actors
