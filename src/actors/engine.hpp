#pragma once

#include "actors/reader.hpp"
#include "actors/wiring.hpp"

#include <caf/actor_system.hpp>

namespace charla::actors {

struct engine_options {
  std::size_t batch_max = 256; ///< items a commit takes
  ports::opening opened;       ///< how the store opened
  directory_loader directory;
  std::function<void(std::string)> gave_up; ///< the engine cannot go on: end the process
  /// Everything on CAF's test scheduler, nothing on a thread of its own: the caller runs the actors one by one and
  /// turns the clock (`test_system`). For tests and the simulator.
  bool deterministic = false;
};

/// Makes one command durable: as a cause of its conversation, or as a change of who speaks. `done` is called once.
void submit_command(const services& with,
                    const wiring& who,
                    const ports::channel_access& channel,
                    const flows::address& to,
                    const std::string& by,
                    const ports::conversation_command& what,
                    const std::string& correlation_id,
                    std::function<void(ports::command_result)> done);

/// The actors as one door (`ports::engine`): begins them in order, stops them in reverse.
class local_engine final : public ports::engine {
public:
  /// Everything passed in outlives the engine.
  local_engine(services with, ports::store& rows, engine_options options);
  ~local_engine() override;
  local_engine(const local_engine&) = delete;
  local_engine& operator=(const local_engine&) = delete;

  /// Finishes or re-queues the work in hand: turns 2 s, sends 10 s, then the store is closed. Called once.
  void stop();
  /// The actor system of a `deterministic` engine.
  [[nodiscard]] caf::actor_system& test_system();

  void accept(std::vector<ports::routed_event> events, std::function<void(ports::accept_outcome)> done) override;
  void command(const ports::channel_access& channel,
               const flows::address& to,
               std::string by,
               ports::conversation_command what,
               std::string correlation_id,
               std::function<void(ports::command_result)> done) override;
  [[nodiscard]] ports::actor_tree actors(std::size_t conversations_max) const override;
  void look_into(const flows::conversation_id& id,
                 std::function<void(std::optional<ports::conversation_detail>)> done) override;
  void
  command_actor(std::uint64_t actor, ports::actor_command what, std::function<void(ports::actor_answer)> done) override;
  ports::feed_start watch(flows::tenant_id tenant,
                          std::weak_ptr<ports::feed_watcher> who,
                          std::optional<ports::feed_position> since) override;
  void note_number(ports::number_fact fact) override;
  void publish(ports::feed_change change) override;
  void reload_directory() override;
  [[nodiscard]] ports::engine_status status() const override;
  [[nodiscard]] ports::node_load load() const override;

private:
  struct living;
  static void finish_work(living& l);

  std::unique_ptr<living> living_;
};

} // namespace charla::actors
