#include "io/providers/simulator/poster.hpp"

#include "io/providers/meta/signature.hpp"

#include <mutex>

namespace charla::simulator {

namespace {

constexpr int attempts_max = 6;
constexpr std::chrono::milliseconds first_pause{500}; // then twice as long each time: 31 s in all

} // namespace

struct poster::state {
  std::mutex lock; // handlers, timers and the client's thread all come here
  counts numbers;
};

poster::poster(const options& o, ports::http_client& client, ports::crypto& crypto, schedule_fn schedule)
    : url_(o.callback_url), secret_(o.app_secret), waiting_max_(o.statuses_waiting_max), client_(client),
      crypto_(crypto), schedule_(std::move(schedule)), state_(std::make_shared<state>()) {}

poster::counts poster::now() const {
  const std::scoped_lock guard{state_->lock};
  return state_->numbers;
}

ports::client_request poster::request_of(const std::string& body) const {
  ports::client_request r;
  r.url = url_;
  r.headers = {{"Content-Type", "application/json"},
               {std::string{meta::signature_header}, meta::signature_of(crypto_, secret_, body)}};
  r.body = body;
  return r;
}

bool poster::post_later(std::chrono::milliseconds delay, std::string body) {
  if (url_.empty()) return false;
  {
    const std::scoped_lock guard{state_->lock};
    if (state_->numbers.waiting >= waiting_max_) {
      ++state_->numbers.dropped;
      return false;
    }
    ++state_->numbers.waiting;
  }
  // Weak: a timer that is still armed when the routes are gone must not touch the client.
  schedule_(delay, [self = weak_from_this(), kept = std::make_shared<const std::string>(std::move(body))] {
    if (const auto alive = self.lock()) alive->attempt(kept, 0);
  });
  return true;
}

void poster::attempt(std::shared_ptr<const std::string> body, int failures) {
  auto request = request_of(*body);
  client_.send(std::move(request), [self = weak_from_this(), body, failures](const ports::client_response& r) {
    if (const auto alive = self.lock()) alive->attempted(body, failures, r.status);
  });
}

void poster::attempted(std::shared_ptr<const std::string> body, int failures, int status) {
  const bool taken = status == 200;
  const bool again = !taken && failures + 1 < attempts_max;
  if (!again) {
    const std::scoped_lock guard{state_->lock};
    --state_->numbers.waiting;
    ++(taken ? state_->numbers.posted : state_->numbers.given_up);
    return;
  }
  schedule_(first_pause * (1 << failures), [self = weak_from_this(), body = std::move(body), failures] {
    if (const auto alive = self.lock()) alive->attempt(body, failures + 1);
  });
}

void poster::post_now(std::string body, std::function<void(const ports::client_response&)> done) {
  client_.send(request_of(body), std::move(done));
}

} // namespace charla::simulator
