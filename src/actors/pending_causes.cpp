#include "actors/pending_causes.hpp"

#include "flows/limits.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// Rows remembered as consumed, against a hint and a sweep that tell the same.
constexpr std::size_t consumed_max = 64;

} // namespace

bool pending_causes::knows(const flows::cause& c) const {
  const auto same = [&](const flows::cause& other) {
    if (c.row.value() != 0 || other.row.value() != 0) return c.row == other.row;
    return c.body == other.body; // timers have no row: key and generation name them
  };
  return (c.row.value() != 0 && std::find(consumed_.begin(), consumed_.end(), c.row) != consumed_.end())
         || std::any_of(in_hand_.begin(), in_hand_.end(), same)
         || std::any_of(waiting_.begin(), waiting_.end(), [&](const auto& w) { return same(*w); });
}

void pending_causes::add(std::shared_ptr<const flows::cause> cause) {
  if (knows(*cause)) return;
  // Once one has been left to the inbox, all later ones are too: they are read back together, in their order.
  const auto has_row = cause->row.value() != 0;
  if (waiting_.size() == waiting_max || (more_in_store_ && has_row))
    more_in_store_ = true;
  else
    waiting_.push_back(std::move(cause));
}

void pending_causes::read_up_to(flows::inbox_id last) {
  more_in_store_ = true;
  std::erase_if(waiting_, [&](const auto& w) { return w->row > last; });
}

const std::vector<flows::cause>& pending_causes::take(std::size_t most) {
  std::sort(waiting_.begin(), waiting_.end(), [](const auto& a, const auto& b) {
    return std::pair{a->at, a->row} < std::pair{b->at, b->row};
  });
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most));
  std::for_each(waiting_.begin(), end, [&](const auto& w) { in_hand_.push_back(*w); });
  waiting_.erase(waiting_.begin(), end);
  return in_hand_;
}

void pending_causes::consumed() {
  for (const auto& c : in_hand_)
    if (c.row.value() != 0) consumed_.push_back(c.row);
  if (consumed_.size() > consumed_max) consumed_.erase(consumed_.begin(), consumed_.end() - consumed_max);
  in_hand_ = {}; // with its memory: a conversation rests most of its life
  if (waiting_.empty()) waiting_ = {};
}

void pending_causes::forget() {
  in_hand_.clear();
  waiting_.clear();
}

bool pending_causes::only_inbound() const {
  return std::all_of(waiting_.begin(), waiting_.end(),
                     [](const auto& c) { return std::holds_alternative<flows::inbound_message>(c->body); });
}

bool is_bulk(const flows::outgoing_request& asked) {
  return asked.by != flows::author::human && asked.prio >= flows::priority::follow_up;
}

bool pending_causes::any_awaited() const {
  return std::any_of(waiting_.begin(), waiting_.end(), [](const auto& c) {
    if (const auto* asked = std::get_if<flows::outgoing_request>(&c->body)) return !is_bulk(*asked);
    return std::holds_alternative<flows::control_changed>(c->body)
           || std::holds_alternative<flows::status_changed>(c->body)
           || std::holds_alternative<flows::desk_changed>(c->body)
           || std::holds_alternative<flows::note_written>(c->body)
           || std::holds_alternative<flows::echo_message>(c->body);
  });
}

std::vector<std::string> pending_causes::kinds() const {
  std::vector<std::string> all;
  for (const auto& c : in_hand_)
    all.emplace_back(flows::kind_name(c.body));
  for (const auto& c : waiting_)
    all.emplace_back(flows::kind_name(c->body));
  return all;
}

} // namespace charla::actors
