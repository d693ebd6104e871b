#pragma once

#include "io/http/lane.hpp"
#include "io/http/wakeup.hpp"

#include <deque>

namespace charla::http {

struct close_request {
  std::uint16_t code = 1000;
  std::string reason;
};

/// The lane's half of a text channel: frames that wait for their client. WebSockets and event streams add how a frame
/// is put on the wire. All members but the ones of `counters` belong to the lane's thread.
class channel_connection : public connection, public std::enable_shared_from_this<channel_connection> {
public:
  explicit channel_connection(lane& on) : lane_(on), site_(on.here()) {}

  void push(std::string frame);
  /// After what waits has been written. The first request counts.
  void ask_close(close_request c);
  /// The client does not read: forgets what waits, closes with 1013.
  void overflow();

  /// What the channel's two halves share.
  struct counters {
    std::atomic<std::size_t> queued{0};
    std::atomic<bool> gone{false};
  };

protected:
  /// The half that handlers and actors hold.
  [[nodiscard]] ports::text_channel_ptr make_channel();
  /// The next frame; its bytes count as queued until `written`.
  [[nodiscard]] std::string pop();
  void written(std::size_t bytes) { shared_->queued.fetch_sub(bytes, std::memory_order_relaxed); }
  [[nodiscard]] bool has_frames() const noexcept { return !frames_.empty(); }
  [[nodiscard]] bool overflowed() const noexcept { return overflowed_; }
  void mark_gone() { shared_->gone.store(true); }

  lane& lane_;
  site& site_;
  wakeup wake_;
  std::optional<close_request> close_;

private:
  std::shared_ptr<counters> shared_ = std::make_shared<counters>();
  std::deque<std::string> frames_;
  bool overflowed_ = false;
};

} // namespace charla::http
