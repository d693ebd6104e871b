#pragma once

#include "flows/error.hpp"

#include <filesystem>

/// The installation's key: what seals credentials in the database.
namespace charla::secrets {

/// The 32 raw bytes of a base64 text (44 characters). Errors: `config.secret_key`.
[[nodiscard]] flows::result<std::string> parse_key(std::string_view base64);

/// The configured key or, when none is configured, the one kept in `file`, made on the first start (mode 0600). Only
/// for development: `config::check` refuses an empty key elsewhere. Errors: `config.secret_key`.
[[nodiscard]] flows::result<std::string> installation_key(std::string_view configured_base64,
                                                          const std::filesystem::path& file);

} // namespace charla::secrets
