#include "flows/steps/types.hpp"

/// `sub_flow`: goes into another flow's live version with `parameters`, and on by `next` when that ends; `returns` maps
/// variables of ours to variables that the sub-flow had at its end. Leaves by `missing` when that flow is not live.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"flow", field_kind::flow, true, "its number or its name"},
    field_rule{"parameters", field_kind::table, false, "the sub-flow's variable → value"},
    field_rule{"returns", field_kind::table, false, "our variable → the sub-flow's variable"},
};
constexpr std::array<std::string_view, 2> exits{"next", "missing"};

class sub_flow final : public step {
public:
  explicit sub_flow(field_reader& f) : flow_(f.raw("flow")), parameters_(f.table("parameters")) {
    if (const auto* const members = f.raw("returns").members())
      for (const auto& [ours, theirs] : *members)
        returns_.emplace(ours, theirs.plain());
  }

  result<outcome> enter(context& c) const override {
    auto given = c.fill(parameters_);
    given.emplace(std::string{input_variable}, std::string{c.variable(input_variable)});
    return enter_flow{flow_, {}, std::move(given), true};
  }

  result<outcome> resume(context& c, const resumption& why) const override {
    const auto* const back = std::get_if<returned>(&why);
    if (back == nullptr) return suspend{};
    for (const auto& [ours, theirs] : returns_) {
      const auto found = back->variables.find(theirs);
      if (auto kept = c.remember(ours, found == back->variables.end() ? std::string{} : found->second); !kept)
        return failed(kept);
    }
    return leave{"next"};
  }

private:
  value flow_;
  std::map<std::string, expr::text_template> parameters_;
  std::map<std::string, std::string> returns_;
};

} // namespace

step_type sub_flow_step() {
  return {.name = "sub_flow",
          .about = "Goes through another flow and comes back",
          .fields = rules,
          .exits = exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<sub_flow>(f); }};
}

} // namespace charla::flows::steps
