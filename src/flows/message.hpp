#pragma once

#include "flows/ids.hpp"
#include "flows/time.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What people and the bot say: one item ("bubble") of a conversation.
namespace charla::flows {

struct text_content {
  std::string body;
  friend bool operator==(const text_content&, const text_content&) = default;
};

enum class media_kind : std::uint8_t { image, video, audio, document, sticker };

/// A file. Inbound: `media_id` (and sometimes `url`) of the provider. Outbound: `asset`, `media_id` or `url`.
struct media_content {
  media_kind kind = media_kind::image;
  std::string media_id;
  std::string url;
  std::string mime_type;
  std::string sha256;
  std::string caption;
  std::string filename;
  bool voice = false;    ///< audio recorded in the chat
  bool animated = false; ///< stickers only
  std::string asset;     ///< a file of ours: SHA-256 of its bytes in lowercase hexadecimal
  friend bool operator==(const media_content&, const media_content&) = default;
};

/// Degrees, WGS 84. A current location has no name and no address.
struct location_content {
  double latitude = 0;
  double longitude = 0;
  std::string name;
  std::string address;
  std::string url;
  friend bool operator==(const location_content&, const location_content&) = default;
};

struct contact_card {
  std::string formatted_name;
  std::vector<std::string> phones;
  std::vector<std::string> emails;
  friend bool operator==(const contact_card&, const contact_card&) = default;
};
struct contacts_content {
  std::vector<contact_card> cards;
  bool requested = false; ///< the answer to our request for the person's phone
  friend bool operator==(const contacts_content&, const contacts_content&) = default;
};

/// A tap on a reply button, a list row or a template's quick-reply button.
struct choice_content {
  enum class origin : std::uint8_t { button, list, template_button };
  origin source = origin::button;
  std::string id; ///< the payload of a template button
  std::string title;
  std::string description;
  friend bool operator==(const choice_content&, const choice_content&) = default;
};

/// The answer of a WhatsApp Flow (`nfm_reply`); `response_json` is a JSON text.
struct form_content {
  std::string name;
  std::string body;
  std::string response_json;
  friend bool operator==(const form_content&, const form_content&) = default;
};

struct call_permission_content {
  bool accepted = false;
  bool permanent = false;
  friend bool operator==(const call_permission_content&, const call_permission_content&) = default;
};

/// An emoji on an earlier message; an empty emoji takes it back.
struct reaction_content {
  std::string target;
  std::string emoji;
  friend bool operator==(const reaction_content&, const reaction_content&) = default;
};

struct order_item {
  std::string product;
  std::int64_t quantity = 0;
  std::string price; ///< as the provider wrote it: money is never a double
  std::string currency;
  friend bool operator==(const order_item&, const order_item&) = default;
};
struct order_content {
  std::string catalog_id;
  std::string text;
  std::vector<order_item> items;
  friend bool operator==(const order_content&, const order_content&) = default;
};

/// The provider's own line: the customer's number or user id has changed, an identity was renewed.
struct system_content {
  std::string kind;
  std::string body;
  std::string wa_id;            ///< the new one, when the number has changed
  std::string user_id;          ///< the new one
  std::string previous_user_id; ///< the old one
  friend bool operator==(const system_content&, const system_content&) = default;
};

/// A correction of an earlier message; `text` is the new text or caption.
struct edit_content {
  std::string original_id;
  std::string type;
  std::string text;
  friend bool operator==(const edit_content&, const edit_content&) = default;
};
struct revoke_content {
  std::string original_id;
  friend bool operator==(const revoke_content&, const revoke_content&) = default;
};

/// The customer opened the chat for the first time and has said nothing yet.
struct welcome_content {
  friend bool operator==(const welcome_content&, const welcome_content&) = default;
};

/// What a person writes into the thread for colleagues: nobody outside sees it.
struct note_content {
  std::string body;
  friend bool operator==(const note_content&, const note_content&) = default;
};

/// An approved template to send. `components_json` is the provider's array of components, already filled in.
struct template_content {
  std::string name;
  std::string language;
  std::string components_json = "[]";
  friend bool operator==(const template_content&, const template_content&) = default;
};

/// One of at most three buttons under a bubble.
struct reply_button {
  std::string id; ///< comes back in `choice_content::id`; at most 256 characters
  std::string title;
  friend bool operator==(const reply_button&, const reply_button&) = default;
};
struct list_row {
  std::string id; ///< at most 200 characters
  std::string title;
  std::string description;
  friend bool operator==(const list_row&, const list_row&) = default;
};
struct list_section {
  std::string title;
  std::vector<list_row> rows;
  friend bool operator==(const list_section&, const list_section&) = default;
};

/// Products of the organisation's catalogue, by the ids it gave them there.
struct product_section {
  std::string title;
  std::vector<std::string> products;
  friend bool operator==(const product_section&, const product_section&) = default;
};

/// A bubble that can be tapped (providers.md A8 has the limits of each form).
struct interactive_content {
  enum class form : std::uint8_t {
    buttons,
    list,
    cta_url,
    location_request,
    whatsapp_flow,
    product,         ///< one product
    product_list,    ///< several, in sections
    catalog,         ///< the whole catalogue
    contact_request, ///< asks for the person's phone number
  };
  form what = form::buttons;
  std::string header;
  std::optional<media_content> header_media; ///< `buttons`: in place of the header's text
  std::string body;
  std::string footer;
  std::vector<reply_button> buttons;  ///< `buttons`
  std::string label;                  ///< `list`, `cta_url`, `whatsapp_flow`: what stands on the one button
  std::vector<list_section> sections; ///< `list`
  std::string url;                    ///< `cta_url`
  std::string flow_id;                ///< `whatsapp_flow`: the provider's id of the form, its first screen and data
  std::string flow_token;
  std::string screen;
  std::string data_json;
  std::string catalog_id;                ///< `product`, `product_list`
  std::vector<product_section> products; ///< `product`, `catalog`: the first of the first; `product_list`: all
  friend bool operator==(const interactive_content&, const interactive_content&) = default;
};

/// Something this version does not know: visible, kept as it came (at most `limits::raw_payload_max` bytes).
struct unsupported_content {
  std::string type;
  std::string reason;
  std::string raw;
  friend bool operator==(const unsupported_content&, const unsupported_content&) = default;
};

using content = std::variant<text_content,
                             media_content,
                             location_content,
                             contacts_content,
                             choice_content,
                             form_content,
                             call_permission_content,
                             reaction_content,
                             order_content,
                             system_content,
                             edit_content,
                             revoke_content,
                             welcome_content,
                             template_content,
                             interactive_content,
                             unsupported_content,
                             note_content>;

/// The stable name of a content's type, as API and database know it: `text`, `image`, `button_reply`, ….
[[nodiscard]] std::string_view type_name(const content& c);
/// What a list row, a flow condition and the model see of it: the body, a caption, a title; empty when there is none.
[[nodiscard]] std::string_view plain_text(const content& c);

enum class direction : std::uint8_t { inbound = 0, outbound = 1 };
enum class author : std::uint8_t { contact = 0, bot = 1, human = 2, system = 3 };

[[nodiscard]] std::string_view name_of(direction d);
[[nodiscard]] std::string_view name_of(author a);

/// Rank of delivery: it only rises; `failed` is final.
enum class message_status : std::uint8_t { queued = 0, sent = 1, delivered = 2, read = 3, played = 4, failed = 5 };
[[nodiscard]] std::string_view name_of(message_status s);

/// One line of a conversation's history.
struct message {
  std::int64_t seq = 0; ///< 1, 2, 3 … within the conversation
  timestamp at;         ///< provider time inbound, decision time outbound
  direction dir = direction::inbound;
  author by = author::contact;
  content body;
  std::string provider_id;          ///< wamid; empty until the provider has accepted an outbound one
  std::string reply_to;             ///< provider id of the message it quotes
  std::optional<std::int16_t> send; ///< outbound: index of its send in the turn
  std::string author_name;          ///< a person's name for `human`
  std::string client_id;            ///< the caller's key, for messages that came by API

  friend bool operator==(const message&, const message&) = default;
};

} // namespace charla::flows
