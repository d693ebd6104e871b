#include "flows/steps/pause.hpp"

/// `wait`: stands still for `seconds` (or `for`: `3d 2h`), across restarts, then goes on by `next` (R172). A customer
/// who writes meanwhile is not kept waiting: with an exit `reply` the run leaves by it at once; without one, a pause of
/// at most `limits::pause_max` is finished first, and a longer wait is given up for a new run.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"seconds", field_kind::duration, false, "how long: 90, 0.5 or 3d 2h"},
    field_rule{"for", field_kind::duration, false, "the same"},
};
constexpr std::array<std::string_view, 2> exits{"next", "reply"};

class wait final : public pause {
public:
  explicit wait(field_reader& f)
      : time_(f.duration(f.has("seconds") ? "seconds" : "for", limits::wait_max).value_or(milliseconds{1})) {
    if (!f.has("seconds") && !f.has("for")) f.wrong("seconds", "flow.missing_field", "say how long");
  }

  result<outcome> enter(context& c) const override {
    c.arm(wait_state::kind::timer, time_);
    return suspend{};
  }

private:
  [[nodiscard]] bool is_short() const override { return time_ <= limits::pause_max; }
  milliseconds time_;
};

} // namespace

step_type wait_step() {
  return {.name = "wait",
          .about = "Stands still for a while, across restarts",
          .fields = rules,
          .exits = exits,
          .suspends = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<wait>(f); }};
}

} // namespace charla::flows::steps
