#pragma once

#include "io/api/live/frames.hpp"
#include "io/api/live/topic.hpp"

#include <atomic>
#include <deque>

namespace charla::api::live {

/// One console on the socket. The socket's strand and the engine's actors only put things into its queues; everything
/// else happens in `work`, where blocking is allowed.
class session final : public ports::websocket_session,
                      public ports::feed_watcher,
                      public std::enable_shared_from_this<session> {
public:
  static constexpr std::size_t subscriptions_max = 32;
  static constexpr std::size_t frames_waiting_max = 256;
  static constexpr std::size_t changes_waiting_max = 2000;
  static constexpr std::size_t ops_waiting_max = 2000;
  static constexpr std::size_t slow_bytes = 1u << 20;
  static constexpr std::chrono::milliseconds flush_every{150};
  static constexpr std::chrono::milliseconds gather{5}; ///< what belongs together comes within it
  static constexpr std::chrono::milliseconds recheck_every{60'000};
  static constexpr std::chrono::milliseconds here_every{1000};

  /// @param upgrade the request that opened it: who asks is found out again every minute.
  session(context_ptr house, identity who, ports::http_request upgrade);
  ~session() override;

  void on_open(ports::text_channel_ptr channel) override;
  void on_text(std::string_view frame) override;
  void on_close() override;
  void on_change(const ports::feed_change_ptr& change) override;

private:
  struct subscription {
    std::unique_ptr<topic> what;
    ports::feed_position at;
    ops waiting;
    bool stale = false;                       ///< has lost something: wants a snapshot
    bool over = false;                        ///< there is nothing to see: goes at the end of the round
    std::map<std::string, std::string> known; ///< of a polled topic
    std::int64_t due_ms = 0;                  ///< of a polled topic
  };
  struct queues {
    std::deque<std::string> frames;
    std::deque<ports::feed_change_ptr> changes;
    bool overrun = false; ///< changes were lost
    bool flooded = false; ///< frames were lost
    bool closed = false;
  };

  void wake(std::chrono::milliseconds wait);
  void wake_later(std::chrono::milliseconds wait);
  void work();
  [[nodiscard]] queues take_queues();
  void obey(const std::string& frame);
  void subscribe(const client_frame& f);
  /// Passes on where the user is, at most once in `here_every`; what was said last counts.
  /// @returns after how long it wants to be asked again; zero: not before something is said.
  [[nodiscard]] std::chrono::milliseconds pass_on_presence();
  [[nodiscard]] bool resume(const std::string& id, subscription& s, const ports::feed_position& since);
  void take_snapshot(const std::string& id, subscription& s, std::string_view reset);
  void follow(const queues& q);
  void flush(const std::string& id, subscription& s);
  void poll(const std::string& id, subscription& s);
  [[nodiscard]] bool still_welcome();
  void say(const std::string& frame);
  void leave(std::string_view code, std::uint16_t close_code);
  [[nodiscard]] bool is_slow() const { return channel_->queued_bytes() > slow_bytes; }
  [[nodiscard]] tl::expected<snapshot, problem> read(topic& what);

  const context_ptr house_;
  identity who_;
  const ports::http_request upgrade_;
  const std::int64_t epoch_;  ///< of polled topics
  const std::int64_t socket_; ///< its seat among the people who are here

  std::mutex queues_mutex_;
  queues in_;
  bool awake_soon_ = false;

  std::atomic<std::int64_t> changes_taken_ms_{-flush_every.count()}; ///< by the boot clock

  std::mutex work_mutex_; ///< guards what follows
  ports::text_channel_ptr channel_;
  std::map<std::string, subscription> subscriptions_;
  ports::feed_position stream_; ///< the newest change that was taken from the queue
  std::int64_t checked_ms_ = 0;
  std::int64_t wake_at_ms_ = 0;      ///< when `work` comes by itself; 0: it does not
  std::optional<client_frame> here_; ///< said, and not yet passed on
  std::int64_t here_due_ms_ = 0;
  bool left_ = false;
};

} // namespace charla::api::live
