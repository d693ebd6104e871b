#include "io/secrets/seal.hpp"

#include <climits>
#include <memory>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdexcept>

namespace charla::secrets {

namespace {

constexpr char format = 0x01;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

struct release {
  void operator()(EVP_CIPHER_CTX* p) const { EVP_CIPHER_CTX_free(p); }
};
using cipher = std::unique_ptr<EVP_CIPHER_CTX, release>;

const unsigned char* bytes(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes(std::string& s, std::size_t at) { return reinterpret_cast<unsigned char*>(s.data() + at); }

void must(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL: AES-256-GCM failed");
}

} // namespace

std::string seal(std::string_view key32, std::string_view plain, std::string_view context) {
  if (plain.size() > INT_MAX || context.size() > INT_MAX) throw std::length_error("seal: too long");
  std::string out(1 + nonce_size + plain.size() + tag_size, '\0');
  out[0] = format;
  randombytes_buf(bytes(out, 1), nonce_size);
  const cipher c{EVP_CIPHER_CTX_new()};
  int n = 0;
  must(c && EVP_EncryptInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, bytes(key32), bytes(out, 1)) == 1);
  must(EVP_EncryptUpdate(c.get(), nullptr, &n, bytes(context), static_cast<int>(context.size())) == 1);
  must(EVP_EncryptUpdate(c.get(), bytes(out, 1 + nonce_size), &n, bytes(plain), static_cast<int>(plain.size())) == 1);
  must(EVP_EncryptFinal_ex(c.get(), bytes(out, 1 + nonce_size + plain.size()), &n) == 1);
  must(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_GET_TAG, tag_size, bytes(out, out.size() - tag_size)) == 1);
  return out;
}

flows::result<std::string> unseal(std::string_view key32, std::string_view sealed, std::string_view context) {
  const auto refused = [] {
    return flows::fail(
        "crypto.unseal",
        "this secret cannot be opened: it was sealed with another CHARLA_SECRET_KEY, for another row, or "
        "its bytes were altered; set the key that this installation was made with, or enter the "
        "credentials again");
  };
  if (sealed.size() < 1 + nonce_size + tag_size || sealed[0] != format || sealed.size() > INT_MAX
      || context.size() > INT_MAX)
    return refused();
  const auto nonce = sealed.substr(1, nonce_size);
  const auto body = sealed.substr(1 + nonce_size, sealed.size() - 1 - nonce_size - tag_size);
  std::string tag{sealed.substr(sealed.size() - tag_size)};
  std::string out(body.size(), '\0');
  const cipher c{EVP_CIPHER_CTX_new()};
  int n = 0;
  must(c && EVP_DecryptInit_ex(c.get(), EVP_aes_256_gcm(), nullptr, bytes(key32), bytes(nonce)) == 1);
  must(EVP_DecryptUpdate(c.get(), nullptr, &n, bytes(context), static_cast<int>(context.size())) == 1);
  must(EVP_DecryptUpdate(c.get(), bytes(out, 0), &n, bytes(body), static_cast<int>(body.size())) == 1);
  must(EVP_CIPHER_CTX_ctrl(c.get(), EVP_CTRL_GCM_SET_TAG, tag_size, bytes(tag, 0)) == 1);
  if (EVP_DecryptFinal_ex(c.get(), bytes(out, out.size()), &n) != 1) return refused();
  return out;
}

} // namespace charla::secrets
