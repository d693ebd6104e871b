#include "io/metrics/registry.hpp"

#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <thread>

using namespace charla;

namespace {

/// Remembers the events that were logged.
struct remembered_log final : ports::log {
  std::mutex mutex;
  std::vector<std::string> events;
  void write(ports::log_level, std::string_view event, std::initializer_list<ports::field> fields) override {
    const std::lock_guard lock(mutex);
    events.push_back(std::string(event) + " " + (fields.size() ? fields.begin()->value : ""));
  }
};

bool has_line(const std::string& text, const std::string& line) {
  return text.find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("counted, set and observed values are scraped in the text format", "[metrics]") {
  remembered_log log;
  const auto m = metrics::make_metrics(log);
  m->count("charla_turns_total", {{"verdict", "applied"}});
  m->count("charla_turns_total", {{"verdict", "applied"}}, 2);
  m->set("charla_outbox", 7, {{"state", "ready"}});
  m->observe("charla_commit_seconds", 0.003);
  m->observe("charla_commit_batch_size", 256);
  const auto text = m->scrape();
  CHECK(has_line(text, "# TYPE charla_turns_total counter"));
  CHECK(has_line(text, R"(charla_turns_total{verdict="applied"} 3)"));
  CHECK(has_line(text, R"(charla_outbox{state="ready"} 7)"));
  CHECK(has_line(text, R"(charla_commit_seconds_bucket{le="0.0025"} 0)"));
  CHECK(has_line(text, R"(charla_commit_seconds_bucket{le="0.005"} 1)"));
  CHECK(has_line(text, R"(charla_commit_batch_size_bucket{le="256"} 1)"));
  CHECK(log.events.empty());
}

TEST_CASE("R137–R140, R185–R186: the names that existing dashboards read", "[metrics]") {
  remembered_log log;
  const auto m = metrics::make_metrics(log);
  m->count("http_requests_total", {{"service", "charla"}, {"endpoint", "/x"}, {"method", "GET"}, {"status", "200"}});
  m->observe("http_request_latency_seconds", 0.01, {{"endpoint", "/x"}}); // `service` may be left out
  m->count("tool_calls_total", {{"status", "ok"}, {"tool", "orders"}});   // any order
  m->count("llm_tokens_used", {{"tenant_id", "1"}}, 42);
  const auto text = m->scrape();
  CHECK(has_line(text, R"(http_requests_total{endpoint="/x",method="GET",service="charla",status="200"} 1)"));
  CHECK(has_line(text, R"(http_request_latency_seconds_count{endpoint="/x",service="charla"} 1)"));
  CHECK(has_line(text, R"(tool_calls_total{status="ok",tool="orders"} 1)"));
  CHECK(has_line(text, R"(llm_tokens_used{tenant_id="1"} 42)"));
  CHECK(has_line(text, "nexia_engine_scheduled_total 0"));
  CHECK(has_line(text, "nexia_engine_sched_published_total 0"));
  CHECK(has_line(text, "nexia_engine_sched_cancelled_total 0"));
  CHECK(log.events.empty());
}

TEST_CASE("what the catalogue does not know is refused, counted and told once", "[metrics]") {
  remembered_log log;
  const auto m = metrics::make_metrics(log);
  for (int i = 0; i < 3; ++i)
    m->count("charla_typo_total");
  m->count("charla_turns_total");                                               // a label is missing
  m->count("charla_sends_total", {{"outcome", "accepted"}, {"colour", "red"}}); // one too many
  m->count("charla_provider_errors_total", {{"colour", "red"}});                // another one
  m->set("charla_inbox_appended_total", 1);                                     // a counter is not set
  CHECK(log.events
        == std::vector<std::string>{"metrics.refused charla_typo_total", "metrics.refused charla_turns_total",
                                    "metrics.refused charla_sends_total",
                                    "metrics.refused charla_provider_errors_total",
                                    "metrics.refused charla_inbox_appended_total"});
  CHECK(has_line(m->scrape(), "charla_metrics_refused_total 7"));
}

TEST_CASE("past its bound of label sets a metric counts under `other`", "[metrics]") {
  remembered_log log;
  const auto m = metrics::make_metrics(log);
  for (int round = 0; round < 2; ++round)
    for (std::size_t i = 0; i < metrics::label_sets_max + 50; ++i)
      m->count("llm_tokens_used", {{"tenant_id", std::to_string(i)}});
  const auto text = m->scrape();
  CHECK(has_line(text, R"(llm_tokens_used{tenant_id="0"} 2)"));
  CHECK(has_line(text, R"(llm_tokens_used{tenant_id="199"} 2)"));
  CHECK(has_line(text, R"(llm_tokens_used{tenant_id="other"} 100)"));
  CHECK(text.find(R"(tenant_id="200")") == std::string::npos);
  CHECK(log.events == std::vector<std::string>{"metrics.cardinality llm_tokens_used"});
}

TEST_CASE("no update of any thread is lost, not even a series' first", "[metrics]") {
  remembered_log log;
  const auto m = metrics::make_metrics(log);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&m] {
      for (int i = 0; i < 5000; ++i)
        m->count("charla_store_errors_total", {{"code", std::to_string(i % 50)}});
    });
  for (auto& t : threads)
    t.join();
  const auto text = m->scrape();
  for (int i = 0; i < 50; ++i)
    CHECK(has_line(text, "charla_store_errors_total{code=\"" + std::to_string(i) + "\"} 400"));
}

TEST_CASE("the process tells of itself, and samplers run before each scrape", "[metrics]") {
  remembered_log log;
  int scrapes = 0;
  const auto m = metrics::make_metrics(
      log, {.before_scrape = {[&scrapes](ports::metrics& me) { me.set("charla_inbox_pending", ++scrapes); }}});
  (void)m->scrape();
  const auto text = m->scrape();
  CHECK(has_line(text, "charla_inbox_pending 2"));
  const auto value = [&text](const std::string& name) {
    const auto at = text.find("\n" + name + " ");
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + name.size() + 2));
  };
  CHECK(value("process_resident_memory_bytes") > 1e6);
  CHECK(value("process_open_fds") >= 3);
  CHECK(value("process_max_fds") >= value("process_open_fds"));
  CHECK(value("process_cpu_seconds_total") >= 0);
  CHECK(value("process_start_time_seconds") > 1.6e9);
}

TEST_CASE("the catalogue keeps its own rules", "[metrics]") {
  std::set<std::string_view> names;
  for (const auto& r : metrics::catalog) {
    INFO(r.name);
    CHECK(names.insert(r.name).second);
    CHECK(r.help.ends_with("."));
    if (r.type == metrics::kind::counter && r.name != "llm_tokens_used") CHECK(r.name.ends_with("_total"));
    if (r.type != metrics::kind::counter) CHECK_FALSE(r.name.ends_with("_total"));
    if (r.type == metrics::kind::histogram && r.bounds == metrics::buckets::latency)
      CHECK(r.name.ends_with("_seconds"));
    CHECK(metrics::describe_markdown().find("`" + std::string(r.name) + "`") != std::string::npos);
  }
}
