#pragma once

#include "io/ports/config.hpp"
#include "io/ports/provider.hpp"

/// Lines of the channel log: what was said between us and a provider, without secrets.
namespace charla::actors {

/// The body with the values of members like `apikey` and `access_token` taken out, cut to `ports::exchange_body_max`
/// bytes at a character's end, NUL and bytes that are not UTF-8 replaced. Not a parser: it also works on what is no
/// JSON.
[[nodiscard]] std::string redacted(std::string_view body);
/// The address without the values of its query.
[[nodiscard]] std::string redacted_url(std::string_view url);

/// What was asked and answered; the asker adds what it knows of the message.
[[nodiscard]] ports::exchange exchange_of(const ports::channel_access& channel,
                                          ports::exchange_kind kind,
                                          const ports::client_request& asked,
                                          const ports::client_response& answer,
                                          flows::timestamp now);

/// The lines of one webhook: one for each conversation it is about, or one for the channel.
struct heard {
  std::optional<flows::conversation_id> conversation;
  std::string provider_id;
};
[[nodiscard]] std::vector<ports::exchange> exchanges_of(const ports::channel_access& channel,
                                                        const std::string& body,
                                                        std::vector<heard> about,
                                                        flows::timestamp now);

} // namespace charla::actors
