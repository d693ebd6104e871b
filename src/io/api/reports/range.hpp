#pragma once

#include "io/api/endpoint.hpp"
#include "io/api/reports/count.hpp"

namespace charla::api::reports {

inline constexpr std::chrono::hours range_by_default{7 * 24};
inline constexpr std::chrono::hours range_max{92 * 24};

/// `from`, `to` and `channel` of the query; the last seven days of all channels when absent.
[[nodiscard]] tl::expected<ports::report_filter, problem> read_range(const call& c);
/// The three of them, for the document.
[[nodiscard]] std::vector<parameter> range_parameters();

/// The report of the range, from the room or made now.
[[nodiscard]] tl::expected<std::shared_ptr<const report>, problem> report_of(call& c, const ports::report_filter& f);

/// Runs where seconds may pass without anybody else waiting for it.
[[nodiscard]] handler aside(quick_handler h);

} // namespace charla::api::reports
