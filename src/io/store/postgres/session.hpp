#pragma once

#include "io/store/postgres/arguments.hpp"
#include "io/store/postgres/deadline.hpp"
#include "io/store/postgres/failure.hpp"

#include <memory>
#include <pqxx/result>

namespace charla::store::postgres {

/// How a session shall behave.
struct session_config {
  std::string url;              ///< as `without_driver` gives it
  std::string application_name; ///< shown in pg_stat_activity
  milliseconds statement_timeout{5000};
  milliseconds lock_timeout{3000};
  /// The server's own limits plus the way: after it the connection is given up.
  milliseconds answer_within{9000};
};

/// One connection. Each statement is its own transaction: a stopped client can never hold a lock (protocol H3).
/// Nothing is ever cancelled: a cancel can end the wait for a synchronous standby with success (protocol H22).
/// All members throw `failure`; after `lost` the connection is closed.
class session {
public:
  session(session_config config, deadlines& watch);
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  /// Connects if it is not; `busy` when the server cannot be reached.
  void connect();
  void drop() noexcept;
  [[nodiscard]] bool connected() const noexcept;

  /// Runs one statement, prepared on first use.
  pqxx::result run(const std::string& sql, const arguments& with = {});
  /// Several statements without arguments in one transaction, or what `sql` says itself.
  void script(const std::string& sql);
  /// `run` for reads: a connection that turns out to be dead is replaced once.
  pqxx::result read(const std::string& sql, const arguments& with = {});

private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

} // namespace charla::store::postgres
