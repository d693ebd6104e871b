#include "io/providers/simulator/wire.hpp"

#include "io/json/writer.hpp"

#include <algorithm>
#include <array>

namespace charla::simulator {

namespace {

constexpr std::array<std::string_view, 3> speeches{"meta", "ycloud", "evolution"};

} // namespace

std::string_view name_of(speech s) { return speeches.at(static_cast<std::size_t>(s)); }

std::optional<speech> parse_speech(std::string_view text) {
  const auto at = std::find(speeches.begin(), speeches.end(), text);
  if (at == speeches.end()) return std::nullopt;
  return static_cast<speech>(at - speeches.begin());
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

std::string without_plus(std::string_view number) {
  return std::string{number.starts_with('+') ? number.substr(1) : number};
}

std::string with_plus(std::string_view number) { return '+' + without_plus(number); }

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

std::string seconds_of(flows::timestamp at) { return std::to_string(flows::to_unix_ms(at) / 1000); }

ports::http_response json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

ports::http_response problem(int status, const std::string& code, const std::string& what, const std::string& field) {
  json::writer w;
  w.begin_object().member("type", "about:blank").member("title", code).member("status", status);
  w.member("detail", what);
  if (!field.empty()) w.member("field", field);
  return {status, {{"Content-Type", "application/problem+json"}}, w.end_object().take()};
}

} // namespace charla::simulator
