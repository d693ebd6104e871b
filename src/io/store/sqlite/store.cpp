#include "io/store/sqlite.hpp"

#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/lane.hpp"
#include "io/store/sqlite/migrate.hpp"
#include "io/store/sqlite/reader.hpp"

#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace charla::store {

namespace {

using namespace sqlite; // NOLINT(google-build-using-namespace): its own folder

constexpr const char* read_clean = "SELECT clean FROM meta";
constexpr const char* take_over = "UPDATE meta SET epoch = epoch + 1, clean = 0";
constexpr const char* read_epoch = "SELECT epoch FROM meta";
constexpr int page_bytes = 4096;
constexpr int small_cache_kib = 512;

std::int64_t number(connection& db, const char* sql) {
  query row{db, sql};
  row.row();
  return row.integer(0);
}

/// The folder, and the file for its owner only: it holds what people have said.
void make_file(const std::string& path) {
  const auto folder = std::filesystem::path{path}.parent_path();
  std::error_code ignored; // opening says what is wrong
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  const auto fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
}

class sqlite_store final : public ports::store {
public:
  sqlite_store(sqlite_options options, ports::crypto& crypto, ports::clock& clock)
      : options_(std::move(options)),
        place_(new place{options_.path, options_.size_max / page_bytes, options_.checkpoints, crypto, clock, nullptr}) {
  }

  stored<opening> open() override {
    if (place_->lock) return tl::make_unexpected(store_error{store_errc::locked, "this store is open already"});
    make_file(options_.path);
    auto lock = file_lock::take(options_.path);
    if (!lock) return tl::make_unexpected(lock.error());
    auto how = at_the_edge([&] {
      connection db{options_.path, connection::use::write, small_cache_kib};
      migrate(db, sqlite_migrations(), place_->clock.now());
      opening o;
      transaction all_or_nothing{db};
      o.unclean = number(db, read_clean) == 0;
      db.run(take_over);
      o.epoch = number(db, read_epoch);
      all_or_nothing.commit();
      return o;
    });
    if (how) place_->lock = std::move(*lock);
    return how;
  }

  [[nodiscard]] std::size_t lane_count() const override { return 1; }

  stored<std::unique_ptr<store_lane>> lane(std::size_t index) override {
    if (index != 0) return tl::make_unexpected(store_error{store_errc::unavailable, "SQLite has one lane: 0"});
    return given<store_lane>([&] { return std::make_unique<sqlite::lane>(place_, options_.writer_cache_kib); });
  }

  stored<std::unique_ptr<store_reader>> reader() override {
    return given<store_reader>([&] { return std::make_unique<sqlite::reader>(place_, options_.reader_cache_kib); });
  }

  stored<std::unique_ptr<store_admin>> admin() override {
    return given<store_admin>([&] { return std::make_unique<sqlite::admin>(place_, options_.reader_cache_kib); });
  }

  std::optional<double> free_space() override {
    std::error_code failed;
    const auto disk = std::filesystem::space(std::filesystem::absolute(options_.path).parent_path(), failed);
    if (failed || disk.capacity == 0) return std::nullopt;
    return static_cast<double>(disk.available) / static_cast<double>(disk.capacity);
  }

  bool reachable() override {
    if (!place_->lock || place_->failed) return false;
    return at_the_edge([&] {
             connection db{options_.path, connection::use::read, small_cache_kib};
             return number(db, read_epoch) > 0;
           })
        .value_or(false);
  }

  [[nodiscard]] std::string_view name() const override { return "sqlite"; }

private:
  template <class Port, class Make>
  stored<std::unique_ptr<Port>> given(Make make) {
    if (!place_->lock) return tl::make_unexpected(store_error{store_errc::unavailable, "the store is not open"});
    return at_the_edge([&]() -> std::unique_ptr<Port> { return make(); });
  }

  sqlite_options options_;
  std::shared_ptr<place> place_;
};

} // namespace

std::unique_ptr<ports::store> make_sqlite(sqlite_options options, ports::crypto& crypto, ports::clock& clock) {
  return std::make_unique<sqlite_store>(std::move(options), crypto, clock);
}

} // namespace charla::store
