#include "io/secrets/digest.hpp"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdexcept>

namespace charla::secrets {

namespace {

struct release {
  void operator()(EVP_MD* p) const { EVP_MD_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(EVP_MAC* p) const { EVP_MAC_free(p); }
  void operator()(EVP_MAC_CTX* p) const { EVP_MAC_CTX_free(p); }
};
template <class T>
using owned = std::unique_ptr<T, release>;

void must(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(std::string("OpenSSL: ") + what);
}

/// One algorithm, ready to run again.
class hasher {
public:
  explicit hasher(const char* name) : algorithm_(EVP_MD_fetch(nullptr, name, nullptr)), context_(EVP_MD_CTX_new()) {
    must(algorithm_ && context_, "digest not available");
  }
  void run(std::string_view head, std::string_view tail, std::uint8_t* out) {
    must(EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1
             && EVP_DigestUpdate(context_.get(), head.data(), head.size()) == 1
             && EVP_DigestUpdate(context_.get(), tail.data(), tail.size()) == 1
             && EVP_DigestFinal_ex(context_.get(), out, nullptr) == 1,
         "digest failed");
  }

private:
  owned<EVP_MD> algorithm_;
  owned<EVP_MD_CTX> context_;
};

class signer {
public:
  signer() : mac_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)) {
    must(mac_ != nullptr, "HMAC not available");
    context_.reset(EVP_MAC_CTX_new(mac_.get()));
    must(context_ != nullptr, "no memory");
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> params{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), digest.size()),
        OSSL_PARAM_construct_end()};
    must(EVP_MAC_CTX_set_params(context_.get(), params.data()) == 1, "HMAC-SHA256 not available");
  }
  ports::hash256 run(std::string_view key, std::string_view bytes) {
    // A null key means "the one before" to OpenSSL; an empty key must still be an empty key.
    static constexpr unsigned char nothing = 0;
    const auto* k = key.empty() ? &nothing : reinterpret_cast<const unsigned char*>(key.data());
    ports::hash256 out{};
    std::size_t size = 0;
    must(EVP_MAC_init(context_.get(), k, key.size(), nullptr) == 1
             && EVP_MAC_update(context_.get(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()) == 1
             && EVP_MAC_final(context_.get(), out.data(), &size, out.size()) == 1 && size == out.size(),
         "HMAC failed");
    return out;
  }

private:
  owned<EVP_MAC> mac_;
  owned<EVP_MAC_CTX> context_;
};

} // namespace

ports::hash256 sha256(std::string_view bytes) {
  thread_local hasher h{"SHA256"};
  ports::hash256 out{};
  h.run(bytes, {}, out.data());
  return out;
}

std::array<std::uint8_t, 20> sha1(std::string_view head, std::string_view tail) {
  thread_local hasher h{"SHA1"};
  std::array<std::uint8_t, 20> out{};
  h.run(head, tail, out.data());
  return out;
}

ports::hash256 hmac_sha256(std::string_view key, std::string_view bytes) {
  thread_local signer s;
  return s.run(key, bytes);
}

} // namespace charla::secrets
