#pragma once

#include "io/ports/config.hpp"
#include "io/ports/http.hpp"

namespace charla::http {

/// Which pages may call us: our own, and those of `http.cors_origins` (R146).
class origin_policy {
public:
  explicit origin_policy(const ports::http_config& config);

  /// Whether cross-origin calls are configured at all: then answers vary by `Origin`.
  [[nodiscard]] bool any() const noexcept { return !origins_.empty(); }
  [[nodiscard]] bool allows(std::string_view origin) const;
  /// For a WebSocket: the page's origin is ours or allowed; a program without an origin must bring an `Authorization`.
  [[nodiscard]] bool allows_upgrade(const ports::http_request& request) const;
  /// Adds `Access-Control-Allow-Origin` and its companions for an allowed origin.
  void decorate(std::vector<ports::header>& headers, std::string_view origin) const;
  /// The answer to a preflight of an allowed origin.
  [[nodiscard]] ports::http_response preflight(const ports::http_request& request, std::string_view allow) const;

private:
  std::vector<std::string> origins_;
  std::string public_origin_;
};

} // namespace charla::http
