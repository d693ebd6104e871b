#pragma once

#include "flows/time.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"

#include <chrono>

namespace charla::ycloud {

inline constexpr std::string_view signature_header = "YCloud-Signature";

/// How far ahead of our clock a signature's moment may be. There is no bound for its age: whether a retry (up to seven,
/// over six hours) carries the moment of the first attempt is not documented, and a refused retry is a lost message. An
/// old body that somebody plays again changes nothing: every event is known by its id (providers.md B1).
inline constexpr std::chrono::minutes future_tolerance{5};

/// `t=<unix seconds>,s=<hex>`: HMAC-SHA256(endpoint secret, `<t>.<raw body>`).
[[nodiscard]] std::string
signature_of(const ports::crypto& c, std::string_view secret, std::string_view seconds, std::string_view body);

/// @returns false without header or secret, and when the moment is in the future.
[[nodiscard]] bool
signed_by(const ports::crypto& c, const ports::http_request& request, std::string_view secret, flows::timestamp now);

} // namespace charla::ycloud
