#include "actors/persistence.hpp"

#include "actors/announce.hpp"
#include "actors/pending_causes.hpp"
#include "actors/turn.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

constexpr std::size_t page_rows = 500;
constexpr std::chrono::milliseconds backoff_first{50};
constexpr std::chrono::milliseconds backoff_most{2000};
std::string_view code_name(ports::store_errc code) {
  switch (code) {
  case ports::store_errc::unavailable: return "unavailable";
  case ports::store_errc::full: return "full";
  case ports::store_errc::locked: return "locked";
  case ports::store_errc::fenced: return "fenced";
  case ports::store_errc::unknown_outcome: return "unknown_outcome";
  case ports::store_errc::data: return "data";
  case ports::store_errc::corrupt: return "corrupt";
  }
  return "?";
}

/// Cost that a tenant may use up in one round while others wait.
constexpr std::int64_t round_quantum = 16;

} // namespace

persistence::persistence(caf::actor_config& cfg,
                         const services& with,
                         wiring& who,
                         std::unique_ptr<ports::store_lane> lane,
                         std::size_t index,
                         std::size_t batch_max)
    : actor_base(cfg, {"persistence", static_cast<std::int64_t>(index)}), with_(with), who_(who),
      lane_(std::move(lane)), index_(index), batch_max_(batch_max), waiting_(round_quantum) {}

caf::behavior persistence::make_behavior() {
  return {
      [this](append_events_ptr& events) { take(std::move(events)); },
      [this](commit_turn& turn) { take(std::move(turn)); },
      [this](claim_sends& claim) { take(std::move(claim)); },
      [this](note_send& fact) { take(std::move(fact)); },
      [this](change_control& change) { take(std::move(change)); },
      [this](write_dead_letter& letter) { take(std::move(letter)); },
      [this](note_delivery& n) { take(std::move(n)); },
      [this](note_media& n) { take(std::move(n)); },
      [this](note_upload& n) { take(std::move(n)); },
      [this](const forget_old& f) { forget(f); },
      [this](flush) { flush_now(); },
      [this](const try_again& t) {
        if (t.generation != retry_generation_) return;
        waiting_to_retry_ = false;
        if (!outcome_unknown_) fill_batch();
        commit(outcome_unknown_);
        if (!waiting_.empty() && !waiting_to_retry_ && !std::exchange(flush_asked_, true)) send(this, flush{});
      },
      [this](const read_inbox_page& q) {
        auto rows = q.what == page_of::recovery ? lane_->recover_inbox(q.after, page_rows, q.count_attempt)
                                                : lane_->sweep_inbox(q.after, q.older_than, page_rows);
        if (!rows) with_.log.warn("store.read_failed", {{"what", "inbox"}, {"error", rows.error().what}});
        send(q.who, inbox_page{q.what, rows ? std::move(*rows) : std::vector<ports::pending_cause>{}, !rows});
      },
      [this](const read_outbox_page& q) { read_outbox(q); },
      [this](const read_timers& q) {
        auto rows = lane_->timers_due(q.until, q.after, page_rows);
        if (!rows) with_.log.warn("store.read_failed", {{"what", "timer"}, {"error", rows.error().what}});
        const auto last = !rows || rows->size() < page_rows;
        send(q.who, timers_page{q.until, rows ? std::move(*rows) : std::vector<ports::timer_row>{}, last, !rows});
      },
      [this](const forget_seen& f) {
        if (const auto gone = lane_->forget_seen_before(f.before); gone && *gone > 0)
          with_.log.info("store.dedup_forgotten", {{"rows", std::to_string(*gone)}});
      },
      [this](const forget_deliveries& f) {
        const auto gone = lane_->forget_deliveries_before(f.delivered, f.all);
        if (!gone || *gone == 0) return;
        with_.log.info("store.deliveries_forgotten", {{"rows", std::to_string(*gone)}});
        send(this, f); // a bounded number at a time, so that commits get in between
      },
      [this](close_lane& c) {
        if (!outcome_unknown_) flush_all();
        if (const auto closed = lane_->close_clean(); !closed)
          with_.log.warn("store.close_failed", {{"error", closed.error().what}});
        if (c.done) c.done();
      },
  };
}

void persistence::read_outbox(const read_outbox_page& q) {
  const auto answer_with = [&](std::vector<ports::outbox_row> rows, bool failed) {
    send(q.who, outbox_page{q.what, std::move(rows), failed, q.question});
  };
  // The first page shows what was asked for before it, in whichever lane: a claim of a sender that has died meanwhile
  // must not come after. So the question goes through all lanes, and the last one answers.
  if (q.what == page_of::recovery && !q.after) {
    flush_all();
    if (waiting_to_retry_) return answer_with({}, true);
    if (index_ + 1 < who_.lanes.size()) return who_.lanes[index_ + 1].tell(q);
  }
  auto rows = q.what == page_of::recovery ? lane_->recover_outbox(q.after, page_rows)
                                          : lane_->sweep_outbox(q.after, q.now, page_rows);
  if (!rows) with_.log.warn("store.read_failed", {{"what", "outbox"}, {"error", rows.error().what}});
  answer_with(rows ? std::move(*rows) : std::vector<ports::outbox_row>{}, !rows);
}

void persistence::take(lane_work work) {
  const auto line = line_of(work);
  const auto cost = cost_of(work);
  waiting_.push(line, std::move(work), cost);
  if (waiting_to_retry_ || std::exchange(flush_asked_, true)) return;
  // Behind everything that waits in the mailbox already: that is the group of this commit.
  send(this, flush{});
}

void persistence::fill_batch() {
  while (next_.batch.size() < batch_max_) {
    auto work = waiting_.pop();
    if (!work) return;
    std::visit([this](auto& w) { next_.add(std::move(w)); }, *work);
  }
}

void persistence::flush_now() {
  flush_asked_ = false;
  if (waiting_to_retry_) return;
  fill_batch();
  commit(false);
  // What comes in meanwhile is sorted in first: a single message of one tenant passes the flood of another.
  if (!waiting_.empty() && !waiting_to_retry_ && !std::exchange(flush_asked_, true)) send(this, flush{});
}

void persistence::flush_all() {
  while (!waiting_to_retry_ && !(waiting_.empty() && next_.batch.empty())) {
    fill_batch();
    commit(false);
  }
}

void persistence::commit(bool settle) {
  if (next_.batch.empty() && !settle) return;
  now_is(settle ? "settling" : "committing");
  if (!settle) ++who_.commits_begun;
  // Stamped here and nowhere earlier: the lane's epoch rises when it settles, and what this process decided before that
  // is still guarded by version, control and cause count.
  for (auto& t : next_.batch.turns)
    t.epoch = lane_->epoch();
  for (auto& c : next_.batch.claims) {
    c.epoch = lane_->epoch();
    c.now = with_.clock.now();
  }
  if (!settle) announcer{*who_.directory.get(), with_.codec, with_.crypto}.fill(next_.batch);
  const auto begun = std::chrono::steady_clock::now();
  auto result = settle ? lane_->settle(next_.batch) : lane_->apply(next_.batch);
  now_is("idle");
  if (!result) {
    if (!settle && result.error().code != ports::store_errc::unknown_outcome) ++who_.commits_over;
    return refused(result.error());
  }
  measure(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun));
  outcome_unknown_ = false;
  backoff_ = std::chrono::milliseconds{0};
  committed(*result, settle);
  ++who_.commits_over;
}

void persistence::measure(std::chrono::microseconds took) {
  recent_.add(took);
  who_.door.committed(took, recent_.p99(), with_.clock.boot_ms());
  with_.metrics.observe("charla_commit_seconds", static_cast<double>(took.count()) / 1e6);
  with_.metrics.observe("charla_commit_batch_size", static_cast<double>(next_.batch.size()));
}

void persistence::committed(const ports::batch_result& result, bool settled) {
  const auto work = std::exchange(next_, {});
  count_backlog(work.batch, result);
  count_timers(work.batch, result);
  count_work(work.batch, result);
  warn_of_letters(work.batch, result);
  tell_appended(work, result);
  tell_controls(work, result);
  for (std::size_t i = 0; i < work.turns.size(); ++i)
    answer(work.turns[i].conversation, turn_committed{work.turns[i].token, result.turns[i]});
  for (std::size_t i = 0; i < work.letters.size(); ++i)
    answer(work.letters[i].conversation, dead_letter_written{work.letters[i].token, result.dead_letters[i]});
  for (const auto& c : work.claims) {
    sends_claimed reply{c.question.token, c.question.outs, {}, !settled};
    for (std::size_t i = 0; i < c.question.outs.size(); ++i)
      reply.verdicts.push_back(result.claims[c.first + i]);
    answer(c.question.sender, std::move(reply));
  }
  tell_sends(work, result);
  for (const auto& e : work.batch.events)
    who_.feed.tell(publish{news_of(e.tenant, e.at, ports::event_raised{e})});
  tell_of_files(work);
  tell_of_numbers(work.batch);
  for (const auto& n : work.deliveries)
    answer(n.dispatcher, delivery_noted{n.fact.webhook, n.fact.id});
  if (result.announced > 0) who_.dispatcher.tell(deliveries_wait{});
}

void persistence::tell_appended(const pending_batch& work, const ports::batch_result& result) {
  std::size_t duplicates = 0;
  for (const auto& a : work.appends) {
    if (a.from->done) a.from->done->keep(ports::accept_outcome::durable);
    for (std::size_t i = 0; i < a.from->decoded.size(); ++i) {
      const auto& row = result.appends[a.first_cause + i];
      if (!row) {
        ++duplicates;
        continue;
      }
      const auto& columns = work.batch.appends[a.first_cause + i];
      auto cause = std::make_shared<flows::cause>(std::move(a.from->decoded[i]));
      cause->row = *row;
      const auto* asked = std::get_if<flows::outgoing_request>(&cause->body);
      const bool first = asked != nullptr && !is_bulk(*asked); // a campaign may stand before it
      const deliver hint{columns.tenant, columns.channel, columns.conversation, std::move(cause)};
      const auto& shard = who_.shard_of(columns.conversation);
      if (first)
        shard.tell_first(hint);
      else
        shard.tell(hint);
    }
    for (std::size_t i = a.first_status; i < work.batch.statuses.size(); ++i) {
      if (&a != &work.appends.back() && i >= (&a + 1)->first_status) break;
      const auto& fact = work.batch.statuses[i];
      const auto& landed = result.statuses[i];
      publish_status(fact.tenant, landed, fact.provider_id, fact.error_code, fact.error_text);
      if (landed.out)
        if (const auto channel = who_.senders.find(fact.channel)) channel->tell(send_settled{*landed.out});
    }
  }
  with_.metrics.count("charla_inbox_appended_total", {}, static_cast<double>(work.batch.appends.size() - duplicates));
  if (duplicates > 0) with_.metrics.count("charla_inbox_duplicates_total", {}, static_cast<double>(duplicates));
}

// Nothing of the batch is committed, or nobody knows. What a caller is waiting for at the door is refused now, so that
// the provider comes again; what only we can finish (turns, outcomes of sends) is kept and tried again.
void persistence::refused(const ports::store_error& why) {
  with_.metrics.count("charla_store_errors_total", {{"code", code_name(why.code)}});
  with_.log.error(
      "store.commit_failed",
      {{"code", std::string{code_name(why.code)}}, {"error", why.what}, {"items", std::to_string(next_.batch.size())}});
  if (why.code == ports::store_errc::fenced || why.code == ports::store_errc::corrupt) {
    quit(caf::make_error(caf::sec::runtime_error,
                         std::string{"store "} + std::string{code_name(why.code)} + ": " + why.what));
    return;
  }
  who_.door.refused(with_.clock.boot_ms());
  // Whatever `settle` fails of: the question of the first try stays open until it is answered.
  outcome_unknown_ = outcome_unknown_ || why.code == ports::store_errc::unknown_outcome;
  if (!outcome_unknown_) {
    while (auto work = waiting_.pop()) // whoever waits behind it is told now, too
      std::visit([this](auto& w) { next_.add(std::move(w)); }, *work);
    pending_batch kept;
    for (std::size_t i = 0; i < next_.turns.size(); ++i) {
      kept.batch.turns.push_back(std::move(next_.batch.turns[i]));
      kept.turns.push_back(std::move(next_.turns[i]));
    }
    for (std::size_t i = 0; i < next_.letters.size(); ++i) {
      kept.batch.dead_letters.push_back(std::move(next_.batch.dead_letters[i]));
      kept.letters.push_back(std::move(next_.letters[i]));
    }
    for (auto& n : next_.sends)
      kept.add(std::move(n));
    for (auto& n : next_.deliveries)
      kept.add(std::move(n));
    kept.batch.media = std::move(next_.batch.media);
    kept.media = std::move(next_.media);
    kept.batch.uploads = std::move(next_.batch.uploads);
    for (const auto& a : next_.appends)
      if (a.from->done) a.from->done->keep(ports::accept_outcome::unavailable);
    for (const auto& c : next_.controls)
      if (c.done) c.done({ports::command_result::outcome::unavailable, {}});
    for (const auto& c : next_.claims)
      answer(c.question.sender, sends_claimed{c.question.token, c.question.outs,
                                              std::vector<ports::claim_verdict>(c.question.outs.size()), false});
    next_ = std::move(kept);
  }
  schedule_retry();
}

void persistence::schedule_retry() {
  backoff_ = backoff_.count() == 0 ? backoff_first : std::min(backoff_ * 2, backoff_most);
  waiting_to_retry_ = true;
  now_is("waiting for the store");
  tell_me_later(backoff_, try_again{++retry_generation_});
}

} // namespace charla::actors
