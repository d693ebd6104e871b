#include "io/log/writer.hpp"

#include "io/log/descriptor_sink.hpp"

#include <atomic>
#include <csignal>
#include <spdlog/async.h>

namespace charla::log {

namespace {

constexpr std::int64_t patience_at_end_ms = 1000;

spdlog::level::level_enum level_of(ports::log_level l) {
  switch (l) {
  case ports::log_level::debug: return spdlog::level::debug;
  case ports::log_level::info: return spdlog::level::info;
  case ports::log_level::warn: return spdlog::level::warn;
  case ports::log_level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// A reader that is gone is an error of write(2), not the death of the process.
void ignore_broken_pipe() {
  sigset_t pipe;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

} // namespace

struct writer::impl {
  impl(const ports::clock& c, log_options o)
      : clock(c), options(std::move(o)), pool(std::make_shared<spdlog::details::thread_pool>(
                                             options.queue_max, 1, ignore_broken_pipe, [this] { sink->flush(); })),
        queue(*pool),
        sink(std::make_shared<descriptor_sink>(
            options.descriptor, clock, [this] { return queue.queue_size() > 0; }, [this] { return losses(); })),
        logger(std::make_shared<spdlog::async_logger>(
            options.service, sink, pool, spdlog::async_overflow_policy::overrun_oldest)) {
    logger->set_level(level_of(options.level));
  }
  impl(const impl&) = delete;
  impl& operator=(const impl&) = delete;
  ~impl() {
    sink->give_up_at(clock.boot_ms() + patience_at_end_ms);
    lost_in_all = queue.overrun_counter(); // nobody writes any more
    ending = true;
    pool.reset(); // joins its thread when that has written what waited
  }

  std::string losses() {
    const auto lost = ending ? lost_in_all : queue.overrun_counter();
    std::string line;
    if (lost == told) return line;
    const ports::field count{"count", std::to_string(lost - told)};
    append_line(line, options.format, clock.now(), ports::log_level::warn, options.service, "log.dropped", {&count, 1});
    told = lost;
    return line;
  }

  const ports::clock& clock;
  const log_options options;
  std::shared_ptr<spdlog::details::thread_pool> pool;
  spdlog::details::thread_pool& queue; ///< the same, while its thread ends too
  std::shared_ptr<descriptor_sink> sink;
  std::shared_ptr<spdlog::async_logger> logger;
  std::size_t told = 0;
  std::atomic<bool> ending{false};
  std::size_t lost_in_all = 0;
  ring newest;
};

writer::writer(const ports::clock& clock, log_options options)
    : impl_(std::make_unique<impl>(clock, std::move(options))) {}

writer::~writer() = default;

void writer::write(ports::log_level level, std::string_view event, std::initializer_list<ports::field> fields) {
  if (!enabled(level)) return;
  std::string line;
  line.reserve(256);
  const auto now = impl_->clock.now();
  const auto write_as = [&](line_format format, std::string& out) {
    append_line(out, format, now, level, impl_->options.service, event, fields);
  };
  write_as(impl_->options.format, line);
  auto kept = impl_->options.format == line_format::json ? line : std::string{};
  if (kept.empty()) write_as(line_format::json, kept);
  impl_->newest.keep(now, level, event, std::move(kept));
  impl_->logger->log(level_of(level), spdlog::string_view_t{line.data(), line.size()});
}

bool writer::enabled(ports::log_level level) const noexcept { return level >= impl_->options.level; }

const ports::log_lines& writer::lines() const noexcept { return impl_->newest; }

std::uint64_t writer::dropped() const noexcept { return impl_->queue.overrun_counter(); }

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
