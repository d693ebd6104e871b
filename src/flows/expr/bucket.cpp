#include "flows/expr/bucket.hpp"

namespace charla::flows::expr {

namespace {

/// fmix64: each bit of what goes in changes about half of what comes out.
std::uint64_t mixed(std::uint64_t h) {
  h = (h ^ (h >> 33U)) * 0xff51afd7ed558ccd;
  h = (h ^ (h >> 33U)) * 0xc4ceb9fe1a85ec53;
  return h ^ (h >> 33U);
}

} // namespace

std::uint64_t stable_hash(std::string_view key) {
  constexpr std::uint64_t offset = 0xcbf29ce484222325;
  constexpr std::uint64_t prime = 0x100000001b3;
  auto out = offset;
  for (const char c : key)
    out = (out ^ static_cast<unsigned char>(c)) * prime;
  return out;
}

unsigned bucket(std::string_view key, unsigned total) {
  if (total == 0) return 0;
  return static_cast<unsigned>(mixed(stable_hash(key)) >> 32U) % total;
}

} // namespace charla::flows::expr
