#pragma once

#include "io/json/archive.hpp"
#include "io/ports/codec.hpp"

namespace charla::json {

/// A turn as it is kept for replay and for "why".
void members(writing& a, const ports::turn_record& t);
void members(reading& a, ports::turn_record& t);

void members(writing& a, const flows::trace_line& v);
void members(reading& a, flows::trace_line& v);

} // namespace charla::json
