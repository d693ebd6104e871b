#include "flows/steps/types.hpp"

/// `switch`: leaves by the exit of the first case whose condition holds, else by `default`.
namespace charla::flows::steps {

namespace {

constexpr std::array case_rules{
    field_rule{"exit", field_kind::name, true, "the exit, named by you"},
    field_rule{"when", field_kind::condition, true, "what must hold"},
};
constexpr std::array rules{field_rule{"cases", field_kind::items, true, "tried in this order", {}, case_rules}};
constexpr std::array<std::string_view, 1> exits{"default"};

std::vector<std::string> own_exits(const node& n) {
  std::vector<std::string> out;
  const auto cases = n.fields.find("cases");
  if (cases == n.fields.end() || cases->second.items() == nullptr) return out;
  for (const auto& one : *cases->second.items())
    out.push_back(one["exit"].plain());
  return out;
}

class switch_ final : public step {
public:
  explicit switch_(field_reader& f) {
    for (auto& one : f.items("cases"))
      if (auto when = one.condition("when")) cases_.push_back({one.word("exit"), *std::move(when)});
  }

  result<outcome> enter(context& c) const override {
    for (const auto& one : cases_) {
      if (!c.holds(one.when)) continue;
      c.trace("case", one.exit);
      return leave{one.exit};
    }
    c.trace("case", "default");
    return leave{"default"};
  }

private:
  struct choice {
    std::string exit;
    expr::condition when;
  };
  std::vector<choice> cases_;
};

} // namespace

step_type switch_step() {
  return {.name = "switch",
          .about = "Chooses an exit by conditions",
          .fields = rules,
          .exits = exits,
          .takes_exit = has_own_exit<own_exits>,
          .own_exits = own_exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<switch_>(f); }};
}

} // namespace charla::flows::steps
