#pragma once

#include "flows/error.hpp"
#include "io/ports/channel_settings.hpp"

/// Addresses of people and of machines, as a request needs them.
namespace charla::wire {

/// The digits that a recipient's number is written with for this channel: the first of its rules that matches, else as
/// the provider wrote it in its webhooks. Providers disagree about digits that a country once put into mobile numbers
/// (providers.md A8: Argentina's 9 after 54, Mexico's 1 after 52, Brazil's 9 after the area code).
/// @param other the other spelling: without the rule where one has matched, else the country's other form, else the
///              same digits.
/// Errors: `channel.number_rule` (not an expression that RE2 takes, or a replacement with a group it does not have).
[[nodiscard]] flows::result<std::string>
recipient(const std::vector<ports::number_rule>& rules, std::string_view number, bool other);

/// The other spelling of a mobile number of Argentina, Brazil or Mexico; the same digits for any other.
[[nodiscard]] std::string other_spelling(std::string digits);

/// `https://host:port` of an address in lower case: what decides whether a token may go there. Empty for anything that
/// is no plain http(s) address (a user before the host included).
[[nodiscard]] std::string origin_of(std::string_view url);

/// `base/rest` without doubled slashes.
[[nodiscard]] std::string join(std::string_view base, std::string_view rest);

/// A path segment or a query value, percent-encoded (RFC 3986 unreserved characters stay).
[[nodiscard]] std::string escaped(std::string_view text);

} // namespace charla::wire
