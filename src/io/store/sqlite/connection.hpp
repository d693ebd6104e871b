#pragma once

#include "io/ports/store.hpp"

#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

/// SQLite as this adapter uses it: a connection with its cached statements. Failures are thrown as `failure` and become
/// values at the adapter's edge (`at_the_edge`), once.
namespace charla::store::sqlite {

using namespace ports; // NOLINT(google-build-using-namespace): the adapter speaks the port's language

/// A call into SQLite that did not succeed. `code` is the extended result code.
struct failure {
  int code = 0;
  std::string what;
};
/// What a failure means to the engine. `committing`: a write error there leaves the outcome unknown.
store_error meaning_of(const failure& f, bool committing = false);
/// True for a write or an fsync that the disk refused: what is in the page cache can no longer be trusted.
bool is_disk_failure(const failure& f);

/// Bytes, as opposed to text.
struct blob {
  std::string_view bytes;
};
inline blob bytes_of(const uuid& id) { return {{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}}; }
template <std::size_t N>
blob bytes_of(const std::array<std::uint8_t, N>& a) {
  return {{reinterpret_cast<const char*>(a.data()), a.size()}};
}

class connection;

/// A prepared statement in use: bound, stepped, and reset when this goes out of scope.
class query {
public:
  query(connection& db, const char* sql);
  query(const query&) = delete;
  query& operator=(const query&) = delete;
  ~query();

  /// Binds the parameters ?1, ?2, … in order. What they point to must live until the last `row`.
  template <class... Args>
  query& with(const Args&... args) {
    int i = 0;
    (bind(++i, args), ...);
    return *this;
  }
  /// Steps: true when there is a row to read.
  bool row();
  /// Steps to the end; how many rows it has changed.
  std::int64_t run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const; ///< also reads a blob
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] uuid id(int column) const;
  [[nodiscard]] timestamp time(int column) const { return from_unix_ms(integer(column)); }
  [[nodiscard]] std::optional<timestamp> maybe_time(int column) const {
    return is_null(column) ? std::nullopt : std::optional{time(column)};
  }
  template <class Int>
  [[nodiscard]] Int as(int column) const {
    return static_cast<Int>(integer(column));
  }

private:
  void bind(int i, std::int64_t value);
  void bind(int i, std::string_view text);
  void bind(int i, blob bytes);
  void bind(int i, std::nullopt_t);
  void bind(int i, const std::string& text) { bind(i, std::string_view{text}); }
  void bind(int i, const char* text) { bind(i, std::string_view{text}); }
  void bind(int i, bool value) { bind(i, static_cast<std::int64_t>(value)); }
  void bind(int i, std::int16_t value) { bind(i, static_cast<std::int64_t>(value)); }
  void bind(int i, std::uint16_t value) { bind(i, static_cast<std::int64_t>(value)); }
  void bind(int i, std::int32_t value) { bind(i, static_cast<std::int64_t>(value)); }
  void bind(int i, std::size_t value) { bind(i, static_cast<std::int64_t>(value)); }
  void bind(int i, timestamp t) { bind(i, to_unix_ms(t)); }
  void bind(int i, const uuid& id) { bind(i, bytes_of(id)); }
  template <class Tag, class Rep>
  void bind(int i, const strong_id<Tag, Rep>& id) {
    bind(i, id.value());
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void bind(int i, Enum e) { bind(i, static_cast<std::int64_t>(e)); }
  template <class T>
  void bind(int i, const std::optional<T>& value) {
    if (value)
      bind(i, *value);
    else
      bind(i, std::nullopt);
  }

  connection& db_;
  sqlite3_stmt* statement_;
};

/// One connection, for one thread at a time.
class connection {
public:
  enum class use : std::uint8_t { write, read };
  /// Opens (and, to write, creates) the file in WAL mode with `synchronous=FULL`.
  /// @param cache_kib page cache of this connection.
  connection(const std::string& path, use what, int cache_kib);
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;
  ~connection();

  /// Runs `sql` (one literal) with its parameters; how many rows it has changed.
  template <class... Args>
  std::int64_t run(const char* sql, const Args&... args) {
    return query{*this, sql}.with(args...).run();
  }
  /// Runs a script of several statements.
  void script(const char* sql);
  [[nodiscard]] std::int64_t last_rowid() const;
  /// Largest number of pages that the file may have; 0 leaves it alone.
  void limit_pages(std::int64_t pages);

  /// `grown` is called on this thread after each commit with the pages that the log (WAL) now has; from here on SQLite
  /// copies nothing of it into the file by itself.
  void watch_log(std::function<void(int pages)> grown);
  /// Copies of the log what can be copied without waiting for anybody. What goes wrong leaves the log as it is.
  void checkpoint() noexcept;

  void begin() { run("BEGIN IMMEDIATE"); }
  void commit() { run("COMMIT"); }
  /// Ends whatever transaction is open; never throws.
  void rollback() noexcept;

private:
  friend class query;
  sqlite3_stmt* prepared(const char* sql);
  [[noreturn]] void raise(int code) const;

  sqlite3* handle_ = nullptr;
  std::function<void(int)> log_grown_;
  /// Keyed by the address of the literal: one statement each place that runs it.
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

/// A write transaction of its own: rolled back unless `commit` was reached.
class transaction {
public:
  explicit transaction(connection& db) : db_(db) { db_.begin(); }
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;
  ~transaction() {
    if (!done_) db_.rollback();
  }
  void commit() {
    db_.commit();
    done_ = true;
  }

private:
  connection& db_;
  bool done_ = false;
};

/// Turns what `work` throws into a value.
template <class Work>
auto at_the_edge(Work&& work) -> stored<decltype(work())> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const failure& f) {
    return tl::make_unexpected(meaning_of(f));
  }
}

} // namespace charla::store::sqlite
