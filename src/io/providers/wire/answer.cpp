#include "io/providers/wire/answer.hpp"

#include <algorithm>
#include <charconv>

namespace charla::wire {

namespace {

using enum ports::send_outcome;

constexpr std::chrono::seconds retry_after_max{3600};
constexpr std::chrono::seconds first_retry{1};
constexpr std::chrono::seconds rate_pause{4};

/// Whole seconds of `Retry-After`, bounded; 0 without the header or when it is a date.
std::chrono::seconds retry_after_header(const ports::client_response& r) {
  const auto given = ports::find_header(r.headers, "Retry-After");
  std::int64_t seconds = 0;
  if (given) std::from_chars(given->data(), given->data() + given->size(), seconds);
  return std::clamp(std::chrono::seconds{seconds}, std::chrono::seconds{0}, retry_after_max);
}

std::string what_came(const ports::client_response& r, std::string words) {
  if (r.error != ports::transport_errc::none) return r.error_text.empty() ? "no answer came" : r.error_text;
  if (!words.empty()) return words;
  return "HTTP " + std::to_string(r.status) + " without an explanation";
}

} // namespace

ports::send_answer answer(ports::send_outcome how, std::string text, std::string hint, std::int32_t code) {
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

ports::send_answer with_pause(ports::send_answer a, const ports::client_response& r) {
  if (a.how == retry_after) a.wait = std::max<flows::milliseconds>(a.wait, retry_after_header(r));
  return a;
}

ports::send_answer by_status(const ports::client_response& r, std::string_view whom) {
  const auto text = what_came(r, {});
  if (r.status == 429) {
    auto out = answer(retry_after, text, "Too many requests; the whole channel slows down by itself.", r.status);
    out.wait = rate_pause;
    out.whole_channel = true;
    out.limit = ports::send_limit::number;
    return with_pause(std::move(out), r);
  }
  if (r.status >= 500 || (r.status >= 200 && r.status < 300) || r.status == 408)
    return answer(unknown, text, "Perhaps it was sent: a status or the waiting time decides.", r.status);
  if (r.status == 413) return answer(permanent, text, "The message is too large.", r.status);
  if (r.status == 400) return answer(permanent, text, "The request was not understood.", r.status);
  return answer(channel_down, text,
                "Nobody speaks for " + std::string{whom} + " there: check the channel's base URL and token.", r.status);
}

flows::error refusal(const ports::client_response& r, std::string words) {
  return {"provider.refused", what_came(r, std::move(words)), {}};
}

bool succeeded(const ports::client_response& r) {
  return r.error == ports::transport_errc::none && r.status >= 200 && r.status < 300;
}

ports::media_trouble fetch_trouble(const ports::client_response& r, std::string words) {
  using enum ports::transport_errc;
  const bool never = r.error == blocked || r.error == too_large
                     || (r.error == none && (r.status == 400 || r.status == 404 || r.status == 410));
  return {what_came(r, std::move(words)), !never};
}

} // namespace charla::wire
