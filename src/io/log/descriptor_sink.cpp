#include "io/log/descriptor_sink.hpp"

#include <cerrno>
#include <climits>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace charla::log {

namespace {

constexpr std::size_t gathered_max = 256 * 1024;
constexpr int look_again_ms = 100;

/// A pipe that reports room takes PIPE_BUF bytes without blocking; a file takes any number.
std::size_t chunk_of(int descriptor) {
  struct stat s {};
  return ::fstat(descriptor, &s) == 0 && S_ISREG(s.st_mode) ? std::size_t{1} << 20U : std::size_t{PIPE_BUF};
}

} // namespace

descriptor_sink::descriptor_sink(int descriptor,
                                 const ports::clock& clock,
                                 std::function<bool()> more_waits,
                                 std::function<std::string()> losses)
    : descriptor_(descriptor), chunk_(chunk_of(descriptor)), clock_(clock), more_waits_(std::move(more_waits)),
      losses_(std::move(losses)) {}

void descriptor_sink::sink_it_(const spdlog::details::log_msg& line) {
  gathered_.append(line.payload.data(), line.payload.size());
  if (gathered_.size() >= gathered_max || !more_waits_()) flush_();
}

void descriptor_sink::flush_() {
  put(gathered_);
  gathered_.clear();
  put(losses_()); // behind the lines that made room
}

// Writes all of it, or gives up when the reader is gone.
void descriptor_sink::put(std::string_view bytes) {
  while (!bytes.empty()) {
    pollfd ready{descriptor_, POLLOUT, 0};
    const int n = ::poll(&ready, 1, look_again_ms);
    const auto deadline = give_up_at_.load();
    if (deadline != 0 && clock_.boot_ms() > deadline) return;
    if (n == 0 || (n < 0 && errno == EINTR)) continue;
    const auto written = ::write(descriptor_, bytes.data(), std::min(bytes.size(), chunk_));
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

} // namespace charla::log
