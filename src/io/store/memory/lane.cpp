#include "io/store/memory/lane.hpp"

#include "io/store/announced.hpp"

namespace charla::store::memory {

namespace {

tl::unexpected<store_error> fenced() {
  return tl::make_unexpected(store_error{store_errc::fenced, "another owner has taken the store over"});
}

// In the order that ports::batch documents.
template <class Turn, class Override, class Letter, class Claim>
batch_result
run_parts(const commit_context& c, const batch& work, Turn turn, Override over, Letter letter, Claim claim) {
  batch_result done;
  for (const auto& a : work.appends)
    done.appends.push_back(append(c, a));
  for (const auto& f : work.sends)
    done.sends.push_back(note(c, f));
  for (const auto& f : work.statuses)
    done.statuses.push_back(note(c, f));
  for (const auto& r : work.overrides)
    done.overrides.push_back(over(r));
  for (const auto& t : work.turns)
    done.turns.push_back(turn(t));
  for (const auto& w : work.dead_letters)
    done.dead_letters.push_back(letter(w));
  for (const auto& r : work.claims)
    done.claims.push_back(claim(r));
  for (const auto& f : work.deliveries)
    note(c, f);
  for (const auto& w : work.media_wanted)
    note(c, w);
  for (const auto& f : work.media)
    note(c, f);
  for (const auto& f : work.uploads)
    note(c, f);
  for (const auto& f : work.numbers)
    note(c, f);
  for (const auto& f : work.templates)
    note(c, f);
  each_announced(work, done, [&](tenant_id t, const event_out& e) { done.announced += announce(c, t, e); });
  return done;
}

bool has_event(const rows& db, const system_event& e) {
  for (auto it = db.events.rbegin(); it != db.events.rend(); ++it)
    if (it->tenant == e.tenant && it->type == e.type && it->message == e.message && it->at == e.at) return true;
  return false;
}

} // namespace

lane::lane(std::shared_ptr<memory_disk> disk, std::shared_ptr<ownership> owned, ports::clock& clock)
    : disk_(std::move(disk)), owned_(std::move(owned)), clock_(clock) {}

epoch_t lane::epoch() const {
  const std::lock_guard lock{disk_->mutex};
  return owned_->epoch;
}

stored<batch_result> lane::apply(const batch& work) {
  const std::lock_guard lock{disk_->mutex};
  if (overtaken()) return fenced();
  batch_epoch_ = owned_->epoch;
  const commit_context c{disk_->rows, batch_epoch_, ++batch_, clock_.now()};
  auto done = run_parts(
      c, work, [&](const turn_write& t) { return commit_turn(c, t); },
      [&](const override_request& r) { return change_control(c, r); },
      [&](const dead_letter_write& w) { return bury(c, w); }, [&](const claim_request& r) { return claim(c, r); });
  count_visits(c, work, done.turns);
  for (const auto& e : work.events)
    c.db.events.push_back(e);
  for (const auto& e : work.exchanges)
    note(c, e);
  return done;
}

stored<batch_result> lane::settle(const batch& work) {
  const std::lock_guard lock{disk_->mutex};
  if (overtaken()) return fenced();
  const commit_context c{disk_->rows, batch_epoch_, batch_, clock_.now()};
  for (const auto& r : work.claims)
    unclaim(c, r);
  auto done = run_parts(
      c, work,
      [&](const turn_write& t) {
        const auto found = c.db.conversations.find(t.conversation);
        const auto committed = found != c.db.conversations.end() && found->second.row.last_turn == t.turn;
        return committed ? verdict::ok : verdict::version;
      },
      [&](const override_request& r) {
        const auto before = control_change_of(c, r);
        return before ? *before : change_control(c, r);
      },
      [&](const dead_letter_write& w) { return is_buried(c.db, w) || bury(c, w); },
      [](const claim_request&) { return claim_verdict::gone; });
  for (const auto& e : work.events)
    if (!has_event(c.db, e)) c.db.events.push_back(e);
  for (const auto& e : work.exchanges)
    if (!has_exchange(c.db, e)) note(c, e);
  owned_->epoch = ++disk_->rows.epoch;
  return done;
}

stored<std::vector<pending_cause>> lane::recover_inbox(inbox_id after, std::size_t limit, bool count_attempt) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<pending_cause> page;
  auto& inbox = disk_->rows.inbox;
  for (auto it = inbox.upper_bound(after); it != inbox.end() && page.size() < limit; ++it) {
    if (count_attempt) ++it->second.cause.attempts;
    page.push_back(it->second.cause);
  }
  return page;
}

stored<std::vector<outbox_row>> lane::recover_outbox(const std::optional<out_id>& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  auto& outbox = disk_->rows.outbox;
  if (!after)
    for (auto& [out, o] : outbox)
      if (o.row.state == outbox_state::sending && o.claim_epoch < owned_->epoch) o.row.state = outbox_state::in_doubt;
  std::vector<outbox_row> page;
  for (auto it = after ? outbox.upper_bound(*after) : outbox.begin(); it != outbox.end() && page.size() < limit; ++it)
    page.push_back(it->second.row);
  return page;
}

stored<std::vector<pending_cause>> lane::sweep_inbox(inbox_id after, timestamp older_than, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<pending_cause> page;
  const auto& inbox = disk_->rows.inbox;
  for (auto it = inbox.upper_bound(after); it != inbox.end() && page.size() < limit; ++it)
    if (it->second.cause.received_at < older_than) page.push_back(it->second.cause);
  return page;
}

stored<std::vector<outbox_row>>
lane::sweep_outbox(const std::optional<out_id>& after, timestamp now, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<outbox_row> page;
  const auto& outbox = disk_->rows.outbox;
  for (auto it = after ? outbox.upper_bound(*after) : outbox.begin(); it != outbox.end() && page.size() < limit; ++it) {
    const auto& row = it->second.row;
    if (row.state == outbox_state::in_doubt || (row.state == outbox_state::ready && row.not_before <= now))
      page.push_back(row);
  }
  return page;
}

stored<std::vector<timer_row>>
lane::timers_due(timestamp until, const std::optional<timer_row>& after, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<timer_row> page;
  const auto& due = disk_->rows.due;
  auto it = after ? due.upper_bound({after->due, {after->conversation, after->key}}) : due.begin();
  for (; it != due.end() && it->due < until && page.size() < limit; ++it)
    page.push_back(disk_->rows.timers.at(it->timer));
  return page;
}

stored<std::int64_t> lane::forget_seen_before(timestamp day) {
  const std::lock_guard lock{disk_->mutex};
  auto& seen = disk_->rows.seen;
  const auto end = seen.lower_bound({day_of(day), channel_id{std::numeric_limits<std::int32_t>::min()}, {}});
  const auto count = std::distance(seen.begin(), end);
  seen.erase(seen.begin(), end);
  std::erase_if(disk_->rows.early_statuses, [&](const auto& s) { return s.second.at < day; });
  return count;
}

stored<void> lane::close_clean() {
  const std::lock_guard lock{disk_->mutex};
  if (overtaken()) return fenced();
  disk_->rows.clean = true;
  return {};
}

} // namespace charla::store::memory
