#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// The template of the tenant that `{id}` names.
[[nodiscard]] tl::expected<ports::template_row, problem> find_template(const call& c);

/// One that is new: `channel`, `name`, `language`, `category`, `components`.
[[nodiscard]] tl::expected<ports::template_row, problem> read_new_template(const call& c);
/// `row` with what the body changes. Errors: 409 for what the provider has already.
[[nodiscard]] tl::expected<ports::template_row, problem> read_template_change(const call& c, ports::template_row row);

/// Sets what follows from the components: `body` and `variables`.
void derive_from_components(ports::template_row& row);

void write_template(json::writer& w, const directory& known, const ports::template_row& row);
[[nodiscard]] ports::http_response show_template(const call& c, const ports::template_row& row);

} // namespace charla::api
