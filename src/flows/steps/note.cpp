#include "flows/steps/types.hpp"

/// `note`: writes `text` into the thread for the people of the organisation; the customer does not see it.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{field_rule{"text", field_kind::filled, true, "what people read"}};

class note final : public step {
public:
  explicit note(field_reader& f) : text_(f.filled("text")) {}

  result<outcome> enter(context& c) const override {
    c.in().note("note", c.fill(text_));
    return leave{"next"};
  }

private:
  expr::text_template text_;
};

} // namespace

step_type note_step() {
  return {.name = "note",
          .about = "Writes a note into the thread, for people only",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<note>(f); }};
}

} // namespace charla::flows::steps
