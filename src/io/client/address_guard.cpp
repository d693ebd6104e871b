#include "io/client/address_guard.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace charla::client {

namespace {

struct range4 {
  std::uint32_t network;
  int bits;
};

/// IPv4 blocks that are not the public internet (RFC 6890, RFC 6598).
constexpr std::array ranges4{
    range4{0x00000000, 8},  // this network
    range4{0x0a000000, 8},  // private
    range4{0x64400000, 10}, // carrier-grade NAT
    range4{0x7f000000, 8},  // loopback
    range4{0xa9fe0000, 16}, // link-local, cloud metadata
    range4{0xac100000, 12}, // private
    range4{0xc0000000, 24}, // protocol assignments
    range4{0xc0000200, 24}, // documentation
    range4{0xc0a80000, 16}, // private
    range4{0xc6120000, 15}, // benchmarking
    range4{0xc6336400, 24}, // documentation
    range4{0xcb007100, 24}, // documentation
    range4{0xe0000000, 4},  // multicast
    range4{0xf0000000, 4},  // reserved, broadcast
};

bool is_private4(std::uint32_t host_order) {
  return std::any_of(ranges4.begin(), ranges4.end(),
                     [&](const range4& r) { return (host_order ^ r.network) >> (32 - r.bits) == 0; });
}

std::uint32_t read4(const std::uint8_t* b) {
  return static_cast<std::uint32_t>(b[0]) << 24 | static_cast<std::uint32_t>(b[1]) << 16
         | static_cast<std::uint32_t>(b[2]) << 8 | b[3];
}

bool is_private6(const std::uint8_t* b) {
  const auto zero = [&](std::size_t from, std::size_t to) {
    return std::all_of(b + from, b + to, [](std::uint8_t x) { return x == 0; });
  };
  if (zero(0, 10) && b[10] == 0xff && b[11] == 0xff) return is_private4(read4(b + 12)); // v4-mapped
  if (zero(0, 12)) return true;                                                         // ::, ::1, v4-compatible
  if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xff && b[3] == 0x9b) return true; // 64:ff9b::/96, NAT64: leads to any v4
  if (b[0] == 0x20 && b[1] == 0x02) return is_private4(read4(b + 2));            // 6to4
  if ((b[0] & 0xfe) == 0xfc) return true;                                        // unique local
  if (b[0] == 0xfe && (b[1] & 0x80) != 0) return true;                           // link-local, site-local
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0d && b[3] == 0xb8) return true; // documentation
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02) return true;                  // Teredo and other protocols' own
  if (b[0] == 0x01 && zero(1, 8)) return true;                                   // discard-only
  return b[0] == 0xff;                                                           // multicast
}

} // namespace

bool is_private(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_private4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return is_private6(in.sin6_addr.s6_addr);
  }
  return true; // neither: not the internet
}

} // namespace charla::client
