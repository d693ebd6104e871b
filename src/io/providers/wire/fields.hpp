#pragma once

#include "flows/message.hpp"
#include "io/json/reader.hpp"

/// What every part of a webhook is read with: lenient, for third parties write placeholders where digits should be.
namespace charla::wire {

/// The text, or the digits of a number, as clean UTF-8; empty when it is neither.
[[nodiscard]] std::string text_of(json::value v);

/// Unix seconds or milliseconds, as text or number; time 0 when it is neither or before 1970 or after 9999.
[[nodiscard]] flows::timestamp time_of(json::value v);

/// RFC 3339 in UTC, `2026-01-02T03:04:05.000Z`; time 0 for anything else.
[[nodiscard]] flows::timestamp utc_of(json::value v);

/// A number, also one written as text ("-34.6"); nullopt when it is neither.
[[nodiscard]] std::optional<double> number_of(json::value v);

/// An error code, as number or as digits.
[[nodiscard]] std::optional<std::int32_t> code_of(json::value v);

/// The digits of a text, in their order.
[[nodiscard]] std::string digits_of(std::string_view text);

/// `details` of an error object where there are some, else what it says to users, else its message, else its title.
[[nodiscard]] std::string error_text_of(json::value error);

/// The value as JSON text of at most `limits::raw_payload_max` bytes, cut between characters. For people to look at:
/// what was cut is no longer JSON. Secrets and files are not in it, see `dump_for_people`.
[[nodiscard]] std::string raw_of(json::value v);

/// The value as it came, but for members that are secrets (`apikey`, `token`, `mediaKey`, …), which say that they are
/// left out, and files written into the JSON (`base64`, thumbnails), which say how large they were.
[[nodiscard]] std::string dump_for_people(json::value v);

/// What a system event keeps of a part: an object of any size is valid JSON; a large one is cut, and says so.
[[nodiscard]] std::string metadata_of(json::value v);

} // namespace charla::wire
