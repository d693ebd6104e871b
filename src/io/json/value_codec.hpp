#pragma once

#include "flows/definition/value.hpp"
#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

namespace charla::json {

/// JSON as the deciding mind holds it. Null and what is not there become an absent value.
[[nodiscard]] flows::value read_value(value v);
/// Members in the order of their names: the same value is always the same text. An absent value is `null`.
void write_value(writer& w, const flows::value& v);

} // namespace charla::json
