#include "io/api/moment.hpp"

#include <ctime>
#include <string_view>

namespace charla::api {

namespace {

using std::chrono::minutes;

/// Two digits at `at`; -1 when they are none.
int two_digits(std::string_view text, std::size_t at) {
  const auto digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  return digit(at) && digit(at + 1) ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -1;
}

/// `Z`, `+00:00`, `-03:00`.
std::optional<minutes> parse_offset(std::string_view text) {
  if (text == "Z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = two_digits(text, 1);
  const auto rest = two_digits(text, 4);
  if (hours < 0 || hours > 23 || rest < 0 || rest > 59) return std::nullopt;
  const minutes offset{hours * 60 + rest};
  return text[0] == '-' ? -offset : offset;
}

} // namespace

std::optional<flows::timestamp> parse_time(const std::string& text) {
  std::tm t{};
  const auto* at = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &t);
  if (at == nullptr) return std::nullopt;
  std::int64_t ms = 0;
  if (*at == '.') {
    std::int64_t scale = 100;
    const auto* first = ++at;
    for (; *at >= '0' && *at <= '9'; ++at, scale /= 10)
      ms += scale * (*at - '0');
    if (at == first) return std::nullopt;
  }
  const auto offset = parse_offset(at);
  if (!offset) return std::nullopt;
  const auto day = t.tm_mday;
  const auto seconds = ::timegm(&t);
  if (t.tm_mday != day) return std::nullopt; // 30 February has become a day of March
  return flows::from_unix_ms(static_cast<std::int64_t>(seconds) * 1000 + ms) - *offset;
}

} // namespace charla::api
