#include "io/providers/wire/address.hpp"

#include "io/providers/wire/fields.hpp"

#include <algorithm>
#include <re2/re2.h>

namespace charla::wire {

namespace {

bool all(std::string_view digits, std::string_view prefix, std::size_t length) {
  return digits.size() == length && digits.starts_with(prefix);
}

/// Brazil's mobile numbers begin with 6 to 9 without their ninth digit; what begins with 2 to 5 is a line on a wall.
bool is_mobile(char first) { return first >= '6' && first <= '9'; }

/// @returns nullopt when the rule does not match.
flows::result<std::optional<std::string>> apply(const ports::number_rule& rule, std::string digits) {
  RE2::Options quiet;
  quiet.set_log_errors(false);
  const RE2 pattern{rule.match, quiet};
  std::string why;
  if (!pattern.ok())
    return flows::fail("channel.number_rule", "`" + rule.match + "` cannot be read: " + pattern.error(),
                       "number_rules.match");
  if (!pattern.CheckRewriteString(rule.replace, &why))
    return flows::fail("channel.number_rule", "`" + rule.replace + "` does not fit: " + why, "number_rules.replace");
  if (!RE2::Replace(&digits, pattern, rule.replace)) return std::nullopt;
  return digits;
}

} // namespace

std::string other_spelling(std::string digits) {
  if (all(digits, "549", 13)) return "54" + digits.substr(3);
  if (all(digits, "54", 12)) return "549" + digits.substr(2);
  if (all(digits, "521", 13)) return "52" + digits.substr(3);
  if (all(digits, "52", 12)) return "521" + digits.substr(2);
  if (all(digits, "55", 13) && digits[4] == '9') return digits.substr(0, 4) + digits.substr(5);
  if (all(digits, "55", 12) && is_mobile(digits[4])) return digits.substr(0, 4) + '9' + digits.substr(4);
  return digits;
}

flows::result<std::string>
recipient(const std::vector<ports::number_rule>& rules, std::string_view number, bool other) {
  // What is no number at all (a name in a simulation) is left as it is.
  const bool named = std::any_of(number.begin(), number.end(),
                                 [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  auto digits = named ? std::string{number} : digits_of(number);
  if (digits.empty()) digits = number;
  for (const auto& rule : rules) {
    auto ruled = apply(rule, digits);
    if (!ruled) return tl::make_unexpected(std::move(ruled).error());
    if (*ruled && **ruled != digits) return other ? digits : **ruled;
    if (*ruled) break;
  }
  return other ? other_spelling(std::move(digits)) : digits;
}

std::string origin_of(std::string_view url) {
  std::string out;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    const auto authority = url.substr(scheme.size(), url.find_first_of("/?#\\", scheme.size()) - scheme.size());
    if (authority.empty() || authority.find('@') != std::string_view::npos) return {};
    out = std::string{scheme} + std::string{authority};
  }
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string join(std::string_view base, std::string_view rest) {
  while (base.ends_with('/'))
    base.remove_suffix(1);
  return std::string{base} + '/' + std::string{rest};
}

std::string escaped(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                       || std::string_view{"-._~"}.find(c) != std::string_view::npos;
    if (plain)
      out += c;
    else
      (((out += '%') += hex[u >> 4]) += hex[u & 15]);
  }
  return out;
}

} // namespace charla::wire
