#include "io/client/mail_checker.hpp"

#include "io/client/mail_talk.hpp"

#include <curl/curl.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace charla::client {

namespace {

/// People wait for these: who comes after four others would wait too long.
constexpr std::size_t waiting_max = 4;

class mail_checker final : public ports::mail_checker {
public:
  mail_checker() {
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!started) throw std::runtime_error("libcurl cannot start");
    thread_ = std::thread{[this] { run(); }};
  }

  ~mail_checker() override {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
    for (auto& w : waiting_)
      w.done({false, "The program is stopping: try again.", {}});
  }

  void check(ports::mail_server at, std::function<void(ports::mail_answer)> done) override {
    {
      const std::lock_guard lock{mutex_};
      if (waiting_.size() < waiting_max) {
        waiting_.push_back({std::move(at), std::move(done)});
        done = nullptr;
      }
    }
    if (done) return done({false, "Several mail servers are being tested just now: try again in a minute.", {}});
    changed_.notify_one();
  }

private:
  struct wish {
    ports::mail_server at;
    std::function<void(ports::mail_answer)> done;
  };

  void run() {
    std::unique_lock lock{mutex_};
    while (!stopping_) {
      if (waiting_.empty()) {
        changed_.wait(lock);
        continue;
      }
      const auto next = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      next.done(talk_to(next.at, stopping_));
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<wish> waiting_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace

std::unique_ptr<ports::mail_checker> make_mail_checker() { return std::make_unique<mail_checker>(); }

} // namespace charla::client
