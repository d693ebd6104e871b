#include "wire/signals.hpp"

#include <csignal>

namespace charla::bench {

namespace {
// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t stop_flag = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
} // namespace

void stop_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_flag = 1; };
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

bool stop_requested() noexcept { return stop_flag != 0; }

} // namespace charla::bench
