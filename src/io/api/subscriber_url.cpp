#include "io/api/subscriber_url.hpp"

#include <algorithm>
#include <charconv>

namespace charla::api {

namespace {

constexpr std::size_t longest = 2000;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
  return ec == std::errc{} && end == text.data() + text.size() && port > 0 && port < 65'536;
}

bool is_name(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.find("..") == std::string_view::npos
         && std::all_of(host.begin(), host.end(),
                        [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; });
}

/// A name of the public internet: two labels at least, the last no number (which would be an address) and none of the
/// names that stay at home (RFC 6761, RFC 6762).
bool is_public_name(std::string_view host) {
  const auto dot = host.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string last{host.substr(dot + 1)};
  std::transform(last.begin(), last.end(), last.begin(),
                 [](char c) { return is_letter(c) ? static_cast<char>(c | 32) : c; });
  return !last.empty() && is_letter(last.front()) && last != "localhost" && last != "local" && last != "internal";
}

} // namespace

std::optional<url_fault> fault_of(std::string_view url, bool anywhere) {
  if (url.size() > longest) return url_fault{"too_long", "At most 2000 characters."};
  if (!std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7f; }))
    return url_fault{"format", "A URL in ASCII without blanks; encode the rest with %."};
  const auto open = url.substr(0, 7) == "http://";
  if (!open && url.substr(0, 8) != "https://") return url_fault{"scheme", "Begin with https://."};
  if (open && !anywhere) return url_fault{"scheme", "Only https:// is told anything: what is sent is the customers'."};
  const auto rest = url.substr(open ? 7 : 8);
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != std::string_view::npos)
    return url_fault{"credentials", "No user or password in the URL: verify the signature instead."};
  const auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1)))
    return url_fault{"format", "The port is a number from 1 to 65535; IPv6 addresses are not taken."};
  const auto host = authority.substr(0, colon);
  if (!is_name(host)) return url_fault{"format", "A host name is missing or holds what names cannot hold."};
  if (!anywhere && !is_public_name(host))
    return url_fault{"private",
                     "Name a public host, such as hooks.example.com; addresses and local names are refused."};
  return std::nullopt;
}

} // namespace charla::api
