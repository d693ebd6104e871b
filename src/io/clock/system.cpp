#include "io/clock/system.hpp"

#include <ctime>

namespace charla::clock {

namespace {

std::int64_t read_ms(clockid_t which) {
  timespec t{};
  ::clock_gettime(which, &t); // cannot fail for the two clocks below on any Linux since 2.6.39
  return static_cast<std::int64_t>(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
}

class system_clock final : public ports::clock {
public:
  [[nodiscard]] flows::timestamp now() const override { return flows::from_unix_ms(read_ms(CLOCK_REALTIME)); }
  [[nodiscard]] std::int64_t boot_ms() const override { return read_ms(CLOCK_BOOTTIME); }
};

} // namespace

std::unique_ptr<ports::clock> make_system_clock() { return std::make_unique<system_clock>(); }

} // namespace charla::clock
