#pragma once

#include "io/api/body.hpp"

namespace charla::api {

/// Checks components in WhatsApp's form against what it takes: which there are, how long, how many buttons, which
/// variables where. What is wrong goes to `components[2].buttons[0].text` of the body.
void check_components(body& b, json::value components, std::string_view category);

/// A template that is submitted must show an example of each variable; what lacks one is told likewise.
[[nodiscard]] std::vector<field_error> missing_examples(json::value components);

} // namespace charla::api
