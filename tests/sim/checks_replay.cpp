#include "sim/checks.hpp"

#include "actors/turn.hpp"
#include "flows/peer.hpp"
#include "flows/replay.hpp"

#include <algorithm>

/// I13 and I15: what is done again must come out the same.
namespace charla::sim {

namespace {

using ports::outbox_row;

constexpr std::size_t page = 500;

std::string print(const store::memory::rows& rows) {
  std::string out;
  const auto put = [&](const auto&... parts) { ((out += parts, out += ' '), ...); };
  for (const auto& [id, p] : rows.inbox)
    put("inbox", std::to_string(id.value()), brief(p.cause.conversation));
  for (const auto& [o, row] : rows.outbox)
    put("outbox", brief(o), std::to_string(static_cast<int>(row.row.state)), std::to_string(row.row.attempt),
        std::to_string(flows::to_unix_ms(row.row.not_before)));
  for (const auto& [k, t] : rows.timers)
    put("timer", brief(k.conversation), k.key, std::to_string(t.generation));
  std::map<conversation_id, const store::memory::conversation_record*> sorted;
  for (const auto& [id, c] : rows.conversations)
    sorted[id] = &c;
  for (const auto& [id, c] : sorted)
    put("conversation", brief(id), std::to_string(c->row.version), std::to_string(c->row.ctl_seq), c->row.state,
        std::to_string(c->messages.size()));
  put("letters", std::to_string(rows.letters.size()), "seen", std::to_string(rows.seen.size()), "statuses",
      std::to_string(rows.statuses.size()), "turns", std::to_string(rows.audit.size()));
  return out;
}

std::string recover(const std::shared_ptr<store::memory_disk>& disk, ports::clock& clock, const planted& fault) {
  auto rows = store::make_memory(disk, clock);
  if (fault.store) rows = fault.store(std::move(rows), disk);
  const auto opened = rows->open();
  auto lane = rows->lane(0);
  flows::inbox_id after;
  for (auto causes = (*lane)->recover_inbox(after, page, opened->unclean); causes && !causes->empty();
       causes = (*lane)->recover_inbox(after, page, opened->unclean))
    after = causes->back().row;
  std::optional<out_id> last;
  for (auto sends = (*lane)->recover_outbox(last, page); sends && !sends->empty();
       sends = (*lane)->recover_outbox(last, page))
    last = sends->back().out;
  return print(disk->rows);
}

} // namespace

violations recovery_changes_nothing(const store::memory_disk& disk, ports::clock& clock, const planted& fault) {
  const auto copy = store::copy_of(disk);
  const auto once = recover(copy, clock, fault);
  const auto twice = recover(copy, clock, fault);
  if (once == twice) return {};
  const auto at = std::mismatch(once.begin(), once.end(), twice.begin(), twice.end()).first - once.begin();
  const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 60));
  return {"recovering a second time changed '" + once.substr(from, 100) + "' into '" + twice.substr(from, 100) + "'"};
}

violations replay_gives_the_stored_state(const evidence& e) {
  violations out;
  for (const auto& [id, c] : e.rows.conversations) {
    const auto who = brief(id);
    if (c.turns.empty()) continue;
    std::vector<flows::past_turn> past;
    flows::conversation birth;
    birth.tenant = c.row.summary.tenant;
    birth.channel = c.row.summary.channel;
    birth.id = id;
    birth.contact = c.row.summary.contact;
    for (const auto& t : c.turns) {
      auto record = e.codec.decode_turn(t.record);
      if (!record) {
        out.push_back("the record of " + who + " v" + std::to_string(t.version) + " cannot be read");
        break;
      }
      for (const auto& cause : record->causes)
        if (const auto* peer = flows::peer_in(cause.body); peer != nullptr && birth.peer.primary().empty())
          birth.peer = *peer;
      past.push_back(std::move(*record));
    }
    const auto* tenant = e.directory.find(birth.tenant);
    if (tenant == nullptr || past.size() != c.turns.size()) continue;
    const auto again = flows::replay(birth, past, tenant->flows);
    if (!again) {
      out.push_back(who + " cannot be decided again: " + again.error().what);
      continue;
    }
    auto stored = e.codec.decode_conversation(c.row.state);
    if (!stored) {
      out.push_back("the state of " + who + " cannot be read: " + stored.error().what);
      continue;
    }
    auto replayed = again->state;
    // What the store keeps in columns of its own, and the memory that is read from the history.
    stored->tenant = replayed.tenant;
    stored->channel = replayed.channel;
    stored->id = replayed.id;
    stored->version = c.row.version;
    stored->ctl_seq = replayed.ctl_seq;
    stored->mode = replayed.mode;
    stored->human_override_until = replayed.human_override_until;
    stored->memory = replayed.memory;
    for (const auto& d : again->differences)
      out.push_back(who + " v" + std::to_string(d.version) + " was decided otherwise: " + d.recorded + " / "
                    + d.replayed);
    for (const auto& d : flows::compare(*stored, replayed))
      out.push_back(who + " has " + d.field + " '" + d.recorded + "' stored and '" + d.replayed + "' replayed");
    std::size_t lines = 0;
    for (const auto& d : again->decisions)
      for (const auto& m : d.messages) {
        const auto row = c.messages.find(m.seq);
        ++lines;
        if (row == c.messages.end() || row->second.row.body != e.codec.encode(m.body) || row->second.row.by != m.by)
          out.push_back("line " + std::to_string(m.seq) + " of " + who + " is not what replay says");
      }
    if (lines != c.messages.size()) out.push_back("the history of " + who + " is longer than what replay says");
  }
  return out;
}

} // namespace charla::sim
