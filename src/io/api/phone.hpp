#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charla::api {

/// A telephone number as the provider writes it: 7 to 15 digits that do not begin with 0 (E.164 without the plus).
/// Takes `+54 9 11 5555-0100` too; nullopt for anything else.
[[nodiscard]] std::optional<std::string> read_phone(std::string_view text);

/// `••••0100`, for those who may not see telephone numbers.
[[nodiscard]] std::string mask_phone(std::string_view digits);

} // namespace charla::api
