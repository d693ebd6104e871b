#include "flows/expr/duration.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/overloaded.hpp"
#include "flows/steps/types.hpp"

/// `wait_for_reply`: stands still until the customer writes something that `pattern` occurs in (R169; RE2 syntax,
/// without regard to case; absent: anything), then leaves by `reply` with the text in `variable` (default `reply`).
/// After `seconds` (absent: never) it leaves by `timeout`, or by `reply` when that exit is not connected (R171). A text
/// that does not match leaves by `no_match` where that exit is connected, else the wait goes on.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"seconds"}, field_rule{"pattern"}, field_rule{"variable"}};
constexpr std::array<std::string_view, 3> exits{"reply", "timeout", "no_match"};

result<outcome> enter(context& c) {
  const auto seconds = c.field("seconds");
  if (seconds.empty()) {
    c.run().wait.what = wait_state::kind::reply;
    return suspend{};
  }
  const auto time = expr::read_seconds(seconds);
  if (!time) return c.bad_field("seconds", "not a number of seconds above zero");
  c.arm(wait_state::kind::reply, *time);
  return suspend{};
}

result<outcome> heard(context& c, std::string_view text) {
  if (const auto pattern = c.field("pattern"); !pattern.empty()) {
    const auto found = expr::matches(pattern, text);
    if (!found) return c.bad_field("pattern", found.error().what);
    if (!*found) {
      c.trace("no_match");
      if (!c.at().exits.contains("no_match")) return suspend{};
      if (auto kept = c.hear(text); !kept) return failed(kept);
      return leave{"no_match"};
    }
  }
  const auto named = c.field("variable");
  if (auto kept = c.hear(text); !kept) return failed(kept);
  if (auto kept = c.remember(named.empty() ? "reply" : named, text); !kept) return failed(kept);
  c.trace("reply");
  return leave{"reply"};
}

result<outcome> resume(context& c, const resumption& why) {
  return std::visit(overloaded{
                        [&](const replied& r) { return heard(c, r.text); },
                        [&](const timed_out&) -> result<outcome> {
                          c.trace("timeout");
                          return leave{c.at().exits.contains("timeout") ? "timeout" : "reply"};
                        },
                        [](const call_finished*) -> result<outcome> { return suspend{}; },
                    },
                    why);
}

void check(const node& n, std::vector<error>& problems) {
  check_seconds(n, "seconds", problems);
  const auto pattern = n.fields.find("pattern");
  if (pattern == n.fields.end()) return;
  if (const auto tried = expr::matches(pattern->second, ""); !tried)
    problems.push_back({tried.error().code, tried.error().what, field_path(n, "pattern")});
}

} // namespace

step_type wait_for_reply_step() {
  step_type type;
  type.name = "wait_for_reply";
  type.fields = fields;
  type.exits = exits;
  type.check = check;
  type.suspends = true;
  type.enter = enter;
  type.resume = resume;
  return type;
}

} // namespace charla::flows::steps
