#include "actors/webhook_call.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>

namespace charla::actors {

namespace {

constexpr std::chrono::milliseconds timeout{15'000};
constexpr std::size_t answer_max = 16 * 1024;
constexpr flows::milliseconds pause_most = std::chrono::hours{24};
/// When an overloaded subscriber does not say how long.
constexpr flows::milliseconds pause_unsaid = std::chrono::seconds{30};

std::string one_signature(const std::string& secret, const std::string& text, const ports::crypto& crypto) {
  const auto mac = crypto.hmac_sha256(secret, text);
  return "v1," + crypto.base64({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`: the only form that senders may use.
std::optional<flows::timestamp> http_date(const std::string& text) {
  std::tm t{};
  const auto* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &t);
  if (end == nullptr || *end != '\0') return std::nullopt;
  return flows::from_unix_ms(static_cast<std::int64_t>(::timegm(&t)) * 1000);
}

bool is_overload(int status) { return status == 429 || status == 502 || status == 503 || status == 504; }

} // namespace

std::string signature_of(const ports::webhook_row& to,
                         const std::string& id,
                         flows::timestamp at,
                         const std::string& body,
                         const ports::crypto& crypto) {
  const auto text = id + '.' + std::to_string(flows::to_unix_ms(at) / 1000) + '.' + body;
  auto all = one_signature(to.secret, text, crypto);
  if (!to.previous_secret.empty() && to.previous_until && *to.previous_until > at)
    all += ' ' + one_signature(to.previous_secret, text, crypto);
  return all;
}

ports::client_request request_for(const ports::webhook_row& to,
                                  const ports::delivery_row& what,
                                  flows::timestamp at,
                                  bool anywhere,
                                  const ports::crypto& crypto) {
  ports::client_request r;
  const auto id = ports::event_name(what.id);
  r.url = to.url;
  r.headers = {{"Content-Type", "application/json"},
               {"webhook-id", id},
               {"webhook-timestamp", std::to_string(flows::to_unix_ms(at) / 1000)},
               {"webhook-signature", signature_of(to, id, at, what.body, crypto)}};
  r.body = what.body;
  r.timeout = timeout;
  r.answer_max = answer_max;
  r.tenant_url = !anywhere;
  return r;
}

call_verdict read_answer(const ports::client_response& r, flows::timestamp now) {
  using ports::transport_errc;
  call_verdict v;
  // A body that is too long came with a status, and the status is all that counts.
  const auto answered = r.error == transport_errc::none || (r.error == transport_errc::too_large && r.status != 0);
  if (!answered) {
    v.error = r.error_text.empty() ? "there was no answer" : r.error_text;
    return v;
  }
  v.delivered = r.status >= 200 && r.status < 300;
  if (v.delivered) return v;
  v.error = "HTTP " + std::to_string(r.status);
  v.gone = r.status == 410;
  if (!is_overload(r.status)) return v;
  const auto asked = ports::find_header(r.headers, "Retry-After");
  v.pause = (asked ? retry_after(*asked, now) : std::nullopt).value_or(pause_unsaid);
  return v;
}

std::optional<flows::milliseconds> retry_after(std::string_view value, flows::timestamp now) {
  std::int64_t seconds = 0;
  const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (ec == std::errc::result_out_of_range) return pause_most;
  if (ec == std::errc{} && end == value.data() + value.size() && seconds >= 0)
    return std::min<flows::milliseconds>(pause_most, std::chrono::seconds{std::min<std::int64_t>(seconds, 86'400)});
  const auto date = http_date(std::string{value});
  if (!date) return std::nullopt;
  return std::clamp<flows::milliseconds>(*date - now, flows::milliseconds{0}, pause_most);
}

double spread_of(const ports::delivery_row& what, const ports::crypto& crypto) {
  const auto hash = crypto.sha256(ports::event_name(what.id) + '/' + flows::to_string(what.webhook.value()) + '/'
                                  + std::to_string(what.attempts));
  return static_cast<double>(hash[0] * 256 + hash[1]) / 65'536.0;
}

} // namespace charla::actors
