#include "flows/expr/cursor.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/filters.hpp"
#include "flows/expr/letters.hpp"
#include "flows/expr/split.hpp"

#include <algorithm>
#include <iterator>

namespace charla::flows::expr::apply {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view hex_upper = "0123456789ABCDEF";

bool stays_in_url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' || c == '_' || c == '.'
         || c == '~';
}

} // namespace

std::string default_text(const std::string& text, const filter_input& with) {
  return trim(text).empty() ? with.arguments[0] : text;
}

std::string json(const std::string& text, const filter_input&) {
  std::string out;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (code < 0x20) {
      out += "\\u00";
      out += hex_digits[code >> 4U];
      out += hex_digits[code & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

std::string upcase(const std::string& text, const filter_input&) { return upper(text); }
std::string downcase(const std::string& text, const filter_input&) { return lower(text); }

std::string capitalize(const std::string& text, const filter_input&) {
  const auto first = prefix_bytes(text, 1);
  return upper(std::string_view{text}.substr(0, first)) + text.substr(first);
}

std::string trimmed(const std::string& text, const filter_input&) { return std::string{trim(text)}; }

std::string truncate(const std::string& text, const filter_input& with) {
  const auto read = decimal::read(with.arguments[0]);
  const auto most = read ? read->whole() : std::nullopt;
  if (!most || *most < 0) {
    add_note(with.notes, "not_a_number", with.arguments[0]);
    return text;
  }
  const auto characters = static_cast<std::size_t>(*most);
  if (characters == 0) return {};
  if (prefix_bytes(text, characters) == text.size()) return text;
  return text.substr(0, prefix_bytes(text, characters - 1)) + "…";
}

std::string replace(const std::string& text, const filter_input& with) {
  const auto& wanted = with.arguments[0];
  if (wanted.empty()) return text;
  std::string out;
  std::size_t at = 0;
  for (auto found = text.find(wanted); found != std::string::npos; found = text.find(wanted, at)) {
    out.append(text, at, found - at).append(with.arguments[1]);
    at = found + wanted.size();
    // Many replacements by something long: what is over the limit is cut off by the caller, so no more is made.
    if (out.size() > filtered_max) return out;
  }
  return out.append(text, at);
}

std::string url(const std::string& text, const filter_input&) {
  std::string out;
  for (const char c : text) {
    if (stays_in_url(c)) {
      out += c;
      continue;
    }
    const auto code = static_cast<unsigned char>(c);
    out += '%';
    out += hex_upper[code >> 4U];
    out += hex_upper[code & 15U];
  }
  return out;
}

std::string digits(const std::string& text, const filter_input&) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

std::string first_word(const std::string& text, const filter_input&) {
  const auto from = trim(text);
  return std::string{from.substr(0, from.find_first_of(" \t\r\n"))};
}

} // namespace charla::flows::expr::apply
