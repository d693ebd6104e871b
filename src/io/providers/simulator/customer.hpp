#pragma once

#include "flows/error.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/wire.hpp"

namespace charla::simulator {

/// A file that a customer sends along.
struct customer_file {
  std::string bytes_base64; ///< or
  std::int64_t size = 0;    ///< so many bytes of filler
  std::string mime_type;
  std::string filename;
  std::string id; ///< given by the shelf, as are the next two
  std::string sha256_base64;
  std::string link; ///< where YCloud has it
};

/// What a simulated customer does, or with `echo` a person of the organisation on the phone.
struct customer_message {
  speech via = speech::meta;
  std::string number; ///< of ours; empty: the default of the provider
  std::string from = "5491155550100";
  std::string user_id;  ///< Meta's id of them (BSUID); with an empty `from`: they hide their number
  std::string username; ///< chosen by them
  std::string name = "Cliente simulado";
  std::string id;
  /// `text`, `image`, `video`, `audio`, `voice`, `document`, `sticker`, `location`, `contacts`, `reaction`, `button`
  /// (of a template), `button_reply`, `list_reply`, `form_reply`, `order`, `edit`, `revoke`, `system`, `unsupported`
  std::string type = "text";
  std::string text; ///< or the caption, the emoji of a reaction (empty takes it back), the new text of an edit
  bool echo = false;
  std::string reply_to; ///< id of the message that is answered
  std::string about;    ///< id of the message that is reacted to, edited or revoked
  customer_file file;
  double latitude = 0;
  double longitude = 0;
  std::string place;
  std::string address;
  std::string choice_id; ///< of a button or a row; of a form: its answers as JSON
  std::string choice_title;
  std::string contact_name;
  std::string contact_phone;
  std::int64_t error_code = 131051; ///< of `unsupported`
  std::string own;                  ///< a message object of the provider's instead of all that
  std::int64_t times = 1;           ///< posted so often: providers do
};

/// Reads `{"text":"hola","from":"549…","name":"Ana"}` and all that `customer_message` has; `message` is `own`.
/// Errors: `json.*`, `inbound.empty`, `inbound.type`, `inbound.unknown`, with the field.
[[nodiscard]] flows::result<customer_message> read_customer_message(std::string_view json);

/// Their number, or their id when they hide it.
[[nodiscard]] const std::string& customer_of(const customer_message& m) noexcept;
[[nodiscard]] bool has_file(const customer_message& m) noexcept;

/// The type and its object as the Cloud API writes them, into the open message object; YCloud has the same.
void put_content(json::writer& w, const customer_message& m, const std::string& our_number);

} // namespace charla::simulator
