#include "flows/steps/types.hpp"

/// `send_template`: sends the approved template `name` in `language` (R165), the only thing that may be sent when the
/// service window is closed. `components` is the provider's JSON array; write values as `{{name|json}}`.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"name", true}, field_rule{"language", true}, field_rule{"components"}};
constexpr std::array<std::string_view, 1> exits{"next"};

result<outcome> enter(context& c) {
  template_content body;
  body.name = c.filled("name");
  body.language = c.filled("language");
  if (!c.field("components").empty()) body.components_json = c.filled("components");
  if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
  return leave{"next"};
}

} // namespace

step_type send_template_step() {
  step_type type;
  type.name = "send_template";
  type.fields = fields;
  type.exits = exits;
  type.enter = enter;
  return type;
}

} // namespace charla::flows::steps
