#include "io/providers/ycloud/signature.hpp"

#include <charconv>

namespace charla::ycloud {

namespace {

/// The value of `name=` in a list with commas; empty when it is not there.
std::string_view part_of(std::string_view list, std::string_view name) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    auto part = list.substr(0, comma);
    while (part.starts_with(' '))
      part.remove_prefix(1);
    if (part.starts_with(name) && part.substr(name.size()).starts_with('=')) return part.substr(name.size() + 1);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  return {};
}

bool is_past(std::string_view seconds, flows::timestamp now) {
  std::int64_t n = -1;
  const auto [end, ec] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), n);
  if (ec != std::errc{} || end != seconds.data() + seconds.size() || n < 0) return false;
  const auto latest = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()) + future_tolerance;
  return n <= std::chrono::seconds{latest}.count();
}

} // namespace

std::string
signature_of(const ports::crypto& c, std::string_view secret, std::string_view seconds, std::string_view body) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string signed_text{seconds};
  signed_text += '.';
  signed_text += body;
  std::string out;
  for (const auto byte : c.hmac_sha256(secret, signed_text)) {
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

bool signed_by(const ports::crypto& c,
               const ports::http_request& request,
               std::string_view secret,
               flows::timestamp now) {
  const auto given = request.header_value(signature_header);
  if (!given || secret.empty()) return false;
  const auto seconds = part_of(*given, "t");
  if (!is_past(seconds, now)) return false;
  return c.same(part_of(*given, "s"), signature_of(c, secret, seconds, request.body));
}

} // namespace charla::ycloud
