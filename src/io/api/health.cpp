#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

answer alive(call& c) {
  return object_response(
      [&](json::writer& w) { w.member("ok", true).member("ts", flows::to_unix_ms(c.house.with.clock.now())); });
}

/// `ok` or what is wrong, for each thing we depend on.
struct check {
  std::string name;
  std::string state;
};

std::vector<check> checks_of(const context& house) {
  const auto engine = house.with.engine.status();
  std::vector<check> out{
      {"engine", engine.accepting ? "ok" : "not accepting: it is starting, stopping or has lost its store"},
      {"directory", house.channels.get() ? "ok" : "channels have not been read yet"},
  };
  for (const auto& [name, state] : engine.workers)
    out.push_back({name, state});
  return out;
}

void write_checks(json::writer& w, bool ok, const std::vector<check>& checks) {
  w.member("ok", ok).key("checks").begin_object();
  for (const auto& c : checks)
    w.member(c.name, c.state);
  w.end_object();
}

/// Says how each part is without asking any of them: 200 as long as the process lives (R096, R195).
answer health(call& c) {
  return object_response([&](json::writer& w) {
    write_checks(w, true, checks_of(c.house));
    w.member("admission", c.house.with.engine.status().admission);
    w.member("ts", flows::to_unix_ms(c.house.with.clock.now()));
  });
}

/// May a webhook come? Asks the store.
answer ready(call& c) {
  auto checks = checks_of(c.house);
  const bool store = c.house.with.store_reachable && c.house.with.store_reachable();
  checks.insert(checks.begin(), {"store", store ? "ok" : "a read failed: see the log for `store.`"});
  const bool ok = store && checks[1].state == "ok" && checks[2].state == "ok";
  auto r = object_response([&](json::writer& w) { write_checks(w, ok, checks); }, ok ? 200 : 503);
  if (!ok) r.headers.push_back({"Retry-After", "5"});
  return r;
}

answer internal_status(call& c) {
  const auto status = c.house.with.engine.status();
  return object_response([&](json::writer& w) {
    w.key("workers").begin_object();
    for (const auto& [name, state] : status.workers)
      w.member(name, state);
    w.end_object();
    w.member("accepting", status.accepting).member("admission", status.admission);
  });
}

answer scrape(call& c) {
  return ports::http_response{
      200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, c.house.with.metrics.scrape()};
}

endpoint probe(std::string_view path, std::string_view summary, std::string_view schema, quick_handler h) {
  endpoint e{"GET", path, right::open, summary, "", schema, quick(std::move(h))};
  e.store = false;
  return e;
}

endpoint at_once(endpoint e) {
  e.where = ports::run_on::io_thread;
  return e;
}

} // namespace

endpoints health_endpoints() {
  auto metrics = probe("/metrics", "Metrics in Prometheus' text format", "", scrape);
  metrics.media = "text/plain";
  return {
      at_once(probe("/api/healthz", "The process lives", "alive", alive)),
      at_once(probe("/healthz", "The process lives", "ok", [](call&) -> answer { return ok_response(); })),
      at_once(probe("/health", "How each part is, without asking the store", "health", health)),
      probe("/ready", "Whether webhooks may come: 503 when the store or the engine cannot take them", "health", ready),
      at_once(probe("/internal/status", "The workers, as they are", "worker_status", internal_status)),
      metrics,
  };
}

} // namespace charla::api
