#include "flows/steps/types.hpp"

/// `handoff`: says `text` if there is one, gives the conversation to a person and ends the run. The bot is silent for
/// `silence` (absent: what the tenant has set, R103). `to` names a person, `team` a team; `reason` and `note` stand in
/// the thread, for people only.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"text", field_kind::text, false, "what the customer is told"},
    field_rule{"to", field_kind::filled, false, "the person who gets it"},
    field_rule{"team", field_kind::filled, false, "the team that gets it"},
    field_rule{"reason", field_kind::filled, false, "why, in a few words"},
    field_rule{"note", field_kind::filled, false, "what the person should know"},
    field_rule{"silence", field_kind::duration, false, "how long the bot is silent; absent: what the tenant has set"},
    field_rule{"silence_seconds", field_kind::duration, false, "the same, as it was called before"},
};

class handoff final : public step {
public:
  explicit handoff(field_reader& f)
      : text_(f.text("text")), to_(f.filled("to")), team_(f.filled("team")), reason_(f.filled("reason")),
        note_(f.filled("note")),
        silence_(f.duration(f.has("silence") ? "silence" : "silence_seconds", limits::wait_max)) {}

  result<outcome> enter(context& c) const override {
    if (!text_.empty()) {
      if (auto sent = c.send_text(c.fill(text_)); !sent) return failed(sent);
    }
    auto& next = c.in().next();
    if (auto person = c.fill(to_); !person.empty()) next.assignee = std::move(person);
    if (auto team = c.fill(team_); !team.empty()) next.team = std::move(team);
    auto reason = c.fill(reason_);
    c.in().set_control(control_mode::human, c.now() + silence_.value_or(c.in().rule().human_override));
    c.trace("handoff", reason);
    c.in().note("handoff", std::move(reason));
    if (auto note = c.fill(note_); !note.empty()) c.in().note("note", std::move(note));
    return finish{"handoff"};
  }

private:
  localized text_;
  expr::text_template to_;
  expr::text_template team_;
  expr::text_template reason_;
  expr::text_template note_;
  std::optional<milliseconds> silence_;
};

} // namespace

step_type handoff_step() {
  return {.name = "handoff",
          .about = "Gives the conversation to a person and falls silent",
          .fields = rules,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<handoff>(f); }};
}

} // namespace charla::flows::steps
