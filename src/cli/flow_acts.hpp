#pragma once

#include "cli/flow.hpp"
#include "cli/flow_files.hpp"

/// What `charla flow` does, one function an act; exit statuses as of `flow`.
namespace charla::cli {

[[nodiscard]] int check_flows(const flow_options& o, std::ostream& out);
[[nodiscard]] int test_flows(const flow_options& o, std::ostream& out, std::ostream& err);
[[nodiscard]] int play_flow(const flow_options& o, std::istream& in, std::ostream& out, std::ostream& err);

} // namespace charla::cli
