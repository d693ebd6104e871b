#pragma once

#include "io/api/endpoint.hpp"
#include "io/ports/log_lines.hpp"

namespace charla::api {

inline constexpr std::string_view logs_forbidden = "Only the owner of the installation reads its log.";

/// `debug`, `info`, `warn` or `error`; empty is `debug`.
[[nodiscard]] std::optional<ports::log_level> parse_log_level(std::string_view text);
/// `{"id","at","level","event","fields"}`
void write_log_line(json::writer& w, const ports::kept_line& line);

} // namespace charla::api
