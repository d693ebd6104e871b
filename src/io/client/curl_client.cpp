#include "io/client/curl_client.hpp"

#include "io/client/transfer.hpp"

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace charla::client {

namespace {

/// How long the thread sleeps when nothing happens; a new request wakes it at once.
constexpr int poll_ms = 1000;
constexpr std::size_t handles_kept = 128;

/// libcurl wants this once in a process, before any thread uses it.
void start_libcurl_once() {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!started) throw std::runtime_error("libcurl cannot start");
}

class curl_client final : public ports::http_client {
public:
  curl_client(options o, ports::log* log) : options_(std::move(o)), log_(log) {
    start_libcurl_once();
    multi_ = curl_multi_init();
    if (multi_ == nullptr) throw std::runtime_error("libcurl cannot make a multi handle");
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.connections_max));
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options_.connections_max));
    thread_ = std::thread{[this] { run(); }};
  }

  ~curl_client() override {
    stopping_ = true;
    curl_multi_wakeup(multi_);
    thread_.join();
    for (auto& [handle, t] : under_way_) {
      curl_multi_remove_handle(multi_, handle);
      t->abandon();
      curl_easy_cleanup(handle);
    }
    for (auto& t : coming_)
      t->refuse("the client was stopped");
    for (auto* handle : idle_)
      curl_easy_cleanup(handle);
    curl_multi_cleanup(multi_);
  }

  void send(ports::client_request request, std::function<void(ports::client_response)> done) override {
    auto t = std::make_unique<transfer>(std::move(request), std::move(done));
    if (stopping_ || in_flight_.fetch_add(1) >= options_.in_flight_max) {
      if (!stopping_) --in_flight_;
      t->refuse("too many requests are under way");
      return;
    }
    bool was_empty = false;
    {
      const std::lock_guard lock{mutex_};
      was_empty = coming_.empty();
      coming_.push_back(std::move(t));
    }
    if (was_empty) curl_multi_wakeup(multi_);
  }

private:
  void run() {
    while (!stopping_) {
      take_in();
      int running = 0;
      curl_multi_perform(multi_, &running);
      take_out();
      curl_multi_poll(multi_, nullptr, 0, poll_ms, nullptr);
    }
  }

  void take_in() {
    std::deque<std::unique_ptr<transfer>> coming;
    {
      const std::lock_guard lock{mutex_};
      coming.swap(coming_);
    }
    for (auto& t : coming) {
      auto* handle = obtain_handle();
      if (handle == nullptr || !t->prepare(options_, handle)) {
        if (handle != nullptr) idle_.push_back(handle);
        --in_flight_;
        t->refuse("the URL cannot be read, a field carries a line break, or libcurl has no memory");
        continue;
      }
      curl_multi_add_handle(multi_, handle);
      under_way_.emplace(handle, std::move(t));
    }
  }

  void take_out() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      auto* handle = message->easy_handle;
      const auto how = message->data.result;
      curl_multi_remove_handle(multi_, handle);
      const auto found = under_way_.find(handle);
      const auto t = std::move(found->second);
      under_way_.erase(found);
      --in_flight_;
      tell(*t, t->conclude(how));
      t->answer();
      if (idle_.size() < handles_kept)
        idle_.push_back(handle);
      else
        curl_easy_cleanup(handle);
    }
  }

  void tell(const transfer& t, const ports::client_response& r) const {
    if (log_ == nullptr) return;
    const bool failed = r.error != ports::transport_errc::none;
    const auto level = failed ? ports::log_level::warn : ports::log_level::debug;
    if (!log_->enabled(level)) return;
    log_->write(level, failed ? "client.request_failed" : "client.request_completed",
                {{"host", t.host()},
                 {"method", t.request().method},
                 {"status_code", std::to_string(r.status)},
                 {"error", r.error_text},
                 {"latency_ms", std::to_string(r.took.count())}});
  }

  CURL* obtain_handle() {
    if (idle_.empty()) return curl_easy_init();
    auto* handle = idle_.back();
    idle_.pop_back();
    return handle;
  }

  options options_;
  ports::log* log_;
  CURLM* multi_ = nullptr;
  std::mutex mutex_;
  std::deque<std::unique_ptr<transfer>> coming_; ///< guarded by `mutex_`
  std::unordered_map<CURL*, std::unique_ptr<transfer>> under_way_;
  std::vector<CURL*> idle_;
  std::atomic<std::size_t> in_flight_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace

std::unique_ptr<ports::http_client> make_curl_client(options o, ports::log* log) {
  return std::make_unique<curl_client>(std::move(o), log);
}

} // namespace charla::client
