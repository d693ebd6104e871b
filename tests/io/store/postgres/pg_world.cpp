#include "pg_world.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace charla::conformance {

using store::postgres::deadlines;
using store::postgres::session;

namespace {

void on_server(const std::string& statement) {
  deadlines watch;
  session server{{server_url(), "charla-test"}, watch};
  server.script(statement);
}

/// Migrated once for a test program: a copy takes a fraction of the time of the migrations.
const std::string& migrated_template() {
  static const struct made_once {
    std::string name = fmt::format("charla_template_{}", ::getpid());
    made_once() {
      on_server(fmt::format("CREATE DATABASE {}", name));
      deadlines watch;
      session db{{url_of_database(name), "charla-test"}, watch};
      store::postgres::migrate(db, store::postgres_migrations());
    }
    ~made_once() { on_server(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)); }
  } made;
  return made.name;
}

} // namespace

std::string server_url() {
  const auto* url = std::getenv("CHARLA_TEST_PG");
  if (url == nullptr)
    throw std::runtime_error{"CHARLA_TEST_PG is not set: run this through tests/support/servers/servers.sh run -- …"};
  return url;
}

std::string url_of_database(const std::string& name) {
  const auto url = server_url();
  return url.substr(0, url.rfind('/') + 1) + name;
}

pg_world::pg_world(start how) {
  static int next = 0;
  name = fmt::format("charla_{}_{}", ::getpid(), next++);
  const auto from = how == start::migrated ? migrated_template() : "template0";
  on_server(fmt::format("CREATE DATABASE {} TEMPLATE {}", name, from));
  outside_ = std::make_unique<session>(store::postgres::session_config{url(), "charla-test"}, watch_);
}

pg_world::~pg_world() {
  outside_.reset();
  try {
    on_server(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
  } catch (const std::exception&) {
    // The server goes away with the whole run.
  }
}

pqxx::result pg_world::sql(const std::string& text) { return outside_->read(text); }

std::string pg_world::bytes_at_rest() {
  const auto* data = std::getenv("CHARLA_TEST_PG_DATA");
  if (data == nullptr) return {};
  sql("CHECKPOINT");
  const auto oid = sql("SELECT oid FROM pg_database WHERE datname = current_database()")[0][0].as<std::string>();
  return bytes_of_files(std::string{data} + "/base/" + oid) + bytes_of_files(std::string{data} + "/pg_wal");
}

std::vector<subject> subjects() {
  return {{"postgres", [] { return std::make_unique<pg_world>(); }}};
}

} // namespace charla::conformance
