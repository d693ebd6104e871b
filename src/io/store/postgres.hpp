#pragma once

#include "io/ports/clock.hpp"
#include "io/ports/crypto.hpp"
#include "io/ports/store.hpp"

namespace charla::store {

/// A store on PostgreSQL 13 or newer.
/// @param url a libpq URL or keyword string; a driver in the scheme (`postgresql+psycopg://`) is ignored. The role
/// needs
///        to own its database (it makes tables and functions) and nothing beyond.
/// @param lanes connections that write side by side, 1 to 64; a conversation belongs to lane `shard % lanes`.
std::unique_ptr<ports::store>
make_postgres(const std::string& url, std::size_t lanes, ports::crypto& crypto, ports::clock& clock);

} // namespace charla::store
