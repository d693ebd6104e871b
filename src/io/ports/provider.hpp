#pragma once

#include "io/ports/http.hpp"
#include "io/ports/store.hpp"

/// A messaging provider as a pure pair of translators: webhook bytes → events, message → request, answer → outcome.
/// It touches neither store nor actor nor socket.
namespace charla::ports {

/// What an adapter needs of a channel to speak for it; secrets have no formatter and never reach a log.
struct channel_access {
  channel_id id;
  tenant_id tenant;
  std::string key;
  std::string phone_number_id;
  std::string base_url; ///< e.g. `https://graph.facebook.com/v25.0`, or the simulator's
  std::string access_token;
  std::string app_secret;
  std::string verify_token;
};

/// One event of a webhook body, before anybody knows whose it is.
struct provider_event {
  std::string phone_number_id; ///< routes it; every `changes[]` element has its own
  std::string account_id;      ///< WABA
  std::variant<inbound_message, echo_message, history_message, status_fact, system_event> what;
};

enum class send_outcome : std::uint8_t {
  accepted,
  retry_after,  ///< not sent; wait `wait` (rate, temporary trouble); `whole_channel` tells whom to slow down
  permanent,    ///< will never be delivered as it is
  channel_down, ///< token, account or policy: stop the channel, call a person
  unknown,      ///< perhaps sent
};
struct send_answer {
  send_outcome how = send_outcome::unknown;
  std::string provider_id;
  std::int32_t code = 0;
  std::string text; ///< the provider's words
  std::string hint; ///< ours: what to do
  milliseconds wait{0};
  bool whole_channel = false; ///< the limit is the number's, not the recipient's
};

struct outbound {
  out_id id;
  address to;
  content body;
  std::string reply_to;
};

class provider {
public:
  virtual ~provider() = default;
  [[nodiscard]] virtual std::string_view type() const = 0; ///< `meta`

  /// Is the body authentic? Constant time, over the raw bytes.
  [[nodiscard]] virtual bool signed_by(const http_request& request, const std::string& app_secret) const = 0;
  /// Never throws; what it does not know becomes `unsupported` content or a system event. Errors: not JSON, not this
  /// provider's envelope.
  [[nodiscard]] virtual result<std::vector<provider_event>> parse(std::string_view body) const = 0;
  /// @returns the request, or why this content cannot be sent (`send.unsupported_type`, `send.too_long`, …).
  [[nodiscard]] virtual result<client_request> build(const channel_access& channel, const outbound& message) const = 0;
  [[nodiscard]] virtual send_answer interpret(const client_response& response) const = 0;
  /// What a code means that came by status webhook or answer: same table.
  [[nodiscard]] virtual send_answer explain(std::int32_t code) const = 0;
};

} // namespace charla::ports
