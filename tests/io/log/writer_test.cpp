#include "io/log/writer.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace charla;
using ports::log_level;

namespace {

struct still_clock final : ports::clock {
  flows::timestamp now() const override { return flows::from_unix_ms(1'700'000'000'000); }
  // Real, because the writer's patience at its end is counted in it.
  std::int64_t boot_ms() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

/// A pipe; both ends closed at the end.
struct pipe_pair {
  int ends[2]{-1, -1};
  pipe_pair() { REQUIRE(::pipe2(ends, O_CLOEXEC) == 0); }
  ~pipe_pair() {
    close_write();
    if (ends[0] >= 0) ::close(ends[0]);
  }
  void close_write() {
    if (ends[1] >= 0) ::close(ends[1]);
    ends[1] = -1;
  }
  /// Everything until the write end is closed.
  std::string rest() {
    close_write();
    std::string out;
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
      out.append(buffer, static_cast<std::size_t>(n));
    return out;
  }
};

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

} // namespace

TEST_CASE("lines come out whole and in each thread's order", "[log]") {
  pipe_pair p;
  const still_clock clock;
  std::string text;
  std::thread reader([&] {
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(p.ends[0], buffer, sizeof buffer)) > 0;)
      text.append(buffer, static_cast<std::size_t>(n));
  });
  {
    log::writer w(clock, {.format = log::line_format::text, .descriptor = p.ends[1]});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&w, t] {
        for (int i = 0; i < 500; ++i)
          w.info("turn.committed", {{"who", std::to_string(t)}, {"n", std::to_string(i)}});
      });
    for (auto& t : threads)
      t.join();
  }
  p.close_write();
  reader.join();
  CHECK(lines_in(text) == 2000);
  for (int t = 0; t < 4; ++t) {
    std::size_t at = 0;
    for (int i = 0; i < 500; ++i) {
      at = text.find("turn.committed who=" + std::to_string(t) + " n=" + std::to_string(i) + "\n", at);
      REQUIRE(at != std::string::npos);
    }
  }
}

TEST_CASE("a level that is off writes nothing and says so", "[log]") {
  pipe_pair p;
  const still_clock clock;
  {
    log::writer w(clock, {.level = log_level::warn, .descriptor = p.ends[1]});
    CHECK_FALSE(w.enabled(log_level::info));
    CHECK(w.enabled(log_level::warn));
    w.debug("a");
    w.info("b");
    w.warn("c");
    w.error("d");
  }
  const auto text = p.rest();
  CHECK(lines_in(text) == 2);
  CHECK(text.find(R"("event":"c")") != std::string::npos);
  CHECK(text.find(R"("level":"error","event":"d")") != std::string::npos);
}

TEST_CASE("a reader that stalls costs lines, not the caller's time, and every loss is told", "[log]") {
  pipe_pair p;
  const still_clock clock;
  std::string text;
  std::thread reader;
  std::uint64_t dropped = 0;
  {
    log::writer w(clock, {.descriptor = p.ends[1], .queue_max = 64});
    const std::string value(200, 'x');
    for (int i = 0; i < 5000; ++i)
      w.info("flood", {{"value", value}}); // nobody reads: would block for ever
    dropped = w.dropped();
    CHECK(dropped > 0);
    reader = std::thread([&] {
      char buffer[4096];
      for (ssize_t n = 0; (n = ::read(p.ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<std::size_t>(n));
    });
  }
  p.close_write();
  reader.join();

  std::uint64_t told = 0;
  std::size_t told_lines = 0;
  const std::string mark = R"("event":"log.dropped","service":"charla","count":)";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1), ++told_lines)
    told += std::stoull(text.substr(at + mark.size()));
  CHECK(told == dropped);
  CHECK(lines_in(text) - told_lines + dropped == 5000);
}

TEST_CASE("a reader that never comes back does not hold up the end", "[log]") {
  pipe_pair p;
  const still_clock clock;
  const auto before = clock.boot_ms();
  {
    log::writer w(clock, {.descriptor = p.ends[1]});
    for (int i = 0; i < 2000; ++i)
      w.info("flood", {{"value", std::string(200, 'x')}});
  }
  CHECK(clock.boot_ms() - before < 5000);
}

TEST_CASE("a reader that is gone does not end the process", "[log]") {
  pipe_pair p;
  const still_clock clock;
  ::close(std::exchange(p.ends[0], -1));
  log::writer w(clock, {.descriptor = p.ends[1]});
  for (int i = 0; i < 100; ++i)
    w.info("unheard");
  CHECK(w.dropped() == 0);
}

TEST_CASE("levels and formats are read from their names", "[log]") {
  CHECK(log::parse_level("warn") == log_level::warn);
  CHECK_FALSE(log::parse_level("loud"));
  CHECK(log::parse_format("json") == log::line_format::json);
  CHECK_FALSE(log::parse_format("xml"));
}
