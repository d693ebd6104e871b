#pragma once

#include "io/json/reader.hpp"

#include <string>

/// What `charla inspect` prints, made from what the API answers. Nothing that comes from outside reaches the terminal
/// as anything but visible characters.
namespace charla::cli {

/// The tree of `GET /api/v1/actors` as a table: children indented below their parent.
[[nodiscard]] std::string actor_table(json::value actors);

/// One conversation: who speaks, where its flow stands, what its actor holds, its last turns.
/// @param conversation of `GET /api/v1/conversations/{id}`
/// @param inside of `…/actor`  @param turns of `…/turns`
[[nodiscard]] std::string conversation_page(json::value conversation, json::value inside, json::value turns);

/// `850 ms`, `12 s`, `3 min 20 s`, `5 h 12 min`, `2 d 3 h`.
[[nodiscard]] std::string show_age(std::int64_t ms);

/// Control characters (a terminal would obey them) become `·`; more than `max` characters are cut with `…`.
[[nodiscard]] std::string visible(std::string_view text, std::size_t max);

} // namespace charla::cli
