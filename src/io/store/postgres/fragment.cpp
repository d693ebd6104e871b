#include "io/store/postgres/fragment.hpp"

#include <fmt/format.h>
#include <numeric>

namespace charla::store::postgres {

namespace {

std::vector<std::size_t> all_of(std::size_t n) {
  std::vector<std::size_t> indices(n);
  std::iota(indices.begin(), indices.end(), 0);
  return indices;
}

status_result status_of(std::int64_t changed, std::int64_t status, std::optional<out_id> out) {
  return {changed != 0, std::move(out), static_cast<message_status>(status)};
}

} // namespace

selection everything_of(const batch& w) {
  return {all_of(w.appends.size()),      all_of(w.sends.size()),     all_of(w.statuses.size()),
          all_of(w.overrides.size()),    all_of(w.turns.size()),     all_of(w.dead_letters.size()),
          all_of(w.claims.size()),       all_of(w.events.size()),    all_of(w.deliveries.size()),
          all_of(w.media_wanted.size()), all_of(w.media.size()),     all_of(w.uploads.size()),
          all_of(w.numbers.size()),      all_of(w.templates.size()), all_of(w.exchanges.size())};
}

void encode_fence(std::vector<fragment>& to, const lane_context& c) {
  fragment f{work_kind::fence,
             "SELECT {0} AS k, hold_lane({1}) AS i, 0::bigint AS a, 0::bigint AS b, 0::bigint AS c, 0::bigint AS d, "
             "NULL::text AS t",
             {},
             {}};
  f.with.big(c.incarnation).small(c.first_shard).big(c.epoch);
  to.push_back(std::move(f));
}

std::vector<fragment> encode(const batch& work, const selection& s, const lane_context& c) {
  std::vector<fragment> calls;
  encode_fence(calls, c);
  encode_appends(calls, work, s, c);
  encode_sends(calls, work, s, c);
  encode_statuses(calls, work, s, c);
  encode_marks(calls, work, s, c);
  encode_overrides(calls, work, s, c);
  encode_turns(calls, work, s, c);
  encode_letters(calls, work, s, c);
  encode_claims(calls, work, s, c);
  encode_events(calls, work, s, c);
  encode_deliveries(calls, work, s, c);
  encode_channel_facts(calls, work, s, c);
  encode_announcements(calls, work, s, c);
  return calls;
}

std::string statement_of(const std::vector<fragment>& calls) {
  std::string sql;
  std::size_t next = 1;
  for (std::size_t k = 0; k < calls.size(); ++k) {
    std::string numbers;
    for (std::size_t i = 0; i < calls[k].with.size(); ++i)
      numbers += fmt::format("{}${}", i == 0 ? "" : ",", next++);
    if (k > 0) sql += "\nUNION ALL ";
    sql += fmt::format(fmt::runtime(calls[k].call), k, numbers);
  }
  return sql;
}

arguments arguments_of(const std::vector<fragment>& calls) {
  arguments all;
  for (const auto& f : calls)
    all.append(f.with);
  return all;
}

batch_result no_answers(const batch& work) {
  batch_result r;
  r.appends.resize(work.appends.size());
  r.sends.resize(work.sends.size());
  r.statuses.resize(work.statuses.size());
  r.overrides.resize(work.overrides.size());
  r.turns.assign(work.turns.size(), verdict::version);
  r.dead_letters.assign(work.dead_letters.size(), false);
  r.claims.assign(work.claims.size(), claim_verdict::gone);
  return r;
}

void decode(const pqxx::result& rows, const std::vector<fragment>& calls, const batch& work, batch_result& into) {
  for (const auto& row : rows) {
    const auto& call = calls.at(row[0].as<std::size_t>());
    if (call.kind == work_kind::announcements) into.announced += row[2].as<std::int64_t>(0);
    if (call.items.empty() || call.kind == work_kind::events || call.kind == work_kind::deliveries) continue;
    const auto item = call.items.at(row[1].as<std::size_t>() - 1);
    const auto a = row[2].as<std::int64_t>(0);
    const auto b = row[3].as<std::int64_t>(0);
    switch (call.kind) {
    case work_kind::fence:
    case work_kind::reports:
    case work_kind::events:
    case work_kind::deliveries:
    case work_kind::announcements:
    case work_kind::channel_facts: break;
    case work_kind::appends: into.appends[item] = inbox_id{a}; break;
    case work_kind::sends: into.sends[item] = status_of(a, b, work.sends[item].out); break;
    case work_kind::statuses:
      into.statuses[item] = status_of(a, b, row[6].is_null() ? std::nullopt : parse_out_id(row[6].as<std::string>()));
      break;
    case work_kind::overrides:
      into.overrides[item] = {a, static_cast<std::int32_t>(b), row[4].as<std::int32_t>(0), std::nullopt};
      if (!row[5].is_null()) into.overrides[item].notice = inbox_id{row[5].as<std::int64_t>()};
      break;
    case work_kind::turns: into.turns[item] = static_cast<verdict>(a); break;
    case work_kind::letters: into.dead_letters[item] = a != 0; break;
    case work_kind::claims: into.claims[item] = static_cast<claim_verdict>(a); break;
    }
  }
}

} // namespace charla::store::postgres
