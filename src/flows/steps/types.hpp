#pragma once

#include "flows/steps/step.hpp"

#include <array>

/// One function a step type: each is written in the file of its name and stands once in `registry.cpp`.
namespace charla::flows::steps {

[[nodiscard]] step_type call_step();
[[nodiscard]] step_type end_step();
[[nodiscard]] step_type handoff_step();
[[nodiscard]] step_type intent_step();
[[nodiscard]] step_type send_media_step();
[[nodiscard]] step_type send_template_step();
[[nodiscard]] step_type send_text_step();
[[nodiscard]] step_type set_attribute_step();
[[nodiscard]] step_type wait_step();
[[nodiscard]] step_type wait_for_reply_step();

} // namespace charla::flows::steps
