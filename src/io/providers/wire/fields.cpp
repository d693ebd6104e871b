#include "io/providers/wire/fields.hpp"

#include "flows/limits.hpp"
#include "io/json/text.hpp"
#include "io/json/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace charla::wire {

namespace {

constexpr std::int64_t end_of_9999_ms = 253'402'300'799'999;
/// Smaller is seconds: 10^11 seconds are the year 5138, 10^11 milliseconds are March 1973.
constexpr std::int64_t smallest_ms = 100'000'000'000;

/// Members whose value opens something: whoever reads our logs and tables must not have it.
constexpr std::array<std::string_view, 11> secrets{"accessToken", "access_token", "apikey",         "apiKey",
                                                   "app_secret",  "hash",         "mediaKey",       "password",
                                                   "secret",      "token",        "x-hub-signature"};
/// Members that are files.
constexpr std::array<std::string_view, 3> files{"base64", "jpegThumbnail", "thumbnail"};

bool is_one_of(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the parser allows
void copy(json::writer& w, json::value v) {
  switch (v.kind()) {
  case json::kind::object:
    w.begin_object();
    for (const auto& [name, member] : v.members()) {
      w.key(name);
      const bool said = member.kind() == json::kind::text;
      if (said && is_one_of(secrets, name))
        w.text("[left out]");
      else if (said && is_one_of(files, name))
        w.text("[" + std::to_string(member.text()->size()) + " characters]");
      else
        copy(w, member);
    }
    w.end_object();
    break;
  case json::kind::array:
    w.begin_array();
    for (const auto item : v.items())
      copy(w, item);
    w.end_array();
    break;
  case json::kind::text: w.text(*v.text()); break;
  default: w.raw(v.dump());
  }
}

/// Two or more digits at `at`; -1 when there are none.
int digits_at(std::string_view text, std::size_t at, std::size_t length) {
  int n = -1;
  if (text.size() < at + length) return -1;
  const auto [end, ec] = std::from_chars(text.data() + at, text.data() + at + length, n);
  return ec == std::errc{} && end == text.data() + at + length ? n : -1;
}

/// `.5`, `.05` and `.0055` of a second in milliseconds; what is after the digits stays in `text`.
int fraction_ms(std::string_view& text) {
  int ms = 0;
  int weight = 100;
  if (!text.starts_with('.')) return 0;
  text.remove_prefix(1);
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), weight /= 10)
    ms += (text.front() - '0') * weight;
  return ms;
}

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
  for (const auto part : {error["error_data"]["details"], error["error_user_msg"], error["message"], error["title"]})
    if (auto text = text_of(part); !text.empty()) return text;
  return {};
}

std::string raw_of(json::value v) {
  const auto whole = dump_for_people(v);
  return std::string{json::cut_utf8(whole, flows::limits::raw_payload_max)};
}

std::string dump_for_people(json::value v) {
  if (!v.exists()) return {};
  json::writer w;
  copy(w, v);
  return w.take();
}

std::string metadata_of(json::value v) {
  auto raw = dump_for_people(v);
  if (raw.empty()) return "{}";
  if (raw.size() <= flows::limits::raw_payload_max) return raw;
  json::writer w{flows::limits::raw_payload_max + 64};
  w.begin_object().member("cut_from_bytes", static_cast<std::int64_t>(raw.size()));
  return w.member("raw", json::cut_utf8(raw, flows::limits::raw_payload_max)).end_object().take();
}

flows::timestamp utc_of(json::value v) {
  const auto whole = text_of(v);
  std::string_view text = whole;
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
    return {};
  const std::chrono::year_month_day day{std::chrono::year{digits_at(text, 0, 4)},
                                        std::chrono::month{static_cast<unsigned>(digits_at(text, 5, 2))},
                                        std::chrono::day{static_cast<unsigned>(digits_at(text, 8, 2))}};
  const auto hours = digits_at(text, 11, 2);
  const auto minutes = digits_at(text, 14, 2);
  const auto seconds = digits_at(text, 17, 2);
  if (!day.ok() || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) return {};
  text.remove_prefix(19);
  const auto ms = fraction_ms(text);
  if (text != "Z" && text != "+00:00") return {};
  const flows::timestamp at = std::chrono::sys_days{day} + std::chrono::hours{hours} + std::chrono::minutes{minutes}
                              + std::chrono::seconds{seconds} + flows::milliseconds{ms};
  return at < flows::timestamp{} ? flows::timestamp{} : at;
}

std::optional<double> number_of(json::value v) {
  if (const auto n = v.number()) return n;
  const auto text = text_of(v);
  double n = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

} // namespace charla::wire
