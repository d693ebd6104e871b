#include "cli/simulator_server.hpp"

#include "cli/timer_thread.hpp"
#include "io/providers/simulator/simulator.hpp"

namespace charla::cli {

namespace {

ports::http_config listening(const simulator_settings& s) {
  ports::http_config c;
  c.address = s.address;
  c.port = s.port;
  c.workers = 1; // files; every other route answers on the I/O thread
  return c;
}

simulator::options options_of(const simulator_settings& s) {
  simulator::options o;
  o.callback_url = s.callback_url;
  o.log_path = s.log_path;
  o.limits = s.limits;
  o.app_secret = s.app_secret;
  o.phone_number_id = s.phone_number_id;
  return o;
}

} // namespace

struct simulator_server::impl {
  impl(const simulator_settings& s,
       ports::http_client& client,
       ports::log& log,
       ports::metrics& metrics,
       ports::clock& clock,
       ports::crypto& crypto)
      : address(s.address),
        server(listening(s),
               simulator::make_routes(options_of(s),
                                      client,
                                      clock,
                                      crypto,
                                      [this](std::chrono::milliseconds wait, std::function<void()> work) {
                                        later.after(wait, std::move(work));
                                      }),
               log,
               metrics,
               clock,
               crypto) {}

  std::string address;
  timer_thread later; // before the server: its routes still schedule while it stops
  http::server server;
};

simulator_server::simulator_server(const simulator_settings& settings,
                                   ports::http_client& client,
                                   ports::log& log,
                                   ports::metrics& metrics,
                                   ports::clock& clock,
                                   ports::crypto& crypto)
    : impl_(std::make_unique<impl>(settings, client, log, metrics, clock, crypto)) {}

simulator_server::~simulator_server() = default;

flows::result<void> simulator_server::start() { return impl_->server.start(); }

std::string simulator_server::url() const {
  return "http://" + impl_->address + ':' + std::to_string(impl_->server.port());
}

} // namespace charla::cli
