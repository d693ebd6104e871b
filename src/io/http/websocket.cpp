#include "io/http/channel.hpp"
#include "io/http/handover.hpp"
#include "io/http/request_report.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>

// Beast's WebSocket costs 10 s of compile time: it is in this file only.
namespace charla::http {

namespace {

namespace websocket = boost::beast::websocket;
namespace beast_http = boost::beast::http;

/// One WebSocket connection (RFC 6455). One coroutine reads, one writes; both on the lane's thread.
class websocket_connection final : public channel_connection {
public:
  websocket_connection(lane& on, handover given, ports::websocket_accept accept)
      : channel_connection(on), given_(std::move(given)), accept_(std::move(accept)),
        stream_(std::move(given_.socket)) {}

  task<> run() {
    const auto self = std::static_pointer_cast<websocket_connection>(shared_from_this());
    const stay staying{lane_, self};
    const bool opened = co_await open();
    if (opened) {
      lane_.spawn(self, &websocket_connection::write_all);
      guarded([&] { accept_.session->on_open(make_channel()); });
      co_await read_all();
    }
    over_ = true;
    mark_gone();
    wake_.notify();
    if (opened) guarded([&] { accept_.session->on_close(); });
    accept_.session.reset();
  }

  void tick(moment now) override {
    if (over_) return;
    const auto every = site_.bounds.ping_every;
    // Time for what waits and for the close frame behind it; a peer that takes neither is cut off.
    if (close_ && !kill_at_) kill_at_ = now + every;
    if (kill_at_ && now >= *kill_at_) return cut();
    if (heard_ == moment{} || now - heard_ < every || now - pinged_ < every) return;
    if (pings_ == 2) {
      close_soon({4008, "no answer to pings"});
      return;
    }
    ++pings_;
    pinged_ = now;
    ping_due_ = true;
    wake_.notify();
  }

  void drain() override { close_soon({1001, "draining"}); }

  void cut() override {
    over_ = true;
    error_code ec;
    stream_.next_layer().close(ec);
    wake_.notify();
  }

private:
  static constexpr std::chrono::seconds close_timeout{5};

  task<bool> open() {
    beast_http::request<beast_http::empty_body> request{beast_http::verb::get, given_.request.target, 11};
    for (const auto& h : given_.request.headers)
      request.insert(h.name, h.value);
    stream_.set_option(websocket::stream_base::timeout{close_timeout, websocket::stream_base::none(), false});
    stream_.set_option(websocket::stream_base::decorator([this](websocket::response_type& r) {
      r.set(beast_http::field::server, "charla"); // left out, Beast would put its own name and version
      r.set("X-Request-Id", given_.request.correlation_id);
      if (!accept_.subprotocol.empty()) r.set(beast_http::field::sec_websocket_protocol, accept_.subprotocol);
    }));
    stream_.read_message_max(site_.bounds.frame_bytes);
    stream_.text(true);
    stream_.auto_fragment(false); // a frame of ours is one frame on the wire
    stream_.control_callback([this](websocket::frame_type, boost::beast::string_view) { heard(); });
    error_code ec;
    co_await stream_.async_accept(request, asio::redirect_error(resume, ec));
    report(site_, {given_.endpoint, "GET", ec ? 400 : 101, std::chrono::steady_clock::now() - given_.read,
                   given_.request.correlation_id});
    heard();
    co_return !ec && !over_;
  }

  void heard() {
    heard_ = std::chrono::steady_clock::now();
    pings_ = 0;
  }

  task<> read_all() {
    boost::beast::flat_buffer buffer;
    error_code ec;
    for (;;) {
      co_await stream_.async_read(buffer, asio::redirect_error(resume, ec));
      if (ec || over_) break;
      heard();
      if (stream_.got_text() && !close_)
        guarded([&] { accept_.session->on_text({static_cast<const char*>(buffer.data().data()), buffer.size()}); });
      else if (!stream_.got_text())
        close_soon({1003, "text frames only"});
      buffer.consume(buffer.size());
    }
  }

  task<> write_all() {
    error_code ec;
    while (!over_ && !ec) {
      if (ping_due_) {
        ping_due_ = false;
        co_await stream_.async_ping({}, asio::redirect_error(resume, ec));
      } else if (has_frames()) {
        const auto frame = pop();
        co_await stream_.async_write(asio::buffer(frame), asio::redirect_error(resume, ec));
        written(frame.size());
      } else if (close_) {
        websocket::close_reason why{static_cast<websocket::close_code>(close_->code)};
        why.reason.assign(close_->reason.data(), std::min<std::size_t>(close_->reason.size(), 120));
        co_await stream_.async_close(why, asio::redirect_error(resume, ec));
        break;
      } else {
        co_await wake_.wait();
      }
    }
    if (!over_) cut();
  }

  /// A handler's exception closes its connection; see session_handlers.cpp for why its text is not logged.
  template <class F>
  void guarded(const F& run) {
    try {
      run();
    } catch (const std::exception& e) {
      site_.log.error("http.handler_failed", {{"endpoint", std::string{given_.endpoint}},
                                              {"correlation_id", given_.request.correlation_id},
                                              {"exception", typeid(e).name()}});
      close_soon({1011, "internal error"});
    }
  }

  /// Closes in order, or by force when the peer does not play along.
  void close_soon(close_request c) {
    if (!kill_at_) kill_at_ = std::chrono::steady_clock::now() + close_timeout;
    ask_close(std::move(c));
  }

  handover given_;
  ports::websocket_accept accept_;
  websocket::stream<tcp_socket> stream_;
  moment heard_{};
  moment pinged_{};
  std::optional<moment> kill_at_;
  int pings_ = 0;
  bool ping_due_ = false;
  bool over_ = false;
};

} // namespace

void start_websocket(lane& on, handover given, ports::websocket_accept accept) {
  on.spawn(std::make_shared<websocket_connection>(on, std::move(given), std::move(accept)), &websocket_connection::run);
}

} // namespace charla::http
