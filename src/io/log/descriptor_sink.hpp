#pragma once

#include "io/ports/clock.hpp"

#include <atomic>
#include <functional>
#include <spdlog/sinks/base_sink.h>

namespace charla::log {

/// Where lines leave the process: a file descriptor whose reader may stall or go away. spdlog's own sinks wait for such
/// a reader for ever, also when the program wants to end.
class descriptor_sink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
  /// @param more_waits tells whether lines wait behind the present one: one system call writes them together.
  /// @param losses a line about the lines that were lost since it was last asked for; mostly empty.
  descriptor_sink(int descriptor,
                  const ports::clock& clock,
                  std::function<bool()> more_waits,
                  std::function<std::string()> losses);

  /// From now on a reader that stalls is waited for until `boot_ms` only. From any thread.
  void give_up_at(std::int64_t boot_ms) { give_up_at_ = boot_ms; }

protected:
  void sink_it_(const spdlog::details::log_msg& line) override;
  void flush_() override;

private:
  void put(std::string_view bytes);

  int descriptor_;
  std::size_t chunk_;
  const ports::clock& clock_;
  std::function<bool()> more_waits_;
  std::function<std::string()> losses_;
  std::string gathered_;
  std::atomic<std::int64_t> give_up_at_{0}; ///< boot milliseconds; 0: never
};

} // namespace charla::log
