#pragma once

#include "flows/definition/flow.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// Bounds of what a run may be begun with.
inline constexpr std::size_t variables_max = 50;
inline constexpr std::size_t variable_max = 4096; ///< characters

/// The version of the tenant's flow that a run may begin in; 0: its live one. Errors: 422 that names `flow` or
/// `version`, 409 when nothing of the flow is live.
[[nodiscard]] tl::expected<flows::flow, problem> find_runnable(const call& c, flows::flow_id id, std::int32_t version);

} // namespace charla::api
