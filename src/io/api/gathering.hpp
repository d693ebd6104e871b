#pragma once

#include "io/ports/engine.hpp"

#include <atomic>

namespace charla::api {

/// Several commands, answered together: calls `finish` once, when the last one has arrived. Shared by their callbacks.
class gathering {
public:
  /// How many were stored, and how many were not.
  using finisher = std::function<void(std::size_t stored, std::size_t lost)>;

  /// @param count at least 1.
  gathering(std::size_t count, finisher finish) : open_(count), finish_(std::move(finish)) {}

  void arrived(const ports::command_result& r) {
    using outcome = ports::command_result::outcome;
    ++(r.how == outcome::done || r.how == outcome::duplicate ? stored_ : lost_);
    if (--open_ == 0) finish_(stored_, lost_);
  }

private:
  std::atomic<std::size_t> open_;
  std::atomic<std::size_t> stored_{0};
  std::atomic<std::size_t> lost_{0};
  finisher finish_;
};

} // namespace charla::api
