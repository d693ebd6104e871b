#include "flows/expr/moment.hpp"
#include "flows/steps/pause.hpp"

/// `wait_until`: stands still until a moment (`at`: a date with a time, in the tenant's zone unless it says otherwise)
/// or until people are there (`hours`; absent: the tenant's business hours). A moment that has passed, or that cannot
/// be read, does not hold the run up; the latter leaves by `invalid` where that exit is connected.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"at", field_kind::filled, false, "a moment: 2026-12-24 10:00, or {{variable | add_days: 1}}"},
    field_rule{"hours", field_kind::hours, false, "mon-fri 09:00-18:00; absent, with `at` absent: the tenant's"},
};
constexpr std::array<std::string_view, 3> exits{"next", "reply", "invalid"};

class wait_until final : public pause {
public:
  explicit wait_until(field_reader& f) : at_(f.filled("at")), hours_(f.hours("hours")), by_moment_(f.has("at")) {
    if (by_moment_ && hours_) f.wrong("hours", "flow.bad_field", "either a moment or hours, not both");
  }

  result<outcome> enter(context& c) const override {
    const auto until = by_moment_ ? moment(c) : opening(c);
    if (!until) {
      c.trace("no_moment");
      return leave{c.connected("invalid") ? "invalid" : "next"};
    }
    const auto time = std::chrono::duration_cast<milliseconds>(*until - c.now());
    if (time <= milliseconds{0}) return leave{"next"};
    if (time > limits::wait_max) return c.bad_field("at", "more than a year away");
    c.arm(wait_state::kind::timer, time);
    return suspend{};
  }

private:
  [[nodiscard]] bool is_short() const override { return false; }

  [[nodiscard]] std::optional<timestamp> moment(context& c) const {
    const auto read = expr::read_moment(c.fill(at_), c.now(), c.local());
    return read ? std::optional{read->at} : std::nullopt;
  }

  [[nodiscard]] std::optional<timestamp> opening(context& c) const {
    if (hours_) return hours_->open_at(c.now(), c.local()) ? c.now() : hours_->next_opening(c.now(), c.local());
    const auto& own = c.in().rule().hours;
    if (own.empty()) return c.now();
    const auto parsed = expr::business_hours::parse(own);
    if (!parsed || parsed->open_at(c.now(), c.local())) return c.now();
    return parsed->next_opening(c.now(), c.local());
  }

  expr::text_template at_;
  std::optional<expr::business_hours> hours_;
  bool by_moment_;
};

} // namespace

step_type wait_until_step() {
  return {.name = "wait_until",
          .about = "Stands still until a moment, or until business hours",
          .fields = rules,
          .exits = exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<wait_until>(f); }};
}

} // namespace charla::flows::steps
