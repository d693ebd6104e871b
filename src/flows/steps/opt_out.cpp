#include "flows/steps/types.hpp"

/// `opt_out`: notes that the contact does not want to be written to any more, with the moment and the words.
namespace charla::flows::steps {

namespace {

class opt_out final : public step {
public:
  result<outcome> enter(context& c) const override {
    c.in().next().agreed = consent::opted_out;
    c.in().next().agreed_by = "flow";
    c.in().note("opted_out", std::string{c.variable(input_variable)});
    c.trace("consent", "opted_out");
    return leave{"next"};
  }
};

} // namespace

step_type opt_out_step() {
  return {.name = "opt_out",
          .about = "Notes that the contact does not want to be written to",
          .exits = only_next,
          .compile = [](field_reader&) -> std::unique_ptr<const step> { return std::make_unique<opt_out>(); }};
}

} // namespace charla::flows::steps
