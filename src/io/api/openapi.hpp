#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// The OpenAPI 3.1 document of a route table.
/// @param server as callers reach us; empty: relative to the document.
[[nodiscard]] std::string openapi_of(const endpoints& all, std::string_view server);

} // namespace charla::api
