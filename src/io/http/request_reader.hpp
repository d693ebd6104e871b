#pragma once

#include "io/http/asio.hpp"
#include "io/http/request_parser.hpp"
#include "io/http/site.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <optional>

namespace charla::http {

/// What a connection is doing and until when it may: the lane's tick compares, the coroutine asks `expired`.
struct watch {
  enum class phase : std::uint8_t { idle, reading, answering, writing, lingering, gone };
  phase now = phase::idle;
  moment until{};
  bool expired = false;

  void enter(phase p, std::chrono::milliseconds limit) {
    now = p;
    until = std::chrono::steady_clock::now() + limit;
  }
};

enum class read_result : std::uint8_t {
  ok,
  closed,           ///< the client went, or idled too long: nobody to answer
  timed_out,        ///< 408
  malformed,        ///< 400
  bad_version,      ///< 505
  foreign_encoding, ///< 501: a transfer coding other than chunked
  header_too_large, ///< 431
  body_too_large,   ///< 413
};
struct refusal {
  int status;
  std::string_view reason; ///< of `charla_http_refused_total`
  std::string_view detail;
};
[[nodiscard]] refusal refusal_of(read_result r);

/// Reads requests one after the other from a socket, within the limits of time and size. Bytes of a pipelined next
/// request stay in the buffer until their turn.
class request_reader {
public:
  request_reader(tcp_socket& socket, watch& w, const site& here)
      : socket_(socket), watch_(w), here_(here), buffer_(buffer_max) {}

  /// Reads up to the blank line into `out`, which must be empty and stay where it is until the body is read.
  task<read_result> head(ports::http_request& out);
  /// Reads the body, of at most `body_max` bytes.
  task<read_result> body(std::size_t body_max);

  [[nodiscard]] const request_parser& parser() const { return *parser_; }
  [[nodiscard]] bool has_buffered() const noexcept { return buffer_.size() > 0; }

private:
  static constexpr std::size_t buffer_max = 96u << 10;

  task<bool> fill(std::size_t wanted);
  read_result parse();
  void skip_blank_line();

  tcp_socket& socket_;
  watch& watch_;
  const site& here_;
  boost::beast::flat_buffer buffer_;
  std::optional<request_parser> parser_;
  std::size_t head_bytes_ = 0;
};

} // namespace charla::http
