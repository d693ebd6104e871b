#pragma once

#include "flows/message.hpp"
#include "io/json/reader.hpp"

/// What every part of a webhook is read with: lenient, for third parties write placeholders where digits should be.
namespace charla::meta {

/// The text, or the digits of a number, as clean UTF-8; empty when it is neither.
[[nodiscard]] std::string text_of(json::value v);

/// Unix seconds or milliseconds, as text or number; time 0 when it is neither or before 1970 or after 9999.
[[nodiscard]] flows::timestamp time_of(json::value v);

/// An error code, as number or as digits.
[[nodiscard]] std::optional<std::int32_t> code_of(json::value v);

/// `details` of an error object where there are some, else its message, else its title.
[[nodiscard]] std::string error_text_of(json::value error);

/// The value as JSON text of at most `limits::raw_payload_max` bytes, cut between characters. For people to look at:
/// what was cut is no longer JSON.
[[nodiscard]] std::string raw_of(json::value v);

} // namespace charla::meta
