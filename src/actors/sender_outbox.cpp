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
/// Bubbles that are told of while a page is being read.
constexpr std::size_t meanwhile_max = 10'000;
/// Longer than any commit may take: a question or a fact that the store has not answered by then got lost with the
/// actor that held it.
constexpr std::chrono::seconds answer_lost_after{15};

} // namespace

void sender::take(const std::vector<ports::outbox_row>& rows, std::int64_t asked_ms) {
  const auto now = with_.clock.now();
  for (const auto& row : rows) {
    if (row.channel != channel_) continue;
    if (!known_.covers(row.out)) {
      keep_for_page(row, asked_ms);
      continue;
    }
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

// Lanes commit side by side: another one may have committed this row after the page was read and before the page is
// here. The page would cover it and not show it, and the next bubble of its conversation would overtake it (I7).
void sender::keep_for_page(const ports::outbox_row& row, std::int64_t asked_ms) {
  if (!reading_) return; // whatever is asked for from now on shows it
  if (meanwhile_.size() < meanwhile_max)
    meanwhile_.push_back({row, asked_ms});
  else if (!overlooked_ || row.out < *overlooked_)
    overlooked_ = row.out;
}

// Before a part of the outbox has been read, nothing that is told of it may be sent: a new answer could overtake one
// that the last incarnation had begun to send (I7).
void sender::read_on() {
  if (known_.complete() || reading_ || lines_.size() > lines_max / 2) return;
  reading_ = true;
  asked_at_ = with_.clock.now();
  meanwhile_.clear();
  overlooked_.reset();
  who_.lanes.front().tell(read_outbox_page{page_of::recovery, known_.cursor(), asked_at_,
                                           caf::actor_cast<caf::actor>(this), ++page_asked_});
}

void sender::read_back(const outbox_page& page) {
  if (!reading_ || page.question != page_asked_) return; // given up as lost; another was asked for
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
  for (const auto& [row, asked_ms] : std::exchange(meanwhile_, {}))
    take({row}, asked_ms);
  if (const auto first = std::exchange(overlooked_, {})) known_.left(*first);
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
