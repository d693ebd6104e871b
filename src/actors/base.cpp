#include "actors/base.hpp"

#include <caf/atom.hpp>
#include <caf/logger.hpp>
#include <caf/sec.hpp>

#include <algorithm>
#include <thread>
#include <utility>

namespace charla::actors {

namespace {

/// The actor whose handler runs on this thread: parent of whatever it spawns.
thread_local std::uint64_t running = 0;             // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)
thread_local birth_certificate* expected = nullptr; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

caf::error text_of(caf::scheduled_actor* who, std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    return caf::make_error(caf::sec::runtime_error, std::string{who->name()} + ": " + e.what());
  } catch (...) {
    return caf::make_error(caf::sec::runtime_error, std::string{who->name()} + ": an exception without a text");
  }
}

} // namespace

system_config::system_config(roster& who, const ports::clock& clock, std::size_t threads, bool deterministic)
    : alive(who), time(clock) {
  set("scheduler.policy", deterministic ? caf::atom("testing") : caf::atom("sharing"));
  // The HTTP threads, the lanes and the client's thread want to run too: more workers only take turns with them.
  set("scheduler.max-threads",
      threads > 0 ? threads : std::max<std::size_t>(1, std::thread::hardware_concurrency() / 2));
  set("scheduler.max-throughput", std::size_t{50});
}

birth_scope::birth_scope(birth_certificate c) { expected = new birth_certificate(std::move(c)); }
birth_scope::~birth_scope() { delete std::exchange(expected, nullptr); }

actor_base::actor_base(caf::actor_config& cfg, designation name) : caf::event_based_actor(cfg) {
  auto& config = static_cast<const system_config&>(system().config());
  vitals_.id = id();
  vitals_.parent = running;
  vitals_.name = name;
  vitals_.born_ms = config.time.boot_ms();
  if (expected != nullptr) {
    vitals_.restarts = expected->restarts;
    vitals_.last_error = std::move(expected->last_error);
    if (expected->parent != 0) vitals_.parent = expected->parent;
  }
  const_cast<system_config&>(config).alive.enlist(vitals_); // the config is ours; CAF only hands it out as const
  set_default_handler([](caf::scheduled_actor*, caf::message_view&) -> caf::result<caf::message> {
    return caf::sec::unexpected_message;
  });
  set_exception_handler(text_of);
}

actor_base::~actor_base() { leave_roster(); }

// A handle somewhere may keep the object after its end; the roster lists the living.
void actor_base::on_exit() { leave_roster(); }

void actor_base::leave_roster() {
  if (!std::exchange(enlisted_, false)) return;
  const_cast<system_config&>(static_cast<const system_config&>(system().config())).alive.strike(vitals_);
}

void actor_base::enqueue(caf::mailbox_element_ptr what, caf::execution_unit* where) {
  const auto in = vitals_.received.fetch_add(1, std::memory_order_relaxed) + 1;
  const auto done = vitals_.processed.load(std::memory_order_relaxed);
  // Two senders at once may keep the smaller peak: it is for people, and the next message corrects it.
  if (in > done && in - done > vitals_.mailbox_peak.load(std::memory_order_relaxed))
    vitals_.mailbox_peak.store(in - done, std::memory_order_relaxed);
  caf::event_based_actor::enqueue(std::move(what), where);
}

caf::invoke_message_result actor_base::consume(caf::mailbox_element& what) {
  struct count {
    vital_signs& v;
    std::uint64_t before;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    caf::invoke_message_result outcome = caf::invoke_message_result::consumed;
    ~count() {
      const auto took = std::chrono::steady_clock::now() - begun;
      v.busy_ns.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
      if (outcome != caf::invoke_message_result::skipped) v.processed.fetch_add(1, std::memory_order_relaxed);
      running = before;
    }
  } counted{vitals_, std::exchange(running, vitals_.id)};
  return counted.outcome = caf::event_based_actor::consume(what);
}

} // namespace charla::actors
