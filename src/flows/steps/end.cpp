#include "flows/steps/types.hpp"

/// `end`: the run is over; the customer's next message begins a new one.
namespace charla::flows::steps {

step_type end_step() {
  step_type type;
  type.name = "end";
  type.enter = [](context&) -> result<outcome> { return finish{"end"}; };
  return type;
}

} // namespace charla::flows::steps
