#pragma once

#include "flows/definition/flow.hpp"

namespace charla::flows::check {

/// The flow as a Mermaid flowchart, for documents and reviews: each step with its type and its text, each exit an arrow
/// with its name, jumps dotted, other flows as frames. The same flow is always the same text.
[[nodiscard]] std::string mermaid_of(const flow& f);

} // namespace charla::flows::check
