#include "world.hpp"

#include <catch2/catch.hpp>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

namespace charla::http_test {

world::world()
    : clock(clock::make_system_clock()), crypto(secrets::make_crypto(std::string(32, 'k'))),
      log_file(::memfd_create("log", MFD_CLOEXEC)) {
  log::log_options options;
  options.descriptor = log_file;
  log = std::make_unique<log::writer>(*clock, options);
  metrics = metrics::make_metrics(*log);
  config.port = 0;
}

world::~world() {
  server.reset();
  log.reset();
  ::close(log_file);
}

void world::start() {
  server = std::make_unique<http::server>(config, routes, *log, *metrics, *clock, *crypto, bounds);
  const auto started = server->start();
  if (!started) FAIL(started.error().what);
}

void world::answer_with(std::string method,
                        std::string pattern,
                        std::function<ports::http_response(ports::http_request)> f) {
  ports::route r;
  r.method = std::move(method);
  r.pattern = std::move(pattern);
  r.where = ports::run_on::io_thread;
  r.handle = [f = std::move(f)](ports::http_request q, const ports::responder_ptr& to) { (*to)(f(std::move(q))); };
  routes.http.push_back(std::move(r));
}

std::string world::logged() const {
  std::string out(static_cast<std::size_t>(::lseek(log_file, 0, SEEK_END)), '\0');
  const auto n = ::pread(log_file, out.data(), out.size(), 0);
  out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return out;
}

bool world::logs(std::string_view text) const {
  return becomes([&] { return logged().find(text) != std::string::npos; });
}

bool becomes(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

} // namespace charla::http_test
