#pragma once

#include "io/ports/store.hpp"

#include <map>
#include <set>
#include <unordered_map>

namespace charla::actors {

/// The bubbles that wait at one channel, in the order of their conversations: the next bubble of a conversation goes
/// only after the one before it has ended (protocol §2.5). A value; knows neither clock nor actor.
class send_lines {
public:
  enum class phase : std::uint8_t { ready, claiming, sending, noting, in_doubt };
  struct item {
    ports::outbox_row row;
    phase where = phase::ready;
    flows::timestamp not_before{}; ///< of `ready`: when it may go; of `in_doubt`: when doubt ends
    flows::timestamp claimed_at{};
    flows::timestamp lets_pass{}; ///< of `in_doubt`: from when later bubbles need not wait for it any more
    std::uint64_t attempt = 0;    ///< names one HTTP call, so that a late answer of an earlier one is told apart
  };

  /// False when it is known already.
  bool add(ports::outbox_row row, flows::timestamp now);
  [[nodiscard]] item* find(const flows::out_id& out);
  void remove(const flows::out_id& out);
  /// Puts it into a phase and keeps the order of what may go next up to date.
  void move(item& i, phase to, flows::timestamp not_before);

  /// Of all conversations' first bubbles that may go at `now`: people before replies before the rest, older first.
  [[nodiscard]] std::vector<item*> due(flows::timestamp now, std::size_t limit);
  /// When the next one may go that may not go yet.
  [[nodiscard]] std::optional<flows::timestamp> next_due(flows::timestamp now) const;
  /// In-doubt ones whose time has come.
  [[nodiscard]] std::vector<item*> doubts_over(flows::timestamp now);

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] std::size_t count(phase p) const noexcept { return counts_[static_cast<std::size_t>(p)]; }

private:
  using line = std::map<std::pair<std::int64_t, std::int16_t>, flows::out_id>; ///< (version, index) → bubble
  using turn_key = std::tuple<std::uint8_t, flows::timestamp, flows::out_id>;  ///< priority, not before, bubble

  [[nodiscard]] bool may_go_first(const item& i, flows::timestamp now) const;

  std::unordered_map<flows::out_id, item> items_;
  std::unordered_map<flows::conversation_id, line> lines_;
  std::set<turn_key> ready_; ///< every bubble in phase `ready`
  std::set<flows::out_id> doubtful_;
  std::array<std::size_t, 5> counts_{};
};

} // namespace charla::actors
