#include "flows/ids.hpp"

#include <charconv>

namespace charla::flows {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::size_t uuid_length = 36;

bool is_dash_position(std::size_t i) { return i == 8 || i == 13 || i == 18 || i == 23; }

std::optional<std::uint8_t> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

template <class Int>
std::optional<Int> parse_int(std::string_view text) {
  Int value{};
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

} // namespace

std::string to_string(const uuid& id) {
  std::string out;
  out.reserve(uuid_length);
  for (const auto byte : id.bytes) {
    if (is_dash_position(out.size())) out.push_back('-');
    out.push_back(hex_digits[byte >> 4]);
    out.push_back(hex_digits[byte & 15]);
  }
  return out;
}

std::optional<uuid> parse_uuid(std::string_view text) {
  if (text.size() != uuid_length) return std::nullopt;
  uuid id;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_dash_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const auto value = hex_value(text[i]);
    if (!value) return std::nullopt;
    auto& byte = id.bytes[nibble / 2];
    byte = static_cast<std::uint8_t>(nibble % 2 == 0 ? *value << 4 : byte | *value);
    ++nibble;
  }
  return id;
}

std::string to_string(const out_id& id) {
  return to_string(id.conversation.value()) + ':' + std::to_string(id.version) + ':' + std::to_string(id.index);
}

std::optional<out_id> parse_out_id(std::string_view text) {
  if (text.size() < uuid_length + 4 || text[uuid_length] != ':') return std::nullopt;
  const auto conversation = parse_uuid(text.substr(0, uuid_length));
  const auto rest = text.substr(uuid_length + 1);
  const auto colon = rest.find(':');
  if (!conversation || colon == std::string_view::npos) return std::nullopt;
  const auto version = parse_int<std::int64_t>(rest.substr(0, colon));
  const auto index = parse_int<std::int16_t>(rest.substr(colon + 1));
  if (!version || !index || *version < 0 || *index < 0) return std::nullopt;
  return out_id{conversation_id{*conversation}, *version, *index};
}

std::size_t hash_of(const uuid& id) noexcept {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, id.bytes.data(), sizeof high);
  std::memcpy(&low, id.bytes.data() + 8, sizeof low);
  return static_cast<std::size_t>((high ^ (high >> 32)) * 0x9e3779b97f4a7c15ULL ^ low);
}

} // namespace charla::flows
