#include "io/http/listener.hpp"

#include "io/http/problem.hpp"
#include "io/http/session.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace charla::http {

namespace {

/// How many refused connections may be open at a time; beyond, nobody is accepted and the kernel's backlog waits.
constexpr std::size_t turning_away_max = 64;
constexpr std::chrono::milliseconds pause_for{100};

/// A connection beyond `connections_max`: hears 503, has a moment to read it, is closed.
class turned_away final : public connection, public std::enable_shared_from_this<turned_away> {
public:
  turned_away(lane& on, tcp_socket socket) : lane_(on), socket_(std::move(socket)) {}

  task<> run() {
    const auto self = shared_from_this();
    const stay staying{lane_, self};
    until_ = std::chrono::steady_clock::now() + lane_.here().bounds.linger;
    std::string out;
    auto r = problem(503, "The server has as many connections as it may have; try again shortly.", {}, {});
    r.headers.push_back({"Retry-After", "1"});
    append_head(out, r, {.date = lane_.date(), .correlation_id = {}, .keep_alive = false});
    out += r.body;
    error_code ec;
    socket_.non_blocking(true, ec);
    socket_.write_some(asio::buffer(out), ec); // less than any socket's buffer
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    std::string bin(4096, '\0');
    while (!ec)
      co_await socket_.async_read_some(asio::buffer(bin), asio::redirect_error(resume, ec));
  }

  void tick(moment now) override {
    if (now >= until_) cut();
  }
  void drain() override { cut(); }
  void cut() override {
    error_code ec;
    socket_.close(ec);
  }

private:
  lane& lane_;
  tcp_socket socket_;
  moment until_{};
};

tl::unexpected<flows::error> refused(const ports::http_config& config, const error_code& ec) {
  const auto place = config.address + " port " + std::to_string(config.port);
  if (ec == asio::error::address_in_use)
    return flows::fail("http.listen",
                       place
                           + " is in use by another program: stop that one, or set http.port (APP_PORT) to a free "
                             "port; 0 takes any.",
                       "http.port");
  if (ec == asio::error::access_denied)
    return flows::fail("http.listen",
                       place
                           + " needs rights this user does not have: ports below 1024 are for root; set http.port "
                             "(APP_PORT) to a higher one.",
                       "http.port");
  return flows::fail("http.listen",
                     "cannot listen on " + place + ": " + ec.message()
                         + ". http.address (APP_HOST) must be an IP address of this machine, or 0.0.0.0 for all.",
                     "http.address");
}

} // namespace

listener::listener(std::vector<std::shared_ptr<lane>> lanes)
    : lanes_(std::move(lanes)), site_(lanes_.front()->here()), acceptor_(lanes_.front()->context().get_executor()) {}

flows::result<void> listener::open() {
  error_code ec;
  const auto& config = site_.config;
  const auto address = asio::ip::make_address(config.address == "localhost" ? "127.0.0.1" : config.address, ec);
  const asio::ip::tcp::endpoint at{address, config.port};
  if (!ec) acceptor_.open(at.protocol(), ec);
  if (!ec) acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor_.bind(at, ec);
  if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  if (ec) return refused(config, ec);
  return {};
}

std::uint16_t listener::port() const {
  error_code ec;
  const auto at = acceptor_.local_endpoint(ec);
  return ec ? std::uint16_t{0} : at.port();
}

task<> listener::run() {
  const auto self = shared_from_this();
  for (std::size_t turn = 0; acceptor_.is_open(); ++turn) {
    auto& on = *lanes_[turn % lanes_.size()];
    tcp_socket socket{on.context().get_executor()};
    error_code ec;
    co_await acceptor_.async_accept(socket, asio::redirect_error(resume, ec));
    if (ec == asio::error::operation_aborted || ec == asio::error::bad_descriptor) break;
    if (ec) {
      // Out of descriptors, mostly: what is open goes on, and the backlog waits.
      site_.log.error("http.accept_failed", {{"error", ec.message()}});
      site_.metrics.count("charla_http_refused_total", {{"reason", "accept"}});
      co_await pause();
      continue;
    }
    take(on, std::move(socket));
    while (turning_away_.load() >= turning_away_max && acceptor_.is_open())
      co_await pause();
  }
}

void listener::take(lane& on, tcp_socket socket) {
  const auto all = site_.connections.load();
  if (all - std::min(all, turning_away_.load()) < site_.config.connections_max) {
    on.spawn(std::make_shared<session>(on, std::move(socket)), &session::run);
    return;
  }
  site_.metrics.count("charla_http_refused_total", {{"reason", "connections"}});
  ++turning_away_;
  on.spawn(std::make_shared<turned_away>(on, std::move(socket)), &turned_away::run,
           [self = shared_from_this()] { --self->turning_away_; });
}

task<> listener::pause() {
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, executor> timer{
      lanes_.front()->context().get_executor()};
  timer.expires_after(pause_for);
  error_code ec;
  co_await timer.async_wait(asio::redirect_error(resume, ec));
}

void listener::close() {
  asio::post(lanes_.front()->context(), [self = shared_from_this()] {
    error_code ec;
    self->acceptor_.close(ec);
  });
}

} // namespace charla::http
