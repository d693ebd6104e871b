#include "io/providers/simulator/poster.hpp"

#include "io/providers/meta/signature.hpp"

#include <algorithm>
#include <mutex>

namespace charla::simulator {

namespace {

constexpr int attempts_max = 6;
constexpr std::chrono::milliseconds first_pause{500}; // then twice as long each time: 31 s in all
constexpr std::size_t callbacks_max = 10'000;

bool taken_by(speech via, int status) { return via == speech::meta ? status == 200 : status >= 200 && status < 300; }

/// Evolution does not repeat what was refused so (providers.md C3).
bool final_for(speech via, int status) {
  return via == speech::evolution
         && (status == 400 || status == 401 || status == 403 || status == 404 || status == 422);
}

std::string_view as_view(const ports::hash256& h) { return {reinterpret_cast<const char*>(h.data()), h.size()}; }

} // namespace

struct poster::state {
  std::mutex lock; // handlers, timers and the client's thread all come here
  counts numbers;
  std::map<std::pair<speech, std::string>, callback> callbacks;
};

poster::poster(const options& o,
               ports::http_client& client,
               const ports::clock& clock,
               ports::crypto& crypto,
               schedule_fn schedule)
    : waiting_max_(o.statuses_waiting_max), client_(client), clock_(clock), crypto_(crypto),
      schedule_(std::move(schedule)), state_(std::make_shared<state>()) {
  if (!o.callback_url.empty()) send_to(speech::meta, {}, {o.callback_url, o.app_secret, false});
}

poster::counts poster::now() const {
  const std::scoped_lock guard{state_->lock};
  return state_->numbers;
}

void poster::send_to(speech via, const std::string& number, callback to) {
  const std::scoped_lock guard{state_->lock};
  if (to.url.empty()) {
    state_->callbacks.erase({via, number});
    return;
  }
  if (state_->callbacks.size() < callbacks_max) state_->callbacks[{via, number}] = std::move(to);
}

std::optional<callback> poster::callback_of(speech via, const std::string& number) const {
  const std::scoped_lock guard{state_->lock};
  auto found = state_->callbacks.find({via, number});
  if (found == state_->callbacks.end()) found = state_->callbacks.find({via, {}});
  if (found == state_->callbacks.end()) return std::nullopt;
  return found->second;
}

/// HS256, as Evolution makes it of `headers.jwt_key`.
std::string poster::token_of(const std::string& secret) const {
  const auto url_safe = [this](std::string_view bytes) {
    auto text = crypto_.base64(bytes);
    std::erase(text, '=');
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
  };
  constexpr std::int64_t lives_s = 600;
  const auto now = flows::to_unix_ms(clock_.now()) / 1000;
  const auto head = url_safe(R"({"alg":"HS256","typ":"JWT"})");
  const auto claims = url_safe(R"({"iat":)" + std::to_string(now) + R"(,"exp":)" + std::to_string(now + lives_s)
                               + R"(,"app":"evolution","action":"webhook"})");
  return head + '.' + claims + '.' + url_safe(as_view(crypto_.hmac_sha256(secret, head + '.' + claims)));
}

ports::client_request poster::request_of(const webhook& what, const callback& to) const {
  ports::client_request r;
  r.url = to.url;
  r.headers = {{"Content-Type", "application/json"}};
  switch (what.via) {
  case speech::meta:
    r.headers.push_back({std::string{meta::signature_header}, meta::signature_of(crypto_, to.secret, what.body)});
    break;
  case speech::ycloud: {
    const auto t = seconds_of(clock_.now());
    const auto signature = hex_of(as_view(crypto_.hmac_sha256(to.secret, t + '.' + what.body)));
    r.headers.push_back({"YCloud-Signature", "t=" + t + ",s=" + signature});
    r.headers.push_back({"X-Webhook-Endpoint-ID", "simulated"});
    break;
  }
  case speech::evolution:
    if (to.jwt)
      r.headers.push_back({"Authorization", "Bearer " + token_of(to.secret)});
    else
      r.headers.push_back({"X-Charla-Secret", to.secret});
  }
  r.body = what.body;
  return r;
}

bool poster::post_later(std::chrono::milliseconds delay, webhook what) {
  if (!callback_of(what.via, what.number)) return false;
  {
    const std::scoped_lock guard{state_->lock};
    if (state_->numbers.waiting >= waiting_max_) {
      ++state_->numbers.dropped;
      return false;
    }
    ++state_->numbers.waiting;
  }
  // Weak: a timer that is still armed when the routes are gone must not touch the client.
  schedule_(delay, [self = weak_from_this(), kept = std::make_shared<const webhook>(std::move(what))] {
    if (const auto alive = self.lock()) alive->attempt(kept, 0);
  });
  return true;
}

void poster::attempt(std::shared_ptr<const webhook> what, int failures) {
  const auto to = callback_of(what->via, what->number);
  if (!to) return attempted(std::move(what), attempts_max, 0);
  client_.send(request_of(*what, *to), [self = weak_from_this(), what, failures](const ports::client_response& r) {
    if (const auto alive = self.lock()) alive->attempted(what, failures, r.status);
  });
}

void poster::attempted(std::shared_ptr<const webhook> what, int failures, int status) {
  const bool taken = taken_by(what->via, status);
  const bool again = !taken && !final_for(what->via, status) && failures + 1 < attempts_max;
  if (!again) {
    const std::scoped_lock guard{state_->lock};
    --state_->numbers.waiting;
    ++(taken ? state_->numbers.posted : state_->numbers.given_up);
    return;
  }
  schedule_(first_pause * (1 << failures), [self = weak_from_this(), what = std::move(what), failures] {
    if (const auto alive = self.lock()) alive->attempt(what, failures + 1);
  });
}

void poster::post_now(const webhook& what, std::function<void(const ports::client_response&)> done) {
  if (const auto to = callback_of(what.via, what.number)) return client_.send(request_of(what, *to), std::move(done));
  ports::client_response nobody;
  nobody.error = ports::transport_errc::not_sent;
  nobody.error_text = "no callback is known for this provider and number";
  done(nobody);
}

} // namespace charla::simulator
