#pragma once

#include "flows/message.hpp"

namespace charla::flows::check {

/// A bubble as one readable line, which tests of flows are written in and the terminal shows: `text: Hola`,
/// `buttons: ¿Seguimos? [si: Sí] [no: No]`. Line breaks stand as `\n`. Two bubbles of the same line look the same to
/// the customer.
[[nodiscard]] std::string line_of(const content& c);

} // namespace charla::flows::check
