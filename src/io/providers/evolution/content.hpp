#pragma once

#include "flows/message.hpp"
#include "io/json/reader.hpp"

namespace charla::evolution {

/// What a message object of Baileys says. Never fails: what is unknown becomes `unsupported` with the reason and the
/// message as it came, without its files and keys.
/// @param message the member `message`: one node named after its type, with side notes beside it.
/// @param id of the message, by which the gateway finds its file again.
[[nodiscard]] flows::content content_of(json::value message, const std::string& id);

/// The text of a corrected message, or its caption.
[[nodiscard]] std::string text_in(json::value message);

} // namespace charla::evolution
