#pragma once

#include "load/conversations.hpp"
#include "load/latencies.hpp"
#include "load/options.hpp"
#include "load/webhook.hpp"
#include "wire/client.hpp"
#include "wire/line_log.hpp"
#include "wire/listener.hpp"

#include <deque>
#include <memory>
#include <random>
#include <unordered_map>
#include <vector>

namespace charla::bench {

/// One run: sends events as the options say, collects answers and replies, reports.
class load_run {
public:
  explicit load_run(const load_options& options);
  void run();
  [[nodiscard]] std::string report_json();
  [[nodiscard]] std::string report_text();
  /// Events that were never answered 200.
  [[nodiscard]] std::uint64_t unacknowledged() const noexcept { return created_ - acknowledged_; }

private:
  struct event {
    std::uint64_t sequence = 0;
    std::uint64_t conversation = 0;
    std::int64_t unix_s = 0; ///< of the first attempt: a retry repeats the body, as the provider does
    std::int64_t due = 0;    ///< when it should have gone; latency counts from here in an open loop
    std::int64_t sent = 0;
    int attempt = 0;
    bool duplicate = false;
  };
  void pump();
  [[nodiscard]] std::optional<event> next_event(std::int64_t now);
  [[nodiscard]] std::optional<event> new_event(std::int64_t now);
  void post(client& on, event e, std::int64_t now);
  void answered(client& on, int status);
  void accepted(const event& e, std::int64_t now);
  void refused(const event& e, int status, std::int64_t now);
  void replied(std::string_view line);
  void on_reply_stream(int fd);
  void log(const event& e, std::int64_t now, int status);
  [[nodiscard]] bool sending(std::int64_t now) const;
  [[nodiscard]] bool counts(std::int64_t at) const;
  [[nodiscard]] bool finished(std::int64_t now);

  const load_options options_;
  endpoint to_;
  webhook webhook_;
  conversations conversations_;
  loop loop_;
  line_log log_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<client>> clients_;
  std::unique_ptr<listener> reply_listener_;
  std::vector<std::unique_ptr<watcher>> reply_streams_;
  std::vector<client*> idle_;
  std::unordered_map<client*, event> in_flight_;
  std::deque<event> again_; ///< duplicates and retries, by time
  std::string request_;

  std::int64_t started_ = 0;
  std::int64_t count_from_ = 0;
  std::int64_t sending_ended_ = 0;
  std::int64_t last_reply_ = 0;
  std::uint64_t created_ = 0;
  std::uint64_t acknowledged_ = 0;
  std::uint64_t counted_accepts_ = 0;
  std::uint64_t counted_replies_ = 0;
  std::uint64_t replies_ = 0;
  std::uint64_t refusals_ = 0;
  std::uint64_t losses_ = 0;
  latencies ack_;
  latencies cycle_;
};

} // namespace charla::bench
