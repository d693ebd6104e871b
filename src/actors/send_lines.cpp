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
  // Found after a crash: perhaps sent. Nobody may send it again before its doubt is over.
  if (i.row.state != ports::outbox_state::ready) i.where = phase::in_doubt;
  ++counts_[static_cast<std::size_t>(i.where)];
  if (i.where == phase::in_doubt) doubtful_.emplace(i.not_before, out);
  auto& l = lines_[out.conversation];
  l.bubbles.emplace(place(out), out);
  settle(l);
  return true;
}

send_lines::item* send_lines::find(const flows::out_id& out) {
  const auto found = items_.find(out);
  return found == items_.end() ? nullptr : &found->second;
}

void send_lines::remove(flows::out_id out) {
  const auto found = items_.find(out);
  if (found == items_.end()) return;
  const auto& i = found->second;
  auto& l = lines_.at(out.conversation);
  if (l.next) due_of(*l.next).erase({l.next_at, *l.next});
  l.next.reset();
  doubtful_.erase({i.not_before, out});
  --counts_[static_cast<std::size_t>(i.where)];
  items_.erase(found);
  l.bubbles.erase(place(out));
  if (l.bubbles.empty())
    lines_.erase(out.conversation);
  else
    settle(l);
}

void send_lines::move(item& i, phase to, flows::timestamp not_before) {
  put(i, to, not_before);
  settle(lines_.at(i.row.out.conversation));
}

void send_lines::doubt(item& i, flows::timestamp lets_pass, flows::timestamp ends) {
  i.lets_pass = lets_pass;
  move(i, phase::in_doubt, ends);
}

void send_lines::put(item& i, phase to, flows::timestamp not_before) {
  doubtful_.erase({i.not_before, i.row.out});
  --counts_[static_cast<std::size_t>(i.where)];
  i.where = to;
  i.not_before = not_before;
  ++counts_[static_cast<std::size_t>(to)];
  if (to == phase::in_doubt) doubtful_.emplace(not_before, i.row.out);
}

send_lines::due_order& send_lines::due_of(const flows::out_id& out) {
  return due_[flows::policy::class_index(items_.at(out).row.prio)];
}

// The first bubble that is not in doubt is the conversation's next one, if it is not on its way already; it waits for
// the doubts before it. Lines are short, so the walk is too.
void send_lines::settle(line& l) {
  if (l.next) due_of(*l.next).erase({l.next_at, *l.next});
  l.next.reset();
  flows::timestamp not_before{};
  for (const auto& [at, out] : l.bubbles) {
    const auto& i = items_.at(out);
    if (i.where == phase::in_doubt) {
      not_before = std::max(not_before, i.lets_pass);
      continue;
    }
    if (i.where != phase::ready) return;
    l.next = out;
    l.next_at = std::max(not_before, i.not_before);
    due_of(out).emplace(l.next_at, out);
    return;
  }
}

std::vector<send_lines::item*> send_lines::due(flows::timestamp now, std::size_t limit, flows::priority last) {
  std::array<due_order::const_iterator, flows::policy::class_count> at{};
  for (std::size_t c = 0; c < due_.size(); ++c)
    at[c] = due_[c].begin();
  std::vector<item*> chosen;
  while (chosen.size() < limit) {
    std::array<bool, flows::policy::class_count> waiting{};
    for (std::size_t c = 0; c <= flows::policy::class_index(last); ++c)
      waiting[c] = at[c] != due_[c].end() && at[c]->first <= now;
    const auto next = fair_.next(waiting);
    if (!next) break;
    chosen.push_back(&items_.at((at[flows::policy::class_index(*next)]++)->second));
  }
  return chosen;
}

std::optional<flows::timestamp> send_lines::next_due(flows::timestamp now) const {
  std::optional<flows::timestamp> next;
  const auto look = [&](const due_order& all) {
    const auto later = all.lower_bound({now + flows::milliseconds{1}, {}});
    if (later != all.end() && (!next || later->first < *next)) next = later->first;
  };
  std::for_each(due_.begin(), due_.end(), look);
  look(doubtful_);
  return next;
}

std::vector<send_lines::item*> send_lines::doubts_over(flows::timestamp now) {
  std::vector<item*> over;
  for (const auto& [ends, out] : doubtful_) {
    if (ends > now) break;
    over.push_back(&items_.at(out));
  }
  return over;
}

std::vector<send_lines::item*> send_lines::unanswered(flows::timestamp before) {
  std::vector<item*> found;
  if (count(phase::claiming) + count(phase::noting) == 0) return found;
  for (auto& [out, i] : items_)
    if ((i.where == phase::claiming || i.where == phase::noting) && i.not_before < before) found.push_back(&i);
  return found;
}

} // namespace charla::actors
