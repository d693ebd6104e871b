#pragma once

#include "flows/cause.hpp"
#include "flows/limits.hpp"

#include <memory>
#include <vector>

namespace charla::actors {

/// One of many that nobody waits for: a campaign's message, a follow-up.
[[nodiscard]] bool is_bulk(const flows::outgoing_request& asked);

/// The causes that a conversation has heard of and not yet consumed: a bounded waiting list, those of the turn in hand,
/// and the last few consumed ones, because hints may come twice. A value; what does not fit stays in the inbox.
class pending_causes {
public:
  /// Causes kept in memory (protocol §5).
  static constexpr std::size_t waiting_max = 64;

  /// Nothing happens when it is known already. When there is no room it is left in the store.
  void add(std::shared_ptr<const flows::cause> cause);
  /// Some are in the store only: load them when these here are done.
  void more_in_store() noexcept { more_in_store_ = true; }
  [[nodiscard]] bool any_in_store() const noexcept { return more_in_store_; }
  /// All that the store has is about to be read.
  void loading() noexcept { more_in_store_ = false; }
  /// Only rows up to `last` were read: later ones that were told meanwhile must wait for those between.
  void read_up_to(flows::inbox_id last);

  /// Moves the earliest by (provider time, arrival), as many as one turn takes, into the hand. @returns the hand.
  /// @param most at most so many.
  const std::vector<flows::cause>& take(std::size_t most = flows::limits::causes_per_turn_max);
  [[nodiscard]] const std::vector<flows::cause>& in_hand() const noexcept { return in_hand_; }
  /// The turn in hand has been committed.
  void consumed();
  /// Forgets what waits and what is in hand; the store has it all.
  void forget();

  [[nodiscard]] bool empty() const noexcept { return waiting_.empty(); }
  /// Only customers' lines: a burst that may still go on.
  [[nodiscard]] bool only_inbound() const;
  /// A person of the organisation, or a program that sends no bulk, waits for something to happen.
  [[nodiscard]] bool any_awaited() const;
  /// The names of all kinds, those in hand first.
  [[nodiscard]] std::vector<std::string> kinds() const;

private:
  [[nodiscard]] bool knows(const flows::cause& c) const;

  std::vector<std::shared_ptr<const flows::cause>> waiting_;
  std::vector<flows::cause> in_hand_;
  std::vector<flows::inbox_id> consumed_;
  bool more_in_store_ = false;
};

} // namespace charla::actors
