#include "flows/steps/types.hpp"

/// `set_attribute`: keeps `value` under `key` with the contact, beyond this run (R167), and goes on by `next`. An empty
/// value removes it.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"key", field_kind::filled, true, "its name"},
    field_rule{"value", field_kind::filled, false, "what is kept; empty: nothing any more"},
};

class set_attribute final : public step {
public:
  explicit set_attribute(field_reader& f) : key_(f.filled("key")), value_(f.filled("value")) {}

  result<outcome> enter(context& c) const override {
    auto key = c.fill(key_);
    auto value = c.fill(value_);
    if (key.empty()) return c.bad_field("key", "the name of the attribute came out empty");
    if (key.size() > limits::attribute_length_max || value.size() > limits::attribute_length_max)
      return c.bad_field("value", "longer than an attribute may be");
    auto& attributes = c.in().next().attributes;
    if (attributes.size() >= limits::attributes_max && !attributes.contains(key))
      return c.bad_field("key", "a contact keeps at most " + std::to_string(limits::attributes_max) + " attributes");
    c.trace("attribute", key);
    if (value.empty())
      attributes.erase(key);
    else
      attributes.insert_or_assign(std::move(key), std::move(value));
    return leave{"next"};
  }

private:
  expr::text_template key_;
  expr::text_template value_;
};

} // namespace

step_type set_attribute_step() {
  return {.name = "set_attribute",
          .about = "Keeps a value with the contact",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<set_attribute>(f); }};
}

} // namespace charla::flows::steps
