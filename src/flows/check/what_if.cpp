#include "flows/check/what_if.hpp"

#include <algorithm>
#include <set>

namespace charla::flows {

namespace {

bool is_of_people(const cause& c) {
  return !std::holds_alternative<timer_fired>(c.body) && !std::holds_alternative<call_finished>(c.body)
         && !std::holds_alternative<delivery_failed>(c.body);
}

std::string words_of(std::span<const cause> causes) {
  std::string out;
  for (const auto& c : causes) {
    const auto* const m = std::get_if<inbound_message>(&c.body);
    if (m == nullptr) continue;
    out += (out.empty() ? "" : "\n") + std::string{plain_text(m->body)};
  }
  return out;
}

void add_bot_sends(std::vector<content>& to, const decision& d) {
  for (const auto& s : d.sends)
    if (s.by == author::bot) to.push_back(s.body);
}

/// A timer that was armed in the record too: it fires when it fired there, which is never exactly when it was due.
using known_timers = std::set<std::pair<std::string, timestamp>>;

known_timers timers_of(const std::vector<decision>& decisions) {
  known_timers out;
  for (const auto& d : decisions)
    for (const auto& t : d.timers)
      if (t.due) out.emplace(t.key, *t.due);
  return out;
}

/// The conversation as the draft would have led it.
class other_world {
public:
  other_world(const conversation& birth, const catalog& flows, known_timers recorded)
      : state_(birth), flows_(flows), recorded_(std::move(recorded)) {}

  /// Fires what is due until `end` at its own moment, but for what the record knows. False: it could not be decided.
  bool live_until(timestamp end, const rules& r) {
    constexpr int timers_max = 1000; // a draft that keeps itself busy is stopped by its own budget long before
    for (int i = 0; i < timers_max; ++i) {
      auto next = timers_.end();
      for (auto t = timers_.begin(); t != timers_.end(); ++t)
        if (!recorded_.contains({t->first, *t->second.due})
            && (next == timers_.end() || t->second.due < next->second.due))
          next = t;
      if (next == timers_.end() || *next->second.due > end) return true;
      const auto due = *next->second.due;
      cause fired{{}, due, {}, timer_fired{next->first, 0, next->second.body}};
      timers_.erase(next);
      if (!take({std::move(fired)}, due, r)) return false;
    }
    return true;
  }

  bool take(std::vector<cause> causes, timestamp now, const rules& r) {
    for (const auto& c : causes) {
      const auto* const change = std::get_if<control_changed>(&c.body);
      if (change == nullptr) continue;
      state_.mode = change->mode;
      state_.human_override_until = change->until;
      ++state_.ctl_seq;
    }
    auto d = decide(state_, causes, flows_, r, now);
    if (!d) {
      failed_ = std::move(d.error());
      return false;
    }
    for (const auto& t : d->timers) {
      if (t.due)
        timers_.insert_or_assign(t.key, t);
      else
        timers_.erase(t.key);
    }
    for (const auto& c : d->calls)
      calls_.insert_or_assign(c.token.node, c.token);
    add_bot_sends(said_, *d);
    state_ = std::move(d->next);
    return true;
  }

  /// The recorded result of a call, for the one that this world waits for from the same step; `nullopt`: for none.
  [[nodiscard]] std::optional<cause> as_asked_here(const cause& recorded) {
    auto mine = recorded;
    auto& answer = std::get<call_finished>(mine.body);
    const auto asked = calls_.find(answer.token.node);
    if (asked == calls_.end()) return std::nullopt;
    answer.token = asked->second;
    calls_.erase(asked);
    return mine;
  }

  /// The recorded timer, if it is armed here for the same moment.
  [[nodiscard]] std::optional<cause> as_armed_here(const cause& recorded) {
    const auto armed = timers_.find(std::get<timer_fired>(recorded.body).key);
    if (armed == timers_.end() || !recorded_.contains({armed->first, *armed->second.due})) return std::nullopt;
    auto mine = recorded;
    std::get<timer_fired>(mine.body).body = armed->second.body;
    timers_.erase(armed);
    return mine;
  }

  [[nodiscard]] std::vector<content> take_said() { return std::exchange(said_, {}); }
  [[nodiscard]] const std::optional<error>& failed() const { return failed_; }
  [[nodiscard]] std::vector<std::string> unanswered() const {
    std::vector<std::string> out;
    for (const auto& call : calls_)
      out.push_back(call.first);
    return out;
  }

private:
  conversation state_;
  const catalog& flows_;
  known_timers recorded_;
  std::map<std::string, timer_effect> timers_;
  std::map<std::string, call_token> calls_;
  std::vector<content> said_;
  std::optional<error> failed_;
};

/// A span of the recorded conversation.
struct span_of_turns {
  changed_answer told;
  std::size_t first = 0;
  std::size_t end = 0;
};

std::vector<span_of_turns> spans_of(std::span<const past_turn> turns, const std::vector<decision>& decisions) {
  std::vector<span_of_turns> out;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const auto& causes = turns[i].causes;
    const bool begins = out.empty() || std::any_of(causes.begin(), causes.end(), is_of_people);
    if (begins) {
      auto& s = out.emplace_back();
      s.first = i;
      s.told.version = decisions[i].next.version;
      s.told.at = turns[i].now;
      s.told.said = words_of(causes);
    }
    out.back().end = i + 1;
    add_bot_sends(out.back().told.before, decisions[i]);
  }
  return out;
}

bool tell(other_world& w, const past_turn& past) {
  std::vector<cause> causes;
  for (const auto& c : past.causes) {
    if (is_of_people(c)) causes.push_back(c);
    std::optional<cause> here;
    if (std::holds_alternative<call_finished>(c.body)) here = w.as_asked_here(c);
    if (std::holds_alternative<timer_fired>(c.body)) here = w.as_armed_here(c);
    if (here) causes.push_back(*std::move(here));
  }
  return w.live_until(past.now, past.rule) && (causes.empty() || w.take(std::move(causes), past.now, past.rule));
}

} // namespace

what_if_result
what_if(const conversation& birth, std::span<const past_turn> turns, const catalog& then, const catalog& draft) {
  what_if_result out;
  const auto recorded = replay(birth, turns, then);
  if (!recorded) {
    out.failed = recorded.error();
    return out;
  }
  other_world other{birth, draft, timers_of(recorded->decisions)};
  const auto spans = spans_of(turns, recorded->decisions);
  out.spans = spans.size();
  for (std::size_t s = 0; s < spans.size(); ++s) {
    auto told = spans[s].told;
    bool decided = true;
    for (auto i = spans[s].first; decided && i < spans[s].end; ++i)
      decided = tell(other, turns[i]);
    // What is due before people act again belongs to this span, as it does in the record.
    if (decided && s + 1 < spans.size())
      decided = other.live_until(turns[spans[s + 1].first].now - milliseconds{1}, turns[spans[s].first].rule);
    told.after = other.take_said();
    if (told.before != told.after) out.changes.push_back(told);
    if (decided) continue;
    out.failed = other.failed();
    out.failed->where = "version " + std::to_string(told.version) + ": " + out.failed->where;
    break;
  }
  out.unanswered = other.unanswered();
  return out;
}

} // namespace charla::flows
