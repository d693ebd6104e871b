#pragma once

#include "sim/crowd.hpp"
#include "sim/ear.hpp"
#include "sim/whatsapp.hpp"

#include "actors/engine.hpp"
#include "io/store/memory.hpp"
#include "support/memory_blobs.hpp"
#include "support/quiet_services.hpp"

namespace caf::scheduler {
class test_coordinator;
}

namespace charla::sim {

/// Wraps a port to plant a fault in the product's surroundings (a mutant). Each may be empty.
struct planted {
  std::function<std::unique_ptr<ports::store>(std::unique_ptr<ports::store>,
                                              const std::shared_ptr<store::memory_disk>&)>
      store;
  std::function<std::unique_ptr<ports::http_client>(ports::http_client&)> http;
  std::function<void(ports::config&)> config;
};

struct plan {
  std::uint64_t seed = 1;
  std::size_t steps = 300;
  std::size_t rest_rounds_max = 3600; ///< of a simulated second each
  std::size_t lanes = 0;              ///< of the store; 0: one to four, by the seed
  bool aloud = false;                 ///< print every line of the chronicle
  planted fault;
};

/// A whole engine (real actors, real sender, real provider adapter, memory store) in a world made of chance: one
/// thread, a clock moved by hand, the next actor to run drawn from those that can. The process may die between any two
/// messages and inside any commit; the disk stays.
class simulation {
public:
  explicit simulation(plan p);
  ~simulation();
  simulation(const simulation&) = delete;
  simulation& operator=(const simulation&) = delete;

  /// The unkind part: `steps` things happen.
  void live();
  /// The kind part: no more mishaps, everything that is under way arrives, until all has come to rest or an hour of
  /// simulated time is over.
  void come_to_rest();

  [[nodiscard]] const surroundings& around() const noexcept { return around_; }
  [[nodiscard]] const store::memory_disk& disk() const noexcept { return *disk_; }
  /// Webhooks that nobody has answered with 200, requests that nobody has answered.
  [[nodiscard]] std::size_t unanswered() const noexcept { return webhooks_.size() + provider_->under_way(); }
  [[nodiscard]] const actors::directory& directory() const noexcept { return directory_; }
  /// Webhook events that may wait at the door.
  [[nodiscard]] std::size_t door_bound() const noexcept { return door_bound_; }
  [[nodiscard]] const ports::codec& codec() const noexcept;

private:
  void furnish();
  void power_on();
  void power_off();
  void step();
  void pass_time();
  void advance(flows::milliseconds by);
  void run_some(std::size_t jobs_max);
  void run_one();
  bool lose_hint(caf::scheduler::test_coordinator& scheduler);
  void kill_an_actor();
  void resume_all();
  void survive();
  void measure();
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] caf::scheduler::test_coordinator& scheduler();

  plan plan_;
  surroundings around_;
  tests::silent_log log_;
  tests::counting_metrics metrics_;
  ports::config config_;
  std::unique_ptr<ports::crypto> crypto_;
  test::memory_blobs blobs_{*crypto_};
  actors::directory directory_;
  std::shared_ptr<store::memory_disk> disk_;
  wire webhooks_;
  std::unique_ptr<whatsapp> provider_;
  std::unique_ptr<ports::http_client> planted_http_;
  std::unique_ptr<crowd> crowd_;
  std::vector<std::shared_ptr<ear>> ears_; ///< one a tenant
  std::unique_ptr<ports::store> store_;
  std::unique_ptr<actors::local_engine> engine_;
  std::size_t door_bound_ = 0;
  bool gave_up_ = false;
};

} // namespace charla::sim
