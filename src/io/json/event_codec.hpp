#pragma once

#include "io/ports/codec.hpp"

namespace charla::json {

/// RFC 3339 in UTC: `2026-11-21T11:13:39.123Z`.
[[nodiscard]] std::string time_text(flows::timestamp t);

/// The body of a Standard Webhook: `{"type":"…","timestamp":"…","data":{…}}`.
[[nodiscard]] std::string write_event(const ports::told_event& e);

} // namespace charla::json
