#pragma once

#include "flows/policy/choice.hpp"
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
    flows::timestamp not_before{}; ///< of `ready`: when it may go; of `in_doubt`: when doubt ends; else: since when
    flows::timestamp claimed_at{};
    flows::timestamp lets_pass{}; ///< of `in_doubt`: from when later bubbles need not wait for it any more
    std::int64_t asked_ms = 0;    ///< boot clock: when what it answers came in; 0: unknown
    std::uint64_t attempt = 0;    ///< names one HTTP call, so that a late answer of an earlier one is told apart
    std::uint64_t claim = 0;      ///< names one question to the store, likewise
    std::int32_t excused = 0;     ///< claims that are no failed tries: the provider was not asked, or met its limit
    bool as_template = false;     ///< the window is closed: it goes as the channel's template
    bool other_form = false;      ///< with the recipient's number in its other spelling
    bool waits_for_file = false;  ///< until the provider has its file
    bool gave_up_claim = false;   ///< a question before that one was given up as lost, and may be answered yet
    std::optional<ports::send_fact> told; ///< of `noting`: what the store was told and has not answered yet
  };

  /// False when it is known already.
  bool add(ports::outbox_row row, flows::timestamp now);
  [[nodiscard]] item* find(const flows::out_id& out);
  void remove(flows::out_id out);
  /// Puts it into a phase; `not_before` counts for `ready` only.
  void move(item& i, phase to, flows::timestamp not_before);
  /// Nobody knows whether it was sent: later bubbles wait until `lets_pass`, itself until `ends`.
  void doubt(item& i, flows::timestamp lets_pass, flows::timestamp ends);

  /// Conversations' next bubbles that may go at `now`, older first: people's before all, the other classes by weight.
  /// @param last the least urgent class that may go.
  [[nodiscard]] std::vector<item*>
  due(flows::timestamp now, std::size_t limit, flows::priority last = flows::priority::campaign);
  /// When the next one may go that may not go yet, or the next doubt ends.
  [[nodiscard]] std::optional<flows::timestamp> next_due(flows::timestamp now) const;
  /// In-doubt ones whose time has come.
  [[nodiscard]] std::vector<item*> doubts_over(flows::timestamp now);

  /// Calls `f` with every item that waits for its file.
  template <class F>
  void each_waiting_for_file(F f) {
    for (auto& [out, i] : items_)
      if (i.waits_for_file) f(i);
  }
  /// What the store was asked or told before `before` and has never answered.
  [[nodiscard]] std::vector<item*> unanswered(flows::timestamp before);

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] std::size_t count(phase p) const noexcept { return counts_[static_cast<std::size_t>(p)]; }

private:
  using due_order = std::set<std::pair<flows::timestamp, flows::out_id>>;
  struct line {
    std::map<std::pair<std::int64_t, std::int16_t>, flows::out_id> bubbles; ///< (version, index) → bubble
    std::optional<flows::out_id> next;                                      ///< the one that stands in `due_`
    flows::timestamp next_at{};
  };

  void settle(line& l);
  void put(item& i, phase to, flows::timestamp not_before);
  [[nodiscard]] due_order& due_of(const flows::out_id& out);

  std::unordered_map<flows::out_id, item> items_;
  std::unordered_map<flows::conversation_id, line> lines_;
  std::array<due_order, flows::policy::class_count> due_; ///< by class: at most one bubble of each conversation
  due_order doubtful_;                                    ///< by the end of their doubt
  std::array<std::size_t, 5> counts_{};
  flows::policy::fair_choice fair_;
};

} // namespace charla::actors
