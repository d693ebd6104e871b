#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace charla::bench {

/// One HTTP/1.1 message in a buffer. Views into it.
struct http_message {
  std::string_view start_line;
  std::string_view head; ///< the header lines after the start line
  std::string_view body;
  std::size_t size = 0; ///< bytes of the whole message

  /// Status code of a response; 0 when the start line has none.
  [[nodiscard]] int status() const;
  [[nodiscard]] std::string_view method() const;
  [[nodiscard]] std::string_view target() const;
  /// Value of a header, name given in lower case; empty when absent.
  [[nodiscard]] std::string_view header(std::string_view lower_name) const;
};

/// The first complete message of `buffer`, or nothing yet. Bodies are known by Content-Length only: that is all that
/// the two ends of the bench and the program under test speak.
[[nodiscard]] std::optional<http_message> split_http(std::string_view buffer);

} // namespace charla::bench
