#include "recorder.hpp"

#include "actors/turn.hpp"
#include "flows/peer.hpp"
#include "flows/replay.hpp"

#include <cstring>

namespace charla::prove {

using namespace ports; // NOLINT(google-build-using-namespace)

namespace {

template <class T>
flows::result<T> read(stored<T> from) {
  if (from) return *std::move(from);
  return flows::fail("prove.store", from.error().what);
}

inbox_append row_of(const lived& one, const cause& c, const codec& codec, std::int64_t number) {
  inbox_append row;
  row.tenant = one.who.birth().tenant;
  row.channel = one.who.birth().channel;
  row.conversation = one.who.birth().id;
  row.provider_time = c.at;
  row.kind = kind_name(c.body);
  row.correlation_id = c.correlation_id;
  row.body = codec.encode(c.body);
  std::memcpy(row.key.data(), &number, sizeof number);
  return row;
}

/// What is waiting for its ids: a turn's causes.
struct pending {
  std::vector<cause> causes;
  conversation before;
};

} // namespace

void add(digest& to, const decision& d, const codec& codec) {
  to.add(codec.encode(d.next));
  for (const auto& s : d.sends)
    to.add(codec.encode(s.body));
  for (const auto& t : d.timers)
    to.add(t.key + (t.due ? std::to_string(to_unix_ms(*t.due)) : "-") + t.body);
  for (const auto& c : d.calls)
    to.add(c.token.node + c.request.target + c.request.body);
  for (const auto& r : d.runs)
    to.add(std::to_string(r.number) + std::string{name_of(r.status)} + r.node);
  to.add(codec.encode(d.trace));
}

recorder::recorder(store& rows, const codec& codec, crypto& crypto, const catalog& flows)
    : rows_(rows), codec_(codec), crypto_(crypto), flows_(flows), lane_(std::move(*rows.lane(0))),
      reader_(std::move(*rows.reader())), admin_(std::move(*rows.admin())) {}

flows::result<batch_result> recorder::apply(const batch& work) { return read(lane_->apply(work)); }

flows::result<void> recorder::take_turns(std::vector<lived>& all) {
  std::vector<pending> waiting;
  batch appends;
  for (auto& one : all) {
    auto& w = waiting.emplace_back();
    w.causes = one.who.next();
    w.before = one.who.state();
    for (const auto& c : w.causes) {
      if (std::holds_alternative<timer_fired>(c.body)) continue;
      auto row = row_of(one, c, codec_, ++appended_);
      const auto* const change = std::get_if<control_changed>(&c.body);
      if (change == nullptr)
        appends.appends.push_back(std::move(row));
      else
        appends.overrides.push_back({one.who.birth().id, change->mode, change->until, std::move(row), {}});
    }
  }
  const auto noted = apply(appends);
  if (!noted) return tl::make_unexpected(noted.error());
  batch turns;
  std::size_t next_append = 0;
  std::size_t next_override = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& one = all[i];
    for (auto& c : waiting[i].causes) {
      if (std::holds_alternative<timer_fired>(c.body)) continue;
      const bool by_override = std::holds_alternative<control_changed>(c.body);
      c.row = by_override ? *noted->overrides.at(next_override++).notice : *noted->appends.at(next_append++);
    }
    auto before = waiting[i].before;
    for (const auto& c : waiting[i].causes)
      if (const auto* peer = flows::peer_in(c.body); peer != nullptr && before.peer.primary().empty())
        before.peer = *peer;
    auto d = decide(before, waiting[i].causes, flows_, one.who.rule(), one.who.now());
    if (!d) return flows::fail(d.error().code, d.error().what, d.error().where);
    auto w = actors::write_turn(before, *d, waiting[i].causes, one.who.rule(), flows_.live_versions(), one.who.now(),
                                codec_, crypto_);
    w.epoch = lane_->epoch();
    turns.turns.push_back(std::move(w));
    add(one.decided, *d, codec_);
    one.who.remember(*d);
    ++one.turns;
  }
  const auto done = apply(turns);
  if (!done) return tl::make_unexpected(done.error());
  for (const auto v : done->turns)
    if (v != verdict::ok) return flows::fail("prove.verdict", "a turn was refused: " + std::string{name_of(v)});
  return {};
}

flows::result<digest> recorder::decide_again(const lived& one) {
  constexpr std::size_t page = 500;
  std::vector<past_turn> past;
  while (true) {
    const auto from = static_cast<std::int64_t>(past.size()) + 1;
    const auto rows = read(admin_->turns(one.who.birth().tenant, one.who.birth().id, from, page));
    if (!rows) return tl::make_unexpected(rows.error());
    for (const auto& row : *rows) {
      auto turn = codec_.decode_turn(row.record);
      if (!turn) return tl::make_unexpected(turn.error());
      past.push_back(*std::move(turn));
    }
    if (rows->size() < page) break;
  }
  if (past.size() != one.turns) return flows::fail("prove.turns", "not every turn is on record");
  const auto again = replay(one.who.birth(), past, flows_);
  if (!again) return tl::make_unexpected(again.error());
  if (!again->differences.empty())
    return flows::fail("prove.trace",
                       "version " + std::to_string(again->differences.front().version) + " is traced differently");
  const auto stored = read(reader_->load(one.who.birth().id));
  if (!stored) return tl::make_unexpected(stored.error());
  if (!*stored || (*stored)->state != codec_.encode(again->state))
    return flows::fail("prove.state", "the stored state is not what replay leads to",
                       to_string(one.who.birth().id.value()));
  digest out;
  for (const auto& d : again->decisions)
    add(out, d, codec_);
  return out;
}

} // namespace charla::prove
