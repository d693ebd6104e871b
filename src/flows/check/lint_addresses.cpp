#include "flows/check/lint_rules.hpp"
#include "flows/expr/fold.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace charla::flows::check {

namespace {

/// The host of an address, as far as it is written out: empty when a hole begins before it ends.
std::string host_of(std::string_view url) {
  const auto hole = url.find("{{");
  const bool whole = hole == std::string_view::npos;
  auto rest = url.substr(0, hole);
  const auto scheme = rest.find("://");
  if (scheme == std::string_view::npos) return {};
  rest.remove_prefix(scheme + 3);
  const auto end = rest.find_first_of("/?#");
  if (end == std::string_view::npos && !whole) return {};
  rest = rest.substr(0, end);
  if (const auto user = rest.rfind('@'); user != std::string_view::npos) rest.remove_prefix(user + 1);
  if (rest.starts_with('[')) return std::string{rest.substr(0, rest.find(']') + 1)};
  return expr::fold(rest.substr(0, rest.find(':')));
}

std::optional<std::array<int, 4>> ipv4(std::string_view host) {
  std::array<int, 4> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto dot = host.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    const auto part = host.substr(0, dot);
    const auto* const end = part.data() + part.size();
    const auto [read_to, wrong] = std::from_chars(part.data(), end, out[i]);
    if (part.empty() || wrong != std::errc{} || read_to != end || out[i] < 0 || out[i] > 255) return std::nullopt;
    host.remove_prefix(std::min(host.size(), part.size() + 1));
  }
  return out;
}

bool is_private(const std::array<int, 4>& a) {
  return a[0] == 0 || a[0] == 10 || a[0] == 127 || (a[0] == 172 && a[1] >= 16 && a[1] <= 31)
         || (a[0] == 192 && a[1] == 168) || (a[0] == 169 && a[1] == 254) || (a[0] == 100 && a[1] >= 64 && a[1] <= 127);
}

bool is_private(std::string_view host) {
  if (const auto address = ipv4(host)) return is_private(*address);
  if (host.starts_with('[')) {
    // Loopback, unspecified, link-local, unique local, and what is v4 in disguise.
    constexpr std::array<std::string_view, 7> heads{"[::1]", "[::]", "[fe8", "[fe9", "[fc", "[fd", "[::ffff:"};
    const auto folded = expr::fold(host);
    return std::any_of(heads.begin(), heads.end(), [&](auto head) { return folded.starts_with(head); });
  }
  constexpr std::array<std::string_view, 4> ends{".local", ".localhost", ".internal", ".lan"};
  return host == "localhost" || host == "metadata" || host.find('.') == std::string_view::npos
         || std::any_of(ends.begin(), ends.end(), [&](auto end) { return host.ends_with(end); });
}

} // namespace

void find_bad_addresses(const looking_at& at) {
  each_template(at.f, [&](const written_field& w, std::string_view text) {
    if (w.rule.name != "url") return;
    const auto host = host_of(text);
    if (!host.empty() && is_private(host))
      at.report(
          severity::warning, "lint.private_address",
          "`" + host
              + "` is known on this machine or network alone, and is refused when it is asked; use a public address",
          w.path);
    if (text.starts_with("http://"))
      at.report(severity::hint, "lint.not_https", "anyone on the way can read and change it; write https://", w.path);
  });
}

} // namespace charla::flows::check
