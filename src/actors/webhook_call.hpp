#pragma once

#include "io/ports/crypto.hpp"
#include "io/ports/http.hpp"
#include "io/ports/webhook.hpp"

/// One try to tell a subscriber, by Standard Webhooks: the request, and what its answer means. No actor in here.
namespace charla::actors {

/// `v1,<base64 of HMAC-SHA-256>` over `id.timestamp.body`; while a secret is being replaced, one for each, by a blank.
[[nodiscard]] std::string signature_of(const ports::webhook_row& to,
                                       const std::string& id,
                                       flows::timestamp at,
                                       const std::string& body,
                                       const ports::crypto& crypto);

/// @param anywhere the installation lets webhooks go to private addresses (`engine.webhooks_anywhere`).
[[nodiscard]] ports::client_request request_for(const ports::webhook_row& to,
                                                const ports::delivery_row& what,
                                                flows::timestamp at,
                                                bool anywhere,
                                                const ports::crypto& crypto);

/// What an answer means for the delivery and for the subscription.
struct call_verdict {
  bool delivered = false;
  bool gone = false;                        ///< 410: nobody wants to be told there any more
  std::optional<flows::milliseconds> pause; ///< of the whole subscription: it asked for it, or is overloaded
  std::string error;                        ///< for people; empty when delivered
};
[[nodiscard]] call_verdict read_answer(const ports::client_response& r, flows::timestamp now);

/// Seconds or a date (RFC 9110 §10.2.3), at most a day; nullopt when it is neither.
[[nodiscard]] std::optional<flows::milliseconds> retry_after(std::string_view value, flows::timestamp now);

/// A number of [0, 1) that spreads retries: of each (delivery, try) its own, and the same at every replay.
[[nodiscard]] double spread_of(const ports::delivery_row& what, const ports::crypto& crypto);

} // namespace charla::actors
