#pragma once

#include "io/ports/channel_settings.hpp"
#include "io/ports/http.hpp"
#include "io/ports/store.hpp"

/// A messaging provider as a pure set of translators: webhook bytes → events, message → request, answer → outcome.
/// It touches neither store nor actor nor socket.
namespace charla::ports {

/// What an adapter needs of a channel to speak for it; secrets have no formatter and never reach a log.
struct channel_access {
  channel_id id;
  tenant_id tenant;
  std::string key;
  std::string phone_number_id; ///< the provider's name of the number: routes webhooks. Evolution: the instance
  std::string base_url;        ///< e.g. `https://graph.facebook.com/v25.0`, or the emulator's
  std::string access_token;
  std::string app_secret;
  std::string verify_token;
  std::string phone_number; ///< of ours, as people read it
  std::string account_id;   ///< Meta: the WhatsApp business account, which owns the templates
  channel_settings settings;
};

/// A customer has said by the provider's own means whether marketing is welcome.
struct preference_fact {
  address from;
  bool wanted = false;
  timestamp at;
  std::string words; ///< the provider's
};

/// One event of a webhook body, before anybody knows whose it is.
struct provider_event {
  std::string phone_number_id; ///< routes it; every `changes[]` element has its own
  std::string account_id;      ///< WABA
  std::variant<inbound_message,
               echo_message,
               history_message,
               status_fact,
               system_event,
               preference_fact,
               template_fact,
               number_fact>
      what;
};

enum class send_outcome : std::uint8_t {
  accepted,
  retry_after,  ///< not sent; wait `wait` (rate, temporary trouble); `whole_channel` tells whom to slow down
  permanent,    ///< will never be delivered as it is
  channel_down, ///< token, account or policy: stop the channel, call a person
  unknown,      ///< perhaps sent
};

/// Which limit of the provider was met: tells how the wait grows and what slows down.
enum class send_limit : std::uint8_t {
  none,
  pair,   ///< messages to one recipient: 4^n seconds, only this conversation waits
  number, ///< the number's messages a second: its rate is lowered
  calls,  ///< calls of the app or of the account
};

struct send_answer {
  send_outcome how = send_outcome::unknown;
  std::string provider_id;
  std::int32_t code = 0;
  std::string text; ///< the provider's words
  std::string hint; ///< ours: what to do
  milliseconds wait{0};
  bool whole_channel = false; ///< the limit is the number's, not the recipient's
  send_limit limit = send_limit::none;
  recipient_mark mark = recipient_mark::none; ///< what the code says of the recipient
  bool other_number_form = false;             ///< try the recipient's other spelling once (Argentina, providers.md A8)
};

struct outbound {
  out_id id;
  address to;
  content body;
  std::string reply_to;
  /// The bytes of the file in `body`, for a provider that takes them in the request (`media_way::in_request`).
  std::shared_ptr<const std::string> file;
  bool other_number_form = false; ///< write the number in its other spelling
};

/// How a file of ours reaches the provider.
enum class media_way : std::uint8_t {
  upload,     ///< first uploaded; the message carries its id there
  in_request, ///< its bytes are part of the message's request
};

/// What a provider is and can do.
struct provider_traits {
  bool official = true;
  std::string_view risk;      ///< of an unofficial one, for people
  bool service_window = true; ///< free texts only within 24 h of the customer's last message
  bool templates = true;
  bool signed_webhooks = true;
  media_way media = media_way::upload;
  std::chrono::hours upload_kept{30 * 24};
};

/// The next step of fetching a file that a customer sent: another request, the bytes, or the end.
struct media_file {
  std::string bytes;
  std::string mime_type;
  std::string filename;
};
struct media_trouble {
  std::string what; ///< for people
  bool again = true;
};
using media_step = std::variant<client_request, media_file, media_trouble>;

struct template_page {
  std::vector<template_row> rows; ///< without ids
  std::string next;               ///< opaque; empty: the last page
};

class provider {
public:
  virtual ~provider() = default;
  [[nodiscard]] virtual std::string_view type() const = 0; ///< `meta`, `ycloud`, `evolution`
  [[nodiscard]] virtual provider_traits traits() const = 0;

  /// Is the request authentic? Constant time, over the raw bytes. `now` is for signatures that carry their time.
  [[nodiscard]] virtual bool
  signed_by(const http_request& request, const channel_access& channel, timestamp now) const = 0;
  /// Never throws; what it does not know becomes `unsupported` content or a system event. Errors: not JSON, not this
  /// provider's envelope.
  [[nodiscard]] virtual result<std::vector<provider_event>> parse(std::string_view body) const = 0;
  /// @returns the request, or why this content cannot be sent (`send.unsupported_type`, `send.too_long`, …).
  [[nodiscard]] virtual result<client_request> build(const channel_access& channel, const outbound& message) const = 0;
  [[nodiscard]] virtual send_answer interpret(const client_response& response) const = 0;
  /// What a code means that came by status webhook or answer: same table.
  [[nodiscard]] virtual send_answer explain(std::int32_t code) const = 0;

  /// Marks a customer's message read; with `typing`, also shows that an answer is being made (25 s at most).
  /// Errors: `provider.unsupported`.
  [[nodiscard]] virtual result<client_request>
  mark_read(const channel_access& channel, const address& peer, const std::string& provider_id, bool typing) const;
  /// Fetching a customer's file, a step at a time.
  /// @param last the answer to the step before; null at the beginning.
  [[nodiscard]] virtual media_step fetch(const channel_access& channel,
                                         const flows::media_content& what,
                                         std::size_t step,
                                         const client_response* last) const;
  /// Errors: `provider.unsupported`, `send.media` (type or size that the provider refuses).
  [[nodiscard]] virtual result<client_request>
  upload(const channel_access& channel, const media_file& file, flows::media_kind kind) const;
  /// @returns the file's id at the provider.
  [[nodiscard]] virtual result<std::string> uploaded(const client_response& response) const;

  /// Errors of the four: `provider.unsupported`, `provider.refused` with the provider's words.
  [[nodiscard]] virtual result<client_request> list_templates(const channel_access& channel,
                                                              const std::string& after) const;
  [[nodiscard]] virtual result<template_page> listed(const client_response& response) const;
  [[nodiscard]] virtual result<client_request> submit_template(const channel_access& channel,
                                                               const template_row& row) const;
  /// @returns the row with the provider's id, status and category.
  [[nodiscard]] virtual result<template_row> submitted(template_row row, const client_response& response) const;

  /// Asks how the number is: quality and limits, or the connection of an unofficial one (and its QR when it has none).
  [[nodiscard]] virtual result<client_request> ask_health(const channel_access& channel) const;
  /// Begins to connect an unofficial number: the answer has a QR to scan.
  [[nodiscard]] virtual result<client_request> connect(const channel_access& channel) const;
  /// Reads the answer of either. Errors: `provider.refused`.
  [[nodiscard]] virtual result<number_fact> health(const channel_access& channel,
                                                   const client_response& response) const;
};

} // namespace charla::ports
