#include "io/store/sqlite/lane.hpp"

#include "io/store/announced.hpp"
#include "io/store/sqlite/deliveries.hpp"
#include "io/store/sqlite/rows.hpp"

#include <algorithm>

namespace charla::store::sqlite {

namespace {

constexpr const char* read_epoch = "SELECT epoch FROM meta";
constexpr const char* raise_epoch = "UPDATE meta SET epoch = epoch + 1";
constexpr const char* say_goodbye = "UPDATE meta SET clean = 1 WHERE epoch = ?";
constexpr const char* read_last_turn = "SELECT last_turn FROM conversation WHERE conv = ?";

epoch_t epoch_in(connection& db) {
  query row{db, read_epoch};
  row.row();
  return row.integer(0);
}

// In the order that ports::batch documents; facts and appends are never fenced item by item.
template <class Turn, class Override, class Letter, class Claim, class Event, class Exchange>
batch_result run_parts(const commit_context& c,
                       const batch& work,
                       Turn turn,
                       Override over,
                       Letter letter,
                       Claim claim,
                       Event event,
                       Exchange exchange) {
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
  for (const auto& e : work.events)
    event(e);
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
  for (const auto& e : work.exchanges)
    exchange(e);
  each_announced(work, done, [&](tenant_id t, const event_out& e) { done.announced += announce(c, t, e); });
  return done;
}

bool has_committed(connection& db, const turn_write& t) {
  query row{db, read_last_turn};
  row.with(t.conversation);
  return row.row() && row.id(0) == t.turn.value();
}

} // namespace

store_error disk_has_failed() {
  return {store_errc::fenced,
          "the disk refused a write: start charla again, and look at the disk (dmesg) before trusting it"};
}

lane::lane(std::shared_ptr<place> where, int cache_kib)
    : place_(std::move(where)), db_(place_->path, connection::use::write, cache_kib),
      checkpointer_(place_->path, place_->checkpoints) {
  db_.limit_pages(place_->pages_max);
  db_.watch_log([this](int pages) { checkpointer_.grown(db_, pages); });
  epoch_ = epoch_in(db_);
}

stored<batch_result> lane::apply(const batch& work) {
  ++batch_;
  const auto commit = [&](bool careful) {
    return in_transaction([&] {
      if (epoch_in(db_) != epoch_) throw overtaken{};
      auto c = context();
      c.careful = careful;
      auto done = run_parts(
          c, work, [&](const turn_write& t) { return commit_turn(c, t); },
          [&](const override_request& r) { return change_control(c, r); },
          [&](const dead_letter_write& w) { return bury(c, w); }, [&](const claim_request& r) { return claim(c, r); },
          [&](const system_event& e) { add_event(db_, e); }, [&](const exchange& e) { note(c, e); });
      count_visits(c, work, done.turns);
      return done;
    });
  };
  try {
    return commit(false);
  } catch (const needs_care&) {
    return commit(true);
  }
}

// Everything that the lost batch may have done is asked for by its own mark (dedup key, last_turn, notice, cause id),
// so the answer is right whether all of it is there or nothing.
stored<batch_result> lane::settle(const batch& work) {
  auto raised = epoch_;
  auto settled = in_transaction([&] {
    db_.run(raise_epoch);
    raised = epoch_in(db_);
    const auto c = context();
    for (const auto& r : work.claims)
      unclaim(c, r);
    return run_parts(
        c, work, [&](const turn_write& t) { return has_committed(db_, t) ? verdict::ok : verdict::version; },
        [&](const override_request& r) {
          auto before = control_change_of(c, r);
          return before ? *before : change_control(c, r);
        },
        [&](const dead_letter_write& w) { return is_buried(c, w) || bury(c, w); },
        [](const claim_request&) { return claim_verdict::gone; },
        [&](const system_event& e) {
          if (!has_event(db_, e)) add_event(db_, e);
        },
        [&](const exchange& e) {
          if (!has_exchange(db_, e)) note(c, e);
        });
  });
  if (settled)
    epoch_ = raised;
  else if (settled.error().code != store_errc::fenced)
    settled.error().code = store_errc::unknown_outcome; // nobody knows more than before
  return settled;
}

stored<std::int64_t> lane::forget_seen_before(timestamp day) {
  return in_transaction([&] { return forget_before(db_, day_of(day)); });
}

stored<void> lane::close_clean() {
  auto done = in_transaction([&] { return db_.run(say_goodbye, epoch_); });
  if (!done) return tl::make_unexpected(done.error());
  return {};
}

} // namespace charla::store::sqlite
