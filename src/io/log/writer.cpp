#include "io/log/writer.hpp"

#include <atomic>
#include <cerrno>
#include <climits>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <poll.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace charla::log {

struct writer::impl {
  impl(const ports::clock& c, log_options o) : clock(c), options(std::move(o)), thread([this] { run(); }) {}

  const ports::clock& clock;
  const log_options options;
  const std::size_t chunk = chunk_of(options.descriptor);
  std::mutex mutex;
  std::condition_variable filled;
  std::string waiting;
  bool stopping = false;
  std::atomic<std::uint64_t> dropped{0};
  std::atomic<std::int64_t> give_up_at{0}; ///< boot milliseconds; 0: never
  std::thread thread;                      ///< last: starts when the rest stands

  void run() {
    // A reader that is gone is an error of write(2), not the death of the process.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    std::string batch;
    std::uint64_t told = 0;
    for (;;) {
      {
        std::unique_lock lock(mutex);
        filled.wait(lock, [this] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        // Lines come in bursts: two milliseconds of them cost one waking and one system call instead of one each.
        filled.wait_for(lock, std::chrono::milliseconds{2}, [this] { return stopping; });
        batch.swap(waiting);
      }
      put(batch);
      batch.clear();
      // Told after the batch that made room, as a line like any other.
      if (const auto lost = dropped.load(); lost != told) {
        const ports::field count{"count", std::to_string(lost - told)};
        append_line(batch, options.format, clock.now(), ports::log_level::warn, options.service, "log.dropped",
                    {&count, 1});
        put(batch);
        batch.clear();
        told = lost;
      }
    }
  }

  /// Writes all of it, or gives up when the reader is gone or the program is stopping and the reader stalls.
  void put(std::string_view bytes) {
    while (!bytes.empty()) {
      pollfd ready{options.descriptor, POLLOUT, 0};
      const int n = ::poll(&ready, 1, 100);
      const auto deadline = give_up_at.load();
      if (deadline != 0 && clock.boot_ms() > deadline) return;
      if (n == 0 || (n < 0 && errno == EINTR)) continue;
      const auto written = ::write(options.descriptor, bytes.data(), std::min(bytes.size(), chunk));
      if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (written <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  /// A pipe that reports room takes PIPE_BUF bytes without blocking; a file takes any number.
  static std::size_t chunk_of(int descriptor) {
    struct stat s {};
    return ::fstat(descriptor, &s) == 0 && S_ISREG(s.st_mode) ? 1u << 20 : std::size_t{PIPE_BUF};
  }
};

writer::writer(const ports::clock& clock, log_options options)
    : impl_(std::make_unique<impl>(clock, std::move(options))) {}

writer::~writer() {
  impl_->give_up_at = impl_->clock.boot_ms() + 1000;
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->filled.notify_one();
  impl_->thread.join();
}

void writer::write(ports::log_level level, std::string_view event, std::initializer_list<ports::field> fields) {
  if (!enabled(level)) return;
  std::string line;
  line.reserve(256);
  append_line(line, impl_->options.format, impl_->clock.now(), level, impl_->options.service, event, fields);
  bool wake = false;
  {
    const std::lock_guard lock(impl_->mutex);
    if (impl_->waiting.size() + line.size() > impl_->options.queue_max) {
      impl_->dropped.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    wake = impl_->waiting.empty();
    impl_->waiting += line;
  }
  if (wake) impl_->filled.notify_one();
}

bool writer::enabled(ports::log_level level) const noexcept { return level >= impl_->options.level; }

std::uint64_t writer::dropped() const noexcept { return impl_->dropped.load(std::memory_order_relaxed); }

std::optional<ports::log_level> parse_level(std::string_view text) {
  for (const auto level :
       {ports::log_level::debug, ports::log_level::info, ports::log_level::warn, ports::log_level::error})
    if (name_of(level) == text) return level;
  return std::nullopt;
}

std::optional<line_format> parse_format(std::string_view text) {
  if (text == "json") return line_format::json;
  if (text == "text") return line_format::text;
  return std::nullopt;
}

} // namespace charla::log
