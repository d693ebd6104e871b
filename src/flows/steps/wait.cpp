#include "flows/expr/duration.hpp"
#include "flows/overloaded.hpp"
#include "flows/steps/types.hpp"

/// `wait`: stands still for `seconds`, across restarts, then goes on by `next` (R172). A customer who writes meanwhile
/// is not kept waiting: with an exit `reply` the run leaves by it at once; without one, a pause of at most
/// `limits::pause_max` is finished first, and a longer wait is given up for a new run.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"seconds", true}};
constexpr std::array<std::string_view, 2> exits{"next", "reply"};

result<outcome> enter(context& c) {
  const auto time = expr::read_seconds(c.field("seconds"));
  if (!time) return c.bad_field("seconds", "not a number of seconds above zero");
  c.arm(wait_state::kind::timer, *time);
  return suspend{};
}

result<outcome> interrupted(context& c, std::string_view text) {
  if (c.at().exits.contains("reply")) {
    if (auto heard = c.hear(text); !heard) return failed(heard);
    return leave{"reply"};
  }
  if (auto kept = c.keep_for_later(text); !kept) return failed(kept);
  const auto time = expr::read_seconds(c.field("seconds"));
  if (time && *time <= limits::pause_max) {
    c.trace("busy");
    return suspend{};
  }
  return finish{"superseded"};
}

result<outcome> resume(context& c, const resumption& why) {
  return std::visit(overloaded{
                        [&](const replied& r) { return interrupted(c, r.text); },
                        [](const timed_out&) -> result<outcome> { return leave{"next"}; },
                        [](const call_finished*) -> result<outcome> { return suspend{}; },
                    },
                    why);
}

void check(const node& n, std::vector<error>& problems) { check_seconds(n, "seconds", problems); }

} // namespace

step_type wait_step() {
  step_type type;
  type.name = "wait";
  type.fields = fields;
  type.exits = exits;
  type.check = check;
  type.suspends = true;
  type.enter = enter;
  type.resume = resume;
  return type;
}

} // namespace charla::flows::steps
