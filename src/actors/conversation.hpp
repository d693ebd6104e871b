#pragma once

#include "actors/base.hpp"
#include "actors/pending_causes.hpp"
#include "actors/step_in_hand.hpp"
#include "actors/turn.hpp"
#include "actors/wiring.hpp"

namespace charla::actors {

/// How a conversation actor begins.
struct conversation_birth {
  flows::tenant_id tenant;
  flows::channel_id channel;
  flows::conversation_id id;
  caf::actor shard;
  bool held = false;       ///< an operator paused it
  bool bury_first = false; ///< it has crashed too often on what is pending: to the dead letters with that
  std::string bury_error;
};

/// One conversation: groups a burst, decides, commits, then lets the effects out. It owns nothing that is not in the
/// store and may die at any instruction.
///
///     fresh → loading → idle → grouping → queued → committing → idle …
///                ↑____________________________________|  (version, control or cause conflict)
class conversation : public actor_base {
public:
  conversation(caf::actor_config& cfg, const services& with, wiring& who, conversation_birth birth);
  caf::behavior make_behavior() override;
  void on_exit() override;

private:
  enum class phase : std::uint8_t { fresh, loading, idle, grouping, queued, committing, burying };

  void enter(phase p);
  void take_in(std::shared_ptr<const flows::cause> cause);
  void start_over_if_answer_is_lost();
  void begin_step(const take_step& s);
  void consider();
  void load();
  void loaded(const conversation_loaded& l);
  void take_in_stored(const conversation_loaded& l);
  void be_born(const flows::cause& first);
  [[nodiscard]] bool must_wait_for_store() const;
  void recheck_store();
  [[nodiscard]] flows::milliseconds quiet_time() const;
  void group(flows::milliseconds quiet);
  void take_turn();
  void show_read(const ports::turn_write& turn, bool thinking);
  void decide_and_commit();
  void committed(ports::verdict how);
  void fail_turn(const std::string& code, const std::string& what, std::string trace = {});
  void bury(const std::string& reason, const std::string& error, std::string trace = {});
  void start_over();
  [[nodiscard]] ports::conversation_detail detail() const;

  const services& with_;
  wiring& who_;
  conversation_birth birth_;
  std::unique_ptr<flows::conversation> state_; ///< null until loaded
  pending_causes causes_;
  std::unique_ptr<flows::decision> decided_;
  std::shared_ptr<ports::turn_write> turn_;
  std::uint64_t seen_ = 0; ///< deliveries, for the passivation handshake
  std::uint64_t token_ = 0;
  std::uint64_t grouping_generation_ = 0;
  std::int64_t phase_since_ms_ = 0;
  std::int64_t first_waiting_ms_ = 0;
  std::int64_t hand_since_ms_ = 0; ///< when the first cause of the turn in hand came in
  std::int32_t failures_ = 0;      ///< of the turn in hand
  std::int32_t conflicts_ = 0;     ///< in a row
  std::int32_t unread_ = 0;
  turn_gate::ticket ticket_; ///< the turn in hand, or the place in the queue for it
  phase phase_ = phase::fresh;
  step_in_hand step_; ///< of an operator who holds it: one turn, then rest again
  bool held_ = false;
  bool rechecking_ = false; ///< waits for the store to get well
};

} // namespace charla::actors
