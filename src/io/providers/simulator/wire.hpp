#pragma once

#include "flows/time.hpp"
#include "io/ports/http.hpp"

#include <tl/expected.hpp>

/// What the emulated providers have in common, apart from how each of them words it (`dialect.hpp`).
namespace charla::simulator {

/// Whose API a request or a webhook speaks.
enum class speech : std::uint8_t { meta, ycloud, evolution };
[[nodiscard]] std::string_view name_of(speech s);
[[nodiscard]] std::optional<speech> parse_speech(std::string_view text);

/// What a send request says, as far as the emulator looks.
struct send_request {
  speech via = speech::meta;
  std::string phone_number_id; ///< of ours. Meta: the id; YCloud: the phone with `+`; Evolution: the instance
  std::string to;              ///< phone as given, with or without `+`
  std::string user_id;         ///< `recipient`, when there is no `to`
  std::string type;            ///< of the Cloud API, whatever the provider calls it
  std::string text;            ///< body, caption, emoji or template name: what people want to see
  std::string out_id;          ///< the caller's own id, where the provider has a place for one
  std::string media_id;        ///< of a file that was uploaded before
  std::string language;        ///< of a template
  std::size_t parameters = 0;  ///< of a template's body
  std::int64_t hold_ms = 0;    ///< the caller asks for the answer to take so long (Evolution's `delay`)
  bool queued = false;         ///< what Meta says comes by status only (YCloud's queue)

  [[nodiscard]] const std::string& recipient() const noexcept { return to.empty() ? user_id : to; }
};

/// A refusal; codes are Meta's, each provider words them its own way.
struct refusal {
  std::int32_t code = 100;
  int status = 400;
  std::string details;
  std::int64_t retry_after_s = 0; ///< 0: the answer has no such header
  bool as_status = false;         ///< accepted, and refused by a status of `failed`, as Meta does with 131047
};

/// Which number of ours a webhook is about.
struct sender_number {
  std::string id;      ///< as in `send_request::phone_number_id`
  std::string display; ///< digits, as webhooks show them
};

[[nodiscard]] std::string digits_of(std::string_view text);
[[nodiscard]] std::string without_plus(std::string_view number);
[[nodiscard]] std::string with_plus(std::string_view number);
/// Lowercase hexadecimal.
[[nodiscard]] std::string hex_of(std::string_view bytes);
[[nodiscard]] std::string seconds_of(flows::timestamp at);

[[nodiscard]] ports::http_response json_response(int status, std::string body);
/// RFC 9457.
[[nodiscard]] ports::http_response
problem(int status, const std::string& code, const std::string& what, const std::string& field = {});

} // namespace charla::simulator
