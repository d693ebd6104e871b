#include "sim/seeded_crypto.hpp"

#include "io/secrets/crypto.hpp"

#include <cstring>

namespace charla::sim {

namespace {

class seeded_crypto final : public ports::crypto {
public:
  explicit seeded_crypto(std::uint64_t seed) : seed_(seed), real_(secrets::make_crypto(std::string(32, 'k'))) {}

  [[nodiscard]] ports::hash256 sha256(std::string_view bytes) const override { return real_->sha256(bytes); }
  [[nodiscard]] ports::hash256 hmac_sha256(std::string_view key, std::string_view bytes) const override {
    return real_->hmac_sha256(key, bytes);
  }
  [[nodiscard]] bool same(std::string_view a, std::string_view b) const override { return real_->same(a, b); }
  [[nodiscard]] std::string base64(std::string_view bytes) const override { return real_->base64(bytes); }
  [[nodiscard]] flows::result<std::string> unbase64(std::string_view text) const override {
    return real_->unbase64(text);
  }
  [[nodiscard]] flows::uuid named_uuid(const flows::uuid& space, std::string_view name) const override {
    return real_->named_uuid(space, name);
  }
  [[nodiscard]] flows::uuid row_uuid(std::int64_t unix_ms) override {
    flows::uuid id;
    const auto number = ++count_;
    std::memcpy(id.bytes.data(), &unix_ms, sizeof unix_ms);
    std::memcpy(id.bytes.data() + sizeof unix_ms, &number, sizeof number);
    id.bytes[6] = 0x70;
    return id;
  }
  [[nodiscard]] std::string random_bytes(std::size_t n) override {
    std::string bytes;
    for (; bytes.size() < n; ++count_) {
      const auto hash = real_->sha256(std::to_string(seed_) + '/' + std::to_string(count_));
      bytes.append(hash.begin(), hash.end());
    }
    bytes.resize(n);
    return bytes;
  }
  [[nodiscard]] std::string hash_password(std::string_view p) override { return real_->hash_password(p); }
  [[nodiscard]] bool verify_password(std::string_view hash, std::string_view p) const override {
    return real_->verify_password(hash, p);
  }
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) override {
    return real_->seal(plain, context);
  }
  [[nodiscard]] flows::result<std::string> unseal(std::string_view sealed, std::string_view context) const override {
    return real_->unseal(sealed, context);
  }

private:
  std::uint64_t seed_;
  std::uint64_t count_ = 0;
  std::unique_ptr<ports::crypto> real_;
};

} // namespace

std::unique_ptr<ports::crypto> make_seeded_crypto(std::uint64_t seed) { return std::make_unique<seeded_crypto>(seed); }

} // namespace charla::sim
