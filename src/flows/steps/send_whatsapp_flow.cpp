#include "flows/expr/split.hpp"
#include "flows/steps/interactive.hpp"

/// `send_whatsapp_flow`: a text with a button that opens a WhatsApp Flow, the provider's form (not one of ours). Its
/// answer is the customer's next message.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    header_rule,
    body_rule,
    footer_rule,
    field_rule{"label", field_kind::text, true, "what stands on the button", {}, {}, button_title_max},
    field_rule{"form", field_kind::filled, true, "the provider's id of the WhatsApp Flow"},
    field_rule{"token", field_kind::filled, false, "comes back with the answer"},
    field_rule{"screen", field_kind::filled, false, "the screen that opens first"},
    field_rule{"data", field_kind::filled, false, "a JSON object for that screen, values as {{name | json}}"},
};

class send_whatsapp_flow final : public step {
public:
  explicit send_whatsapp_flow(field_reader& f)
      : texts_(f), label_(f.text("label")), form_(f.filled("form")), token_(f.filled("token")),
        screen_(f.filled("screen")), data_(f.filled("data")) {}

  result<outcome> enter(context& c) const override {
    auto body = texts_.fill(c, interactive_content::form::whatsapp_flow);
    body.label = expr::first_characters(c.fill(label_), button_title_max);
    body.flow_id = c.fill(form_);
    body.flow_token = c.fill(token_);
    body.screen = c.fill(screen_);
    body.data_json = c.fill(data_);
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  interactive_texts texts_;
  localized label_;
  expr::text_template form_;
  expr::text_template token_;
  expr::text_template screen_;
  expr::text_template data_;
};

} // namespace

step_type send_whatsapp_flow_step() {
  return {.name = "send_whatsapp_flow",
          .about = "Sends a button that opens a WhatsApp Flow (the provider's form)",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> {
            return std::make_unique<send_whatsapp_flow>(f);
          }};
}

} // namespace charla::flows::steps
