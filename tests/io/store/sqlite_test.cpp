#include "io/store/migration.hpp"
#include "sqlite_world.hpp"

#include "conformance/fixture.hpp"
#include "onlooker.hpp"

#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace charla::conformance;

namespace {

const subject sqlite{"sqlite", [] { return std::make_unique<sqlite_world>(); }};

} // namespace

TEST_CASE("a second process is refused and told who has the file", "[sqlite]") {
  sqlite_world w;
  std::array<int, 2> ready{};
  REQUIRE(pipe(ready.data()) == 0);
  const auto child = fork();
  if (child == 0) {
    auto s = w.store();
    const char ok = s->open().has_value() ? 1 : 0;
    (void)!write(ready[1], &ok, 1);
    for (;;)
      pause();
  }
  char opened_there = 0;
  REQUIRE(read(ready[0], &opened_there, 1) == 1);
  REQUIRE(opened_there == 1);
  auto second = w.store();
  const auto refused = second->open();
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == store_errc::locked);
  CHECK(refused.error().what
        == "another charla (pid " + std::to_string(child) + ") uses " + w.path()
               + ": stop it or choose another [store] path");

  // A process that was killed leaves no lock, and is known to have left without a word.
  const auto opening = second->open();
  REQUIRE(opening);
  CHECK(opening->unclean);
  CHECK(opening->epoch == 2);
}

TEST_CASE("a second store in this process is refused, until the first and its lane are gone", "[sqlite]") {
  sqlite_world w;
  auto first = w.store();
  REQUIRE(first->open());
  auto lane = std::move(first->lane(0).value());
  auto second = w.store();
  CHECK(second->open().error().code == store_errc::locked);
  first.reset();
  CHECK(second->open().error().code == store_errc::locked);
  lane.reset();
  CHECK(second->open());
}

TEST_CASE("the folder is made, and the file is for its owner only", "[sqlite]") {
  sqlite_world w;
  auto o = w.options();
  o.path = (w.folder / "var" / "deep" / "charla.db").string();
  auto s = charla::store::make_sqlite(o, *w.crypto, *w.clock);
  REQUIRE(s->open());
  const auto lane = s->lane(0);
  for (const auto* suffix : {"", "-wal", ".lock"}) {
    struct stat st {};
    REQUIRE(stat((o.path + suffix).c_str(), &st) == 0);
    CHECK((st.st_mode & 0777) == 0600);
  }
}

TEST_CASE("a folder that cannot be written to is told in words", "[sqlite]") {
  sqlite_world w;
  auto o = w.options();
  o.path = "/proc/charla/charla.db";
  auto s = charla::store::make_sqlite(o, *w.crypto, *w.clock);
  const auto refused = s->open();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == store_errc::unavailable);
  CHECK(refused.error().what.find("/proc/charla/charla.db.lock") != std::string::npos);
}

TEST_CASE("a file that is not a database is refused and left as it is", "[sqlite]") {
  sqlite_world w;
  const std::string text(8192, 'x');
  std::ofstream{w.path()} << text;
  const auto refused = w.store()->open();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == store_errc::corrupt);
  std::ostringstream now;
  now << std::ifstream{w.path()}.rdbuf();
  CHECK(now.str() == text);
}

TEST_CASE("migrations run once, from the first to the last", "[sqlite][migrations]") {
  opened o{sqlite};
  const auto& place = static_cast<sqlite_world&>(o.place());
  const auto& steps = charla::store::sqlite_migrations();
  REQUIRE(steps.size() >= 3);
  for (std::size_t i = 0; i < steps.size(); ++i)
    CHECK(steps[i].version == static_cast<std::int32_t>(i) + 1);
  onlooker look{place.path()};
  const auto applied = look.ask("SELECT version, name, checksum, at FROM schema_migrations ORDER BY version");
  CHECK(look.ask("SELECT count(*) FROM schema_migrations") == std::to_string(steps.size()));
  CHECK(applied.find(steps[0].name) != std::string::npos);
  CHECK(applied.find(steps[0].sha256) != std::string::npos);
  o.reopen();
  CHECK(look.ask("SELECT version, name, checksum, at FROM schema_migrations ORDER BY version") == applied);
}

TEST_CASE("a database that was made by another text is refused", "[sqlite][migrations]") {
  sqlite_world w;
  REQUIRE(w.store()->open());
  SECTION("a changed migration") {
    onlooker{w.path()}.ask("UPDATE schema_migrations SET checksum = 'other' WHERE version = 2");
    const auto refused = w.store()->open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == store_errc::corrupt);
    CHECK(refused.error().what.find("0002_product") != std::string::npos);
  }
  SECTION("a newer program's migration") {
    onlooker{w.path()}.ask("INSERT INTO schema_migrations VALUES (999, 'later', 'x', 0)");
    const auto refused = w.store()->open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("newer charla") != std::string::npos);
  }
}

TEST_CASE("every commit reaches the disk before it is answered", "[sqlite]") {
  // synchronous=FULL in WAL mode: an fsync each commit (SQLite's own documentation of the pragma). That it is in force
  // shows in what a killed process leaves; here, that a commit is in the log, not in a buffer of ours.
  opened o{sqlite};
  const auto& place = static_cast<sqlite_world&>(o.place());
  o.add_cause(conversation_no(1), "a");
  onlooker look{place.path()};
  CHECK(look.ask("PRAGMA journal_mode") == "wal");
  CHECK(look.ask("SELECT count(*) FROM inbox") == "1");
}

TEST_CASE("a full disk refuses, and works again when there is space", "[sqlite]") {
  sqlite_world w;
  auto options = w.options();
  options.size_max = 160 * 4096;
  auto s = charla::store::make_sqlite(options, *w.crypto, *w.clock);
  REQUIRE(s->open());
  auto lane = std::move(s->lane(0).value());

  batch filling;
  for (int i = 0; i < 16; ++i) {
    filling.appends.push_back(inbound(conversation_no(1), ""));
    filling.appends.back().body = std::string(1000, 'b');
  }
  std::vector<inbox_id> kept;
  std::optional<store_error> refused;
  for (int n = 0; n < 10'000 && !refused; ++n) {
    for (std::size_t i = 0; i < filling.appends.size(); ++i)
      filling.appends[i].key = key_of(std::to_string(n) + '.' + std::to_string(i));
    const auto done = lane->apply(filling);
    if (!done)
      refused = done.error();
    else
      for (const auto& id : done->appends)
        kept.push_back(*id);
  }
  REQUIRE(refused);
  CHECK(refused->code == store_errc::full);
  REQUIRE(kept.size() > 100);
  // Nothing of the refused batch is there, and what was accepted is.
  CHECK(lane->recover_inbox(inbox_id{0}, 100'000, false)->size() == kept.size());
  CHECK(lane->apply(filling).error().code == store_errc::full);
  CHECK(s->reachable());

  turn_write t;
  t.conversation = conversation_no(1);
  t.turn = turn_no(1);
  t.epoch = lane->epoch();
  t.summary.tenant = acme;
  t.causes = kept;
  batch relief;
  relief.turns.push_back(t);
  REQUIRE(name_of(lane->apply(relief)->turns.at(0)) == "ok");
  const auto again = lane->apply(filling);
  REQUIRE(again);
  CHECK(again->appends.at(0)); // the refused batch had left no dedup keys behind
}

TEST_CASE("sealed credentials do not open under another key, nor in another row", "[sqlite]") {
  sqlite_world w;
  {
    auto s = w.store();
    REQUIRE(s->open());
    auto admin = std::move(s->admin().value());
    channel_row c;
    c.tenant = admin->add_tenant({})->id;
    c.key = "wa_main";
    c.credentials = "first";
    REQUIRE(admin->add_channel(c));
    c.key = "wa_other";
    c.credentials = "second";
    REQUIRE(admin->add_channel(c));
  }
  SECTION("another key") { w.crypto = charla::secrets::make_crypto(std::string(32, 'x')); }
  SECTION("another row") {
    onlooker{w.path()}.ask(
        "UPDATE channel SET credentials_sealed = (SELECT credentials_sealed FROM channel WHERE key = 'wa_other')");
  }
  auto s = w.store();
  REQUIRE(s->open());
  auto admin = std::move(s->admin().value());
  const auto refused = admin->channels();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == store_errc::corrupt);
  CHECK(refused.error().what.find("wa_main") != std::string::npos);
}
