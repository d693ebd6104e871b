#include "actors/send_outcome.hpp"
#include "actors/sender.hpp"

/// What the sender knows of the outbox: what it is told, what it reads, and what it asks again because an answer got
/// lost.
namespace charla::actors {

namespace {

using phase = send_lines::phase;
using outcome = ports::send_fact::outcome;

/// Bubbles in memory; more stay in the store until there is room.
constexpr std::size_t lines_max = 50'000;
/// Longer than any commit may take: a question or a fact that the store has not answered by then got lost with the
/// actor that held it.
constexpr std::chrono::seconds answer_lost_after{15};

} // namespace

void sender::take(const std::vector<ports::outbox_row>& rows, std::int64_t asked_ms) {
  const auto now = with_.clock.now();
  for (const auto& row : rows) {
    if (row.channel != channel_ || !known_.covers(row.out)) continue;
    if (row.state == ports::outbox_state::sending || lines_.find(row.out) != nullptr) continue;
    if (lines_.size() >= lines_max) {
      known_.left(row.out);
      continue;
    }
    lines_.add(row, now);
    auto* i = lines_.find(row.out);
    i->asked_ms = asked_ms;
    if (i->where == phase::in_doubt) lines_.doubt(*i, now + doubt_blocks_for, now + with_.config.in_doubt_wait);
  }
}

// Before a part of the outbox has been read, nothing that is told of it may be sent: a new answer could overtake one
// that the last incarnation had begun to send (I7).
void sender::read_on() {
  if (known_.complete() || reading_ || lines_.size() > lines_max / 2) return;
  reading_ = true;
  asked_at_ = with_.clock.now();
  who_.lanes.front().tell(
      read_outbox_page{page_of::recovery, known_.cursor(), with_.clock.now(), caf::actor_cast<caf::actor>(this)});
}

void sender::read_back(const outbox_page& page) {
  reading_ = false;
  if (page.failed) return tell_me_later(std::chrono::seconds{1}, sweep_now{});
  const auto now = with_.clock.now();
  for (auto row : page.rows) {
    if (lines_.size() >= lines_max) break;
    // `sending` and never in our hands: an incarnation before us called the provider and did not live to tell.
    const auto orphan =
        row.channel == channel_ && row.state == ports::outbox_state::sending && known_.untouched(row.out);
    known_.read_to(row.out);
    if (orphan) row.state = ports::outbox_state::in_doubt;
    take({row});
    if (orphan) note(*lines_.find(row.out), without_asking(row.out, outcome::in_doubt, "sender restarted", now));
  }
  if (page.rows.empty()) known_.read_all();
  read_on();
  pump_soon(std::chrono::milliseconds{0});
}

// A fact is told again, which does no harm. A claim may have been granted: but nothing was sent, for sure, and that is
// a fact too.
void sender::look_for_lost_answers() {
  const auto now = with_.clock.now();
  const auto before = now - answer_lost_after;
  for (auto* i : lines_.unanswered(before)) {
    if (i->where == phase::claiming) {
      i->gave_up_claim = true;
      note(*i, without_asking(i->row.out, outcome::released, "the answer to a claim got lost", now));
    } else {
      lines_.move(*i, phase::noting, now);
      tell_store(*i, *i->told);
    }
  }
  if (reading_ && asked_at_ < before) {
    reading_ = false;
    read_on();
  }
}

} // namespace charla::actors
