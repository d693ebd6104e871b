#include "io/api/node_watch.hpp"

#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

node_watch::node_watch(const dependencies& with) : with_(with), began_at_(with.clock.now()) {}

node_watch::sample node_watch::look(ports::store_admin& store) {
  const std::lock_guard lock{mutex_};
  const auto now_ms = with_.clock.boot_ms();
  if (looked_ && now_ms - looked_ms_ < look_every_ms) return last_;
  sample next;
  next.at = with_.clock.now();
  next.load = with_.engine.load();
  if (with_.process) next.use = with_.process();
  const auto waiting = store.backlog_now();
  next.waiting = waiting ? *waiting : last_.waiting;
  if (looked_ && now_ms > looked_ms_) {
    const auto seconds = static_cast<double>(now_ms - looked_ms_) / 1000;
    const auto rate = [&](auto before, auto after) {
      return std::max(0.0, (static_cast<double>(after) - static_cast<double>(before)) / seconds);
    };
    const auto& was = last_.load;
    next.per_second = {rate(was.processed, next.load.processed),
                       rate(was.events_accepted, next.load.events_accepted),
                       rate(was.turns_committed, next.load.turns_committed),
                       rate(was.sends_accepted, next.load.sends_accepted),
                       rate(was.failures, next.load.failures),
                       rate(last_.use.cpu_seconds, next.use.cpu_seconds)};
  }
  last_ = next;
  looked_ms_ = now_ms;
  looked_ = true;
  return next;
}

std::string node_watch::describe(const sample& s) const {
  const auto status = with_.engine.status();
  const auto number = [](auto n) { return static_cast<std::int64_t>(n); };
  json::writer w;
  w.begin_object().member("name", with_.node).member("role", "all").member("started_at", show_time(began_at_));
  w.member("build", with_.build).member("actors", number(s.load.actors));
  w.member("resident_conversations", number(s.load.resident_conversations));
  w.member("mailbox_total", number(s.load.mailbox)).key("processed_per_s").number(s.per_second.processed);
  w.key("cpu_share").number(s.per_second.cpu).member("rss_bytes", s.use.resident_bytes);
  w.member("admission", status.admission).member("accepting", status.accepting);
  w.member("shards", number(s.load.shards)).member("lanes", number(s.load.lanes));
  w.member("store", with_.config.store.kind).key("workers").begin_array();
  for (const auto& [name, state] : status.workers)
    w.begin_object().member("name", name).member("state", state).end_object();
  w.end_array().end_object();
  return w.take();
}

} // namespace charla::api
