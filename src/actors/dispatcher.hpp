#pragma once

#include "actors/base.hpp"
#include "actors/webhook_call.hpp"
#include "actors/wiring.hpp"
#include "flows/policy/breaker.hpp"

#include <deque>
#include <set>

namespace charla::actors {

/// Tells subscribers what has become true: reads due deliveries a page at a time, signs and sends a few side by side,
/// notes how each try ended. It owns nothing that is not in the store: killed at any instruction, what was not noted is
/// told again under the same `webhook-id`. Hints after a commit lower latency; the sweep finds what they missed.
class dispatcher : public actor_base {
public:
  dispatcher(caf::actor_config& cfg, const services& with, wiring& who);
  caf::behavior make_behavior() override;

private:
  using delivery_key = std::pair<ports::webhook_id, flows::uuid>;
  /// A subscription with something in hand.
  struct line {
    ports::webhook_row to;
    std::deque<ports::delivery_row> waiting; ///< at most `due_each_max`
    std::size_t calls = 0;
    std::size_t noting = 0;
    bool more = false; ///< the store has more than was read
    timestamp rest_until{};
    flows::policy::breaker breaker;
  };
  struct call {
    ports::delivery_row what;
    std::uint64_t number = 0;
  };

  void look();
  void take_page(const due_read& page);
  void take(const ports::due_deliveries& due);
  void pump();
  bool start_one(line& l, timestamp now);
  void answered(const subscriber_answered& a);
  [[nodiscard]] ports::delivery_fact fact_of(line& l, const ports::delivery_row& what, const call_verdict& v);
  void rest(line& l, timestamp until, ports::delivery_fact& f);
  [[nodiscard]] std::optional<ports::system_event> switch_off(line& l, const call_verdict& v, ports::delivery_fact& f);
  void note(line& l, ports::delivery_fact fact, std::optional<ports::system_event> event);
  void noted(const delivery_noted& n);
  void sweep();
  void finish_draining();

  const services& with_;
  wiring& who_;
  std::map<ports::webhook_id, line> lines_;
  std::map<delivery_key, call> calls_;
  std::map<flows::tenant_id, std::size_t> calls_of_tenant_;
  std::set<delivery_key> in_hand_;       ///< waiting, called or being noted
  std::set<delivery_key> noted_of_late_; ///< since the page was asked for: it may show them as they were
  ports::webhook_id cursor_;
  ports::webhook_id served_last_;
  std::uint64_t page_token_ = 0;
  std::int64_t asked_at_ms_ = 0;
  bool asked_ = false;
  bool look_again_ = false;
  std::uint64_t last_call_ = 0;
  std::int64_t day_ = 0;
  std::function<void()> drained_;
};

} // namespace charla::actors
