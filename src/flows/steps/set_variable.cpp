#include "flows/steps/types.hpp"

/// `set_variable`: keeps `value` under `name` for this run, and goes on by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"name", field_kind::name, true, "the variable"},
    field_rule{"value", field_kind::filled, false, "what it holds from now on"},
};

class set_variable final : public step {
public:
  explicit set_variable(field_reader& f) : name_(f.word("name")), value_(f.filled("value")) {}

  result<outcome> enter(context& c) const override {
    if (auto kept = c.remember(name_, c.fill(value_)); !kept) return failed(kept);
    return leave{"next"};
  }

private:
  std::string name_;
  expr::text_template value_;
};

} // namespace

step_type set_variable_step() {
  return {.name = "set_variable",
          .about = "Keeps a value for this run",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<set_variable>(f); }};
}

} // namespace charla::flows::steps
