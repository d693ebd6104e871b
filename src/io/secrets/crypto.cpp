#include "io/secrets/crypto.hpp"

#include "io/secrets/digest.hpp"
#include "io/secrets/seal.hpp"
#include "io/secrets/uuid.hpp"

#include <sodium.h>
#include <stdexcept>

namespace charla::secrets {

namespace {

class system_crypto final : public ports::crypto {
public:
  explicit system_crypto(std::string key32) : key_(std::move(key32)) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start: no source of random bytes");
    if (key_.size() != 32) throw std::invalid_argument("the installation's key must be 32 bytes long");
  }
  ~system_crypto() override { sodium_memzero(key_.data(), key_.size()); }
  system_crypto(const system_crypto&) = delete;
  system_crypto& operator=(const system_crypto&) = delete;

  [[nodiscard]] ports::hash256 sha256(std::string_view bytes) const override { return secrets::sha256(bytes); }
  [[nodiscard]] ports::hash256 hmac_sha256(std::string_view key, std::string_view bytes) const override {
    return secrets::hmac_sha256(key, bytes);
  }
  [[nodiscard]] bool same(std::string_view a, std::string_view b) const override {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
  }
  [[nodiscard]] flows::result<std::string> unbase64(std::string_view text) const override {
    std::string out(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const int rc = sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                                     " \r\n\t", &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (rc != 0 || end != text.data() + text.size()) return flows::fail("crypto.base64", "the text is not base64");
    out.resize(size);
    return out;
  }
  [[nodiscard]] std::string base64(std::string_view bytes) const override {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    out.pop_back(); // the terminating zero
    return out;
  }
  [[nodiscard]] flows::uuid named_uuid(const flows::uuid& space, std::string_view name) const override {
    return uuid_v5(space, name);
  }
  [[nodiscard]] flows::uuid row_uuid(std::int64_t unix_ms) override { return rows_.next(unix_ms); }
  [[nodiscard]] std::string random_bytes(std::size_t n) override {
    std::string out(n, '\0');
    randombytes_buf(out.data(), out.size());
    return out;
  }
  /// The INTERACTIVE limits: 64 MiB and two passes, above OWASP's floor for argon2id (19 MiB, two passes).
  [[nodiscard]] std::string hash_password(std::string_view password) override {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE)
        != 0)
      throw std::bad_alloc();
    return out.data();
  }
  [[nodiscard]] bool verify_password(std::string_view hash, std::string_view password) const override {
    // libsodium wants a terminated text no longer than its own; anything else is no hash of ours.
    if (hash.size() >= crypto_pwhash_STRBYTES) return false;
    return crypto_pwhash_str_verify(std::string(hash).c_str(), password.data(), password.size()) == 0;
  }
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view context) override {
    return secrets::seal(key_, plain, context);
  }
  [[nodiscard]] flows::result<std::string> unseal(std::string_view sealed, std::string_view context) const override {
    return secrets::unseal(key_, sealed, context);
  }

private:
  std::string key_;
  uuid_v7 rows_;
};

} // namespace

std::unique_ptr<ports::crypto> make_crypto(std::string key32) {
  return std::make_unique<system_crypto>(std::move(key32));
}

} // namespace charla::secrets
