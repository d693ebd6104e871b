#pragma once

#include "io/ports/http.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace charla::http_test {

struct answer {
  int status = 0;
  std::vector<ports::header> headers;
  std::string body;

  [[nodiscard]] std::string field(std::string_view name) const {
    return std::string{ports::find_header(headers, name).value_or("")};
  }
  [[nodiscard]] bool has(std::string_view name) const { return ports::find_header(headers, name).has_value(); }
};

/// A client made of nothing but a socket, so that it can misbehave. Every wait ends after ten seconds with a
/// `std::runtime_error`, which fails the test.
class peer {
public:
  explicit peer(std::uint16_t port, int receive_buffer = 0);
  ~peer();
  peer(peer&& other) noexcept;
  peer(const peer&) = delete;
  peer& operator=(const peer&) = delete;
  peer& operator=(peer&&) = delete;

  /// False when the server has closed already.
  bool send(std::string_view bytes);
  /// Says that nothing more will come.
  void finish_sending();
  /// The next answer; `to_head` when the request was HEAD. Interim (1xx) answers come out as answers of their own.
  [[nodiscard]] answer read(bool to_head = false);
  [[nodiscard]] answer ask(std::string_view bytes) {
    send(bytes);
    return read();
  }
  /// Exactly `n` bytes.
  [[nodiscard]] std::string read_bytes(std::size_t n);
  /// Up to and with `mark`.
  [[nodiscard]] std::string read_until(std::string_view mark);
  /// Waits for the server's end of the connection; returns what came before it.
  std::string read_to_end();
  void reset(); ///< closes with RST

private:
  bool fill();

  int socket_ = -1;
  std::string buffer_;
};

/// `GET path` with a Host field.
[[nodiscard]] std::string get(std::string_view path, std::string_view more_fields = {});
/// `POST path` with a body and its length.
[[nodiscard]] std::string post(std::string_view path, std::string_view body, std::string_view more_fields = {});

} // namespace charla::http_test
