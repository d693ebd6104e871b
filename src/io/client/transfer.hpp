#pragma once

#include "io/client/curl_client.hpp"

#include <curl/curl.h>

namespace charla::client {

/// One request under way: the handle libcurl works on, and everything it points at.
class transfer {
public:
  using done_fn = std::function<void(ports::client_response)>;

  transfer(ports::client_request request, done_fn done);
  ~transfer();
  transfer(const transfer&) = delete;
  transfer& operator=(const transfer&) = delete;

  /// Makes the handle ready. False when libcurl refuses the URL, or a field carries a line break.
  [[nodiscard]] bool prepare(const options& o, CURL* handle);
  /// Notes what libcurl found out; `answer` passes it on.
  const ports::client_response& conclude(CURLcode how);
  void answer();
  /// Answers without having been sent.
  void refuse(std::string why);
  /// Answers when the client is taken down.
  void abandon();
  /// For the log: neither path nor query, which may carry names and tokens.
  [[nodiscard]] std::string host() const;
  [[nodiscard]] const ports::client_request& request() const noexcept { return request_; }
  [[nodiscard]] CURL* handle() const noexcept { return handle_; }

private:
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t n, void* self);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t n, void* self);
  static int on_connected(void* self, char*, char*, int, int);
  static curl_socket_t on_socket(void* self, curlsocktype what, curl_sockaddr* address);

  [[nodiscard]] ports::transport_errc error_of(CURLcode how) const;

  ports::client_request request_;
  done_fn done_;
  ports::client_response response_;
  CURL* handle_ = nullptr;
  curl_slist* headers_ = nullptr;
  bool started_ = false; ///< the request was about to be written: from here on it may have arrived
  bool blocked_ = false;
  bool too_large_ = false;
};

} // namespace charla::client
