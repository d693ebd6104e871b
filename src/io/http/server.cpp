#include "io/http/server.hpp"

#include "io/http/listener.hpp"

#include <cstring>

namespace charla::http {

struct server::impl {
  std::shared_ptr<site> here;
  std::vector<std::shared_ptr<lane>> lanes;
  std::shared_ptr<listener> door;
  std::uint16_t port = 0;
  bool running = false;
};

server::server(const ports::http_config& config,
               ports::routes routes,
               ports::log& log,
               ports::metrics& metrics,
               ports::clock& clock,
               ports::crypto& crypto,
               limits bounds)
    : impl_(std::make_unique<impl>()) {
  impl_->here = std::make_shared<site>(config, std::move(routes), bounds, log, metrics, clock);
  for (std::size_t i = 0; i < std::max<std::size_t>(config.io_threads, 1); ++i) {
    std::uint64_t seed = 0;
    const auto bytes = crypto.random_bytes(sizeof seed);
    std::memcpy(&seed, bytes.data(), std::min(bytes.size(), sizeof seed));
    impl_->lanes.push_back(std::make_shared<lane>(impl_->here, seed));
  }
  impl_->door = std::make_shared<listener>(impl_->lanes);
}

server::~server() { stop(std::chrono::milliseconds{0}); }

flows::result<void> server::start() {
  if (auto opened = impl_->door->open(); !opened) return opened;
  impl_->port = impl_->door->port();
  impl_->running = true;
  impl_->lanes.front()->spawn(impl_->door, &listener::run);
  for (const auto& l : impl_->lanes)
    l->start();
  return {};
}

std::uint16_t server::port() const { return impl_->port; }

void server::stop(std::chrono::milliseconds grace) {
  if (!std::exchange(impl_->running, false)) return;
  auto& here = *impl_->here;
  here.draining = true;
  impl_->door->close();
  for (const auto& l : impl_->lanes)
    l->drain();
  if (here.connections.load() > 0) (void)here.emptied.try_acquire_for(grace);
  for (const auto& l : impl_->lanes)
    l->stop();
  here.pool.stop();
}

} // namespace charla::http
