#include "io/http/channel.hpp"

#include <boost/asio/post.hpp>

namespace charla::http {

namespace {

/// Any thread's half. The connection leaves with each message, so that it is destroyed on its own thread only.
class channel final : public ports::text_channel {
public:
  channel(std::shared_ptr<lane> on,
          std::weak_ptr<channel_connection> to,
          std::shared_ptr<channel_connection::counters> shared)
      : lane_(std::move(on)), to_(std::move(to)), shared_(std::move(shared)) {}

  bool send(std::string frame) override {
    if (shared_->gone.load()) return false;
    const auto& bounds = lane_->here().bounds;
    const auto size = frame.size();
    const auto queued = shared_->queued.fetch_add(size) + size;
    if (queued > bounds.channel_bytes) {
      shared_->queued.fetch_sub(size);
      if (!shared_->gone.exchange(true)) post([](channel_connection& c) { c.overflow(); });
      return false;
    }
    post([frame = std::move(frame)](channel_connection& c) mutable { c.push(std::move(frame)); });
    return queued <= bounds.channel_slow_bytes;
  }

  void close(std::uint16_t code, std::string reason) override {
    if (shared_->gone.exchange(true)) return;
    post([code, reason = std::move(reason)](channel_connection& c) mutable { c.ask_close({code, std::move(reason)}); });
  }

  [[nodiscard]] std::size_t queued_bytes() const override { return shared_->queued.load(); }

private:
  template <class F>
  void post(F f) {
    auto to = to_.lock();
    if (!to) return;
    asio::post(lane_->context(), [to = std::move(to), f = std::move(f)]() mutable { f(*to); });
  }

  std::shared_ptr<lane> lane_;
  std::weak_ptr<channel_connection> to_;
  std::shared_ptr<channel_connection::counters> shared_;
};

} // namespace

ports::text_channel_ptr channel_connection::make_channel() {
  return std::make_shared<channel>(lane_.shared_from_this(), weak_from_this(), shared_);
}

void channel_connection::push(std::string frame) {
  if (overflowed_) return written(frame.size());
  frames_.push_back(std::move(frame));
  wake_.notify();
}

std::string channel_connection::pop() {
  auto frame = std::move(frames_.front());
  frames_.pop_front();
  return frame;
}

void channel_connection::ask_close(close_request c) {
  if (!close_) close_ = std::move(c);
  wake_.notify();
}

void channel_connection::overflow() {
  site_.metrics.count("charla_http_refused_total", {{"reason", "slow_consumer"}});
  overflowed_ = true;
  for (const auto& f : frames_)
    written(f.size());
  frames_.clear();
  ask_close({1013, "slow_consumer"});
}

} // namespace charla::http
