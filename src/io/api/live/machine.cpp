#include "io/api/live/topic.hpp"
#include "io/api/logs.hpp"
#include "io/api/task.hpp"

// Topics about the machine: its nodes, its rates, its log, its tasks.
namespace charla::api::live {

namespace {

using std::chrono::milliseconds;

/// One row a cluster node, by its name.
class cluster final : public topic {
public:
  tl::expected<snapshot, problem> read(const sources& from) override {
    auto& node = from.house.node;
    snapshot s;
    s.items.push_back({node.name(), node.describe(node.look(from.admin))});
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{1000}; }
};

/// What sparklines are drawn of, under the key `now`.
class metrics final : public topic {
public:
  tl::expected<snapshot, problem> read(const sources& from) override {
    const auto seen = from.house.node.look(from.admin);
    const auto& rate = seen.per_second;
    json::writer w;
    w.begin_object().member("at", show_time(seen.at)).key("webhooks_per_s").number(rate.webhooks);
    w.key("turns_per_s").number(rate.turns).key("sends_per_s").number(rate.sends);
    w.key("failures_per_s").number(rate.failures).member("feed_clients", from.house.feed_clients());
    w.member("inbox", seen.waiting.inbox);
    w.member("outbox", seen.waiting.outbox_ready + seen.waiting.outbox_sending + seen.waiting.outbox_in_doubt);
    w.end_object();
    snapshot s;
    s.items.push_back({"now", w.take()});
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{1000}; }
};

/// The newest lines, by their ids.
class logs final : public topic {
public:
  static constexpr std::size_t window = 200;

  explicit logs(ports::line_filter filter) : filter_(std::move(filter)) {}
  tl::expected<snapshot, problem> read(const sources& from) override {
    snapshot s;
    const auto* kept = from.house.with.lines;
    if (kept == nullptr) return s;
    auto lines = kept->newest(filter_, 0, window + 1);
    s.more = lines.size() > window;
    if (s.more) lines.pop_back();
    for (const auto& line : lines) {
      json::writer w;
      write_log_line(w, line);
      s.items.push_back({std::to_string(line.id), w.take()});
    }
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{1000}; }

private:
  ports::line_filter filter_;
};

/// What `GET /api/v1/tasks/stats` answers, under the key `stats`.
class tasks final : public topic {
public:
  tl::expected<snapshot, problem> read(const sources& from) override {
    const ports::http_request plain;
    call c{from.house, plain, from.who, &from.admin};
    auto told = task_stats(c);
    if (!told) return refuse(told.error());
    snapshot s;
    s.items.push_back({"stats", std::move(told->body)});
    return s;
  }
  [[nodiscard]] milliseconds poll_every() const override { return milliseconds{2000}; }
};

} // namespace

std::unique_ptr<topic> make_cluster() { return std::make_unique<cluster>(); }
std::unique_ptr<topic> make_metrics() { return std::make_unique<metrics>(); }
std::unique_ptr<topic> make_tasks() { return std::make_unique<tasks>(); }

tl::expected<std::unique_ptr<topic>, no_topic> make_logs(json::value filter, const identity& who) {
  if (!who.runs_installation) return tl::make_unexpected(no_topic{"forbidden", std::string{logs_forbidden}});
  ports::line_filter f;
  const auto level = parse_log_level(filter["level"].text().value_or(""));
  if (!level) return tl::make_unexpected(no_topic{"bad_filter", "level: debug, info, warn or error."});
  f.at_least = *level;
  f.text = filter["q"].text().value_or("").substr(0, 100);
  return std::make_unique<logs>(std::move(f));
}

} // namespace charla::api::live
