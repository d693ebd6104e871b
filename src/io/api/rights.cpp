#include "io/api/rights.hpp"

#include <algorithm>

namespace charla::api {

namespace {

// clang-format off
constexpr auto matrix = std::to_array<right_row>({
  //                                                     owner  admin  agent  analyst
  {right::conversations_read,  "conversations:read",     true,  true,  true,  true},
  {right::conversations_write, "conversations:write",    true,  true,  true,  false},
  {right::messages_read,       "messages:read",          true,  true,  true,  true},
  {right::messages_send,       "messages:send",          true,  true,  true,  false},
  {right::contacts_read,       "contacts:read",          true,  true,  true,  true},
  {right::contacts_write,      "contacts:write",         true,  true,  true,  false},
  {right::contacts_phone,      "contacts:phone",         true,  true,  true,  false},
  {right::contacts_export,     "contacts:export",        true,  true,  false, false},
  {right::contacts_erase,      "contacts:erase",         true,  true,  false, false},
  {right::agenda_read,         "agenda:read",            true,  true,  true,  true},
  {right::agenda_write,        "agenda:write",           true,  true,  true,  false},
  {right::channels_read,       "channels:read",          true,  true,  true,  true},
  {right::channels_write,      "channels:write",         true,  true,  false, false},
  {right::channels_log,        "channels:log",           true,  true,  false, false},
  {right::templates_read,      "templates:read",         true,  true,  true,  true},
  {right::templates_write,     "templates:write",        true,  true,  false, false},
  {right::flows_read,          "flows:read",             true,  true,  true,  true},
  {right::flows_write,         "flows:write",            true,  true,  false, false},
  {right::users_read,          "users:read",             true,  true,  false, false},
  {right::users_write,         "users:write",            true,  true,  false, false},
  {right::keys_read,           "keys:read",              true,  true,  false, false},
  {right::keys_write,          "keys:write",             true,  true,  false, false},
  {right::tenants_read,        "tenants:read",           true,  true,  true,  true},
  {right::tenants_write,       "tenants:write",          true,  false, false, false},
  {right::actors_read,         "actors:read",            true,  true,  false, true},
  {right::actors_write,        "actors:write",           true,  true,  false, false},
  {right::letters_read,        "dead-letters:read",      true,  true,  false, true},
  {right::letters_write,       "dead-letters:write",     true,  true,  false, false},
  {right::webhooks_read,       "webhooks:read",          true,  true,  false, false},
  {right::webhooks_write,      "webhooks:write",         true,  true,  false, false},
  {right::events_read,         "events:read",            true,  true,  false, true},
  {right::audit_read,          "audit:read",             true,  true,  false, false},
  {right::reports_read,        "reports:read",           true,  true,  true,  true},
  {right::simulate,            "simulate",               true,  true,  true,  false},
});
// clang-format on

} // namespace

std::span<const right_row> permission_matrix() { return matrix; }

bool role_may(ports::role r, right what) {
  if (what == right::open || what == right::signed_in) return true;
  const auto row = std::find_if(matrix.begin(), matrix.end(), [&](const auto& m) { return m.what == what; });
  if (row == matrix.end()) return false;
  switch (r) {
  case ports::role::owner: return row->owner;
  case ports::role::admin: return row->admin;
  case ports::role::agent: return row->agent;
  case ports::role::analyst: return row->analyst;
  }
  return false;
}

std::string_view name_of(right r) {
  if (r == right::open) return "open";
  const auto row = std::find_if(matrix.begin(), matrix.end(), [&](const auto& m) { return m.what == r; });
  return row == matrix.end() ? "signed-in" : row->name;
}

std::optional<right> parse_right(std::string_view scope) {
  const auto row = std::find_if(matrix.begin(), matrix.end(), [&](const auto& m) { return m.name == scope; });
  if (row == matrix.end()) return std::nullopt;
  return row->what;
}

} // namespace charla::api
