#pragma once

#include "io/http/limits.hpp"
#include "io/http/origins.hpp"
#include "io/http/router.hpp"
#include "io/http/workers.hpp"
#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/log.hpp"
#include "io/ports/metrics.hpp"

#include <atomic>
#include <semaphore>

namespace charla::http {

/// What all connections of a server share.
struct site {
  site(const ports::http_config& c, ports::routes r, limits l, ports::log& lg, ports::metrics& m, ports::clock& ck)
      : config(c), bounds(l), routes(std::move(r)), where(routes), origins(config), log(lg), metrics(m), clock(ck),
        pool(c.workers, c.worker_queue) {}

  const ports::http_config config;
  const limits bounds;
  const ports::routes routes;
  const router where;
  const origin_policy origins;
  ports::log& log;
  ports::metrics& metrics;
  ports::clock& clock;
  std::atomic<std::size_t> connections{0};
  std::atomic<bool> draining{false};
  std::counting_semaphore<> emptied{0}; ///< released when the last connection leaves a draining server
  workers pool;                         ///< last: its tasks use the rest
};

} // namespace charla::http
