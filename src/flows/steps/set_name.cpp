#include "flows/expr/split.hpp"
#include "flows/steps/types.hpp"

/// `set_name`: the contact is called `name` from now on, whatever the profile says. An empty one changes nothing.
namespace charla::flows::steps {

namespace {

constexpr std::size_t name_length_max = 200;
constexpr std::array rules{field_rule{"name", field_kind::filled, true, "what the contact is called"}};

class set_name final : public step {
public:
  explicit set_name(field_reader& f) : name_(f.filled("name")) {}

  result<outcome> enter(context& c) const override {
    const auto name = c.fill(name_);
    if (name.empty()) {
      c.trace("empty_name");
      return leave{"next"};
    }
    c.in().next().contact_name = expr::clip(name, name_length_max);
    c.in().next().named = true;
    c.trace("name");
    return leave{"next"};
  }

private:
  expr::text_template name_;
};

} // namespace

step_type set_name_step() {
  return {.name = "set_name",
          .about = "Gives the contact a name",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<set_name>(f); }};
}

} // namespace charla::flows::steps
