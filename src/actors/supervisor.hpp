#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <deque>
#include <unordered_map>

namespace charla::actors {

class node_supervisor;

/// How to begin a service, again and again.
struct child_spec {
  std::string name; ///< for people: `persistence/0`
  /// Spawns it as a child of the supervisor. May throw: that counts as a crash.
  std::function<caf::actor(node_supervisor&)> begin;
  std::shared_ptr<slot> where; ///< filled with every new incarnation
};

struct supervision {
  std::size_t restarts_max = 10; ///< within `window`; more and the supervisor gives up
  std::chrono::seconds window{60};
  std::chrono::milliseconds backoff_first{50};
  std::chrono::milliseconds backoff_most{5000};
};

struct add_child {
  std::shared_ptr<const child_spec> spec;
};
struct restart_child {
  std::string name;
  std::uint64_t generation = 0;
};
struct command_child {
  std::uint64_t actor = 0;
  std::shared_ptr<std::function<void(ports::actor_answer)>> done;
};

/// One-for-one: a child that ends is begun again, later each time; more than `restarts_max` in the window and the
/// supervisor itself ends, which ends the process rather than let it limp. It monitors and never links: CAF's `kill`
/// travels through links.
class node_supervisor : public actor_base {
public:
  /// @param gave_up told once, with the reason, when the restart intensity is exceeded.
  node_supervisor(caf::actor_config& cfg,
                  const services& with,
                  supervision rules,
                  std::function<void(std::string)> gave_up);
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  struct child {
    std::shared_ptr<const child_spec> spec;
    caf::actor present;
    std::uint32_t restarts = 0;
    std::uint32_t streak = 0;
    std::uint64_t generation = 0;
    std::int64_t begun_ms = 0;
    std::string last_error;
  };

  void begin(child& c);
  void ended(const caf::down_msg& down);
  void crashed(child& c, std::string why);
  void stop();

  const services& with_;
  supervision rules_;
  std::function<void(std::string)> gave_up_;
  std::unordered_map<std::string, child> children_;
  std::unordered_map<caf::actor_id, std::string> by_actor_;
  std::deque<std::int64_t> crashes_ms_;
  bool stopping_ = false;
};

} // namespace charla::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::add_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::restart_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(charla::actors::command_child)
