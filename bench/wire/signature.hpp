#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace charla::bench {

/// HMAC-SHA256 with a fixed key. The two key blocks are hashed once: per body it costs two SHA-256 over the rest.
class signer {
public:
  explicit signer(std::string_view key);
  ~signer();
  signer(signer&&) noexcept;
  signer& operator=(signer&&) noexcept;

  /// Writes 64 lower-case hex digits to `out`.
  void hex(std::string_view body, char* out) const;
  /// @param header the value of X-Hub-Signature-256: `sha256=<hex>`
  [[nodiscard]] bool verify(std::string_view body, std::string_view header) const;

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::bench
