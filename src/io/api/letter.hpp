#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// The dead letter that `{id}` names. Errors: 404.
[[nodiscard]] tl::expected<ports::dead_letter_row, problem> find_letter(const call& c);

/// The cause as `body` of the request corrects it, encoded anew; `nullopt` when it is to stay as it was. It must be of
/// the letter's kind and for its conversation: what is wrong stays in the body, or is the error when the store fails.
[[nodiscard]] tl::expected<std::optional<std::string>, problem>
read_edited(const call& c, body& b, const ports::dead_letter_row& l);

} // namespace charla::api
