#include "flows/steps/types.hpp"

/// `opt_in`: notes that the contact agrees to be written to, with the moment and the words.
namespace charla::flows::steps {

namespace {

class opt_in final : public step {
public:
  result<outcome> enter(context& c) const override {
    c.in().next().agreed = consent::opted_in;
    c.in().next().agreed_by = "flow";
    c.in().note("opted_in", std::string{c.variable(input_variable)});
    c.trace("consent", "opted_in");
    return leave{"next"};
  }
};

} // namespace

step_type opt_in_step() {
  return {.name = "opt_in",
          .about = "Notes that the contact agrees to be written to",
          .exits = only_next,
          .compile = [](field_reader&) -> std::unique_ptr<const step> { return std::make_unique<opt_in>(); }};
}

} // namespace charla::flows::steps
