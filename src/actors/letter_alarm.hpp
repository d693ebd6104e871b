#pragma once

#include "io/ports/batch.hpp"

#include <map>
#include <mutex>

namespace charla::actors {

/// When people were last told that something of theirs could not be processed: once an hour for each tenant and reason,
/// whatever the number (R228). Thread-safe, bounded.
class letter_alarm {
public:
  static constexpr std::int64_t every_ms = 60 * 60 * 1000;
  static constexpr std::size_t remembered_max = 1000;

  /// Whether this letter is the first of its kind for an hour. @param boot_ms now.
  [[nodiscard]] bool is_news(flows::tenant_id tenant, const std::string& reason, std::int64_t boot_ms);

private:
  std::mutex mutex_;
  std::map<std::pair<flows::tenant_id, std::string>, std::int64_t> told_;
};

/// What they are told.
[[nodiscard]] ports::system_event letter_event(flows::tenant_id tenant,
                                               const std::string& reason,
                                               const flows::conversation_id& where,
                                               flows::timestamp now);

} // namespace charla::actors
