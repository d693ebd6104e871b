#include "bare/row_store.hpp"

#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>

namespace charla::bench {

namespace {

/// A yardstick that fails has nothing to measure: it says why and ends.
void must(int result, sqlite3* db) {
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
  std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(db));
  std::abort();
}

void run_sql(sqlite3* db, const char* sql) { must(sqlite3_exec(db, sql, nullptr, nullptr, nullptr), db); }

} // namespace

row_store::row_store(const std::string& path, committed on_commit)
    : on_commit_(std::move(on_commit)), thread_([this, path] { work(path); }) {}

row_store::~row_store() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void row_store::append(std::string body) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(body));
  }
  changed_.notify_one();
}

void row_store::work(const std::string& path) {
  sqlite3* db = nullptr;
  must(sqlite3_open(path.c_str(), &db), db);
  run_sql(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
              "CREATE TABLE IF NOT EXISTS inbox(id INTEGER PRIMARY KEY, body BLOB NOT NULL);");
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(db, "INSERT INTO inbox(body) VALUES(?)", -1, &insert, nullptr), db);
  std::vector<std::string> group;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) break;
      group.swap(waiting_);
    }
    run_sql(db, "BEGIN IMMEDIATE");
    for (const auto& body : group) {
      must(sqlite3_bind_blob(insert, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC), db);
      must(sqlite3_step(insert), db);
      must(sqlite3_reset(insert), db);
    }
    run_sql(db, "COMMIT");
    on_commit_(group);
    group.clear();
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
}

} // namespace charla::bench
