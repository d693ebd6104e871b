#include "io/store/postgres/failure.hpp"

#include <pqxx/except>

namespace charla::store::postgres {

mishap meaning_of(std::string_view sqlstate) {
  if (sqlstate == "CH001") return mishap::fenced; // raised by hold_lane()
  if (sqlstate == "40003") return mishap::lost;   // statement completion unknown
  if (sqlstate == "53100") return mishap::full;
  if (sqlstate == "55P03" || sqlstate == "55006") return mishap::again;
  if (sqlstate == "57014") return mishap::busy; // statement_timeout; we never cancel
  const auto group = sqlstate.substr(0, 2);
  if (group == "40") return mishap::again;
  if (group == "21" || group == "22" || group == "23" || group == "54") return mishap::data;
  // 25: a read-only server; 28, 3D, 42: not the schema or the rights that we need. All of them undone by the server.
  for (const auto* undone : {"25", "28", "3D", "42", "53", "55"})
    if (group == undone) return mishap::busy;
  return mishap::lost;
}

void throw_as_failure() {
  try {
    throw;
  } catch (const failure&) {
    throw;
  } catch (const pqxx::too_many_connections& e) {
    throw failure{mishap::busy, e.what()};
  } catch (const pqxx::broken_connection& e) {
    throw failure{mishap::lost, e.what()};
  } catch (const pqxx::statement_completion_unknown& e) {
    throw failure{mishap::lost, e.what()};
  } catch (const pqxx::transaction_rollback& e) {
    throw failure{mishap::again, e.what()};
  } catch (const pqxx::sql_error& e) {
    throw failure{meaning_of(e.sqlstate()), e.sqlstate() + ": " + e.what()};
  } catch (const std::exception& e) {
    // libpqxx says nothing more of a connection that ended in the middle of an answer.
    throw failure{mishap::lost, e.what()};
  }
}

ports::store_error of_write(const failure& f) {
  using ports::store_errc;
  switch (f.kind()) {
  case mishap::again:
  case mishap::busy: return {store_errc::unavailable, f.what()};
  case mishap::full: return {store_errc::full, f.what()};
  case mishap::data: return {store_errc::data, f.what()};
  case mishap::fenced: return {store_errc::fenced, f.what()};
  case mishap::lost: return {store_errc::unknown_outcome, f.what()};
  }
  return {store_errc::unavailable, f.what()};
}

ports::store_error of_read(const failure& f) {
  auto e = of_write(f);
  if (e.code == ports::store_errc::unknown_outcome) e.code = ports::store_errc::unavailable;
  return e;
}

} // namespace charla::store::postgres
