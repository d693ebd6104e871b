#pragma once

#include <functional>
#include <memory>

namespace charla::http {

/// The bounded pool for handlers that block. Thread-safe.
class workers {
public:
  /// `queue_max` tasks may wait besides those that run.
  workers(std::size_t threads, std::size_t queue_max);
  /// Runs what waits, then joins.
  ~workers();
  workers(const workers&) = delete;
  workers& operator=(const workers&) = delete;

  /// False when the queue is full: nothing is kept.
  [[nodiscard]] bool submit(std::function<void()> task);
  /// Forgets what waits (destroying it), finishes what runs, joins.
  void stop();

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::http
