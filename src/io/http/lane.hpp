#pragma once

#include "io/http/asio.hpp"
#include "io/http/site.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <thread>
#include <unordered_map>

namespace charla::http {

/// Something open on a lane. All members are called on the lane's thread.
class connection {
public:
  virtual ~connection() = default;
  /// Every tick of the lane: looks at deadlines.
  virtual void tick(moment now) = 0;
  /// The server leaves: finish what is at hand, begin nothing new.
  virtual void drain() = 0;
  /// Close now.
  virtual void cut() = 0;
};

/// One I/O thread with its connections. Responders and channels that outlive the server keep the lane alive, so that
/// a late answer has somewhere to be thrown away.
class lane : public std::enable_shared_from_this<lane> {
public:
  lane(std::shared_ptr<site> here, std::uint64_t seed);
  ~lane();
  lane(const lane&) = delete;
  lane& operator=(const lane&) = delete;

  void start();
  /// Any thread: runs `drain` of every connection, or `cut`.
  void drain();
  void cut();
  /// Any thread but the lane's: returns when every connection has left and the thread has ended.
  void stop();

  /// Lane's thread: the connection lives (and is ticked) until `leave`.
  void enter(const std::shared_ptr<connection>& c);
  void leave(connection* c);

  /// Runs a member coroutine of `who` on the lane, keeping `who` alive from now on (a coroutine's own copy of the
  /// pointer would be taken only when it first runs). `done` is called at its end, however it ended.
  template <class T, class Done>
  void spawn(std::shared_ptr<T> who, task<> (T::*run)(), Done done) {
    asio::co_spawn(
        context_, [who = std::move(who), run] { return ((*who).*run)(); },
        [this, done = std::move(done)](const std::exception_ptr& failed) {
          if (failed) tell(failed);
          done();
        });
  }
  template <class T>
  void spawn(std::shared_ptr<T> who, task<> (T::*run)()) {
    spawn(std::move(who), run, [] {});
  }

  [[nodiscard]] site& here() noexcept { return *site_; }
  [[nodiscard]] asio::io_context& context() noexcept { return context_; }
  /// `Sun, 06 Nov 1994 08:49:37 GMT`, of this second. Lane's thread.
  [[nodiscard]] std::string_view date();
  /// 16 hex digits, not repeated in the life of the process. Lane's thread.
  [[nodiscard]] std::string next_correlation_id();

private:
  void arm();
  void tell(const std::exception_ptr& failed);
  void finish_if_empty();

  std::shared_ptr<site> site_;
  std::uint64_t counter_;
  std::chrono::milliseconds tick_every_;
  std::int64_t date_second_ = -1;
  std::string date_;
  bool ending_ = false;
  std::unordered_map<connection*, std::shared_ptr<connection>> open_;
  asio::io_context context_{1};
  asio::executor_work_guard<executor> work_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor> timer_;
  std::thread thread_;
};

/// Enters a lane for the time of a coroutine.
class stay {
public:
  stay(lane& l, const std::shared_ptr<connection>& c) : lane_(l), connection_(c.get()) { l.enter(c); }
  ~stay() { lane_.leave(connection_); }
  stay(const stay&) = delete;
  stay& operator=(const stay&) = delete;

private:
  lane& lane_;
  connection* connection_;
};

} // namespace charla::http
