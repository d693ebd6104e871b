#include "actors/shard.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::chrono::milliseconds house_keeping_every{2000};
constexpr std::chrono::milliseconds restart_first{50};
constexpr std::chrono::milliseconds restart_most{2000};
/// A conversation that lived this long after its last crash is forgiven.
constexpr std::int64_t forgiven_after_ms = 60'000;

} // namespace

shard::shard(caf::actor_config& cfg, const services& with, wiring& who, std::size_t index)
    : actor_base(cfg, {"shard", static_cast<std::int64_t>(index)}), with_(with), who_(who) {}

caf::behavior shard::make_behavior() {
  set_down_handler([this](const caf::down_msg& down) { ended(down); });
  tell_me_later(house_keeping_every, sweep_now{});
  return {
      [this](const deliver& d) { hand_to(d.tenant, d.channel, d.conversation, d); },
      [this](const wake& w) { hand_to(w.tenant, w.channel, w.conversation, w); },
      [this](const i_am_idle& i) {
        const auto found = by_id_.find(i.conversation);
        if (found == by_id_.end() || found->second->sent != i.seen) return; // something is on its way to it: stay
        send(found->second->actor, passivate{});
        forget(found->second);
      },
      [this](sweep_now) {
        house_keeping();
        tell_me_later(house_keeping_every, sweep_now{});
      },
      [this](const look_inside& l) {
        const auto found = by_id_.find(l.conversation);
        if (found == by_id_.end()) return l.done(std::nullopt);
        send(found->second->actor, l);
      },
      [this](const command_one& c) { obey(c); },
      [this](const drain& d) {
        draining_ = true;
        d.done();
      },
  };
}

// However it ends, its conversations end with it: the next incarnation begins them from the store. Forgetting them also
// breaks the circle of handles between parent and child, which would keep both objects for ever.
void shard::on_exit() {
  for (const auto& r : residents_)
    caf::anon_send_exit(r.actor, caf::exit_reason::user_shutdown);
  by_actor_.clear();
  by_id_.clear();
  residents_.clear();
  actor_base::on_exit();
}

template <class M>
void shard::hand_to(flows::tenant_id tenant,
                    flows::channel_id channel,
                    const flows::conversation_id& id,
                    const M& message) {
  if (draining_) return; // the cause is in the inbox; the next start finds it
  auto& r = obtain(tenant, channel, id);
  ++r.sent;
  r.last_used_ms = with_.clock.boot_ms();
  send(r.actor, message);
}

shard::resident& shard::obtain(flows::tenant_id tenant, flows::channel_id channel, const flows::conversation_id& id) {
  if (const auto found = by_id_.find(id); found != by_id_.end()) {
    residents_.splice(residents_.end(), residents_, found->second);
    return residents_.back();
  }
  conversation_birth birth{tenant, channel, id, caf::actor_cast<caf::actor>(this), held_.count(id) > 0, false, {}};
  birth_certificate facts;
  if (const auto t = troubled_.find(id); t != troubled_.end()) {
    facts.restarts = t->second.restarts;
    facts.last_error = t->second.last_error;
    birth.bury_first = t->second.crashes >= static_cast<std::uint32_t>(with_.config.cause_attempts_max);
    birth.bury_error = t->second.last_error;
  }
  const birth_scope scope{std::move(facts)};
  auto actor = spawn<conversation, caf::monitored>(with_, who_, std::move(birth));
  residents_.push_back({id, tenant, channel, std::move(actor), 0, with_.clock.boot_ms()});
  const auto where = std::prev(residents_.end());
  by_id_[id] = where;
  by_actor_[where->actor.id()] = where;
  return *where;
}

void shard::forget(residents::iterator where) {
  by_actor_.erase(where->actor.id());
  by_id_.erase(where->id);
  residents_.erase(where);
}

void shard::ended(const caf::down_msg& down) {
  const auto found = by_actor_.find(down.source.id());
  if (found == by_actor_.end()) return; // it had left in order
  const auto gone = *found->second;
  forget(found->second);
  if (!down.reason || down.reason == caf::exit_reason::normal || down.reason == caf::exit_reason::user_shutdown) return;
  begin_again(gone, down.reason);
}

void shard::begin_again(const resident& gone, const caf::error& reason) {
  auto& t = troubled_[gone.id];
  const auto now = with_.clock.boot_ms();
  if (now - t.last_ms > forgiven_after_ms) t.crashes = 0;
  ++t.crashes;
  ++t.restarts;
  t.last_ms = now;
  t.last_error = system().render(reason);
  with_.metrics.count("charla_actor_restarts_total", {{"type", "conversation"}});
  with_.log.error("actor.crashed", {{"type", "conversation"},
                                    {"conversation", to_string(gone.id.value())},
                                    {"crashes", std::to_string(t.crashes)},
                                    {"error", t.last_error}});
  const auto wait = std::min(restart_most, restart_first * (1U << std::min(t.crashes, 6U)));
  tell_me_later(wait, wake{gone.tenant, gone.channel, gone.id});
}

// The least recently used first: those idle for too long, and those beyond this shard's part of the memory.
void shard::house_keeping() {
  const auto now = with_.clock.boot_ms();
  const auto share = std::max<std::size_t>(1, with_.config.resident_max / who_.shards.size());
  auto surplus = residents_.size() > share ? residents_.size() - share : 0;
  for (const auto& r : residents_) {
    const auto idle_for = std::chrono::milliseconds{now - r.last_used_ms};
    if (surplus == 0 && idle_for < with_.config.passivate_after) break;
    if (surplus > 0) --surplus;
    send(r.actor, are_you_idle{});
  }
  std::erase_if(troubled_, [&](const auto& t) { return now - t.second.last_ms > 10 * forgiven_after_ms; });
}

void shard::obey(const command_one& c) {
  const auto found = by_actor_.find(c.actor);
  if (found == by_actor_.end()) return (*c.done)({false, "gone"});
  const auto& r = *found->second;
  std::string_view what;
  switch (c.what) {
  case ports::actor_command::restart:
    // Not `kill`: the conversation ends between two messages, and its shard begins it again from the store.
    send_exit(r.actor, caf::exit_reason::user_shutdown);
    ++troubled_[r.id].restarts;
    what = "restarting";
    tell_me_later(restart_first, wake{r.tenant, r.channel, r.id});
    break;
  case ports::actor_command::passivate:
    send(r.actor, are_you_idle{});
    what = "leaves_when_idle";
    break;
  case ports::actor_command::pause:
    held_.insert(r.id);
    send(r.actor, hold{true});
    what = "paused";
    break;
  case ports::actor_command::resume:
    held_.erase(r.id);
    send(r.actor, hold{false});
    what = "resumed";
    break;
  case ports::actor_command::step: return send(r.actor, take_step{c.done}); // answers itself
  }
  (*c.done)({true, what});
}

} // namespace charla::actors
