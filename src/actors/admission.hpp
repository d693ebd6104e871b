#pragma once

#include "flows/ids.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace charla::actors {

/// What the engine still takes on while its store is slow, nearly full or away (protocol §5): accepting is cheap and
/// is given up last, thinking and campaigns are given up first. It worsens at once and mends after 30 s of calm.
/// Thread-safe: read by HTTP threads and actors, written by the persistence lanes and by recovery.
class admission {
public:
  enum class level : std::uint8_t {
    green,
    yellow, ///< commits p99 over 250 ms: campaigns and follow-ups wait
    red,    ///< commits p99 over 2 s, a commit refused, or less than a tenth of the disk free: only people speak
    black,  ///< nothing could be committed for 5 s
  };

  std::atomic<std::size_t> appends_waiting{0}; ///< webhook events between the door and their commit
  std::atomic<bool> open{false};               ///< false before recovery has begun and after the stop

  [[nodiscard]] level present(std::int64_t boot_ms) const;
  /// How long `events` more would wait for their commit, as the last commits went.
  [[nodiscard]] std::chrono::microseconds wait_of(std::size_t events, std::size_t batch_max) const;

  /// A lane has committed in `took`; `p99` is the one of its last commits.
  void committed(std::chrono::microseconds took, std::chrono::microseconds p99, std::int64_t boot_ms);
  /// A lane could not commit.
  void refused(std::int64_t boot_ms) { last_refused_ms_ = boot_ms; }
  /// @param free share of the store's disk that is free, 0 to 1.
  void disk(double free, std::int64_t boot_ms);

private:
  static constexpr std::int64_t never = INT64_MIN / 2;
  std::atomic<std::int64_t> commit_us_{0}; ///< moving average
  std::atomic<std::int64_t> last_commit_ms_{never};
  std::atomic<std::int64_t> last_refused_ms_{never};
  std::atomic<std::int64_t> yellow_seen_ms_{never};
  std::atomic<std::int64_t> red_seen_ms_{never};
};

[[nodiscard]] std::string_view name_of(admission::level l);

/// How many things of each tenant wait somewhere. Causes for their turn: a tenant whose bot cannot keep up is asked to
/// come again before its inbox fills the disk for all. Events at the door: no tenant takes all its room. Thread-safe.
class tenant_backlog {
public:
  void add(flows::tenant_id tenant, std::int64_t causes);
  [[nodiscard]] std::int64_t of(flows::tenant_id tenant) const;

private:
  mutable std::mutex mutex_;
  std::unordered_map<flows::tenant_id, std::int64_t> waiting_;
};

/// The durations of a lane's last commits.
class recent_commits {
public:
  void add(std::chrono::microseconds took) { all_[count_++ % all_.size()] = took; }
  /// The one that only a hundredth of them exceeds; zero before the first.
  [[nodiscard]] std::chrono::microseconds p99() const;

private:
  std::array<std::chrono::microseconds, 128> all_{};
  std::size_t count_ = 0;
};

} // namespace charla::actors
