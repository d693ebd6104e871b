#include "actors/inspector.hpp"

#include "actors/supervisor.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::chrono::seconds gauge_every{5};

} // namespace

inspector::inspector(
    caf::actor_config& cfg, const services& with, wiring& who, const roster& alive, caf::actor supervisor)
    : actor_base(cfg, {"inspector"}), with_(with), who_(who), alive_(alive), supervisor_(std::move(supervisor)) {}

// The supervisor and its children know each other: whoever ends lets go.
void inspector::on_exit() {
  supervisor_ = nullptr;
  actor_base::on_exit();
}

caf::behavior inspector::make_behavior() {
  send(this, tick{});
  return {
      [this](const command_one& c) { obey(c); },
      [this](tick) {
        gauge();
        tell_me_later(gauge_every, tick{});
      },
  };
}

void inspector::obey(const command_one& c) {
  const auto tree = alive_.snapshot(static_cast<std::size_t>(-1), with_.clock.boot_ms());
  const auto found =
      std::find_if(tree.actors.begin(), tree.actors.end(), [&](const auto& a) { return a.id == c.actor; });
  if (found == tree.actors.end()) return (*c.done)({false, "gone"});
  if (found->type == "conversation") {
    const auto id = flows::parse_uuid(found->name.substr(found->name.find('/') + 1));
    if (!id) return (*c.done)({false, "gone"});
    return who_.shard_of(flows::conversation_id{*id}).tell(c);
  }
  // Services have one command: begin again. Pausing one would stop everybody.
  if (c.what != ports::actor_command::restart || found->type == "node_supervisor")
    return (*c.done)({false, "not_taken"});
  send(supervisor_, command_child{c.actor, c.done});
}

void inspector::gauge() {
  for (auto& [type, last] : seen_)
    last = {type}; // of some types nobody may be left
  for (auto& t : alive_.tallies())
    seen_[t.type] = t;
  for (const auto& [type, t] : seen_) {
    with_.metrics.set("charla_actors", static_cast<double>(t.actors), {{"type", type}});
    with_.metrics.set("charla_mailbox_depth", static_cast<double>(t.mailbox), {{"type", type}});
  }
  with_.metrics.set("charla_conversations_resident", static_cast<double>(seen_["conversation"].actors));
  with_.metrics.set("charla_admission_state", static_cast<double>(who_.door.present(with_.clock.boot_ms())));
}

} // namespace charla::actors
