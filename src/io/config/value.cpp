#include "io/config/value.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <fmt/core.h>
#include <numeric>
#include <optional>

namespace charla::config {

namespace {

template <class T>
std::optional<T> number_in(std::string_view text) {
  T out{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<bool> flag_in(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::array<std::string_view, 4> yes{"true", "1", "yes", "on"};
  constexpr std::array<std::string_view, 4> no{"false", "0", "no", "off"};
  if (std::find(yes.begin(), yes.end(), lower) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), lower) != no.end()) return false;
  return std::nullopt;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    auto item = text.substr(0, comma);
    while (item.starts_with(' '))
      item.remove_prefix(1);
    while (item.ends_with(' '))
      item.remove_suffix(1);
    if (!item.empty()) out.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

template <class T>
std::optional<value> as_value(std::optional<T> v) {
  return v ? std::optional<value>(*v) : std::nullopt;
}

std::optional<value> read(kind type, std::string_view text) {
  switch (type) {
  case kind::text: return value{std::string(text)};
  case kind::flag: return as_value(flag_in(text));
  case kind::count:
  case kind::duration_ms: return as_value(number_in<std::int64_t>(text));
  case kind::number: return as_value(number_in<double>(text));
  case kind::list: return value{split(text)};
  }
  return std::nullopt;
}

bool holds(kind type, const value& v) {
  switch (type) {
  case kind::text: return std::holds_alternative<std::string>(v);
  case kind::flag: return std::holds_alternative<bool>(v);
  case kind::count:
  case kind::duration_ms: return std::holds_alternative<std::int64_t>(v);
  case kind::number: return std::holds_alternative<double>(v);
  case kind::list: return std::holds_alternative<std::vector<std::string>>(v);
  }
  return false;
}

/// NaN is in no range.
bool in_range(const key& k, const value& v) {
  double n = 0;
  if (const auto* whole = std::get_if<std::int64_t>(&v))
    n = static_cast<double>(*whole);
  else if (const auto* any = std::get_if<double>(&v))
    n = *any;
  else
    return true;
  return n >= k.min && n <= k.max;
}

bool is_choice(const key& k, const value& v) {
  const auto* text = std::get_if<std::string>(&v);
  return k.choices.empty() || (text && std::find(k.choices.begin(), k.choices.end(), *text) != k.choices.end());
}

} // namespace

flows::result<value> fit(const key& k, value v, std::string_view found) {
  if (k.type == kind::number && std::holds_alternative<std::int64_t>(v))
    v = static_cast<double>(std::get<std::int64_t>(v));
  if (holds(k.type, v) && in_range(k, v) && is_choice(k, v)) return v;
  return flows::fail("config.value",
                     fmt::format("{}: expected {}, found {}", k.name, expected(k), k.secret ? "something else" : found),
                     std::string(k.name));
}

flows::result<value> parse(const key& k, std::string_view text) {
  const auto found = fmt::format("\"{}\"", text);
  if (auto v = read(k.type, text)) return fit(k, std::move(*v), found);
  return flows::fail("config.value",
                     fmt::format("{}: expected {}, found {}", k.name, expected(k), k.secret ? "something else" : found),
                     std::string(k.name));
}

std::string expected(const key& k) {
  const auto between = [&k](std::string_view what) {
    if (k.max == std::numeric_limits<double>::max()) return std::string(what);
    return fmt::format("{} from {} to {}", what, to_text(k.min), to_text(k.max));
  };
  switch (k.type) {
  case kind::text: {
    if (k.choices.empty()) return "a text";
    std::string out = "one of";
    for (const auto c : k.choices)
      out += fmt::format("{} {}", out.size() > 6 ? "," : "", c);
    return out;
  }
  case kind::flag: return "true or false";
  case kind::count: return between("a whole number");
  case kind::duration_ms: return between("milliseconds, a whole number");
  case kind::number: return between("a number");
  case kind::list: return "a list of texts";
  }
  return "";
}

std::string to_text(const value& v) {
  struct printer {
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t n) const { return std::to_string(n); }
    std::string operator()(double d) const { return fmt::format("{:.15g}", d); }
    std::string operator()(const std::vector<std::string>& l) const {
      std::string out;
      for (const auto& s : l)
        out += (out.empty() ? "" : ",") + s;
      return out;
    }
  };
  return std::visit(printer{}, v);
}

std::string to_toml(const value& v) {
  const auto quoted = [](const std::string& s) {
    std::string out = "\"";
    for (const char c : s) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    return out + "\"";
  };
  if (const auto* s = std::get_if<std::string>(&v)) return quoted(*s);
  if (const auto* l = std::get_if<std::vector<std::string>>(&v)) {
    std::string out;
    for (const auto& s : *l)
      out += (out.empty() ? "" : ", ") + quoted(s);
    return "[" + out + "]";
  }
  const auto text = to_text(v);
  // TOML tells 80 from 80.0.
  return std::holds_alternative<double>(v) && text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string_view nearest(std::string_view name, std::span<const std::string> known) {
  std::string_view best;
  std::size_t best_distance = name.size() / 3 + 1; // beyond a third of the letters it is another word
  for (const auto& candidate : known) {
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= name.size(); ++i) { // Levenshtein, one row at a time
      std::size_t diagonal = std::exchange(row[0], i);
      for (std::size_t j = 1; j <= candidate.size(); ++j)
        diagonal = std::exchange(
            row[j], std::min({row[j] + 1, row[j - 1] + 1, diagonal + (name[i - 1] == candidate[j - 1] ? 0u : 1u)}));
    }
    if (row.back() > best_distance || (row.back() == best_distance && !best.empty())) continue;
    best_distance = row.back();
    best = candidate;
  }
  return best;
}

} // namespace charla::config
