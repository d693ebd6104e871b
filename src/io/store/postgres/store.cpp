#include "io/store/postgres.hpp"

#include "io/store/postgres/admin.hpp"
#include "io/store/postgres/lane.hpp"
#include "io/store/postgres/migrate.hpp"
#include "io/store/postgres/reader.hpp"
#include "io/store/postgres/url.hpp"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace charla::store {

namespace {

using namespace postgres; // NOLINT(google-build-using-namespace): its own folder

/// Held by the process that owns the database: a second one is refused. It goes with the connection, so a process that
/// dies frees it at once. It is only the polite guard; what counts is the epoch in every commit.
constexpr std::int64_t owner_lock = 0x63'68'61'72'6c'61'02;
constexpr std::size_t lanes_max = 64;

constexpr auto try_owner_lock = "SELECT pg_try_advisory_lock($1)";
// What a dead process has left open may still hold the fence of its last commit.
constexpr auto end_old_lanes =
    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() "
    "AND usename = current_user AND application_name LIKE 'charla-lane-%'";
constexpr auto take_over = "SELECT incarnation, epoch, unclean FROM take_all_shards($1, $2)";

session_config migration_config(const std::string& url) {
  return {url, "charla-migrate", milliseconds{0}, milliseconds{0}, std::chrono::minutes{30}};
}

session_config owner_config(const std::string& url) {
  return {url, "charla-owner", milliseconds{5000}, milliseconds{3000}, milliseconds{6000}};
}

class postgres_store final : public ports::store {
public:
  postgres_store(const std::string& url, std::size_t lanes, ports::crypto& crypto, ports::clock& clock)
      : place_(new place{without_driver(url), std::clamp<std::size_t>(lanes, 1, lanes_max), crypto, clock}),
        owner_(owner_config(place_->url), place_->watch) {}

  stored<opening> open() override {
    const std::lock_guard lock{mutex_};
    if (place_->epoch != 0) return tl::make_unexpected(store_error{store_errc::locked, "this store is open already"});
    try {
      {
        session db{migration_config(place_->url), place_->watch};
        migrate(db, postgres_migrations());
      }
      held_ = hold_soon();
      if (!held_) return tl::make_unexpected(occupied());
      return take();
    } catch (const schema_mismatch& e) {
      return tl::make_unexpected(store_error{store_errc::corrupt, e.what()});
    } catch (const failure& f) {
      owner_.drop();
      return tl::make_unexpected(of_read(f));
    }
  }

  [[nodiscard]] std::size_t lane_count() const override { return place_->lanes; }

  stored<std::unique_ptr<store_lane>> lane(std::size_t index) override {
    if (index >= place_->lanes)
      return tl::make_unexpected(
          store_error{store_errc::unavailable, fmt::format("there are {} lanes, the first is 0", place_->lanes)});
    return given<store_lane>([&] { return std::make_unique<postgres::lane>(place_, index); });
  }

  stored<std::unique_ptr<store_reader>> reader() override {
    return given<store_reader>([&] { return std::make_unique<postgres::reader>(place_); });
  }

  stored<std::unique_ptr<store_admin>> admin() override {
    return given<store_admin>([&] { return std::make_unique<postgres::admin>(place_); });
  }

  bool reachable() override {
    const std::lock_guard lock{mutex_};
    if (place_->epoch == 0) return false;
    // The first try may find that the connection has died meanwhile; it took the lock with it.
    for (const auto last_try : {false, true}) {
      try {
        if (!owner_.connected()) held_ = false;
        if (!held_) held_ = hold();
        owner_.run("SELECT 1");
        return true;
      } catch (const failure& f) {
        if (last_try || f.kind() != mishap::lost) return false;
      }
    }
    return false;
  }

  [[nodiscard]] std::string_view name() const override { return "postgres"; }

private:
  /// The server lets go of the lock of a charla that has just ended, or was killed, when it has noticed that.
  bool hold_soon() {
    constexpr int tries = 20;
    for (int n = 0; !hold(); ++n) {
      if (n == tries) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return true;
  }
  bool hold() { return owner_.run(try_owner_lock, arguments{}.big(owner_lock))[0][0].as<bool>(); }

  static store_error occupied() {
    return {store_errc::locked,
            "another charla has this database open: stop it, or give this one a database of its own"};
  }

  opening take() {
    owner_.run(end_old_lanes);
    const auto lanes = static_cast<std::int16_t>(place_->lanes);
    const auto row = owner_.run(take_over, arguments{}.text("charla").small(lanes))[0];
    place_->incarnation = row[0].as<std::int64_t>();
    place_->epoch = row[1].as<epoch_t>();
    prepare_days(owner_, day_of(place_->clock.now()));
    return {place_->epoch, row[2].as<bool>()};
  }

  template <class Port, class Make>
  stored<std::unique_ptr<Port>> given(Make make) {
    if (place_->epoch == 0) return tl::make_unexpected(store_error{store_errc::unavailable, "the store is not open"});
    return reading([&]() -> std::unique_ptr<Port> { return make(); });
  }

  std::shared_ptr<place> place_;
  std::mutex mutex_; // `reachable` is asked from any thread
  session owner_;
  bool held_ = false;
};

} // namespace

std::unique_ptr<ports::store>
make_postgres(const std::string& url, std::size_t lanes, ports::crypto& crypto, ports::clock& clock) {
  return std::make_unique<postgres_store>(url, lanes, crypto, clock);
}

} // namespace charla::store
