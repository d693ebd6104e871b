#include "actors/engine.hpp"

#include "actors/agent.hpp"
#include "actors/dispatcher.hpp"
#include "actors/feed.hpp"
#include "actors/ingress.hpp"
#include "actors/inspector.hpp"
#include "actors/media.hpp"
#include "actors/persistence.hpp"
#include "actors/recovery.hpp"
#include "actors/sender.hpp"
#include "actors/shard.hpp"
#include "actors/supervisor.hpp"
#include "actors/timers.hpp"
#include "flows/overloaded.hpp"

#include <caf/scheduler/test_coordinator.hpp>
#include <caf/spawn_options.hpp>

#include <algorithm>
#include <future>

namespace charla::actors {

namespace {

constexpr std::chrono::seconds settle_turns{2};
constexpr std::chrono::seconds settle_sends{11};
constexpr std::chrono::seconds settle_store{10};
constexpr std::chrono::milliseconds look_again{10};

/// Waits for a condition that other threads bring about, at most `limit`.
template <class Condition>
bool wait_until(std::chrono::milliseconds limit, Condition true_now) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  std::mutex mutex;
  std::condition_variable never;
  while (!true_now()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::unique_lock lock{mutex};
    never.wait_for(lock, look_again);
  }
  return true;
}

} // namespace

struct local_engine::living {
  living(services with_, ports::store& rows_, engine_options o)
      : with(with_), rows(rows_), options(std::move(o)),
        config(alive, with.clock, with.config.scheduler_threads, options.deterministic), streams(with.clock) {
    who.lanes.resize(rows.lane_count());
    who.shards.resize(std::max<std::size_t>(1, with.config.shard_actors));
    system = std::make_unique<caf::actor_system>(config);
    supervisor = system->spawn<node_supervisor>(with, supervision{}, options.gave_up);
    begin_services();
  }

  template <class Protocol>
  void begin(std::string name, const ref<Protocol>& where, std::function<caf::actor(node_supervisor&)> how) {
    caf::anon_send(supervisor,
                   add_child{std::make_shared<child_spec>(child_spec{std::move(name), std::move(how), where.where()})});
  }

  /// Store calls block, so their actors have a thread of their own.
  template <class A, class... Args>
  caf::actor spawn_blocking(node_supervisor& s, Args&&... args) {
    if (options.deterministic) return s.spawn<A>(std::forward<Args>(args)...);
    return s.spawn<A, caf::detached>(std::forward<Args>(args)...);
  }

  template <class T>
  static T must(stored<T> opened, const char* what) {
    if (!opened) throw std::runtime_error(std::string{what} + ": " + opened.error().what);
    return std::move(*opened);
  }

  /// In the order in which they need each other; recovery last, because it sets everything in motion.
  void begin_services() {
    for (std::size_t i = 0; i < who.lanes.size(); ++i)
      begin("persistence/" + std::to_string(i), who.lanes[i], [this, i](node_supervisor& s) {
        return spawn_blocking<persistence>(s, with, who, must(rows.lane(i), "store lane"), i, options.batch_max);
      });
    begin("reader", who.reader, [this](node_supervisor& s) {
      return spawn_blocking<reader>(s, with, who, must(rows.reader(), "store reader"), options.directory,
                                    [this](const directory_ptr& d) { begin_senders(*d); });
    });
    begin("feed", who.feed, [this](node_supervisor& s) { return s.spawn<feed>(streams); });
    for (std::size_t i = 0; i < who.shards.size(); ++i)
      begin("shard/" + std::to_string(i), who.shards[i],
            [this, i](node_supervisor& s) { return s.spawn<shard>(with, who, i); });
    begin("agent", who.agent, [this](node_supervisor& s) { return s.spawn<agent>(with, who); });
    begin("dispatcher", who.dispatcher, [this](node_supervisor& s) { return s.spawn<dispatcher>(with, who); });
    begin("media", who.media, [this](node_supervisor& s) { return spawn_blocking<media>(s, with, who); });
    begin("timers", who.timers, [this](node_supervisor& s) { return s.spawn<timers>(with, who); });
    begin("ingress", who.ingress, [this](node_supervisor& s) { return s.spawn<ingress>(with, who); });
    begin("inspector", who.inspector,
          [this](node_supervisor& s) { return s.spawn<inspector>(with, who, alive, supervisor); });
    who.directory.put(must(options.directory(), "directory"));
    begin_senders(*who.directory.get());
    begin("recovery", who.recovery, [this](node_supervisor& s) {
      // The death before this start is counted once, however often recovery itself begins again.
      return s.spawn<recovery>(
          with, who, std::exchange(options.opened.unclean, false), [this] { who.door.open = true; },
          [this] { return rows.free_space(); });
    });
  }

  void begin_senders(const directory& d) {
    for (const auto& [id, channel] : d.channels) {
      if (channel.speaks == nullptr) continue; // its host takes the messages itself
      const auto [where, made] = who.senders.obtain(id);
      if (!made) continue;
      begin("sender/" + std::to_string(id.value()), where,
            [this, id = id](node_supervisor& s) { return s.spawn<sender>(with, who, id); });
    }
  }

  [[nodiscard]] bool anyone_is(std::string_view type, std::initializer_list<std::string_view> states) const {
    const auto tree = alive.snapshot(static_cast<std::size_t>(-1), with.clock.boot_ms());
    return std::any_of(tree.actors.begin(), tree.actors.end(), [&](const auto& a) {
      return a.type == type && (a.mailbox > 0 || std::find(states.begin(), states.end(), a.state) != states.end());
    });
  }

  services with;
  ports::store& rows;
  engine_options options;
  roster alive;
  system_config config;
  feed_streams streams;
  wiring who;
  std::unique_ptr<caf::actor_system> system; ///< its destructor waits for every actor, so it comes after all they use
  caf::actor supervisor;
};

local_engine::local_engine(services with, ports::store& rows, engine_options options)
    : living_(std::make_unique<living>(with, rows, std::move(options))) {}

local_engine::~local_engine() { stop(); }

void local_engine::stop() {
  if (!living_) return;
  auto& l = *living_;
  l.who.door.open = false;
  if (!l.options.deterministic) finish_work(l);
  caf::anon_send_exit(l.supervisor, caf::exit_reason::user_shutdown);
  l.supervisor = nullptr;
  if (l.options.deterministic) dynamic_cast<caf::scheduler::test_coordinator&>(l.system->scheduler()).run();
  living_.reset();
}

void local_engine::finish_work(living& l) {
  wait_until(settle_turns, [&] { return l.who.door.appends_waiting.load() == 0; });
  for (const auto& s : l.who.shards)
    s.tell(drain{[] {}});
  wait_until(settle_turns, [&] { return !l.anyone_is("conversation", {"committing", "burying"}); });
  auto left = std::make_shared<std::atomic<std::size_t>>(l.who.senders.all().size());
  for (const auto& [id, s] : l.who.senders.all())
    s.tell(drain{[left] { --*left; }});
  wait_until(settle_sends, [&] { return left->load() == 0; });
  // Not for long: what a subscriber has not answered by then is told again after the next start.
  auto told = std::make_shared<std::atomic<bool>>(false);
  l.who.dispatcher.tell(drain{[told] { *told = true; }});
  wait_until(settle_turns, [&] { return told->load(); });
  auto open = std::make_shared<std::atomic<std::size_t>>(l.who.lanes.size());
  for (const auto& lane : l.who.lanes)
    lane.tell(close_lane{[open] { --*open; }});
  wait_until(settle_store, [&] { return open->load() == 0; });
}

caf::actor_system& local_engine::test_system() { return *living_->system; }

void local_engine::accept(std::vector<ports::routed_event> events, std::function<void(ports::accept_outcome)> done) {
  auto& l = *living_;
  auto& door = l.who.door;
  if (!door.open) return done(ports::accept_outcome::unavailable);
  const auto too_many = static_cast<std::int64_t>(l.with.config.tenant_backlog_max);
  if (std::any_of(events.begin(), events.end(),
                  [&](const auto& e) { return l.who.backlog.of(e.channel.tenant) >= too_many; }))
    return done(ports::accept_outcome::overloaded);
  // Refused while it is cheap: the provider comes again, and what waits here is answered in time.
  const auto waiting = door.appends_waiting.load();
  const auto most = l.with.config.append_queue_max;
  const auto tenant = events.empty() ? flows::tenant_id{} : events.front().channel.tenant;
  // Half of the queue is the most that one tenant takes: another's event finds room while it floods.
  const bool share_used = l.who.at_the_door.of(tenant) > static_cast<std::int64_t>(most / 2);
  if (share_used || waiting > most || waiting + events.size() > most + 1000
      || door.wait_of(waiting, l.options.batch_max) > l.with.config.append_wait_max)
    return done(ports::accept_outcome::overloaded);
  const auto n = events.size();
  door.appends_waiting += n;
  l.who.at_the_door.add(tenant, static_cast<std::int64_t>(n));
  auto promise = std::make_shared<append_events::promise>(
      [&l, &door, n, tenant, begun = l.with.clock.boot_ms(), done = std::move(done)](ports::accept_outcome how) {
        door.appends_waiting -= n;
        l.who.at_the_door.add(tenant, -static_cast<std::int64_t>(n));
        l.with.metrics.observe("charla_append_seconds", static_cast<double>(l.with.clock.boot_ms() - begun) / 1000.0);
        done(how);
      });
  l.who.ingress.tell(std::make_shared<accept_events>(accept_events{std::move(events), std::move(promise)}));
}

void local_engine::command(const ports::channel_access& channel,
                           const flows::address& to,
                           std::string by,
                           ports::conversation_command what,
                           std::string correlation_id,
                           std::function<void(ports::command_result)> done) {
  if (!living_->who.door.open) return done({ports::command_result::outcome::unavailable, {}});
  submit_command(living_->with, living_->who, channel, to, by, what, correlation_id, std::move(done));
}

ports::actor_tree local_engine::actors(std::size_t conversations_max) const {
  return living_->alive.snapshot(conversations_max, living_->with.clock.boot_ms());
}

void local_engine::look_into(const flows::conversation_id& id,
                             std::function<void(std::optional<ports::conversation_detail>)> done) {
  living_->who.shard_of(id).tell(look_inside{id, std::move(done)});
}

void local_engine::command_actor(std::uint64_t actor,
                                 ports::actor_command what,
                                 std::function<void(ports::actor_answer)> done) {
  using answer = std::function<void(ports::actor_answer)>;
  living_->who.inspector.tell(command_one{actor, what, std::make_shared<answer>(std::move(done))});
}

ports::feed_start local_engine::watch(flows::tenant_id tenant,
                                      std::weak_ptr<ports::feed_watcher> who,
                                      std::optional<ports::feed_position> since) {
  return living_->streams.watch(tenant, std::move(who), since);
}

void local_engine::note_number(ports::number_fact fact) {
  auto told = std::make_shared<append_events>();
  told->numbers.push_back(std::move(fact));
  living_->who.lanes.front().tell(std::move(told));
}

void local_engine::publish(ports::feed_change change) {
  living_->who.feed.tell(actors::publish{std::make_shared<ports::feed_change>(std::move(change))});
  living_->who.dispatcher.tell(deliveries_wait{});
}

void local_engine::reload_directory() { living_->who.reader.tell(actors::reload_directory{}); }

ports::engine_status local_engine::status() const {
  const auto& l = *living_;
  ports::engine_status s;
  s.accepting = l.who.door.open;
  s.commits_over = l.who.commits_over;
  s.commits_begun = l.who.commits_begun;
  s.timers_armed = l.who.timers_armed;
  s.timers_fired = l.who.timers_fired;
  s.admission = name_of(l.who.door.present(l.with.clock.boot_ms()));
  const auto tree = l.alive.snapshot(0, l.with.clock.boot_ms());
  const auto state_of = [&](std::string_view type) -> std::string {
    std::string worst = "down";
    for (const auto& a : tree.actors) {
      if (a.type != type) continue;
      if (a.state == "waiting for the store" || a.state == "stopped by the provider") return a.state;
      worst = "ok";
    }
    return worst;
  };
  // A node without a channel has nothing to send and nobody to send it: that is in order.
  const auto senders = l.who.senders.all().empty() ? std::string{"ok"} : state_of("sender");
  s.workers = {{"send_worker", senders}};
  for (const auto* type : {"ingress", "persistence", "reader", "shard", "timers", "agent", "dispatcher", "media",
                           "feed", "inspector", "recovery"})
    s.workers.emplace_back(type, state_of(type));
  return s;
}

ports::node_load local_engine::load() const {
  const auto& l = *living_;
  ports::node_load n;
  for (const auto& t : l.alive.tallies()) {
    n.actors += t.actors;
    n.mailbox += t.mailbox;
    if (t.type == "conversation") n.resident_conversations = t.actors;
  }
  n.processed = l.alive.processed();
  n.events_accepted = l.who.work.events_accepted;
  n.turns_committed = l.who.work.turns_committed;
  n.sends_accepted = l.who.work.sends_accepted;
  n.failures = l.who.work.failures;
  n.shards = l.who.shards.size();
  n.lanes = l.who.lanes.size();
  return n;
}

} // namespace charla::actors
