#pragma once

#include "io/ports/codec.hpp"

#include <memory>

namespace charla::json {

/// The codec of everything that is stored: compact JSON, `"v":1` first, written without a tree in between and read by
/// simdjson. Stateless: one instance serves every thread. Reading passes over members it does not know, so that an
/// older program reads what a newer one has written; flows are read strictly (`flow_codec.hpp`).
/// Errors: `json.syntax`, `json.version`, `json.missing`, `json.type`, `json.range`, `json.format`,
/// `json.unknown_name`; `where` is the path.
[[nodiscard]] std::unique_ptr<ports::codec> make_codec();

} // namespace charla::json
