#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTTP as values: handlers and translators never see a third-party type.
namespace charla::ports {

struct header {
  std::string name;
  std::string value;
};
/// Case-insensitive look-up of the first header of that name; nullopt when it is absent.
[[nodiscard]] std::optional<std::string_view> find_header(const std::vector<header>& headers, std::string_view name);

struct http_request {
  std::string method;                                      ///< upper case
  std::string target;                                      ///< as received: path and query
  std::string path;                                        ///< percent-decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order; keys may contain dots
  std::vector<std::pair<std::string, std::string>> params; ///< of the route: `{id}`
  std::vector<header> headers;
  std::string body; ///< the raw bytes; signatures are taken over these
  std::string remote_address;
  std::string correlation_id; ///< from `X-Request-Id` when well-formed, else made here

  [[nodiscard]] std::optional<std::string_view> header_value(std::string_view name) const {
    return find_header(headers, name);
  }
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  [[nodiscard]] std::string_view param(std::string_view name) const; ///< empty when the route has none of that name
};

struct http_response {
  int status = 200;
  std::vector<header> headers;
  std::string body;
};

/// Called exactly once, from any thread. Dropping it unanswered answers 503.
class responder {
public:
  using send_fn = std::function<void(http_response)>;
  explicit responder(send_fn send) : send_(std::move(send)) {}
  responder(const responder&) = delete;
  responder& operator=(const responder&) = delete;
  ~responder();
  void operator()(http_response r);

private:
  send_fn send_;
};
using responder_ptr = std::shared_ptr<responder>;

/// Where a route's handler runs. `inline_`: on the I/O thread, must not block (webhooks, metrics). `blocking`: on the
/// bounded worker pool; when its queue is full the answer is 503.
enum class run_on : std::uint8_t { io_thread, workers };

using http_handler = std::function<void(http_request, responder_ptr)>;

/// One long-lived stream of text towards a client: a WebSocket connection or an SSE response.
class text_channel {
public:
  virtual ~text_channel() = default;
  /// Queues one frame. False when the client is too slow (more than the bound is queued) or gone: stop sending.
  virtual bool send(std::string frame) = 0;
  virtual void close(std::uint16_t code, std::string reason) = 0;
  [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
};
using text_channel_ptr = std::shared_ptr<text_channel>;

/// The server's side of one WebSocket connection; called on one strand.
class websocket_session {
public:
  virtual ~websocket_session() = default;
  virtual void on_open(text_channel_ptr channel) = 0;
  virtual void on_text(std::string_view frame) = 0;
  virtual void on_close() = 0;
};
/// Either a session, or the answer that refuses the upgrade (401, 403, 429). `subprotocol` is echoed when not empty.
struct websocket_accept {
  std::shared_ptr<websocket_session> session;
  std::string subprotocol;
  http_response refusal;
};
using websocket_handler = std::function<websocket_accept(const http_request&)>;
/// Begins an SSE response, or refuses it. `on_open` gets the channel; frames are complete SSE blocks.
struct sse_accept {
  std::function<void(text_channel_ptr)> on_open;
  std::function<void()> on_close;
  http_response refusal;
};
using sse_handler = std::function<sse_accept(const http_request&)>;

struct route {
  std::string method;  ///< `GET`, …
  std::string pattern; ///< `/api/v1/conversations/{id}`; a last segment `{path*}` takes the rest
  run_on where = run_on::workers;
  std::size_t body_max = 1 << 20; ///< bytes; more is 413
  http_handler handle;
};
struct routes {
  std::vector<route> http;
  std::vector<std::pair<std::string, websocket_handler>> websockets; ///< path → handler
  std::vector<std::pair<std::string, sse_handler>> streams;
};

// ---- outbound ----

enum class transport_errc : std::uint8_t {
  none,
  not_sent,  ///< refused, unknown host, TLS: the request was never written
  unknown,   ///< timeout or reset after it was written: perhaps it arrived
  blocked,   ///< the address is private and the caller may not go there (SSRF guard)
  too_large, ///< the answer passed the limit; the request did arrive
};

struct client_request {
  std::string method = "POST";
  std::string url;
  std::vector<header> headers;
  std::string body;
  std::chrono::milliseconds timeout{10'000};
  std::size_t answer_max = 1 << 20;
  bool tenant_url = false; ///< a tenant chose the URL: private addresses are refused, redirects not followed
};
struct client_response {
  transport_errc error = transport_errc::none;
  std::string error_text;
  int status = 0;
  std::vector<header> headers;
  std::string body;
  std::chrono::milliseconds took{0};
};

/// Outbound HTTP. `done` is called exactly once, on the client's thread: it must not block.
class http_client {
public:
  virtual ~http_client() = default;
  virtual void send(client_request request, std::function<void(client_response)> done) = 0;
};

} // namespace charla::ports
