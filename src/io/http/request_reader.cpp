#include "io/http/request_reader.hpp"

#include <boost/beast/http/error.hpp>

namespace charla::http {

namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t head_read = 4u << 10;
constexpr std::size_t body_read = 64u << 10;

read_result result_of(error_code ec) {
  if (ec == beast_http::error::header_limit || ec == beast_http::error::buffer_overflow)
    return read_result::header_too_large;
  if (ec == beast_http::error::body_limit) return read_result::body_too_large;
  if (ec == beast_http::error::bad_version) return read_result::bad_version;
  return read_result::malformed;
}

} // namespace

refusal refusal_of(read_result r) {
  switch (r) {
  case read_result::ok:
  case read_result::closed: break;
  case read_result::timed_out: return {408, "timeout", "The request did not arrive in time; send it again."};
  case read_result::malformed:
    return {400, "malformed", "The request is not well-formed HTTP/1.1 (RFC 9112); check its framing and fields."};
  case read_result::bad_version: return {505, "version", "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
  case read_result::foreign_encoding:
    return {501, "encoding", "Of the transfer codings only chunked is understood; send the body without another."};
  case read_result::header_too_large:
    return {431, "header_too_large", "The request line and fields are too large; send fewer or shorter ones."};
  case read_result::body_too_large: return {413, "body_too_large", "The body is larger than this path takes."};
  }
  return {0, {}, {}};
}

task<bool> request_reader::fill(std::size_t wanted) {
  const auto room = buffer_.max_size() - buffer_.size();
  if (room == 0) co_return false;
  error_code ec;
  const auto n =
      co_await socket_.async_read_some(buffer_.prepare(std::min(wanted, room)), asio::redirect_error(resume, ec));
  buffer_.commit(n);
  co_return !ec && !watch_.expired;
}

read_result request_reader::parse() {
  error_code ec;
  const auto n = parser_->put(buffer_.data(), ec);
  buffer_.consume(n);
  if (!parser_->is_header_done()) head_bytes_ += n;
  if (!ec || ec == beast_http::error::need_more) return read_result::ok;
  return result_of(ec);
}

void request_reader::skip_blank_line() {
  // RFC 9112 §2.2: a server should ignore an empty line before the request line.
  const std::string_view seen{static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  if (seen.starts_with("\r\n")) buffer_.consume(2);
}

task<read_result> request_reader::head(ports::http_request& out) {
  parser_.emplace(out, here_.bounds.header_fields);
  parser_->header_limit(static_cast<std::uint32_t>(here_.bounds.header_bytes));
  parser_->body_limit(boost::none); // each route has its own, and it is not known yet
  head_bytes_ = 0;
  if (buffer_.size() == 0 && buffer_.capacity() > body_read) buffer_.shrink_to_fit();
  watch_.enter(watch::phase::idle, here_.config.idle_timeout);
  for (;;) {
    if (head_bytes_ == 0 && !parser_->got_some()) skip_blank_line();
    if (buffer_.size() > 0) {
      if (watch_.now == watch::phase::idle) watch_.enter(watch::phase::reading, here_.config.header_timeout);
      if (const auto r = parse(); r != read_result::ok) co_return r;
      if (parser_->is_header_done()) break;
      if (head_bytes_ + buffer_.size() > here_.bounds.header_bytes) co_return read_result::header_too_large;
    }
    if (!co_await fill(head_read)) {
      const bool begun = watch_.now == watch::phase::reading;
      co_return watch_.expired&& begun ? read_result::timed_out : read_result::closed;
    }
  }
  if (parser_->hosts() > 1 || (parser_->hosts() == 0 && !parser_->http_1_0())) co_return read_result::malformed;
  if (parser_->foreign_encoding()) co_return read_result::foreign_encoding;
  co_return read_result::ok;
}

task<read_result> request_reader::body(std::size_t body_max) {
  parser_->eager(true);
  parser_->body_limit(body_max);
  while (!parser_->is_done()) {
    if (buffer_.size() > 0) {
      if (const auto r = parse(); r != read_result::ok) co_return r;
      if (parser_->is_done()) break;
      if (buffer_.size() == buffer_.max_size()) co_return read_result::malformed; // a chunk's line without end
    }
    if (!co_await fill(body_read)) co_return watch_.expired ? read_result::timed_out : read_result::closed;
  }
  co_return read_result::ok;
}

} // namespace charla::http
