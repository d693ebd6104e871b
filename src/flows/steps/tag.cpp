#include "flows/marks.hpp"
#include "flows/steps/types.hpp"

/// `tag`: adds tags to the contact and removes others, and goes on by `next`.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"add", field_kind::words, false, "tags that the contact gets"},
    field_rule{"remove", field_kind::words, false, "tags that the contact loses"},
};

class tag final : public step {
public:
  explicit tag(field_reader& f) : add_(f.words("add")), remove_(f.words("remove")) {
    if (add_.empty() && remove_.empty()) f.wrong("add", "flow.missing_field", "name a tag to add or to remove");
  }

  result<outcome> enter(context& c) const override {
    c.trace("tag", change_marks(c.in().next().tags, add_, remove_));
    return leave{"next"};
  }

private:
  std::vector<std::string> add_;
  std::vector<std::string> remove_;
};

} // namespace

step_type tag_step() {
  return {.name = "tag",
          .about = "Adds tags to the contact or removes them",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<tag>(f); }};
}

} // namespace charla::flows::steps
