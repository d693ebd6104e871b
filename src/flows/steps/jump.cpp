#include "flows/steps/types.hpp"

/// `jump`: goes to another step of this flow (`to`), or leaves for another flow's live version for good (`flow`, at its
/// step `to` or its start), with the variables of the run.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"to", field_kind::node, false, "a step; absent: the start"},
    field_rule{"flow", field_kind::flow, false, "another flow: its number or its name; absent: this one"},
};
constexpr std::array<std::string_view, 1> exits{"missing"};

class jump final : public step {
public:
  explicit jump(field_reader& f) : to_(f.word("to")), flow_(f.raw("flow")) {
    if (!f.has("to") && !f.has("flow")) f.wrong("to", "flow.missing_field", "name a step or another flow");
    if (!f.has("flow") && f.has("to") && !f.of().nodes.contains(to_))
      f.wrong("to", "flow.missing_node", "there is no step `" + to_ + "` to go to");
  }

  result<outcome> enter(context& c) const override {
    if (!flow_.present()) return enter_flow{{}, to_, {}, false};
    return enter_flow{flow_, to_, c.run().variables, false};
  }

private:
  std::string to_;
  value flow_;
};

} // namespace

step_type jump_step() {
  return {.name = "jump",
          .about = "Goes to another step, or to another flow for good",
          .fields = rules,
          .exits = exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<jump>(f); }};
}

} // namespace charla::flows::steps
