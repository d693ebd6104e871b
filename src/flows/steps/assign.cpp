#include "flows/steps/types.hpp"

/// `assign`: the conversation belongs to a person or a team; the bot goes on speaking (`handoff` makes it silent).
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"to", field_kind::filled, false, "the person; empty: nobody"},
    field_rule{"team", field_kind::filled, false, "the team"},
};

class assign final : public step {
public:
  explicit assign(field_reader& f)
      : to_(f.filled("to")), team_(f.filled("team")), has_to_(f.raw("to").present()),
        has_team_(f.raw("team").present()) {
    if (!has_to_ && !has_team_) f.wrong("to", "flow.missing_field", "name a person or a team");
  }

  result<outcome> enter(context& c) const override {
    auto& next = c.in().next();
    if (has_to_) next.assignee = c.fill(to_);
    if (has_team_) next.team = c.fill(team_);
    c.trace("assign", next.assignee + '/' + next.team);
    return leave{"next"};
  }

private:
  expr::text_template to_;
  expr::text_template team_;
  bool has_to_;
  bool has_team_;
};

} // namespace

step_type assign_step() {
  return {.name = "assign",
          .about = "Gives the conversation to a person or a team while the bot goes on",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<assign>(f); }};
}

} // namespace charla::flows::steps
