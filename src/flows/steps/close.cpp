#include "flows/steps/types.hpp"

/// `close`: says `text` if there is one, resolves the conversation and ends the run. The customer's next message opens
/// it again.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{field_rule{"text", field_kind::text, false, "what the customer is told"}};

class close final : public step {
public:
  explicit close(field_reader& f) : text_(f.text("text")) {}

  result<outcome> enter(context& c) const override {
    if (!text_.empty()) {
      if (auto sent = c.send_text(c.fill(text_)); !sent) return failed(sent);
    }
    c.in().next().status = conversation_status::resolved;
    c.in().note("status_changed", "resolved by the flow");
    c.trace("status", "resolved");
    return finish{"closed"};
  }

private:
  localized text_;
};

} // namespace

step_type close_step() {
  return {.name = "close",
          .about = "Resolves the conversation",
          .fields = rules,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<close>(f); }};
}

} // namespace charla::flows::steps
