#pragma once

#include "flows/time.hpp"
#include "io/ports/log.hpp"

#include <span>

/// One log line as text. Pure.
namespace charla::log {

enum class line_format : std::uint8_t { json, text };

/// Longer values are cut here: a log line is an event, not an archive.
inline constexpr std::size_t value_size_max = 2048;

[[nodiscard]] std::string_view name_of(ports::log_level level);

/// `2026-11-21T10:40:00.123Z`
[[nodiscard]] std::string rfc3339(flows::timestamp at);

/// Appends one line with its newline. JSON keys (R141): timestamp, level, event, service, then the fields in order.
/// Values whose key carries a unit or counts something (`latency_ms`, `status_code`, `attempt`…) and that read as
/// numbers are JSON numbers, all others strings. The value of a key that names a secret is never written. Bytes that
/// are no UTF-8 become U+FFFD, so that a line is always one valid JSON document.
void append_line(std::string& out,
                 line_format format,
                 flows::timestamp at,
                 ports::log_level level,
                 std::string_view service,
                 std::string_view event,
                 std::span<const ports::field> fields);

} // namespace charla::log
