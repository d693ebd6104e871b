#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/provider.hpp"

/// Everything that is asked of the gateway but sending (providers.md C1, C2).
namespace charla::evolution {

/// Blue ticks. That somebody is writing cannot be shown by the way: the gateway's call for it holds the line.
[[nodiscard]] flows::result<ports::client_request>
mark_read(const ports::channel_access& channel, const flows::address& peer, const std::string& provider_id);

/// One step: the gateway decrypts the file and hands it over in base64.
[[nodiscard]] ports::media_step fetch(const ports::crypto& c,
                                      const ports::channel_access& channel,
                                      const flows::media_content& what,
                                      std::size_t step,
                                      const ports::client_response* last);

[[nodiscard]] ports::client_request ask_health(const ports::channel_access& channel);
[[nodiscard]] ports::client_request connect(const ports::channel_access& channel);
/// Reads the answer of either. `at` stays 0: the moment is the caller's.
[[nodiscard]] flows::result<ports::number_fact> health(const ports::channel_access& channel,
                                                       const ports::client_response& response);

} // namespace charla::evolution
