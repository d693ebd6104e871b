#include "conformance/fixture.hpp"
#include "sqlite_world.hpp"

using namespace charla::conformance;

namespace {

std::uintmax_t log_pages(const sqlite_world& w) { return std::filesystem::file_size(w.path() + "-wal") / 4096; }

} // namespace

TEST_CASE("the log is copied into the file beside the commits, and begins anew before it has grown too long",
          "[store][sqlite]") {
  sqlite_world place;
  auto options = place.options();
  options.checkpoints = {40, 160, 640};
  auto store = charla::store::make_sqlite(options, *place.crypto, *place.clock);
  REQUIRE(store->open());
  {
    auto lane = std::move(store->lane(0).value());
    std::uintmax_t written = 0;
    for (int i = 0; i < 2000; ++i) {
      charla::ports::batch work;
      work.appends.push_back(inbound(conversation_no(static_cast<std::uint32_t>(i)), "key" + std::to_string(i)));
      REQUIRE(lane->apply(work));
      written += 3; // the pages that such a commit touches, at least
      REQUIRE(log_pages(place) < 1000);
    }
    CHECK(written > 5'000);
    CHECK(lane->recover_inbox({}, 5000, false)->size() == 2000);
    REQUIRE(lane->close_clean());
  }
  store.reset();
  store = charla::store::make_sqlite(options, *place.crypto, *place.clock);
  REQUIRE(store->open());
  CHECK(store->lane(0).value()->recover_inbox({}, 5000, false)->size() == 2000);
}
