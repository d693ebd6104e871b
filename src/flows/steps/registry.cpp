#include "flows/steps/types.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::steps {

namespace {

// One explicit table: objects that register themselves are dropped by the linker from a static library, silently.
const auto& table() {
  static const std::array steps{
      ask_step(),
      assign_step(),
      assistant_step(),
      close_step(),
      end_step(),
      handoff_step(),
      http_step(),
      intent_step(),
      jump_step(),
      label_step(),
      note_step(),
      opt_in_step(),
      opt_out_step(),
      random_step(),
      request_location_step(),
      schedule_message_step(),
      send_buttons_step(),
      send_contacts_step(),
      send_link_step(),
      send_list_step(),
      send_location_step(),
      send_media_step(),
      send_reaction_step(),
      send_template_step(),
      send_text_step(),
      send_whatsapp_flow_step(),
      set_attribute_step(),
      set_language_step(),
      set_name_step(),
      set_variable_step(),
      sub_flow_step(),
      switch_step(),
      tag_step(),
      wait_step(),
      wait_for_reply_step(),
      wait_until_step(),
      webhook_step(),
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
