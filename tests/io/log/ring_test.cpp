#include "io/log/ring.hpp"
#include "io/log/writer.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

using namespace charla;
using ports::line_filter;
using ports::log_level;

namespace {

struct still_clock final : ports::clock {
  flows::timestamp now() const override { return flows::from_unix_ms(1'700'000'000'000); }
  std::int64_t boot_ms() const override { return 1; }
};

std::vector<std::string> events_of(const std::vector<ports::kept_line>& lines) {
  std::vector<std::string> events;
  for (const auto& l : lines)
    events.push_back(l.event);
  return events;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("the newest lines are kept, the oldest go", "[log]") {
  log::ring r;
  for (int i = 0; i < 5010; ++i)
    r.keep({}, log_level::info, "e" + std::to_string(i), "{}");
  CHECK(r.newest({}, 0, 10'000).size() == log::ring::lines_max);
  CHECK(events_of(r.newest({}, 0, 2)) == texts{"e5009", "e5008"});
  const auto last = r.newest({}, 0, 10'000).back();
  CHECK(last.event == "e10");
  CHECK(r.newest({}, last.id, 10).empty());
  CHECK(events_of(r.newest({}, last.id + 2, 10)) == texts{"e11", "e10"});
}

TEST_CASE("lines are found by level, event, words and the way of one message", "[log]") {
  const still_clock clock;
  log::log_options options;
  options.descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  options.format = GENERATE(log::line_format::json, log::line_format::text);
  log::writer w{clock, options};
  w.info("sender.sent", {{"correlation_id", "abc"}, {"channel", "wa_main"}});
  w.warn("sender.slow", {{"took_ms", "900"}});
  w.error("store.full", {{"correlation_id", "abcd"}, {"access_token", "EAAG-secret"}});
  const auto found = [&](const line_filter& f) { return events_of(w.lines().newest(f, 0, 10)); };
  CHECK(found({}) == texts{"store.full", "sender.slow", "sender.sent"});
  CHECK(found({log_level::warn, "", "", ""}) == texts{"store.full", "sender.slow"});
  CHECK(found({log_level::debug, "sender.", "", ""}) == texts{"sender.slow", "sender.sent"});
  CHECK(found({log_level::debug, "", "wa_main", ""}) == texts{"sender.sent"});
  CHECK(found({log_level::debug, "", "", "abc"}) == texts{"sender.sent"});
  const auto all = w.lines().newest({}, 0, 10);
  CHECK(all[0].text.find("EAAG-secret") == std::string::npos); // redacted as it is written
  CHECK(all[1].text.find("\"took_ms\":900") != std::string::npos);
  CHECK(all[1].text.back() == '}');
  ::close(options.descriptor);
}
