#include "io/store/sqlite/connection.hpp"

#include <ctime>
#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

/// How long a writer waits for another connection's transaction (they last milliseconds).
constexpr int busy_wait_ms = 5'000;
/// WAL pages before a commit also copies them into the file: 16 MiB. The lane has a checkpointer instead.
constexpr const char* settings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=-1;"
                                 "PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;";

// SQLite's own busy handler sleeps for up to 100 ms between tries, which under a writer that commits back to back
// misses every gap. One try a millisecond finds one.
int wait_for_the_writer(void*, int tries) {
  if (tries >= busy_wait_ms) return 0;
  const timespec a_millisecond{0, 1'000'000};
  nanosleep(&a_millisecond, nullptr);
  return 1;
}

} // namespace

store_error meaning_of(const failure& f, bool committing) {
  const auto as = [&](store_errc code) { return store_error{code, f.what}; };
  switch (f.code & 0xff) {
  case SQLITE_FULL: return as(store_errc::full);
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: return as(store_errc::corrupt);
  case SQLITE_CONSTRAINT:
  case SQLITE_TOOBIG:
  case SQLITE_MISMATCH:
  case SQLITE_RANGE: return as(store_errc::data);
  case SQLITE_IOERR: return as(committing ? store_errc::unknown_outcome : store_errc::unavailable);
  default: return as(store_errc::unavailable);
  }
}

bool is_disk_failure(const failure& f) {
  return f.code == SQLITE_IOERR_FSYNC || f.code == SQLITE_IOERR_WRITE || f.code == SQLITE_IOERR_DIR_FSYNC;
}

query::query(connection& db, const char* sql) : db_(db), statement_(db.prepared(sql)) {}

query::~query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool query::row() {
  const auto code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) db_.raise(code);
  return false;
}

std::int64_t query::run() {
  while (row()) {
  }
  return sqlite3_changes64(db_.handle_);
}

std::int64_t query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string query::text(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string{} : std::string{data, static_cast<std::size_t>(size)};
}

bool query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

uuid query::id(int column) const {
  uuid id;
  const auto* data = sqlite3_column_blob(statement_, column);
  if (data != nullptr && sqlite3_column_bytes(statement_, column) == static_cast<int>(id.bytes.size()))
    std::memcpy(id.bytes.data(), data, id.bytes.size());
  return id;
}

void query::bind(int i, std::int64_t value) { sqlite3_bind_int64(statement_, i, value); }
void query::bind(int i, std::nullopt_t) { sqlite3_bind_null(statement_, i); }

void query::bind(int i, std::string_view text) {
  const auto code =
      sqlite3_bind_text64(statement_, i, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) db_.raise(code);
}

void query::bind(int i, blob bytes) {
  const auto code = sqlite3_bind_blob64(statement_, i, bytes.bytes.empty() ? "" : bytes.bytes.data(),
                                        bytes.bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) db_.raise(code);
}

connection::connection(const std::string& path, use what, int cache_kib) {
  const auto flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (what == use::write ? SQLITE_OPEN_CREATE : 0);
  const auto code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  if (code != SQLITE_OK) {
    const failure why{code, "cannot open " + path + ": " + sqlite3_errstr(code)};
    sqlite3_close_v2(handle_);
    throw why;
  }
  try {
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_handler(handle_, &wait_for_the_writer, nullptr);
    script(settings);
    script(("PRAGMA cache_size=-" + std::to_string(cache_kib)).c_str());
    if (what == use::read) script("PRAGMA query_only=ON");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

connection::~connection() {
  for (const auto& [sql, statement] : statements_)
    sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

void connection::script(const char* sql) {
  const auto code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise(code);
}

std::int64_t connection::last_rowid() const { return sqlite3_last_insert_rowid(handle_); }

void connection::watch_log(std::function<void(int pages)> grown) {
  log_grown_ = std::move(grown);
  const auto tell = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<connection*>(self)->log_grown_(pages);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, tell, this); // takes the place of the automatic checkpoint
}

void connection::checkpoint() noexcept {
  sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void connection::limit_pages(std::int64_t pages) {
  if (pages > 0) script(("PRAGMA max_page_count=" + std::to_string(pages)).c_str());
}

void connection::rollback() noexcept {
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

sqlite3_stmt* connection::prepared(const char* sql) {
  auto& statement = statements_[sql];
  if (statement == nullptr) {
    const auto code = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) raise(code);
  }
  return statement;
}

void connection::raise(int code) const {
  throw failure{sqlite3_extended_errcode(handle_) != SQLITE_OK ? sqlite3_extended_errcode(handle_) : code,
                sqlite3_errmsg(handle_)};
}

} // namespace charla::store::sqlite
