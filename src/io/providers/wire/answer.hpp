#pragma once

#include "io/ports/provider.hpp"

/// What an HTTP answer means whoever gives it: no answer at all, a pause that is asked for, a proxy's page.
namespace charla::wire {

[[nodiscard]] ports::send_answer
answer(ports::send_outcome how, std::string text, std::string hint, std::int32_t code = 0);

/// For a request that got no HTTP answer (`r.error` is not `none`): was it written, and may it be repeated?
[[nodiscard]] ports::send_answer without_answer(const ports::client_response& r);

/// The answer's pause or the one of `Retry-After` (whole seconds, at most an hour), whichever is longer.
[[nodiscard]] ports::send_answer with_pause(ports::send_answer a, const ports::client_response& r);

/// For answers that are not the provider's own: a proxy, a load balancer, a wrong address.
/// @param whom the provider's name, for the hint.
[[nodiscard]] ports::send_answer by_status(const ports::client_response& r, std::string_view whom);

/// Why a call that is no send failed, in one sentence: the provider's words, else what happened on the way.
/// Error: `provider.refused`.
[[nodiscard]] flows::error refusal(const ports::client_response& r, std::string words);

/// Whether the answer is one of the 2xx and came whole.
[[nodiscard]] bool succeeded(const ports::client_response& r);

/// Whether a fetch that was answered like this may be tried again: not when the file is gone or forbidden.
[[nodiscard]] ports::media_trouble fetch_trouble(const ports::client_response& r, std::string words);

} // namespace charla::wire
