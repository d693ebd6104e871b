#pragma once

#include "io/api/reports/count.hpp"
#include "io/ports/clock.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace charla::api {

/// Reports that were made a moment ago, and the one that is being made: who asks for the same one waits for it, and so
/// that reports take one thread and one connection, only few may wait. Thread-safe.
class report_room {
public:
  static constexpr std::chrono::seconds good_for{10};
  static constexpr std::size_t kept_max = 16;
  static constexpr int waiting_max = 2;
  static constexpr std::chrono::seconds patience{15};

  using result = std::shared_ptr<const reports::report>;
  explicit report_room(const ports::clock& clock) : clock_(clock) {}
  /// @param make null when it cannot be made; then nothing is kept.
  /// @returns null and false when too many wait already.
  [[nodiscard]] std::pair<result, bool> get(const std::string& key, const std::function<result()>& make);

private:
  struct kept {
    result what;
    std::int64_t until_ms = 0;
  };
  [[nodiscard]] result fresh(const std::string& key);
  void keep(const std::string& key, const result& what);

  const ports::clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, kept> kept_;
  bool busy_ = false;
  int waiting_ = 0;
};

} // namespace charla::api
