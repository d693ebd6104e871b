#include "flows/expr/substitute.hpp"

#include <algorithm>

namespace charla::flows::expr {

namespace {

constexpr std::size_t name_length_max = 100;
constexpr std::string_view hex_digits = "0123456789abcdef";

std::string_view trim(std::string_view s) {
  const auto first = s.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t") - first + 1);
}

bool is_name(std::string_view s) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
           || c == '-' || (static_cast<unsigned char>(c) & 0x80U) != 0;
  };
  return !s.empty() && s.size() <= name_length_max && std::all_of(s.begin(), s.end(), allowed);
}

void append_json(std::string& out, std::string_view value) {
  for (const char c : value) {
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
}

/// `name` or `name|json`, already trimmed apart.
struct reference {
  std::string_view name;
  bool as_json = false;
};

std::optional<reference> read_reference(std::string_view inner) {
  const auto bar = inner.find('|');
  reference ref{trim(inner.substr(0, bar)), bar != std::string_view::npos};
  if (!is_name(ref.name)) return std::nullopt;
  if (ref.as_json && trim(inner.substr(bar + 1)) != "json") return std::nullopt;
  return ref;
}

} // namespace

substituted substitute(std::string_view text, const lookup& value_of) {
  substituted out;
  out.text.reserve(text.size());
  std::size_t at = 0;
  while (true) {
    const auto open = text.find("{{", at);
    const auto close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) break;
    const auto ref = read_reference(text.substr(open + 2, close - open - 2));
    if (!ref) {
      // Not ours: keep one brace and look again behind it, so that `{{{{name}}` still finds the inner one.
      out.text += text.substr(at, open + 1 - at);
      at = open + 1;
      continue;
    }
    out.text += text.substr(at, open - at);
    at = close + 2;
    const auto value = value_of(ref->name);
    if (!value) {
      out.unknown.emplace_back(ref->name);
    } else if (ref->as_json) {
      append_json(out.text, *value);
    } else {
      out.text += *value;
    }
  }
  out.text += text.substr(at);
  return out;
}

} // namespace charla::flows::expr
