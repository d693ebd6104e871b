#include "io/store/postgres/lane.hpp"

#include <set>
#include <thread>

namespace charla::store::postgres {

namespace {

constexpr int connects_max = 4;
constexpr milliseconds first_wait{50};

// One statement raises all shards of the lane, so they always share one epoch. It waits for the lost statement's fence,
// if that still runs; if it is still on its way, it will meet a newer epoch.
constexpr auto raise_epochs =
    "WITH up AS (UPDATE shards SET epoch = epoch + 1, changed_at = clock_timestamp() "
    "WHERE owner = $1 AND shard % $2 = $3 RETURNING epoch) SELECT max(epoch), count(*) FROM up";
constexpr auto committed_turns =
    "SELECT turn FROM unnest($1::uuid[], $2::bigint[]) k(conv, version) JOIN turn USING (conv, "
    "version)";
constexpr auto give_claims_back = "SELECT unclaim_outbox($1, $2, $3, $4, $5)";

/// After an unknown outcome a fact that is there was perhaps written by the lost try: the feed is told once more rather
/// than never.
void report_what_holds(const batch& work, batch_result& answers) {
  for (std::size_t i = 0; i < work.sends.size(); ++i) {
    const auto how = work.sends[i].how;
    const auto ended = how == send_fact::outcome::accepted ? message_status::sent : message_status::failed;
    if (how != send_fact::outcome::released && how != send_fact::outcome::in_doubt && answers.sends[i].status == ended)
      answers.sends[i].changed = true;
  }
  for (std::size_t i = 0; i < work.statuses.size(); ++i)
    if (answers.statuses[i].out && answers.statuses[i].status == work.statuses[i].status)
      answers.statuses[i].changed = true;
}

} // namespace

stored<batch_result> lane::settle(const batch& work) {
  auto answers = no_answers(work);
  try {
    connect_patiently();
    reacquire();
    find_committed_turns(work, answers);
    take_back_claims(work);
  } catch (const failure& f) {
    // Nothing of the batch was tried: whatever went wrong, the question stands as before.
    auto why = of_read(f);
    if (why.code == store_errc::data) why.code = store_errc::unavailable;
    return tl::make_unexpected(std::move(why));
  }
  auto rest = everything_of(work);
  rest.turns.clear();
  rest.claims.clear();
  if (rest.empty()) return answers;
  ++batch_;
  parts_committed_ = 0;
  auto settled = commit(work, rest, true, std::move(answers));
  if (settled) report_what_holds(work, *settled);
  // Repeating is safe, but what the first try did is still unknown to the caller.
  if (!settled && settled.error().code == store_errc::full) settled.error().code = store_errc::unavailable;
  return settled;
}

void lane::connect_patiently() {
  db_.drop(); // whatever the old connection still has to say is not for us
  auto pause = first_wait;
  for (int attempt = 1;; ++attempt) {
    try {
      db_.connect();
      return;
    } catch (const failure&) {
      if (attempt == connects_max) throw;
    }
    std::this_thread::sleep_for(pause);
    pause *= 2;
  }
}

void lane::reacquire() {
  const auto lanes = static_cast<std::int16_t>(place_->lanes);
  const auto mine = arguments{}.big(place_->incarnation).small(lanes).small(index_);
  for (int attempt = 1;; ++attempt) {
    try {
      const auto row = db_.run(raise_epochs, mine)[0];
      if (row[1].as<std::int64_t>() == 0) throw failure{mishap::fenced, "another process has taken the store over"};
      epoch_ = row[0].as<epoch_t>();
      return;
    } catch (const failure& f) {
      if (f.kind() != mishap::again || attempt == connects_max) throw;
    }
  }
}

void lane::find_committed_turns(const batch& work, batch_result& into) {
  if (work.turns.empty()) return;
  arguments keys;
  keys.column(element::uuid, work.turns, [](const turn_write& t) { return t.conversation; })
      .column(element::big, work.turns, [](const turn_write& t) { return t.base_version + 1; });
  std::set<uuid> there;
  for (const auto& row : db_.run(committed_turns, keys))
    there.insert(id_at(row, 0));
  for (std::size_t i = 0; i < work.turns.size(); ++i)
    if (there.count(work.turns[i].turn.value()) > 0) into.turns[i] = verdict::ok;
}

void lane::take_back_claims(const batch& work) {
  if (work.claims.empty()) return;
  arguments with;
  with.big(batch_)
      .big(epoch_)
      .column(element::uuid, work.claims, [](const claim_request& r) { return r.out.conversation; })
      .column(element::big, work.claims, [](const claim_request& r) { return r.out.version; })
      .column(element::small, work.claims, [](const claim_request& r) { return r.out.index; });
  db_.run(give_claims_back, with);
}

} // namespace charla::store::postgres
