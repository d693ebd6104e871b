#pragma once

#include "flows/time.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

/// Who may post webhooks: Evolution signs nothing, so that a secret is shown instead (providers.md C3).
namespace charla::evolution {

inline constexpr std::string_view secret_header = "X-Charla-Secret";
inline constexpr std::string_view secret_query = "secret";

/// The secret in the header `X-Charla-Secret`, or in the query `?secret=`, or as the key of a JSON Web Token (HS256,
/// not expired) in `Authorization: Bearer`, which Evolution makes from `headers.jwt_key`. Constant time. An empty
/// secret lets nobody in.
[[nodiscard]] bool
let_in(const ports::crypto& c, const ports::http_request& request, std::string_view secret, flows::timestamp now);

/// RFC 7519 with HS256 only: signature and `exp` are checked, and `nbf` and `iat` when they are there. A minute is
/// granted for clocks that differ.
[[nodiscard]] bool
token_holds(const ports::crypto& c, std::string_view token, std::string_view key, flows::timestamp now);

} // namespace charla::evolution
