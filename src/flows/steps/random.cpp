#include "flows/expr/bucket.hpp"
#include "flows/steps/types.hpp"

#include <numeric>

/// `random`: shares contacts out among its branches by weight. No dice: a contact always gets the same branch of the
/// same experiment (`seed`; absent: the flow and the step), so that a test of two variants is fair and replay is exact.
namespace charla::flows::steps {

namespace {

constexpr std::array branch_rules{
    field_rule{"exit", field_kind::name, true, "the exit, named by you"},
    field_rule{"weight", field_kind::whole, false, "its share, 1 to 1000; absent: 1"},
};
constexpr std::array rules{
    field_rule{"branches", field_kind::items, true, "at least one", {}, branch_rules},
    field_rule{"seed", field_kind::word, false, "names the experiment; the same name chooses alike in other flows"},
};

std::vector<std::string> own_exits(const node& n) {
  std::vector<std::string> out;
  const auto branches = n.fields.find("branches");
  if (branches == n.fields.end() || branches->second.items() == nullptr) return out;
  for (const auto& one : *branches->second.items())
    out.push_back(one["exit"].plain());
  return out;
}

class random final : public step {
public:
  explicit random(field_reader& f) : seed_(f.word("seed")) {
    constexpr std::int64_t weight_max = 1000;
    for (auto& one : f.items("branches"))
      branches_.emplace_back(one.word("exit"), static_cast<unsigned>(one.whole("weight", 1, weight_max).value_or(1)));
  }

  result<outcome> enter(context& c) const override {
    const auto total = std::accumulate(branches_.begin(), branches_.end(), 0U,
                                       [](unsigned sum, const auto& b) { return sum + b.second; });
    const auto& contact = c.with().contact.value();
    const auto name = seed_.empty() ? std::to_string(c.of().version().flow.value()) + '/' + c.at().id : seed_;
    auto drawn = expr::bucket(name + '/' + to_string(contact), total);
    for (const auto& [exit, weight] : branches_) {
      if (drawn < weight) {
        c.trace("branch", exit);
        return leave{exit};
      }
      drawn -= weight;
    }
    return leave{branches_.back().first};
  }

private:
  std::string seed_;
  std::vector<std::pair<std::string, unsigned>> branches_;
};

} // namespace

step_type random_step() {
  return {.name = "random",
          .about = "Shares contacts out among branches (A/B test)",
          .fields = rules,
          .takes_exit = has_own_exit<own_exits>,
          .own_exits = own_exits,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<random>(f); }};
}

} // namespace charla::flows::steps
