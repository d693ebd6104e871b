#include "io/store/postgres/session.hpp"

#include "io/store/postgres/url.hpp"

#include <fmt/format.h>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/prepared_statement>
#include <unistd.h>
#include <unordered_map>

namespace charla::store::postgres {

namespace {

/// Batches of different kinds make different statements; more than this is forgotten and prepared again.
constexpr std::size_t prepared_max = 300;

std::string connect_string(const session_config& c) {
  auto url = c.url;
  for (const auto& [key, value] : {std::pair{"application_name", c.application_name.c_str()},
                                   {"connect_timeout", "3"},
                                   {"keepalives_idle", "5"},
                                   {"keepalives_interval", "2"},
                                   {"keepalives_count", "2"},
                                   {"tcp_user_timeout", "5000"}})
    url = with_setting(std::move(url), key, value);
  return url;
}

} // namespace

struct session::impl {
  session_config config;
  deadlines& watch;
  std::unique_ptr<pqxx::connection> conn;
  /// A second descriptor of the connection's socket: it stays ours when libpq closes its own.
  int socket = -1;
  std::unordered_map<std::string, std::string> prepared;

  const std::string& name_of(const std::string& sql) {
    if (const auto known = prepared.find(sql); known != prepared.end()) return known->second;
    if (prepared.size() >= prepared_max) {
      for (const auto& [text, name] : prepared)
        conn->unprepare(name);
      prepared.clear();
    }
    auto name = fmt::format("s{}", prepared.size());
    conn->prepare(name, sql);
    return prepared.emplace(sql, std::move(name)).first->second;
  }
};

session::session(session_config config, deadlines& watch)
    : impl_(new impl{std::move(config), watch, nullptr, -1, {}}) {}

session::~session() { drop(); }

void session::drop() noexcept {
  impl_->conn.reset();
  impl_->prepared.clear();
  if (impl_->socket >= 0) ::close(std::exchange(impl_->socket, -1));
}

bool session::connected() const noexcept { return impl_->conn && impl_->conn->is_open(); }

void session::connect() {
  if (connected()) return;
  drop();
  auto& i = *impl_;
  try {
    i.conn = std::make_unique<pqxx::connection>(connect_string(i.config));
    i.socket = ::dup(i.conn->sock());
    script(fmt::format(
        "SET statement_timeout = {}; SET lock_timeout = {}; SET idle_in_transaction_session_timeout = 2000; "
        "SET client_min_messages = warning; SET timezone = 'UTC'",
        i.config.statement_timeout.count(), i.config.lock_timeout.count()));
  } catch (const std::exception& e) {
    drop();
    throw failure{mishap::busy, fmt::format("cannot connect to {}: {}", without_password(i.config.url), e.what())};
  }
}

pqxx::result session::run(const std::string& sql, const arguments& with) {
  connect();
  auto& i = *impl_;
  try {
    const deadlines::guard in_time{i.watch, i.socket, i.config.answer_within};
    pqxx::nontransaction tx{*i.conn};
    return tx.exec_prepared(i.name_of(sql), pqxx::prepare::make_dynamic_params(with.values()));
  } catch (...) {
    try {
      throw_as_failure();
    } catch (const failure& f) {
      if (f.kind() == mishap::lost) drop();
      throw;
    }
  }
}

void session::script(const std::string& sql) {
  if (!impl_->conn) connect();
  auto& i = *impl_;
  try {
    const deadlines::guard in_time{i.watch, i.socket, i.config.answer_within};
    pqxx::nontransaction tx{*i.conn};
    tx.exec(sql);
  } catch (...) {
    try {
      throw_as_failure();
    } catch (const failure& f) {
      if (f.kind() == mishap::lost) drop();
      throw;
    }
  }
}

pqxx::result session::read(const std::string& sql, const arguments& with) {
  try {
    return run(sql, with);
  } catch (const failure& f) {
    if (f.kind() != mishap::lost && f.kind() != mishap::again) throw;
  }
  return run(sql, with);
}

} // namespace charla::store::postgres
