#include "flows/steps/types.hpp"

/// `set_attribute`: keeps `value` under `key` with the contact, beyond this run (R167), and goes on by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"key", true}, field_rule{"value"}};
constexpr std::array<std::string_view, 1> exits{"next"};

result<outcome> enter(context& c) {
  auto key = c.filled("key");
  auto value = c.filled("value");
  if (key.empty()) return c.bad_field("key", "the name of the attribute came out empty");
  if (key.size() > limits::attribute_length_max || value.size() > limits::attribute_length_max)
    return c.bad_field("value", "longer than an attribute may be");
  auto& attributes = c.in().next().attributes;
  if (attributes.size() >= limits::attributes_max && !attributes.contains(key))
    return c.bad_field("key", "a contact keeps at most " + std::to_string(limits::attributes_max) + " attributes");
  c.trace("attribute", key);
  attributes.insert_or_assign(std::move(key), std::move(value));
  return leave{"next"};
}

} // namespace

step_type set_attribute_step() {
  step_type type;
  type.name = "set_attribute";
  type.fields = fields;
  type.exits = exits;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
