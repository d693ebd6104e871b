#pragma once

#include "io/ports/http.hpp"

#include <boost/beast/http/basic_parser.hpp>

namespace charla::http {

/// Beast's parser writing straight into our request: no copy of the header in between.
class request_parser final : public boost::beast::http::basic_parser<true> {
public:
  /// `out` must be empty and outlive the parser.
  request_parser(ports::http_request& out, std::size_t fields_max) : out_(out), fields_max_(fields_max) {}

  /// `Transfer-Encoding` that is not ours to read: anything but `chunked` alone.
  [[nodiscard]] bool foreign_encoding() const noexcept { return encodings_ != 0 && !chunked(); }
  [[nodiscard]] unsigned hosts() const noexcept { return hosts_; }
  [[nodiscard]] bool http_1_0() const noexcept { return version_ < 11; }
  [[nodiscard]] bool too_many_fields() const noexcept { return fields_ > fields_max_; }

private:
  using error = boost::system::error_code;
  using view = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, view method, view target, int version, error&) override;
  void on_response_impl(int, view, int, error&) override {}
  void on_field_impl(boost::beast::http::field known, view name, view value, error& ec) override;
  void on_header_impl(error&) override { in_trailer_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error&) override;
  std::size_t on_body_impl(view bytes, error&) override;
  void on_chunk_header_impl(std::uint64_t, view, error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, view bytes, error& ec) override { return on_body_impl(bytes, ec); }
  void on_finish_impl(error&) override {}

  ports::http_request& out_;
  std::size_t fields_max_;
  std::size_t fields_ = 0;
  unsigned encodings_ = 0;
  unsigned hosts_ = 0;
  int version_ = 11;
  bool in_trailer_ = false;
};

} // namespace charla::http
