#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace charla::ports {

enum class log_level : std::uint8_t { debug, info, warn, error };

struct field {
  std::string_view key;
  std::string value;
};

/// A log line is an event: a stable id (`outbox.send_failed`), then fields; a sentence for people where it helps. Never
/// a message body, never a phone number in clear, never a secret. Thread-safe; a full queue drops and counts.
class log {
public:
  virtual ~log() = default;
  virtual void write(log_level level, std::string_view event, std::initializer_list<field> fields) = 0;
  /// Whether a line of this level would be written: ask before making costly fields.
  [[nodiscard]] virtual bool enabled(log_level) const noexcept { return true; }

  void debug(std::string_view event, std::initializer_list<field> f = {}) { write(log_level::debug, event, f); }
  void info(std::string_view event, std::initializer_list<field> f = {}) { write(log_level::info, event, f); }
  void warn(std::string_view event, std::initializer_list<field> f = {}) { write(log_level::warn, event, f); }
  void error(std::string_view event, std::initializer_list<field> f = {}) { write(log_level::error, event, f); }
};

} // namespace charla::ports
