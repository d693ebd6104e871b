#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

/// Everything that is asked of YCloud but sending (providers.md B1, B2).
namespace charla::ycloud {

/// Blue ticks; with `typing` also "is writing …" for 25 s at most.
[[nodiscard]] ports::client_request
mark_read(const ports::channel_access& channel, const std::string& provider_id, bool typing);

/// One step: the link of the webhook. The API key goes to the channel's own host only.
[[nodiscard]] ports::media_step fetch(const ports::channel_access& channel,
                                      const flows::media_content& what,
                                      std::size_t step,
                                      const ports::client_response* last);
/// Errors: `send.media`.
[[nodiscard]] flows::result<ports::client_request> upload(const ports::crypto& c,
                                                          const ports::channel_access& channel,
                                                          const ports::media_file& file,
                                                          flows::media_kind kind);
[[nodiscard]] flows::result<std::string> uploaded(const ports::client_response& response);

/// @param page as the page before said; empty: the first.
[[nodiscard]] flows::result<ports::client_request> list_templates(const ports::channel_access& channel,
                                                                  const std::string& page);
[[nodiscard]] flows::result<ports::template_page> listed(const ports::client_response& response);
[[nodiscard]] flows::result<ports::client_request> submit_template(const ports::channel_access& channel,
                                                                   const ports::template_row& row);
[[nodiscard]] flows::result<ports::template_row> submitted(ports::template_row row,
                                                           const ports::client_response& response);

/// Errors: `channel.account_id`.
[[nodiscard]] flows::result<ports::client_request> ask_health(const ports::channel_access& channel);
[[nodiscard]] flows::result<ports::number_fact> health(const ports::channel_access& channel,
                                                       const ports::client_response& response);

} // namespace charla::ycloud
