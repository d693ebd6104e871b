#include "flows/steps/types.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::steps {

namespace {

// One explicit table: objects that register themselves are dropped by the linker from a static library, silently.
const auto& table() {
  static const std::array steps{
      call_step(),          end_step(),       handoff_step(),       intent_step(), send_media_step(),
      send_template_step(), send_text_step(), set_attribute_step(), wait_step(),   wait_for_reply_step(),
  };
  return steps;
}

} // namespace

const step_type* find_step(std::string_view name) {
  const auto& steps = table();
  const auto* const found =
      std::find_if(steps.begin(), steps.end(), [&](const step_type& s) { return s.name == name; });
  return found == steps.end() ? nullptr : found;
}

std::span<const step_type> all_steps() { return table(); }

} // namespace charla::flows::steps
