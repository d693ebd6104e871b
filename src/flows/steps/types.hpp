#pragma once

#include "flows/steps/context.hpp"
#include "flows/steps/fields.hpp"

#include <algorithm>
#include <array>

/// One function a step type: each is written in the file of its name and stands once in `registry.cpp`.
namespace charla::flows::steps {

/// `step_type::takes_exit` of a type whose own exits are all that it takes.
template <std::vector<std::string> (*OwnExits)(const node&)>
bool has_own_exit(const node& n, std::string_view name) {
  const auto names = OwnExits(n);
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The exits of a step that cannot go wrong.
inline constexpr std::array<std::string_view, 1> only_next{"next"};

[[nodiscard]] step_type ask_step();
[[nodiscard]] step_type assign_step();
[[nodiscard]] step_type assistant_step();
[[nodiscard]] step_type close_step();
[[nodiscard]] step_type end_step();
[[nodiscard]] step_type handoff_step();
[[nodiscard]] step_type http_step();
[[nodiscard]] step_type intent_step();
[[nodiscard]] step_type jump_step();
[[nodiscard]] step_type label_step();
[[nodiscard]] step_type note_step();
[[nodiscard]] step_type opt_in_step();
[[nodiscard]] step_type opt_out_step();
[[nodiscard]] step_type random_step();
[[nodiscard]] step_type request_location_step();
[[nodiscard]] step_type schedule_message_step();
[[nodiscard]] step_type send_buttons_step();
[[nodiscard]] step_type send_contacts_step();
[[nodiscard]] step_type send_link_step();
[[nodiscard]] step_type send_list_step();
[[nodiscard]] step_type send_location_step();
[[nodiscard]] step_type send_media_step();
[[nodiscard]] step_type send_reaction_step();
[[nodiscard]] step_type send_template_step();
[[nodiscard]] step_type send_text_step();
[[nodiscard]] step_type send_whatsapp_flow_step();
[[nodiscard]] step_type set_attribute_step();
[[nodiscard]] step_type set_language_step();
[[nodiscard]] step_type set_name_step();
[[nodiscard]] step_type set_variable_step();
[[nodiscard]] step_type sub_flow_step();
[[nodiscard]] step_type switch_step();
[[nodiscard]] step_type tag_step();
[[nodiscard]] step_type wait_step();
[[nodiscard]] step_type wait_for_reply_step();
[[nodiscard]] step_type wait_until_step();
[[nodiscard]] step_type webhook_step();

} // namespace charla::flows::steps
