#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// The row that a request to connect a number asks for. Errors: 422 by field.
[[nodiscard]] tl::expected<ports::channel_row, problem> read_new_channel(const call& c);
/// The row with the request's changes. Errors: 422 by field.
[[nodiscard]] tl::expected<ports::channel_row, problem> read_channel_change(const call& c, ports::channel_row row);

} // namespace charla::api
