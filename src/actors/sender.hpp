#pragma once

#include "actors/base.hpp"
#include "actors/known_outbox.hpp"
#include "actors/send_lines.hpp"
#include "actors/send_rate.hpp"
#include "actors/wiring.hpp"
#include "flows/policy/breaker.hpp"
#include "io/ports/media.hpp"

namespace charla::actors {

/// Later bubbles of a conversation wait this long for one in doubt, then go.
inline constexpr std::chrono::seconds doubt_blocks_for{20};

/// Sends what committed turns want sent over one channel: claim (the point of no return, fenced), call, fact. Keeps the
/// number's and each recipient's rate, the order of each conversation, and what nobody knows in doubt until a status
/// webhook or time decides (protocol §2.5).
class sender : public actor_base {
public:
  sender(caf::actor_config& cfg, const services& with, wiring& who, flows::channel_id channel);
  caf::behavior make_behavior() override;

private:
  void take(const std::vector<ports::outbox_row>& rows, std::int64_t asked_ms = 0);
  void keep_for_page(const ports::outbox_row& row, std::int64_t asked_ms);
  void read_on();
  void read_back(const outbox_page& page);
  void look_for_lost_answers();
  void pump_soon(std::chrono::milliseconds wait);
  void pump_now();
  void claim_due(timestamp now);
  void claimed(const sends_claimed& c);
  void refused(send_lines::item& i, ports::claim_verdict why);
  void call_provider(send_lines::item& i);
  /// Puts the provider's id or the bytes in place of our file. False: it is not there yet, and the item was told so.
  bool provide_file(send_lines::item& i, const directory::channel& channel, ports::outbound& message);
  void file_is_ready(const file_ready& f);
  void answered(const provider_answered& a);
  ports::send_fact
  outcome_of(send_lines::item& i, const directory::channel& channel, const ports::send_answer& answer, timestamp now);
  void learn(const ports::send_answer& answer, timestamp now);
  void alarm(const ports::send_answer& answer);
  void show_read(const read_receipt& r);
  void note(send_lines::item& i, ports::send_fact fact, std::optional<ports::exchange> said = std::nullopt);
  void tell_store(const send_lines::item& i, ports::send_fact fact, std::optional<ports::exchange> said = std::nullopt);
  void noted(const send_noted& n);
  void ended(const flows::out_id& out);
  void finish_draining();

  const services& with_;
  wiring& who_;
  flows::channel_id channel_;
  send_lines lines_;
  known_outbox known_; ///< what lies beyond it is read from the store, in order
  send_rate rate_;
  flows::policy::breaker breaker_;
  std::map<ports::asset_id, file_ready> files_; ///< what is known of our files at the provider
  timestamp throttled_until_{};                 ///< the whole number, by the provider's word
  std::uint64_t pump_generation_ = 0;
  timestamp next_pump_{};
  std::uint64_t claim_token_ = 0;
  std::uint64_t attempts_ = 0;
  std::function<void()> drained_;
  timestamp asked_at_{}; ///< for the page of the outbox that is being read
  bool reading_ = false;
  std::uint64_t page_asked_ = 0; ///< names that question, so that the answer to one given up is told apart
  struct told {
    ports::outbox_row row;
    std::int64_t asked_ms = 0;
  };
  std::vector<told> meanwhile_;             ///< while a page is being read, which may not show them yet
  std::optional<flows::out_id> overlooked_; ///< the first of those for which there was no room
};

} // namespace charla::actors
