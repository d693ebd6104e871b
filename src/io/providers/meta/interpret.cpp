#include "io/providers/meta/interpret.hpp"

#include "io/json/reader.hpp"
#include "io/providers/meta/errors.hpp"
#include "io/providers/meta/fields.hpp"

#include <algorithm>
#include <charconv>

namespace charla::meta {

namespace {

using enum ports::send_outcome;

constexpr std::chrono::seconds retry_after_max{3600};
constexpr std::chrono::seconds first_retry{1};
constexpr std::chrono::seconds rate_pause{4};

ports::send_answer answer(ports::send_outcome how, std::string text, std::string hint, std::int32_t code = 0) {
  ports::send_answer out;
  out.how = how;
  out.code = code;
  out.text = std::move(text);
  out.hint = std::move(hint);
  return out;
}

ports::send_answer without_answer(const ports::client_response& r) {
  switch (r.error) {
  case ports::transport_errc::not_sent: {
    auto out = answer(retry_after, r.error_text, "The provider was not reached; it is tried again by itself.");
    out.wait = first_retry;
    return out;
  }
  case ports::transport_errc::blocked:
    return answer(channel_down, r.error_text, "The channel's base URL leads to an address that is not allowed.");
  case ports::transport_errc::none:
  case ports::transport_errc::unknown:
  case ports::transport_errc::too_large: break;
  }
  return answer(unknown, r.error_text, "Perhaps it was sent: a status or the waiting time decides.");
}

/// Whole seconds of `Retry-After`, bounded; 0 without the header or when it is a date.
std::chrono::seconds retry_after_header(const ports::client_response& r) {
  const auto given = ports::find_header(r.headers, "Retry-After");
  std::int64_t seconds = 0;
  if (given) std::from_chars(given->data(), given->data() + given->size(), seconds);
  return std::clamp(std::chrono::seconds{seconds}, std::chrono::seconds{0}, retry_after_max);
}

/// The table's pause or the one the provider asks for, whichever is longer.
ports::send_answer with_pause(ports::send_answer a, const ports::client_response& r) {
  if (a.how == retry_after) a.wait = std::max<flows::milliseconds>(a.wait, retry_after_header(r));
  return a;
}

ports::send_answer by_code(json::value error, std::int32_t code, const ports::client_response& r) {
  auto out = answer_for(code);
  if (find_error(code) == nullptr && error["is_transient"].boolean().value_or(false)) {
    out.how = retry_after;
    out.wait = rate_pause;
    out.hint = "The provider calls it temporary; it is tried again by itself.";
  }
  if (auto words = error_text_of(error); !words.empty()) out.text = std::move(words);
  return with_pause(std::move(out), r);
}

/// For answers that are not Graph's own: a proxy, a load balancer, a wrong address.
ports::send_answer by_status(const ports::client_response& r) {
  const auto text = "HTTP " + std::to_string(r.status) + " without an explanation";
  if (r.status == 429) {
    auto out = answer(retry_after, text, "Too many requests; the whole channel slows down by itself.", r.status);
    out.wait = rate_pause;
    out.whole_channel = true;
    return with_pause(std::move(out), r);
  }
  if (r.status >= 500 || (r.status >= 200 && r.status < 300) || r.status == 408)
    return answer(unknown, text, "Perhaps it was sent: a status or the waiting time decides.", r.status);
  if (r.status == 413) return answer(permanent, text, "The message is too large.", r.status);
  if (r.status == 400) return answer(permanent, text, "The request was not understood.", r.status);
  return answer(channel_down, text, "Nobody speaks for WhatsApp there: check the channel's base URL and token.",
                r.status);
}

} // namespace

ports::send_answer interpret(const ports::client_response& r) {
  if (r.error != ports::transport_errc::none) return without_answer(r);
  const auto parsed = json::parse_tolerant(r.body);
  if (!parsed) return by_status(r);
  const auto root = parsed->root();
  const auto error = root["error"];
  if (const auto code = code_of(error["code"])) return by_code(error, *code, r);
  if (r.status >= 200 && r.status < 300 && error.kind() != json::kind::object) {
    const auto messages = root["messages"].items();
    if (auto id = messages.empty() ? std::string{} : text_of(messages.front()["id"]); !id.empty()) {
      ports::send_answer out;
      out.how = accepted;
      out.provider_id = std::move(id);
      return out;
    }
  }
  return by_status(r);
}

} // namespace charla::meta
