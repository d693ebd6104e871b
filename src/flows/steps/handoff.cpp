#include "flows/expr/duration.hpp"
#include "flows/steps/types.hpp"

/// `handoff`: says `text` if there is one, gives the conversation to a person and ends the run. The bot is silent for
/// `silence_seconds` (absent: what the tenant has set, R103); `reason` stands in the thread.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"text"}, field_rule{"silence_seconds"}, field_rule{"reason"}};

result<outcome> enter(context& c) {
  auto silence = c.in().rule().human_override;
  if (const auto own = c.field("silence_seconds"); !own.empty()) {
    const auto time = expr::read_seconds(own);
    if (!time) return c.bad_field("silence_seconds", "not a number of seconds above zero");
    silence = *time;
  }
  if (!c.field("text").empty()) {
    if (auto sent = c.send_text(c.filled("text")); !sent) return failed(sent);
  }
  auto reason = c.filled("reason");
  c.in().set_control(control_mode::human, c.in().now() + silence);
  c.trace("handoff", std::string{c.field("reason")});
  c.in().note("handoff", std::move(reason));
  return finish{"handoff"};
}

void check(const node& n, std::vector<error>& problems) { check_seconds(n, "silence_seconds", problems); }

} // namespace

step_type handoff_step() {
  step_type type;
  type.name = "handoff";
  type.fields = fields;
  type.check = check;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
