#include "flows/steps/types.hpp"

/// `send_text`: says `text` and goes on by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"text", true}};
constexpr std::array<std::string_view, 1> exits{"next"};

result<outcome> enter(context& c) {
  if (auto sent = c.send_text(c.filled("text")); !sent) return failed(sent);
  return leave{"next"};
}

} // namespace

step_type send_text_step() {
  step_type type;
  type.name = "send_text";
  type.fields = fields;
  type.exits = exits;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
