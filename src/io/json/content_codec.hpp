#pragma once

#include "flows/message.hpp"
#include "io/json/archive.hpp"

namespace charla::json {

/// Writes the members of a content into the open object: `type` (its stable name) and its own.
void members(writing& a, const flows::content& c);
/// Reads them; an unknown `type` is reported.
void members(reading& a, flows::content& c);

} // namespace charla::json
