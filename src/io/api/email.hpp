#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charla::api {

/// An e-mail address as accounts are found by it: lower case, without blanks around it. nullopt for what cannot be one.
[[nodiscard]] std::optional<std::string> read_email(std::string_view text);

} // namespace charla::api
