#include "flows/expr/split.hpp"
#include "flows/steps/interactive.hpp"

/// `send_buttons`: a text with one to three reply buttons; goes on by `next` at once. To wait for the choice, ask.
namespace charla::flows::steps {

namespace {

constexpr std::array button_rules{
    field_rule{"id", field_kind::name, true, "what comes back when it is tapped"},
    field_rule{"title", field_kind::text, true, "what stands on it", {}, {}, button_title_max},
};
constexpr std::array rules{
    header_rule,
    body_rule,
    footer_rule,
    field_rule{"buttons", field_kind::items, true, "one to three", {}, button_rules},
};

class send_buttons final : public step {
public:
  explicit send_buttons(field_reader& f) : texts_(f), buttons_(read_options(f, "buttons")) {
    if (buttons_.size() > buttons_max)
      f.wrong("buttons", "flow.too_many", "WhatsApp takes at most three buttons; use `send_list`");
  }

  result<outcome> enter(context& c) const override {
    auto body = texts_.fill(c, interactive_content::form::buttons);
    for (const auto& b : buttons_)
      body.buttons.push_back({b.id, expr::first_characters(c.fill(b.title), button_title_max)});
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  interactive_texts texts_;
  std::vector<option> buttons_;
};

} // namespace

step_type send_buttons_step() {
  return {.name = "send_buttons",
          .about = "Sends a text with up to three buttons",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_buttons>(f); }};
}

} // namespace charla::flows::steps
