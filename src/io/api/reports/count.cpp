#include "io/api/reports/count.hpp"

#include <algorithm>

namespace charla::api::reports {

namespace {

std::int64_t quarter_of(timestamp at) {
  const auto ms = flows::to_unix_ms(at);
  const auto length = quarter_length.count();
  return ms >= 0 ? ms / length : (ms - length + 1) / length;
}

/// The place of `key`, or of `other` when there are too many already.
template <class Value>
Value& bounded(std::map<std::string, Value>& all, const std::string& key) {
  if (const auto found = all.find(key); found != all.end()) return found->second;
  return all[all.size() < kinds_max ? key : "other"];
}

void count_line(report& r, const said& l) {
  auto& q = r.quarters[quarter_of(l.at)];
  if (l.dir == flows::direction::inbound) {
    ++r.inbound;
    ++q.inbound;
  } else if (l.by == flows::author::bot) {
    ++r.bot;
    ++q.bot;
  } else if (l.by == flows::author::human) {
    ++r.human;
    ++q.human;
  } else {
    ++r.system;
  }
}

void count_failure(report& r, const failed_send& f) {
  ++r.failed;
  ++r.quarters[quarter_of(f.at)].failed;
  auto key = key_of(f);
  if (r.failures.size() >= kinds_max && r.failures.count(key) == 0) key = {0, "other"};
  auto& place = r.failures[key];
  if (place.count++ == 0) place.text = key.text == "other" ? key.text : f.text;
}

} // namespace

failure_key key_of(const failed_send& f) { return {f.code, f.code == 0 ? f.text : std::string{}}; }

void report::add(const facts& f) {
  if (f.active()) ++active;
  if (f.resolved) ++resolved;
  if (f.handled) ++handled;
  if (f.bot_alone) ++by_bot_alone;
  if (f.started_at) {
    ++started;
    ++quarters[quarter_of(*f.started_at)].started;
  }
  for (const auto& l : f.lines)
    count_line(*this, l);
  for (const auto& a : f.responses) {
    responses_ms.push_back(a.took_ms);
    quarters[quarter_of(a.asked_at)].responses_ms.push_back(a.took_ms);
  }
  for (const auto& reason : f.handoffs)
    ++bounded(handoffs, reason);
  for (const auto& failure : f.failures)
    count_failure(*this, failure);
  templates_sent += f.templates_sent;
  for (const auto& paid : f.charges) {
    auto& place = bounded(charges, paid.category);
    ++place.messages;
    if (paid.billable) ++place.billable;
  }
}

void report::finish() { std::sort(responses_ms.begin(), responses_ms.end()); }

std::int64_t percentile(const std::vector<std::int64_t>& sorted, int percent) {
  const auto rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return sorted.at(std::max<std::size_t>(1, rank) - 1);
}

} // namespace charla::api::reports
