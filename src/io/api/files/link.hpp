#pragma once

#include "flows/time.hpp"
#include "io/ports/crypto.hpp"

#include <optional>

namespace charla::api {

/// What a link opens.
struct file_link {
  flows::tenant_id tenant;
  std::string asset;
  std::string mime_type;
  std::string filename;
  flows::timestamp expires_at;
};

/// `/files/<token>`: the link's parts sealed under the installation's key, so that nobody reads or makes one without
/// it, and an altered one opens nothing.
[[nodiscard]] std::string make_file_path(ports::crypto& crypto, const file_link& link);

/// What the token holds, expired or not; nullopt when it was not made here.
[[nodiscard]] std::optional<file_link> read_file_token(const ports::crypto& crypto, std::string_view token);

} // namespace charla::api
