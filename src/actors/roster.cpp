#include "actors/roster.hpp"

#include <algorithm>
#include <map>

namespace charla::actors {

namespace {

bool is_conversation(const vital_signs& v) { return std::string_view{v.name.type} == "conversation"; }

std::uint64_t waiting(const vital_signs& v) {
  const auto done = v.processed.load(std::memory_order_relaxed);
  const auto in = v.received.load(std::memory_order_relaxed);
  return in > done ? in - done : 0;
}

std::string full_name(const designation& d) {
  std::string name = d.type;
  if (d.number >= 0) name += '/' + std::to_string(d.number);
  if (!d.uuid.is_nil()) name += '/' + flows::to_string(d.uuid);
  return name;
}

} // namespace

void roster::enlist(vital_signs& v) {
  auto& s = stripes_[v.id % stripes];
  const std::lock_guard lock{s.mutex};
  v.next = s.first;
  if (s.first != nullptr) s.first->previous = &v;
  s.first = &v;
}

void roster::strike(vital_signs& v) {
  auto& s = stripes_[v.id % stripes];
  const std::lock_guard lock{s.mutex};
  if (v.previous != nullptr) v.previous->next = v.next;
  if (v.next != nullptr) v.next->previous = v.previous;
  if (s.first == &v) s.first = v.next;
  v.next = v.previous = nullptr;
  s.processed_by_the_gone += v.processed.load(std::memory_order_relaxed);
}

ports::actor_info describe(const vital_signs& v, std::int64_t now_ms) {
  ports::actor_info info;
  info.id = v.id;
  info.parent = v.parent;
  info.type = v.name.type;
  info.name = full_name(v.name);
  info.state = v.state.load(std::memory_order_relaxed);
  info.mailbox = waiting(v);
  info.mailbox_peak = std::max(info.mailbox, v.mailbox_peak.load(std::memory_order_relaxed));
  info.processed = v.processed.load(std::memory_order_relaxed);
  info.busy_us = v.busy_ns.load(std::memory_order_relaxed) / 1000;
  info.restarts = v.restarts;
  info.last_error = v.last_error;
  info.age_ms = now_ms - v.born_ms;
  return info;
}

ports::actor_tree roster::snapshot(std::size_t conversations_max, std::int64_t now_ms) const {
  ports::actor_tree tree;
  std::size_t listed = 0;
  for (const auto& s : stripes_) {
    const std::lock_guard lock{s.mutex};
    for (const auto* v = s.first; v != nullptr; v = v->next) {
      if (is_conversation(*v)) {
        ++tree.resident_conversations;
        if (listed == conversations_max) {
          ++tree.hidden_conversations;
          continue;
        }
        ++listed;
      }
      tree.actors.push_back(describe(*v, now_ms));
    }
  }
  std::sort(tree.actors.begin(), tree.actors.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return tree;
}

std::uint64_t roster::processed() const {
  std::uint64_t sum = 0;
  for (const auto& s : stripes_) {
    const std::lock_guard lock{s.mutex};
    sum += s.processed_by_the_gone;
    for (const auto* v = s.first; v != nullptr; v = v->next)
      sum += v->processed.load(std::memory_order_relaxed);
  }
  return sum;
}

std::vector<roster::tally> roster::tallies() const {
  std::map<std::string_view, tally> by_type;
  for (const auto& s : stripes_) {
    const std::lock_guard lock{s.mutex};
    for (const auto* v = s.first; v != nullptr; v = v->next) {
      auto& t = by_type[v->name.type];
      const auto depth = waiting(*v);
      ++t.actors;
      t.mailbox += depth;
      t.mailbox_max = std::max(t.mailbox_max, depth);
    }
  }
  std::vector<tally> all;
  for (auto& [type, t] : by_type) {
    t.type = type;
    all.push_back(std::move(t));
  }
  return all;
}

} // namespace charla::actors
