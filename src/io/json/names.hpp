#pragma once

#include "flows/decide.hpp"

#include <initializer_list>

/// Enumerations as they are written: every value with its stable name. A name never changes its meaning.
namespace charla::json::names {

inline constexpr std::initializer_list<flows::author> authors = {flows::author::contact, flows::author::bot,
                                                                 flows::author::human, flows::author::system};
inline std::string_view author_name(flows::author a) { return flows::name_of(a); }

inline constexpr std::initializer_list<flows::priority> priorities = {
    flows::priority::human,   flows::priority::reply,     flows::priority::transactional,
    flows::priority::failure, flows::priority::follow_up, flows::priority::campaign};
inline std::string_view priority_name(flows::priority p) { return flows::name_of(p); }

inline constexpr std::initializer_list<flows::control_mode> modes = {
    flows::control_mode::bot, flows::control_mode::human, flows::control_mode::paused};
inline std::string_view mode_name(flows::control_mode m) { return flows::name_of(m); }

inline constexpr std::initializer_list<flows::conversation_status> statuses = {
    flows::conversation_status::open, flows::conversation_status::pending, flows::conversation_status::snoozed,
    flows::conversation_status::resolved};
inline std::string_view status_name(flows::conversation_status s) { return flows::name_of(s); }

inline constexpr std::initializer_list<flows::call_finished::outcome> outcomes = {
    flows::call_finished::outcome::ok, flows::call_finished::outcome::failed, flows::call_finished::outcome::timed_out};
inline std::string_view outcome_name(flows::call_finished::outcome o) {
  switch (o) {
  case flows::call_finished::outcome::ok: return "ok";
  case flows::call_finished::outcome::failed: return "failed";
  case flows::call_finished::outcome::timed_out: return "timed_out";
  }
  return "?";
}

inline constexpr std::initializer_list<flows::wait_state::kind> waits = {
    flows::wait_state::kind::none, flows::wait_state::kind::reply, flows::wait_state::kind::timer,
    flows::wait_state::kind::call};
inline std::string_view wait_name(flows::wait_state::kind k) {
  switch (k) {
  case flows::wait_state::kind::none: return "none";
  case flows::wait_state::kind::reply: return "reply";
  case flows::wait_state::kind::timer: return "timer";
  case flows::wait_state::kind::call: return "call";
  }
  return "?";
}

inline constexpr std::initializer_list<flows::consent> consents = {flows::consent::unknown, flows::consent::opted_in,
                                                                   flows::consent::opted_out};
inline std::string_view consent_name(flows::consent c) { return flows::name_of(c); }

inline constexpr std::initializer_list<flows::run_request::act> acts = {
    flows::run_request::act::start,     flows::run_request::act::event, flows::run_request::act::move,
    flows::run_request::act::restart,   flows::run_request::act::stop,  flows::run_request::act::cancel_timer,
    flows::run_request::act::fire_timer};
inline std::string_view act_name(flows::run_request::act a) {
  switch (a) {
  case flows::run_request::act::start: return "start";
  case flows::run_request::act::event: return "event";
  case flows::run_request::act::move: return "move";
  case flows::run_request::act::restart: return "restart";
  case flows::run_request::act::stop: return "stop";
  case flows::run_request::act::cancel_timer: return "cancel_timer";
  case flows::run_request::act::fire_timer: return "fire_timer";
  }
  return "?";
}

} // namespace charla::json::names
