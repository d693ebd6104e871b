#include "flows/expr/moment.hpp"
#include "flows/steps/types.hpp"

/// `schedule_message`: sends `text` later, after `after` or at `at`, whether or not the run is still there; goes on by
/// `next` at once. Unless `even_after_reply`, it is cancelled when the customer writes first. One of the same `name`
/// takes the place of the earlier one; an empty `text` only cancels that.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"name", field_kind::name, false, "one message of a name waits at a time; absent: the step's id"},
    field_rule{"text", field_kind::text, false, "what the customer reads; empty: cancels the one that waits"},
    field_rule{"after", field_kind::duration, false, "how long from now: 3d"},
    field_rule{"at", field_kind::filled, false, "or a moment: 2026-12-24 10:00"},
    field_rule{"even_after_reply", field_kind::yes_no, false, "true: sent although the customer has written meanwhile"},
};

class schedule_message final : public step {
public:
  explicit schedule_message(field_reader& f)
      : name_(f.word("name")), text_(f.text("text")), after_(f.duration("after", limits::wait_max)),
        at_(f.filled("at")), unless_reply_(!f.yes("even_after_reply")) {
    if (!text_.empty() && !f.has("after") && !f.has("at"))
      f.wrong("after", "flow.missing_field", "say when: `after` or `at`");
  }

  result<outcome> enter(context& c) const override {
    const auto& name = name_.empty() ? c.at().id : name_;
    auto text = c.fill(text_);
    if (text.empty()) {
      c.trace("unscheduled", name);
      c.in().unschedule(name);
      return leave{"next"};
    }
    const auto due = moment(c);
    if (!due) {
      c.trace("no_moment");
      return leave{"next"};
    }
    c.trace("scheduled", name);
    if (!c.in().schedule(name, {*due, std::move(text), unless_reply_})) c.trace("too_many_scheduled", name);
    return leave{"next"};
  }

private:
  [[nodiscard]] std::optional<timestamp> moment(context& c) const {
    if (after_) return c.now() + *after_;
    const auto read = expr::read_moment(c.fill(at_), c.now(), c.local());
    return read ? std::optional{read->at} : std::nullopt;
  }

  std::string name_;
  localized text_;
  std::optional<milliseconds> after_;
  expr::text_template at_;
  bool unless_reply_;
};

} // namespace

step_type schedule_message_step() {
  return {
      .name = "schedule_message",
      .about = "Sends a text later, unless the customer writes first",
      .fields = rules,
      .exits = only_next,
      .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<schedule_message>(f); }};
}

} // namespace charla::flows::steps
