#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/store/postgres/session.hpp"

namespace charla::store::postgres {

/// What a store and everything it has given out share.
struct place {
  std::string url; ///< as libpq reads it
  std::size_t lanes = 1;
  ports::crypto& crypto;
  ports::clock& clock;
  deadlines watch;
  std::int64_t incarnation = 0; ///< set by `open`
  epoch_t epoch = 0;

  place(std::string where, std::size_t n, ports::crypto& c, ports::clock& t)
      : url(std::move(where)), lanes(n), crypto(c), clock(t) {}
};

} // namespace charla::store::postgres
