#include "io/providers/meta/fields.hpp"

#include "flows/limits.hpp"
#include "io/json/text.hpp"

#include <charconv>

namespace charla::meta {

namespace {

constexpr std::int64_t end_of_9999_ms = 253'402'300'799'999;
/// Smaller is seconds: 10^11 seconds are the year 5138, 10^11 milliseconds are March 1973.
constexpr std::int64_t smallest_ms = 100'000'000'000;

} // namespace

std::string text_of(json::value v) {
  if (const auto text = v.text()) return json::sanitize_utf8(*text);
  if (v.kind() == json::kind::integer || v.kind() == json::kind::number) return v.dump();
  return {};
}

std::optional<std::int32_t> code_of(json::value v) {
  const auto text = text_of(v);
  std::int32_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

flows::timestamp time_of(json::value v) {
  const auto text = text_of(v);
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (ec != std::errc{} || end != text.data() + text.size() || n <= 0) return {};
  if (n >= smallest_ms) return n > end_of_9999_ms ? flows::timestamp{} : flows::from_unix_ms(n);
  return flows::from_unix_ms(n * 1000);
}

std::string error_text_of(json::value error) {
  for (const auto part : {error["error_data"]["details"], error["message"], error["title"]})
    if (auto text = text_of(part); !text.empty()) return text;
  return {};
}

std::string raw_of(json::value v) {
  const auto whole = v.dump();
  return std::string{json::cut_utf8(whole, flows::limits::raw_payload_max)};
}

} // namespace charla::meta
