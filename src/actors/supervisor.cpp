#include "actors/supervisor.hpp"

#include <algorithm>

namespace charla::actors {

node_supervisor::node_supervisor(caf::actor_config& cfg,
                                 const services& with,
                                 supervision rules,
                                 std::function<void(std::string)> gave_up)
    : actor_base(cfg, {"node_supervisor"}), with_(with), rules_(rules), gave_up_(std::move(gave_up)) {}

// The supervisor and its children know each other: whoever ends lets go.
void node_supervisor::on_exit() {
  // A handle left in a slot would keep the actor's object, and with it the thread of a detached one, for ever.
  for (const auto& [name, c] : children_)
    if (c.spec) c.spec->where->fill(nullptr);
  children_.clear();
  actor_base::on_exit();
}

caf::behavior node_supervisor::make_behavior() {
  set_down_handler([this](const caf::down_msg& down) { ended(down); });
  set_exit_handler([this](caf::exit_msg& exit) {
    stop();
    quit(std::move(exit.reason));
  });
  return {
      [this](const add_child& a) {
        auto& c = children_[a.spec->name];
        c.spec = a.spec;
        begin(c);
      },
      [this](const restart_child& r) {
        const auto found = children_.find(r.name);
        if (found == children_.end() || stopping_) return;
        if (auto& c = found->second; c.generation == r.generation && !c.present) begin(c);
      },
      [this](const command_child& c) {
        const auto found = by_actor_.find(c.actor);
        if (found != by_actor_.end()) send_exit(children_.at(found->second).present, caf::exit_reason::user_shutdown);
        const bool known = found != by_actor_.end();
        (*c.done)({known, known ? "restarting" : "gone"});
      },
  };
}

void node_supervisor::begin(child& c) {
  ++c.generation;
  c.begun_ms = with_.clock.boot_ms();
  try {
    const birth_scope facts{{vitals().id, c.restarts, c.last_error}};
    c.present = c.spec->begin(*this);
  } catch (const std::exception& e) {
    return crashed(c, e.what());
  }
  by_actor_[c.present.id()] = c.spec->name;
  c.spec->where->fill(c.present);
  monitor(c.present);
}

void node_supervisor::ended(const caf::down_msg& down) {
  const auto found = by_actor_.find(down.source.id());
  if (found == by_actor_.end()) return;
  auto& c = children_.at(found->second);
  by_actor_.erase(found);
  c.present = nullptr;
  c.spec->where->fill(nullptr);
  if (!stopping_) crashed(c, system().render(down.reason));
}

void node_supervisor::crashed(child& c, std::string why) {
  const auto now = with_.clock.boot_ms();
  const auto window_ms = std::chrono::duration_cast<std::chrono::milliseconds>(rules_.window).count();
  c.last_error = std::move(why);
  c.streak = now - c.begun_ms > rules_.backoff_most.count() ? 0 : c.streak + 1;
  ++c.restarts;
  with_.metrics.count("charla_actor_restarts_total", {{"type", c.spec->name.substr(0, c.spec->name.find('/'))}});
  with_.log.error("actor.crashed",
                  {{"type", c.spec->name}, {"restarts", std::to_string(c.restarts)}, {"error", c.last_error}});
  crashes_ms_.push_back(now);
  while (now - crashes_ms_.front() > window_ms)
    crashes_ms_.pop_front();
  if (crashes_ms_.size() > rules_.restarts_max) {
    const auto reason = c.spec->name + " ended " + std::to_string(crashes_ms_.size()) + " times within "
                        + std::to_string(rules_.window.count()) + " s; last: " + c.last_error;
    stop();
    gave_up_(reason);
    quit(caf::make_error(caf::sec::runtime_error, reason));
    return;
  }
  const auto wait = std::min(rules_.backoff_most, rules_.backoff_first * (1U << std::min(c.streak, 10U)));
  tell_me_later(wait, restart_child{c.spec->name, c.generation});
}

void node_supervisor::stop() {
  stopping_ = true;
  for (auto& [name, c] : children_)
    if (c.present) send_exit(c.present, caf::exit_reason::user_shutdown);
}

} // namespace charla::actors
