#pragma once

#include "conformance/store_suite.hpp"
#include "io/clock/system.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/postgres.hpp"
#include "io/store/postgres/migrate.hpp"

namespace charla::conformance {

/// The throw-away server that tests/support/servers/servers.sh has started; throws with a hint when there is none.
std::string server_url();
/// The server's URL for another of its databases.
std::string url_of_database(const std::string& name);

/// A database of its own, made from a migrated template and dropped afterwards.
class pg_world final : public world {
public:
  enum class start : std::uint8_t { migrated, empty };
  explicit pg_world(start how = start::migrated);
  pg_world(const pg_world&) = delete;
  pg_world& operator=(const pg_world&) = delete;
  ~pg_world() override;

  std::unique_ptr<ports::store> store() override { return store(1); }
  std::unique_ptr<ports::store> store(std::size_t lanes) { return store::make_postgres(url(), lanes, *crypto, *clock); }
  std::string bytes_at_rest() override;

  [[nodiscard]] std::string url() const { return url_of_database(name); }
  /// One statement, from outside; its rows.
  pqxx::result sql(const std::string& text);

  std::string name;
  std::unique_ptr<ports::crypto> crypto = secrets::make_crypto(std::string(32, 'k'));
  std::unique_ptr<ports::clock> clock = clock::make_system_clock();

private:
  store::postgres::deadlines watch_;
  std::unique_ptr<store::postgres::session> outside_;
};

} // namespace charla::conformance
