#include "flows/expr/split.hpp"
#include "flows/steps/interactive.hpp"

/// `send_link`: a text with a button that opens `url` (the provider's CTA URL message).
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    header_rule,
    body_rule,
    footer_rule,
    field_rule{"label", field_kind::text, true, "what stands on the button", {}, {}, button_title_max},
    field_rule{"url", field_kind::filled, true, "what it opens"},
};

class send_link final : public step {
public:
  explicit send_link(field_reader& f) : texts_(f), label_(f.text("label")), url_(f.filled("url")) {}

  result<outcome> enter(context& c) const override {
    auto body = texts_.fill(c, interactive_content::form::cta_url);
    body.label = expr::first_characters(c.fill(label_), button_title_max);
    body.url = c.fill(url_);
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  interactive_texts texts_;
  localized label_;
  expr::text_template url_;
};

} // namespace

step_type send_link_step() {
  return {.name = "send_link",
          .about = "Sends a text with a button that opens a page",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_link>(f); }};
}

} // namespace charla::flows::steps
