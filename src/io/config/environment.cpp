#include "io/config/environment.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <unistd.h>

namespace charla::config {

namespace {

std::string_view trimmed(std::string_view s) {
  const auto blank = " \t\r";
  const auto first = s.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(blank) - first + 1);
}

bool is_name(std::string_view s) {
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  return !s.empty() && std::isdigit(static_cast<unsigned char>(s[0])) == 0 && std::all_of(s.begin(), s.end(), letter);
}

/// The value without its quotes or its comment; `nullopt` when a quote is left open or something follows it.
std::optional<std::string_view> value_of(std::string_view s) {
  if (s.empty() || (s[0] != '"' && s[0] != '\'')) {
    for (std::size_t i = 0; i < s.size(); ++i)
      if (s[i] == '#' && (i == 0 || s[i - 1] == ' ' || s[i - 1] == '\t')) return trimmed(s.substr(0, i));
    return s;
  }
  const auto end = s.find(s[0], 1);
  if (end == std::string_view::npos) return std::nullopt;
  const auto rest = trimmed(s.substr(end + 1));
  if (!rest.empty() && rest[0] != '#') return std::nullopt;
  return s.substr(1, end - 1);
}

} // namespace

environment process_environment() {
  environment out;
  for (char** at = ::environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view entry{*at};
    const auto equals = entry.find('=');
    if (equals != std::string_view::npos) out.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return out;
}

flows::result<environment> with_env_file(environment real, const std::string& file) {
  std::ifstream in(file);
  if (!in) return real;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    auto text = trimmed(line);
    if (text.empty() || text[0] == '#') continue;
    if (text.starts_with("export ")) text = trimmed(text.substr(7));
    const auto equals = text.find('=');
    const auto name = trimmed(text.substr(0, equals));
    const auto given = equals == std::string_view::npos ? std::nullopt : value_of(trimmed(text.substr(equals + 1)));
    if (!is_name(name) || !given)
      return flows::fail(
          "config.env_file",
          file + ":" + std::to_string(number)
              + ": this line is not NAME=value; put values with blanks or quotes in quotes, or start the "
                "line with # to leave it out",
          file);
    real.emplace(name, *given);
  }
  return real;
}

} // namespace charla::config
