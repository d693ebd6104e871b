#include "flows/steps/types.hpp"

/// `send_text`: says `text` and goes on by `next`. What is longer than WhatsApp takes goes out in several bubbles.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{field_rule{"text", field_kind::text, true, "what the customer reads"}};

class send_text final : public step {
public:
  explicit send_text(field_reader& f) : text_(f.text("text")) {}

  result<outcome> enter(context& c) const override {
    if (auto sent = c.send_text(c.fill(text_)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  localized text_;
};

} // namespace

step_type send_text_step() {
  return {.name = "send_text",
          .about = "Sends a text",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_text>(f); }};
}

} // namespace charla::flows::steps
