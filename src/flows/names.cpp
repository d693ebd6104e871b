#include "flows/decide.hpp"
#include "flows/overloaded.hpp"

namespace charla::flows {

namespace {

std::string_view media_name(media_kind kind) {
  switch (kind) {
  case media_kind::image: return "image";
  case media_kind::video: return "video";
  case media_kind::audio: return "audio";
  case media_kind::document: return "document";
  case media_kind::sticker: return "sticker";
  }
  return "media";
}

std::string_view choice_name(choice_content::origin source) {
  switch (source) {
  case choice_content::origin::button: return "button_reply";
  case choice_content::origin::list: return "list_reply";
  case choice_content::origin::template_button: return "template_button";
  }
  return "choice";
}

std::string_view form_name(interactive_content::form what) {
  switch (what) {
  case interactive_content::form::buttons: return "buttons";
  case interactive_content::form::list: return "list";
  case interactive_content::form::cta_url: return "cta_url";
  case interactive_content::form::location_request: return "location_request";
  case interactive_content::form::whatsapp_flow: return "whatsapp_flow";
  case interactive_content::form::product: return "product";
  case interactive_content::form::product_list: return "product_list";
  case interactive_content::form::catalog: return "catalog";
  case interactive_content::form::contact_request: return "contact_request";
  }
  return "interactive";
}

} // namespace

std::string_view type_name(const content& c) {
  return std::visit(overloaded{
                        [](const text_content&) -> std::string_view { return "text"; },
                        [](const media_content& m) { return media_name(m.kind); },
                        [](const location_content&) -> std::string_view { return "location"; },
                        [](const contacts_content&) -> std::string_view { return "contacts"; },
                        [](const choice_content& m) { return choice_name(m.source); },
                        [](const form_content&) -> std::string_view { return "form_reply"; },
                        [](const call_permission_content&) -> std::string_view { return "call_permission"; },
                        [](const reaction_content&) -> std::string_view { return "reaction"; },
                        [](const order_content&) -> std::string_view { return "order"; },
                        [](const system_content&) -> std::string_view { return "system"; },
                        [](const edit_content&) -> std::string_view { return "edit"; },
                        [](const revoke_content&) -> std::string_view { return "revoke"; },
                        [](const welcome_content&) -> std::string_view { return "welcome"; },
                        [](const template_content&) -> std::string_view { return "template"; },
                        [](const interactive_content& m) { return form_name(m.what); },
                        [](const unsupported_content&) -> std::string_view { return "unsupported"; },
                        [](const note_content&) -> std::string_view { return "note"; },
                    },
                    c);
}

std::string_view plain_text(const content& c) {
  return std::visit(overloaded{
                        [](const text_content& m) -> std::string_view { return m.body; },
                        [](const media_content& m) -> std::string_view { return m.caption; },
                        [](const location_content& m) -> std::string_view { return m.name; },
                        [](const contacts_content& m) -> std::string_view {
                          return m.cards.empty() ? std::string_view{} : m.cards.front().formatted_name;
                        },
                        [](const choice_content& m) -> std::string_view { return m.title; },
                        [](const form_content& m) -> std::string_view { return m.body; },
                        [](const call_permission_content&) -> std::string_view { return {}; },
                        [](const reaction_content& m) -> std::string_view { return m.emoji; },
                        [](const order_content& m) -> std::string_view { return m.text; },
                        [](const system_content& m) -> std::string_view { return m.body; },
                        [](const edit_content& m) -> std::string_view { return m.text; },
                        [](const revoke_content&) -> std::string_view { return {}; },
                        [](const welcome_content&) -> std::string_view { return {}; },
                        [](const template_content& m) -> std::string_view { return m.name; },
                        [](const interactive_content& m) -> std::string_view { return m.body; },
                        [](const unsupported_content& m) -> std::string_view { return m.reason; },
                        [](const note_content& m) -> std::string_view { return m.body; },
                    },
                    c);
}

std::string_view kind_name(const cause_body& c) {
  return std::visit(overloaded{
                        [](const inbound_message&) -> std::string_view { return "inbound_message"; },
                        [](const echo_message&) -> std::string_view { return "echo_message"; },
                        [](const history_message&) -> std::string_view { return "history_message"; },
                        [](const outgoing_request&) -> std::string_view { return "outgoing_request"; },
                        [](const control_changed&) -> std::string_view { return "control_changed"; },
                        [](const status_changed&) -> std::string_view { return "status_changed"; },
                        [](const timer_fired&) -> std::string_view { return "timer_fired"; },
                        [](const call_finished&) -> std::string_view { return "call_finished"; },
                        [](const delivery_failed&) -> std::string_view { return "delivery_failed"; },
                        [](const run_request&) -> std::string_view { return "run_request"; },
                        [](const contact_changed&) -> std::string_view { return "contact_changed"; },
                        [](const desk_changed&) -> std::string_view { return "desk_changed"; },
                        [](const note_written&) -> std::string_view { return "note_written"; },
                    },
                    c);
}

std::string_view name_of(direction d) { return d == direction::inbound ? "inbound" : "outbound"; }

std::string_view name_of(author a) {
  switch (a) {
  case author::contact: return "contact";
  case author::bot: return "bot";
  case author::human: return "human";
  case author::system: return "system";
  }
  return "?";
}

std::string_view name_of(message_status s) {
  switch (s) {
  case message_status::queued: return "queued";
  case message_status::sent: return "sent";
  case message_status::delivered: return "delivered";
  case message_status::read: return "read";
  case message_status::played: return "played";
  case message_status::failed: return "failed";
  }
  return "?";
}

std::string_view name_of(priority p) {
  switch (p) {
  case priority::human: return "human";
  case priority::reply: return "reply";
  case priority::transactional: return "transactional";
  case priority::failure: return "failure";
  case priority::follow_up: return "follow_up";
  case priority::campaign: return "campaign";
  }
  return "?";
}

std::string_view name_of(control_mode m) {
  switch (m) {
  case control_mode::bot: return "bot";
  case control_mode::human: return "human";
  case control_mode::paused: return "paused";
  }
  return "?";
}

std::string_view name_of(consent c) {
  switch (c) {
  case consent::unknown: return "unknown";
  case consent::opted_in: return "opted_in";
  case consent::opted_out: return "opted_out";
  }
  return "?";
}

std::string_view name_of(run_status s) {
  switch (s) {
  case run_status::running: return "running";
  case run_status::waiting: return "waiting";
  case run_status::completed: return "completed";
  case run_status::failed: return "failed";
  case run_status::interrupted: return "interrupted";
  case run_status::expired: return "expired";
  }
  return "?";
}

std::string_view name_of(conversation_status s) {
  switch (s) {
  case conversation_status::open: return "open";
  case conversation_status::pending: return "pending";
  case conversation_status::snoozed: return "snoozed";
  case conversation_status::resolved: return "resolved";
  }
  return "?";
}

} // namespace charla::flows
