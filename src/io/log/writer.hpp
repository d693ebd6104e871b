#pragma once

#include "io/log/line.hpp"
#include "io/log/ring.hpp"
#include "io/ports/clock.hpp"

#include <memory>
#include <optional>

namespace charla::log {

struct log_options {
  ports::log_level level = ports::log_level::info;
  line_format format = line_format::json;
  std::string service = "charla";
  int descriptor = 1;           ///< stdout; not closed
  std::size_t queue_max = 8192; ///< lines that may wait to be written; then the oldest are dropped and counted
};

/// `debug | info | warn | error`; `json | text`.
[[nodiscard]] std::optional<ports::log_level> parse_level(std::string_view text);
[[nodiscard]] std::optional<line_format> parse_format(std::string_view text);

/// The process's log, on spdlog's asynchronous logger: a caller formats its line and leaves it in a bounded queue; one
/// thread writes what has gathered with one system call. A reader that stalls costs lines (`log.dropped` says how
/// many), never the caller's time.
class writer final : public ports::log {
public:
  /// `clock` must outlive the writer.
  writer(const ports::clock& clock, log_options options);
  /// Writes what waits, for a second at most.
  ~writer() override;
  writer(const writer&) = delete;
  writer& operator=(const writer&) = delete;

  void write(ports::log_level level, std::string_view event, std::initializer_list<ports::field> fields) override;
  [[nodiscard]] bool enabled(ports::log_level level) const noexcept override;

  /// The newest lines, kept in memory whatever becomes of the reader.
  [[nodiscard]] const ports::log_lines& lines() const noexcept;

  /// Lines lost since the start, for `charla_log_dropped_total`.
  [[nodiscard]] std::uint64_t dropped() const noexcept;

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::log
