#pragma once

#include "flows/error.hpp"
#include "flows/message.hpp"

namespace charla::evolution {

/// What can be tapped, as a text that can be answered: the choices with their numbers, a link with its label.
/// Errors: `send.interactive` (nothing to choose), `send.empty`, `send.unsupported_type` (products, forms).
[[nodiscard]] flows::result<std::string> numbered(const flows::interactive_content& c);

} // namespace charla::evolution
