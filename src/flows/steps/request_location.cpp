#include "flows/steps/interactive.hpp"

/// `request_location`: a text with the provider's button that sends where the customer is; goes on by `next` at once.
/// To wait for the answer, ask with the kind `location`.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{body_rule};

class request_location final : public step {
public:
  explicit request_location(field_reader& f) : text_(f.text("text")) {}

  result<outcome> enter(context& c) const override {
    interactive_content body;
    body.what = interactive_content::form::location_request;
    body.body = c.fill(text_);
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  localized text_;
};

} // namespace

step_type request_location_step() {
  return {
      .name = "request_location",
      .about = "Asks where the customer is, with a button that sends it",
      .fields = rules,
      .exits = only_next,
      .speaks = true,
      .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<request_location>(f); }};
}

} // namespace charla::flows::steps
