#pragma once

#include "actors/base.hpp"
#include "actors/wiring.hpp"

#include <deque>

namespace charla::actors {

/// Finds what is pending: everything at start, and later whatever a lost hint, a crashed actor or a full mailbox has
/// left behind. Hints only lower latency; this actor is why nothing is forgotten (protocol §0.10).
///
/// After an unclean death the causes that were pending carry a count of deaths: from the second on they are told one at
/// a time, so that one that kills the process kills it alone; at the third they go to the dead letters untold (I18).
class recovery : public actor_base {
public:
  /// @param recovered called once, when everything that was pending has been told.
  /// @param free_space the share of the store's disk that is free, if it can be seen.
  recovery(caf::actor_config& cfg,
           const services& with,
           wiring& who,
           bool unclean,
           std::function<void()> recovered,
           std::function<std::optional<double>()> free_space);
  caf::behavior make_behavior() override;

private:
  void recovered_page(const inbox_page& p);
  void swept(const inbox_page& p);
  void next_suspect();
  void quarantine(const ports::pending_cause& p);
  void hint(const ports::pending_cause& p);
  void ask_inbox(page_of what, bool count_attempt);
  void ask_again_if_lost();
  void sweep();

  const services& with_;
  wiring& who_;
  bool unclean_;
  std::function<void()> recovered_;
  std::function<std::optional<double>()> free_space_;
  std::deque<ports::pending_cause> suspects_;
  flows::inbox_id recovery_cursor_;
  flows::inbox_id sweep_cursor_;
  std::optional<flows::out_id> outbox_cursor_;
  std::size_t found_ = 0;
  bool done_ = false;
  timestamp asked_at_{};
  std::int64_t day_ = 0;
};

} // namespace charla::actors
