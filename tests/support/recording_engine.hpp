#pragma once

#include "io/ports/engine.hpp"

#include <map>
#include <mutex>

namespace charla::test {

/// An engine that notes what the doors ask of it, and answers as the test says. Its live stream is a real one:
/// numbered, remembered, given to watchers.
class recording_engine final : public ports::engine {
public:
  struct command_seen {
    ports::channel_access channel;
    flows::address to;
    std::string by;
    ports::conversation_command what;
    std::string correlation_id;
  };

  // What the test says.
  ports::accept_outcome accept_answer = ports::accept_outcome::durable;
  bool hold_accepts = false; ///< keeps `done` in `held`
  ports::command_result command_answer{ports::command_result::outcome::done, {}};
  ports::engine_status present{true, "green", {{"send_worker", "ok"}}};
  ports::actor_tree tree;
  std::map<flows::conversation_id, ports::conversation_detail> inside;
  ports::actor_answer actor_command_answer{true, "restarting"};
  ports::node_load carried;
  std::size_t remembered_max = 2000;
  std::int64_t epoch = 77;

  // What it saw.
  std::vector<std::vector<ports::routed_event>> accepted;
  std::vector<std::function<void(ports::accept_outcome)>> held;
  std::vector<command_seen> commands;
  std::vector<std::pair<std::uint64_t, ports::actor_command>> actor_commands;
  int reloads = 0;
  std::vector<ports::number_fact> numbers;

  void accept(std::vector<ports::routed_event> events, std::function<void(ports::accept_outcome)> done) override {
    accepted.push_back(std::move(events));
    if (hold_accepts)
      held.push_back(std::move(done));
    else
      done(accept_answer);
  }
  void command(const ports::channel_access& channel,
               const flows::address& to,
               std::string by,
               ports::conversation_command what,
               std::string correlation_id,
               std::function<void(ports::command_result)> done) override {
    commands.push_back({channel, to, std::move(by), std::move(what), std::move(correlation_id)});
    done(command_answer);
  }
  [[nodiscard]] ports::actor_tree actors(std::size_t) const override { return tree; }
  void look_into(const flows::conversation_id& id,
                 std::function<void(std::optional<ports::conversation_detail>)> done) override {
    const auto found = inside.find(id);
    done(found == inside.end() ? std::nullopt : std::optional{found->second});
  }
  void command_actor(std::uint64_t actor,
                     ports::actor_command what,
                     std::function<void(ports::actor_answer)> done) override {
    actor_commands.emplace_back(actor, what);
    done(actor_command_answer);
  }
  ports::feed_start watch(flows::tenant_id tenant,
                          std::weak_ptr<ports::feed_watcher> who,
                          std::optional<ports::feed_position> since) override {
    const std::lock_guard lock{mutex_};
    auto& s = streams_[tenant];
    s.watchers.push_back(std::move(who));
    ports::feed_start start;
    start.at = {epoch, s.seq};
    if (!since || since->epoch != epoch || since->seq > s.seq) return start;
    if (since->seq + static_cast<std::int64_t>(s.past.size()) < s.seq) return start;
    start.resumed = true;
    for (const auto& c : s.past)
      if (c->seq > since->seq) start.missed.push_back(c);
    return start;
  }
  void note_number(ports::number_fact fact) override { numbers.push_back(std::move(fact)); }
  void publish(ports::feed_change change) override { publish(change.tenant, change.at, std::move(change.what)); }
  void reload_directory() override { ++reloads; }
  [[nodiscard]] ports::node_load load() const override { return carried; }
  [[nodiscard]] ports::engine_status status() const override { return present; }

  /// Something becomes true: every watcher of the tenant hears of it.
  template <class What>
  std::int64_t publish(flows::tenant_id tenant, flows::timestamp at, What what) {
    auto change = std::make_shared<ports::feed_change>();
    change->tenant = tenant;
    change->at = at;
    change->what = std::move(what);
    std::vector<std::shared_ptr<ports::feed_watcher>> told;
    {
      const std::lock_guard lock{mutex_};
      auto& s = streams_[tenant];
      change->seq = ++s.seq;
      s.past.push_back(change);
      if (s.past.size() > remembered_max) s.past.erase(s.past.begin());
      for (const auto& w : s.watchers)
        if (auto alive = w.lock()) told.push_back(std::move(alive));
    }
    for (const auto& w : told)
      w->on_change(change);
    return change->seq;
  }

private:
  struct stream {
    std::int64_t seq = 0;
    std::vector<ports::feed_change_ptr> past;
    std::vector<std::weak_ptr<ports::feed_watcher>> watchers;
  };
  std::mutex mutex_;
  std::map<flows::tenant_id, stream> streams_;
};

} // namespace charla::test
