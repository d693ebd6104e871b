#include "flows/check/lint_rules.hpp"
#include "flows/expr/duration.hpp"
#include "flows/limits.hpp"

#include <algorithm>
#include <deque>

namespace charla::flows::check {

namespace {

constexpr milliseconds closed = limits::service_window;

milliseconds time_in(const value& written) { return expr::read_duration(written.plain()).value_or(milliseconds{0}); }

/// Is this condition true only, or false only, while the window is open?
bool asks_window(const value& when) {
  const auto* const test = when["test"].text();
  return test != nullptr && *test == "window_open";
}
bool asks_no_window(const value& when) {
  const auto* const none = when["none"].items();
  return none != nullptr && none->size() == 1 && asks_window(none->front());
}

milliseconds after_switch(const node& n, std::string_view exit, milliseconds silent) {
  const auto* const cases = field_of(n, "cases").items();
  if (cases == nullptr) return silent;
  for (const auto& one : *cases) {
    if (one["exit"].plain() == exit) return asks_window(one["when"]) ? milliseconds{0} : silent;
    if (asks_no_window(one["when"])) return milliseconds{0}; // tried before, and it did not hold
  }
  return silent;
}

/// How long the customer may have been silent when the step has been left by `exit`.
milliseconds after(const node& n, std::string_view exit, milliseconds silent) {
  const auto& t = n.type;
  if (exit == "reply" || exit == "no_match" || exit == "interrupted") {
    // A wait for a reply that has no exit for its timeout leaves by the one for the reply.
    const bool also_timeout = t == "wait_for_reply" && exit == "reply" && !n.exits.contains("timeout");
    return also_timeout && field_of(n, "seconds").present() ? silent + time_in(field_of(n, "seconds"))
                                                            : milliseconds{0};
  }
  if (t == "wait") return silent + std::max(time_in(field_of(n, "seconds")), time_in(field_of(n, "for")));
  if (t == "wait_until") return exit == "next" ? closed : silent; // a night, a weekend, a date: who knows
  if (t == "wait_for_reply") return silent + time_in(field_of(n, "seconds"));
  if (t == "assistant") return exit == "timeout" ? silent + time_in(field_of(n, "patience")) : silent;
  if (t == "switch") return after_switch(n, exit, silent);
  if (t != "ask") return silent;
  const bool by_timeout = exit == "timeout" || (exit == "next" && !n.exits.contains("timeout"));
  return by_timeout && field_of(n, "timeout").present() ? silent + time_in(field_of(n, "timeout")) : milliseconds{0};
}

/// A flow that begins because nobody has spoken.
milliseconds at_start(const flow& f) {
  milliseconds out{0};
  for (const auto& t : f.triggers)
    if (const auto found = t.fields.find("after"); t.type == "schedule" && found != t.fields.end())
      out = std::max(out, time_in(found->second));
  return out;
}

/// The longest silence that each step can be come to with.
class silence {
public:
  explicit silence(const flow& f) : flow_(f) { come(f.start, at_start(f)); }

  std::map<std::string, milliseconds> longest() {
    while (!open_.empty()) {
      const auto id = std::move(open_.front());
      open_.pop_front();
      const auto& n = flow_.nodes.at(id);
      for (const auto& [exit, to] : n.exits)
        come(to, after(n, exit, longest_[id]));
      if (n.type != "jump" || leads_to_flow(n)) continue;
      const auto& to = field_of(n, "to");
      come(to.present() ? to.plain() : flow_.start, longest_[id]);
    }
    return std::move(longest_);
  }

private:
  void come(const std::string& id, milliseconds silent) {
    // A circle that adds up is gone round until it is longer than anything.
    constexpr int rounds_max = 20;
    if (!flow_.nodes.contains(id)) return;
    const auto [known, first] = longest_.emplace(id, milliseconds{0});
    if (!first && silent <= known->second) return;
    if (++rounds_[id] > rounds_max) silent = closed;
    known->second = std::min(silent, closed);
    if (first || rounds_[id] <= rounds_max + 1) open_.push_back(id);
  }

  const flow& flow_;
  std::map<std::string, milliseconds> longest_;
  std::map<std::string, int> rounds_;
  std::deque<std::string> open_;
};

bool says_something(const node& n) {
  const auto* const type = steps::find_step(n.type);
  const bool farewell = n.type == "close" || n.type == "handoff";
  return (type != nullptr && type->speaks) || (farewell && field_of(n, "text").present());
}

} // namespace

void find_text_outside_window(const looking_at& at) {
  for (const auto& [id, silent] : silence{at.f}.longest()) {
    const auto& n = at.f.nodes.at(id);
    const bool later = n.type == "schedule_message" && field_of(n, "text").present()
                       && silent + time_in(field_of(n, "after")) >= closed;
    if (!later && (silent < closed || !says_something(n))) continue;
    at.report(
        severity::warning, "lint.free_text_outside_window",
        "the customer may have been silent for 24 hours by then, and only a template arrives; use `send_template`, "
        "or ask `window_open` first",
        path_of(n));
  }
}

} // namespace charla::flows::check
