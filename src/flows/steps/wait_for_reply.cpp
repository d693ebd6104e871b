#include "flows/steps/types.hpp"

/// `wait_for_reply`: stands still until the customer writes something that `pattern` occurs in (R169; RE2 syntax,
/// without regard to case; absent: anything), then leaves by `reply` with the text in `variable` (default `reply`).
/// After `seconds` (absent: never) it leaves by `timeout`, or by `reply` when that exit is not connected (R171). A text
/// that does not match leaves by `no_match` where that exit is connected, else the wait goes on.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"seconds", field_kind::duration, false, "how long at most; absent: as long as the flow allows"},
    field_rule{"pattern", field_kind::pattern, false, "what the answer must hold; absent: anything"},
    field_rule{"variable", field_kind::name, false, "keeps the answer; absent: reply"},
};
constexpr std::array<std::string_view, 3> exits{"reply", "timeout", "no_match"};

class wait_for_reply final : public step {
public:
  explicit wait_for_reply(field_reader& f)
      : time_(f.duration("seconds", limits::wait_max)), pattern_(f.pattern("pattern")),
        variable_(f.has("variable") ? f.word("variable") : "reply") {}

  result<outcome> enter(context& c) const override {
    if (time_)
      c.arm(wait_state::kind::reply, *time_);
    else
      c.await_reply();
    return suspend{};
  }

  result<outcome> resume(context& c, const resumption& why) const override {
    if (std::holds_alternative<timed_out>(why)) {
      c.trace("timeout");
      return leave{c.connected("timeout") ? "timeout" : "reply"};
    }
    const auto* const said = std::get_if<replied>(&why);
    return said == nullptr ? result<outcome>{suspend{}} : heard(c, said->text);
  }

private:
  [[nodiscard]] result<outcome> heard(context& c, std::string_view text) const {
    if (pattern_ && !pattern_->matches(text)) {
      c.trace("no_match");
      if (!c.connected("no_match")) return suspend{};
      if (auto kept = c.hear(text); !kept) return failed(kept);
      return leave{"no_match"};
    }
    if (auto kept = c.hear(text); !kept) return failed(kept);
    if (auto kept = c.remember(variable_, text); !kept) return failed(kept);
    c.trace("reply");
    return leave{"reply"};
  }

  std::optional<milliseconds> time_;
  std::optional<expr::compiled_pattern> pattern_;
  std::string variable_;
};

} // namespace

step_type wait_for_reply_step() {
  return {
      .name = "wait_for_reply",
      .about = "Waits for what the customer writes",
      .fields = rules,
      .exits = exits,
      .suspends = true,
      .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<wait_for_reply>(f); }};
}

} // namespace charla::flows::steps
