#pragma once

#include "flows/time.hpp"

namespace charla::ports {

class clock {
public:
  virtual ~clock() = default;
  [[nodiscard]] virtual flows::timestamp now() const = 0;
  /// Milliseconds since boot, counting suspension (CLOCK_BOOTTIME): for deadlines, never for dates.
  [[nodiscard]] virtual std::int64_t boot_ms() const = 0;
};

} // namespace charla::ports
