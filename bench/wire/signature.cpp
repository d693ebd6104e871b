// The low-level SHA-256 calls are deprecated in OpenSSL 3 but let a keyed state be copied without an allocation; a
// load generator signs every request and must not be what is measured.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "wire/signature.hpp"

#include <array>
#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace charla::bench {

struct signer::impl {
  SHA256_CTX inner{};
  SHA256_CTX outer{};
};

signer::signer(std::string_view key) : impl_(std::make_unique<impl>()) {
  std::array<unsigned char, 64> block{};
  if (key.size() > block.size()) {
    SHA256(reinterpret_cast<const unsigned char*>(key.data()), key.size(), block.data());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  auto inner = block;
  auto outer = block;
  for (auto& b : inner)
    b ^= 0x36;
  for (auto& b : outer)
    b ^= 0x5c;
  SHA256_Init(&impl_->inner);
  SHA256_Update(&impl_->inner, inner.data(), inner.size());
  SHA256_Init(&impl_->outer);
  SHA256_Update(&impl_->outer, outer.data(), outer.size());
}

signer::~signer() = default;
signer::signer(signer&&) noexcept = default;
signer& signer::operator=(signer&&) noexcept = default;

void signer::hex(std::string_view body, char* out) const {
  constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  auto inner = impl_->inner;
  SHA256_Update(&inner, body.data(), body.size());
  SHA256_Final(digest.data(), &inner);
  auto outer = impl_->outer;
  SHA256_Update(&outer, digest.data(), digest.size());
  SHA256_Final(digest.data(), &outer);
  for (const auto byte : digest) {
    *out++ = digits[byte >> 4];
    *out++ = digits[byte & 15];
  }
}

bool signer::verify(std::string_view body, std::string_view header) const {
  constexpr std::string_view prefix = "sha256=";
  std::array<char, 64> expected{};
  if (header.size() != prefix.size() + expected.size() || header.substr(0, prefix.size()) != prefix) return false;
  hex(body, expected.data());
  return CRYPTO_memcmp(expected.data(), header.data() + prefix.size(), expected.size()) == 0;
}

} // namespace charla::bench
