#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

/// Files at Graph (providers.md A9).
namespace charla::meta {

/// Two steps: what the id leads to, then its bytes. An address that is dead (404) is asked for once more. The token
/// goes to the channel's own host, to Graph and to the host of its files; an address anywhere else is asked without it,
/// as a stranger's. Redirects are not followed. The hash is the caller's to check.
[[nodiscard]] ports::media_step fetch(const ports::channel_access& channel,
                                      const flows::media_content& what,
                                      std::size_t step,
                                      const ports::client_response* last);

/// `POST /{phone_number_id}/media`. Errors: `send.media`.
[[nodiscard]] flows::result<ports::client_request> upload(const ports::crypto& c,
                                                          const ports::channel_access& channel,
                                                          const ports::media_file& file,
                                                          flows::media_kind kind);
/// @returns the id. Errors: `provider.refused`.
[[nodiscard]] flows::result<std::string> uploaded(const ports::client_response& response);

} // namespace charla::meta
