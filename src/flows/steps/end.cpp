#include "flows/steps/types.hpp"

/// `end`: the run is over; the customer's next message begins a new one. Within a sub-flow: returns to who entered it.
namespace charla::flows::steps {

namespace {

class end final : public step {
public:
  result<outcome> enter(context&) const override { return finish{"end"}; }
};

} // namespace

step_type end_step() {
  return {.name = "end",
          .about = "Ends the flow; a sub-flow returns to the flow that entered it",
          .compile = [](field_reader&) -> std::unique_ptr<const step> { return std::make_unique<end>(); }};
}

} // namespace charla::flows::steps
