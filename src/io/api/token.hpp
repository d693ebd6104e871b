#pragma once

#include <string>
#include <string_view>

namespace charla::api {

/// RFC 4648 §5 without padding: fit for cookies, headers and paths.
[[nodiscard]] std::string to_base64url(std::string_view bytes);
/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(std::string_view bytes);

} // namespace charla::api
