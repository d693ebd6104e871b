#include "actors/send_lines.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

std::pair<std::int64_t, std::int16_t> place(const flows::out_id& out) { return {out.version, out.index}; }

} // namespace

bool send_lines::add(ports::outbox_row row, flows::timestamp now) {
  const auto out = row.out;
  const auto [where, made] = items_.try_emplace(out);
  if (!made) return false;
  auto& i = where->second;
  i.row = std::move(row);
  i.not_before = std::max(i.row.not_before, now);
  lines_[out.conversation].emplace(place(out), out);
  if (i.row.state == ports::outbox_state::ready) {
    ready_.emplace(static_cast<std::uint8_t>(i.row.prio), i.not_before, out);
  } else {
    // Found after a crash: perhaps sent. Nobody may send it again before its doubt is over.
    i.where = phase::in_doubt;
    doubtful_.insert(out);
  }
  ++counts_[static_cast<std::size_t>(i.where)];
  return true;
}

send_lines::item* send_lines::find(const flows::out_id& out) {
  const auto found = items_.find(out);
  return found == items_.end() ? nullptr : &found->second;
}

void send_lines::remove(const flows::out_id& out) {
  const auto found = items_.find(out);
  if (found == items_.end()) return;
  auto& i = found->second;
  ready_.erase({static_cast<std::uint8_t>(i.row.prio), i.not_before, out});
  doubtful_.erase(out);
  --counts_[static_cast<std::size_t>(i.where)];
  const auto l = lines_.find(out.conversation);
  l->second.erase(place(out));
  if (l->second.empty()) lines_.erase(l);
  items_.erase(found);
}

void send_lines::move(item& i, phase to, flows::timestamp not_before) {
  const auto prio = static_cast<std::uint8_t>(i.row.prio);
  ready_.erase({prio, i.not_before, i.row.out});
  doubtful_.erase(i.row.out);
  --counts_[static_cast<std::size_t>(i.where)];
  i.where = to;
  i.not_before = not_before;
  ++counts_[static_cast<std::size_t>(to)];
  if (to == phase::ready) ready_.emplace(prio, not_before, i.row.out);
  if (to == phase::in_doubt) doubtful_.insert(i.row.out);
}

bool send_lines::may_go_first(const item& i, flows::timestamp now) const {
  for (const auto& [at, out] : lines_.at(i.row.out.conversation)) {
    if (out == i.row.out) return true;
    const auto& before = items_.at(out);
    if (before.where != phase::in_doubt || now < before.lets_pass) return false;
  }
  return false;
}

std::vector<send_lines::item*> send_lines::due(flows::timestamp now, std::size_t limit) {
  std::vector<item*> chosen;
  // A bubble that waits for the one before it is passed over; lines are short, so the walk is too.
  for (const auto& [prio, not_before, out] : ready_) {
    if (chosen.size() == limit) break;
    if (not_before > now) continue;
    auto& i = items_.at(out);
    if (may_go_first(i, now)) chosen.push_back(&i);
  }
  return chosen;
}

std::optional<flows::timestamp> send_lines::next_due(flows::timestamp now) const {
  std::optional<flows::timestamp> next;
  for (const auto& [prio, not_before, out] : ready_)
    if (not_before > now && (!next || not_before < *next)) next = not_before;
  for (const auto& out : doubtful_) {
    const auto& i = items_.at(out);
    for (const auto at : {i.not_before, i.lets_pass})
      if (at > now && (!next || at < *next)) next = at;
  }
  return next;
}

std::vector<send_lines::item*> send_lines::doubts_over(flows::timestamp now) {
  std::vector<item*> over;
  for (const auto& out : doubtful_)
    if (auto& i = items_.at(out); i.not_before <= now) over.push_back(&i);
  return over;
}

} // namespace charla::actors
