#include "flows/steps/types.hpp"

/// `send_template`: sends the approved template `name` in `language` (R165), the only thing that may be sent when the
/// service window is closed. `components` is the provider's JSON array; write values as `{{name | json}}`.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"name", field_kind::filled, true, "the template, as the provider has approved it"},
    field_rule{"language", field_kind::filled, true, "`es_AR`, as the provider writes it"},
    field_rule{"components", field_kind::filled, false, "the provider's JSON array, values as {{name | json}}"},
};

class send_template final : public step {
public:
  explicit send_template(field_reader& f)
      : name_(f.filled("name")), language_(f.filled("language")), components_(f.filled("components")) {}

  result<outcome> enter(context& c) const override {
    template_content body;
    body.name = c.fill(name_);
    body.language = c.fill(language_);
    if (auto components = c.fill(components_); !components.empty()) body.components_json = std::move(components);
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  expr::text_template name_;
  expr::text_template language_;
  expr::text_template components_;
};

} // namespace

step_type send_template_step() {
  return {.name = "send_template",
          .about = "Sends an approved template, also outside the service window",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_template>(f); }};
}

} // namespace charla::flows::steps
