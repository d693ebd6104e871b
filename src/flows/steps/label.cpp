#include "flows/marks.hpp"
#include "flows/steps/types.hpp"

/// `label`: adds labels to the conversation and removes others, and goes on by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"add", field_kind::words, false, "labels that the conversation gets"},
    field_rule{"remove", field_kind::words, false, "labels that the conversation loses"},
};

class label final : public step {
public:
  explicit label(field_reader& f) : add_(f.words("add")), remove_(f.words("remove")) {
    if (add_.empty() && remove_.empty()) f.wrong("add", "flow.missing_field", "name a label to add or to remove");
  }

  result<outcome> enter(context& c) const override {
    c.trace("label", change_marks(c.in().next().labels, add_, remove_));
    return leave{"next"};
  }

private:
  std::vector<std::string> add_;
  std::vector<std::string> remove_;
};

} // namespace

step_type label_step() {
  return {.name = "label",
          .about = "Adds labels to the conversation or removes them",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<label>(f); }};
}

} // namespace charla::flows::steps
