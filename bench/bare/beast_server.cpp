#include "bare/beast_server.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace charla::bench {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

class session : public std::enable_shared_from_this<session> {
public:
  session(tcp::socket socket, const beast_server::handler& handle) : socket_(std::move(socket)), handle_(handle) {
    socket_.set_option(tcp::no_delay(true));
  }

  void read() {
    request_ = {};
    http::async_read(socket_, buffer_, request_,
                     [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
                       if (!ec) self->handle();
                     });
  }

private:
  void handle() {
    const auto signature = request_["X-Hub-Signature-256"];
    handle_({request_.body(), {signature.data(), signature.size()}}, [self = shared_from_this()](int status) {
      // `dispatch` answers at once when called on the server's own thread.
      asio::dispatch(self->socket_.get_executor(), [self, status] { self->write(status); });
    });
  }

  void write(int status) {
    response_ = {};
    response_.result(static_cast<unsigned>(status));
    response_.set(http::field::content_type, "application/json");
    response_.body() = status == 200 ? R"({"ok":true})" : R"({"ok":false})";
    response_.prepare_payload();
    http::async_write(socket_, response_, [self = shared_from_this()](boost::system::error_code ec, std::size_t) {
      if (!ec) self->read();
    });
  }

  tcp::socket socket_;
  const beast_server::handler& handle_;
  boost::beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
};

} // namespace

struct beast_server::impl {
  impl(std::uint16_t port, handler h)
      : handle(std::move(h)), acceptor(context, {asio::ip::address_v4::loopback(), port}),
        signals(context, SIGINT, SIGTERM) {
    signals.async_wait([this](boost::system::error_code, int) { context.stop(); });
    accept();
  }

  void accept() {
    acceptor.async_accept([this](boost::system::error_code ec, tcp::socket socket) {
      if (!ec) std::make_shared<session>(std::move(socket), handle)->read();
      accept();
    });
  }

  asio::io_context context{1};
  handler handle;
  tcp::acceptor acceptor;
  asio::signal_set signals;
};

beast_server::beast_server(std::uint16_t port, handler h) : impl_(std::make_unique<impl>(port, std::move(h))) {}
beast_server::~beast_server() = default;

std::uint16_t beast_server::port() const { return impl_->acceptor.local_endpoint().port(); }

void beast_server::run() { impl_->context.run(); }

void beast_server::post(std::function<void()> task) { asio::post(impl_->context, std::move(task)); }

} // namespace charla::bench
