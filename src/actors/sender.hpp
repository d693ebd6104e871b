#pragma once

#include "actors/base.hpp"
#include "actors/send_lines.hpp"
#include "actors/send_rate.hpp"
#include "actors/wiring.hpp"

namespace charla::actors {

/// Sends what committed turns want sent over one channel: claim (the point of no return, fenced), call, fact. Keeps the
/// number's and each recipient's rate, the order of each conversation, and what nobody knows in doubt until a status
/// webhook or time decides (protocol §2.5).
class sender : public actor_base {
public:
  sender(caf::actor_config& cfg, const services& with, wiring& who, flows::channel_id channel);
  caf::behavior make_behavior() override;

private:
  void take(const std::vector<ports::outbox_row>& rows);
  void ask_past(const std::optional<flows::out_id>& after);
  void read_back(const outbox_page& page);
  void pump_soon(std::chrono::milliseconds wait);
  void pump_now();
  void claim_due(timestamp now);
  void claimed(const sends_claimed& c);
  void call_provider(send_lines::item& i);
  void answered(const provider_answered& a);
  void note(send_lines::item& i, ports::send_fact fact);
  void noted(const flows::out_id& out);
  void doubt_over(send_lines::item& i);
  void slow_down(const ports::send_answer& a, timestamp now);
  [[nodiscard]] ports::send_fact fact_of(const send_lines::item& i, const ports::send_answer& a, timestamp now) const;
  void finish_draining();

  const services& with_;
  wiring& who_;
  flows::channel_id channel_;
  send_lines lines_;
  send_rate rate_;
  timestamp not_before_{};     ///< the whole channel: throttled or stopped by the provider
  std::uint32_t troubles_ = 0; ///< of the channel, in a row: widens the pause
  std::uint64_t pump_generation_ = 0;
  timestamp next_pump_{};
  std::uint64_t claim_token_ = 0;
  std::uint64_t attempts_ = 0;
  std::function<void()> drained_;
  bool knows_the_past_ = false; ///< what an incarnation before us left in the outbox has been read
};

} // namespace charla::actors
