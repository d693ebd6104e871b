#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// Runs that are not over.
struct pinned_runs {
  std::vector<ports::run_row> runs; ///< at most `pinned_max`
  bool all = true;                  ///< false: there are more
};
inline constexpr std::size_t pinned_max = 2000;

/// The runs that stand in this version now. Errors: the store's.
[[nodiscard]] tl::expected<pinned_runs, problem> runs_pinned_to(const call& c, const flows::flow_version& v);
/// The run of this conversation that is not over, if any.
[[nodiscard]] tl::expected<std::optional<ports::run_row>, problem> present_run(const call& c,
                                                                               const flows::conversation_id& id);

} // namespace charla::api
