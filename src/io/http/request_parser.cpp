#include "io/http/request_parser.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace charla::http {

namespace beast_http = boost::beast::http;

void request_parser::on_request_impl(beast_http::verb, view method, view target, int version, error&) {
  out_.method.assign(method.data(), method.size());
  out_.target.assign(target.data(), target.size());
  version_ = version;
  out_.headers.reserve(12);
}

void request_parser::on_field_impl(beast_http::field known, view name, view value, error& ec) {
  // Trailer fields come after the decision was made: merging them would let a body change its own header.
  if (in_trailer_) return;
  if (++fields_ > fields_max_) {
    ec = beast_http::error::header_limit;
    return;
  }
  if (known == beast_http::field::transfer_encoding) ++encodings_;
  if (known == beast_http::field::host) ++hosts_;
  out_.headers.push_back({{name.data(), name.size()}, {value.data(), value.size()}});
}

void request_parser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error&) {
  // Room for what is announced, but a promise alone gets no more than this.
  constexpr std::uint64_t trust = 256u << 10;
  if (length) out_.body.reserve(static_cast<std::size_t>(std::min(*length, trust)));
}

std::size_t request_parser::on_body_impl(view bytes, error&) {
  out_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

} // namespace charla::http
