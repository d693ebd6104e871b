#include "io/client/transfer.hpp"

#include "io/client/address_guard.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

namespace charla::client {

transfer::transfer(ports::client_request request, done_fn done)
    : request_(std::move(request)), done_(std::move(done)) {}

transfer::~transfer() { curl_slist_free_all(headers_); }

bool transfer::prepare(const options& o, CURL* handle) {
  handle_ = handle;
  curl_easy_reset(handle_);
  curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
  if (curl_easy_setopt(handle_, CURLOPT_URL, request_.url.c_str()) != CURLE_OK) return false;
  curl_easy_setopt(handle_, CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle_, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(handle_, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(handle_, CURLOPT_USERAGENT, o.user_agent.c_str());
  // A proxy of the environment would see tokens, and would hide the address that the guard has to judge.
  curl_easy_setopt(handle_, CURLOPT_PROXY, "");
  curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(o.connect_timeout.count()));
  // Zero would mean for ever.
  curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, std::max(1L, static_cast<long>(request_.timeout.count())));
  curl_easy_setopt(handle_, CURLOPT_PREREQFUNCTION, &transfer::on_connected);
  curl_easy_setopt(handle_, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &transfer::on_body);
  curl_easy_setopt(handle_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle_, CURLOPT_HEADERFUNCTION, &transfer::on_header);
  curl_easy_setopt(handle_, CURLOPT_HEADERDATA, this);
  if (request_.tenant_url) {
    curl_easy_setopt(handle_, CURLOPT_OPENSOCKETFUNCTION, &transfer::on_socket);
    curl_easy_setopt(handle_, CURLOPT_OPENSOCKETDATA, this);
    // A connection that somebody else has opened was judged for somebody else.
    curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(handle_, CURLOPT_FORBID_REUSE, 1L);
  }
  for (const auto& h : request_.headers) {
    if ((h.name + h.value).find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) return false;
    headers_ = curl_slist_append(headers_, (h.name + ": " + h.value).c_str());
  }
  headers_ = curl_slist_append(headers_, "Expect:"); // no round trip before the body
  curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers_);
  if (request_.method == "GET") return true;
  if (request_.method == "HEAD") return curl_easy_setopt(handle_, CURLOPT_NOBODY, 1L) == CURLE_OK;
  curl_easy_setopt(handle_, CURLOPT_POST, 1L);
  curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, request_.body.data());
  curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  return true;
}

std::size_t transfer::on_body(char* bytes, std::size_t size, std::size_t n, void* self) {
  auto& t = *static_cast<transfer*>(self);
  if (t.response_.body.size() + size * n > t.request_.answer_max) {
    t.too_large_ = true;
    return 0; // ends the transfer
  }
  t.response_.body.append(bytes, size * n);
  return size * n;
}

std::size_t transfer::on_header(char* bytes, std::size_t size, std::size_t n, void* self) {
  auto& headers = static_cast<transfer*>(self)->response_.headers;
  const std::string_view line{bytes, size * n};
  if (line.substr(0, 5) == "HTTP/") headers.clear(); // those of an interim answer are not the answer's
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || headers.size() >= 100) return size * n;
  auto value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
    value.remove_prefix(1);
  while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
    value.remove_suffix(1);
  headers.push_back({std::string{line.substr(0, colon)}, std::string{value}});
  return size * n;
}

int transfer::on_connected(void* self, char*, char*, int, int) {
  auto& t = *static_cast<transfer*>(self);
  // libcurl writes a request a second time when a kept connection ends without a byte of answer. The first one may
  // have been read: a message must not go out twice, so only reading methods are repeated.
  const bool may_repeat = t.request_.method == "GET" || t.request_.method == "HEAD";
  if (t.started_ && !may_repeat) return CURL_PREREQFUNC_ABORT;
  t.started_ = true;
  return CURL_PREREQFUNC_OK;
}

curl_socket_t transfer::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  if (is_private(address->addr)) {
    static_cast<transfer*>(self)->blocked_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// The one question that matters to a sender: can the other side have seen the request? Only a failure before libcurl
// had a connection to write to says no for sure.
ports::transport_errc transfer::error_of(CURLcode how) const {
  using ports::transport_errc;
  if (how == CURLE_OK) return transport_errc::none;
  if (blocked_ && !started_) return transport_errc::blocked;
  if (too_large_) return transport_errc::too_large;
  return started_ ? transport_errc::unknown : transport_errc::not_sent;
}

const ports::client_response& transfer::conclude(CURLcode how) {
  long status = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
  curl_off_t took_us = 0;
  curl_easy_getinfo(handle_, CURLINFO_TOTAL_TIME_T, &took_us);
  response_.status = static_cast<int>(status);
  response_.took = std::chrono::milliseconds{took_us / 1000};
  response_.error = error_of(how);
  if (blocked_)
    response_.error_text = "the address is private: a URL of a tenant must lead to a public one";
  else if (too_large_)
    response_.error_text = "the answer is larger than " + std::to_string(request_.answer_max) + " bytes";
  else if (how != CURLE_OK)
    response_.error_text = curl_easy_strerror(how);
  return response_;
}

void transfer::refuse(std::string why) {
  response_.error = ports::transport_errc::not_sent;
  response_.error_text = std::move(why);
  answer();
}

void transfer::abandon() {
  response_ = {};
  response_.error = started_ ? ports::transport_errc::unknown : ports::transport_errc::not_sent;
  response_.error_text = "the client was stopped before the answer came";
  answer();
}

std::string transfer::host() const {
  const auto begin = request_.url.find("://");
  if (begin == std::string::npos) return {};
  const auto authority = request_.url.substr(begin + 3, request_.url.find_first_of("/?#", begin + 3) - begin - 3);
  const auto at = authority.rfind('@');
  return at == std::string::npos ? authority : authority.substr(at + 1);
}

void transfer::answer() {
  if (auto done = std::exchange(done_, nullptr)) done(std::move(response_));
}

} // namespace charla::client
