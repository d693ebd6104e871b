#pragma once

#include "io/json/reader.hpp"

namespace charla::test {

/// As much of JSON Schema as ours use, so that they can be checked without a library: `type`, `const`, `enum`,
/// `required`, `properties`, `patternProperties` (a plain prefix), `additionalProperties`, `items`, `oneOf`, `$ref`;
/// but for bounds of numbers and lengths. A keyword that it does not know is told as a problem of its own.
/// @returns the first place that does not fit, with why; empty when all does.
[[nodiscard]] std::string misfit(json::value schema, json::value written);

} // namespace charla::test
