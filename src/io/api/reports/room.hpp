#pragma once

#include "io/api/reports/count.hpp"
#include "io/ports/clock.hpp"

#include <memory>
#include <mutex>

namespace charla::api {

/// Reports that were made a moment ago: a page asks for several things of the same one. Thread-safe, bounded.
class report_room {
public:
  static constexpr std::chrono::seconds good_for{10};
  static constexpr std::size_t kept_max = 16;

  using result = std::shared_ptr<const reports::report>;
  explicit report_room(const ports::clock& clock) : clock_(clock) {}
  /// Null when it was not made, or too long ago.
  [[nodiscard]] result find(const std::string& key);
  void keep(const std::string& key, result what);

private:
  struct kept {
    result what;
    std::int64_t until_ms = 0;
  };

  const ports::clock& clock_;
  std::mutex mutex_;
  std::map<std::string, kept> kept_;
};

} // namespace charla::api
