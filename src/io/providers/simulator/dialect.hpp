#pragma once

#include "io/providers/simulator/customer.hpp"
#include "io/providers/simulator/wire.hpp"

namespace charla::simulator {

/// What becomes of a message of ours, in the words of the Cloud API.
struct status_news {
  std::string id;          ///< of the message at the provider
  std::string_view name;   ///< `sent`, `delivered`, `read`, `failed`
  std::int64_t error_code; ///< of `failed`, else 0
  flows::timestamp at;
};

/// How one provider words requests, answers and webhooks. Knows no faults, limits or sockets.
class dialect {
public:
  virtual ~dialect() = default;
  /// Reads a send as strictly as the provider does where it matters: credentials, a recipient, a type with its object,
  /// the lengths.
  [[nodiscard]] virtual tl::expected<send_request, refusal> read(const ports::http_request& r) const = 0;
  /// An id as the provider makes them. @param hex 24 random hexadecimal digits.
  [[nodiscard]] virtual std::string id_of(std::string_view hex) const = 0;
  /// Marked `"fake":true` with what would have been sent (R054).
  [[nodiscard]] virtual ports::http_response
  accepted(const send_request& r, const std::string& id, flows::timestamp at) const = 0;
  [[nodiscard]] virtual ports::http_response refused(const refusal& r) const = 0;
  /// Bodies of webhooks.
  [[nodiscard]] virtual std::string
  status(const sender_number& number, const send_request& about, const status_news& news) const = 0;
  [[nodiscard]] virtual std::string
  inbound(const sender_number& number, const customer_message& m, flows::timestamp at) const = 0;
};

[[nodiscard]] const dialect& dialect_of(speech s);
[[nodiscard]] const dialect& graph();
[[nodiscard]] const dialect& ycloud();
[[nodiscard]] const dialect& evolution();

} // namespace charla::simulator
