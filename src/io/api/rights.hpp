#pragma once

#include "io/ports/admin.hpp"

#include <span>

namespace charla::api {

/// What a route asks of the caller. All but the first two are also the scopes an API key may have.
enum class right : std::uint8_t {
  open,      ///< nobody needs to sign in
  signed_in, ///< anybody who is signed in, whatever the role
  conversations_read,
  conversations_write,
  messages_read, ///< what became of sends; who may read conversations may, and who may send
  messages_send, ///< to a number, without a part in its conversation; who may write in conversations may
  contacts_read,
  contacts_write,
  contacts_phone,  ///< sees telephone numbers in full
  contacts_export, ///< takes many, or all of one, out of here
  contacts_erase,  ///< for good
  agenda_read,     ///< appointments, and who and what can be booked
  agenda_write,
  channels_read,
  channels_write,
  channels_log, ///< what was said between us and a provider: bodies of messages, numbers
  templates_read,
  templates_write,
  flows_read,
  flows_write,
  users_read,
  users_write,
  keys_read,
  keys_write,
  tenants_read,
  tenants_write,
  actors_read,
  actors_write,
  letters_read,
  letters_write,
  webhooks_read, ///< outgoing ones: where events are sent
  webhooks_write,
  events_read,
  audit_read,
  reports_read, ///< figures, and the conversations behind them
  simulate,
};

/// One line of the permission matrix (R077).
struct right_row {
  right what;
  std::string_view name; ///< the scope, as API keys carry it
  bool owner, admin, agent, analyst;
};

/// The whole matrix, one row a right that can be granted.
[[nodiscard]] std::span<const right_row> permission_matrix();
[[nodiscard]] bool role_may(ports::role r, right what);
[[nodiscard]] std::string_view name_of(right r);
[[nodiscard]] std::optional<right> parse_right(std::string_view scope);

} // namespace charla::api
