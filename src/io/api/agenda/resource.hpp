#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// The tenant's resource of that id; 404 when there is none.
[[nodiscard]] tl::expected<ports::resource_row, problem> find_resource(const call& c, std::string_view id);

} // namespace charla::api
