#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace charla::actors {

/// Bytes as lowercase hexadecimal.
template <std::size_t N>
[[nodiscard]] std::string hex_of(const std::array<std::uint8_t, N>& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(2 * N);
  for (const auto byte : bytes) {
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 0xFU]);
  }
  return out;
}

} // namespace charla::actors
