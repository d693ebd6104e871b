#pragma once

#include "actors/messages.hpp"
#include "io/ports/codec.hpp"
#include "io/ports/crypto.hpp"

/// From a decision to the rows that make it true, and to the news that it is. No actor in here.
namespace charla::actors {

/// The rows of one turn. `live`: the versions that may begin, by precedence.
[[nodiscard]] ports::turn_write write_turn(const flows::conversation& before,
                                           const flows::decision& d,
                                           std::span<const flows::cause> causes,
                                           const flows::rules& rules,
                                           std::vector<flows::flow_version> live,
                                           timestamp now,
                                           const ports::codec& codec,
                                           ports::crypto& ids);

/// The bubbles of a committed turn as the sender takes them over.
[[nodiscard]] std::vector<ports::outbox_row>
rows_to_send(const flows::conversation& after, const ports::turn_write& turn, timestamp now);

/// One thing that watchers are told.
[[nodiscard]] std::shared_ptr<ports::feed_change>
news_of(flows::tenant_id tenant, timestamp at, decltype(ports::feed_change::what) what);

/// What watchers are told of a committed turn: its messages, then the conversation's new face.
[[nodiscard]] std::vector<std::shared_ptr<ports::feed_change>> news_of(const flows::conversation& after,
                                                                       std::span<const flows::message> messages,
                                                                       const ports::turn_write& turn,
                                                                       std::int32_t unread,
                                                                       timestamp now);

/// What happens to causes that cannot be decided; and what watchers are told of it.
[[nodiscard]] ports::dead_letter_write letter_of(const flows::conversation& c,
                                                 std::span<const flows::cause> causes,
                                                 const std::string& reason,
                                                 const std::string& error,
                                                 std::string trace,
                                                 timestamp now);
[[nodiscard]] std::shared_ptr<ports::feed_change> news_of(const ports::dead_letter_write& letter);

/// The conversation as it was stored, with the newest messages; a new one when `loaded` has no state.
[[nodiscard]] flows::result<flows::conversation> revive(const conversation_loaded& loaded, const ports::codec& codec);

} // namespace charla::actors
