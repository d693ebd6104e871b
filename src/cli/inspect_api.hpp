#pragma once

#include "cli/local_access.hpp"
#include "io/ports/http.hpp"

namespace charla::cli {

/// The code of a 404.
inline constexpr const char* missing = "inspect.missing";

/// The API of a running charla, one answer after the other.
class inspect_api {
public:
  inspect_api(ports::http_client& client, local_access access, std::string tenant);

  /// The body of a 200. Errors, each a sentence that says what to do: `inspect.unreachable`, `inspect.key`,
  /// `inspect.missing`, `inspect.refused`, `inspect.not_charla`.
  [[nodiscard]] flows::result<std::string> get(const std::string& path);
  [[nodiscard]] flows::result<std::string> post(const std::string& path, std::string body);
  [[nodiscard]] const std::string& url() const noexcept { return access_.url; }

private:
  flows::result<std::string> ask(ports::client_request request, const std::string& path);

  ports::http_client& client_;
  local_access access_;
  std::string tenant_;
};

/// Where the API is and what opens it: what the caller names, else this machine's running charla (its key file).
/// Error `inspect.no_key`.
[[nodiscard]] flows::result<local_access>
find_access(const ports::config& config, const std::string& url, const std::string& key);

} // namespace charla::cli
