#include "io/store/postgres/url.hpp"
#include "pg_world.hpp"

#include <catch2/catch.hpp>
#include <thread>

using namespace charla::conformance;
using namespace charla::store;
using charla::store::postgres::deadlines;
using charla::store::postgres::schema_mismatch;
using charla::store::postgres::session;

namespace {

void migrate(const pg_world& place, const std::vector<migration>& steps) {
  deadlines watch;
  session db{{place.url(), "charla-test"}, watch};
  postgres::migrate(db, steps);
}

int applied(pg_world& place) { return place.sql("SELECT count(*) FROM schema_migrations")[0][0].as<int>(); }

} // namespace

TEST_CASE("migrations lead from nothing to the newest schema, and a second run changes nothing",
          "[postgres][migrate]") {
  pg_world place{pg_world::start::empty};
  const auto& steps = postgres_migrations();
  REQUIRE(steps.size() >= 2);
  SECTION("in one go") { migrate(place, steps); }
  SECTION("step by step, as releases bring them") {
    for (std::size_t n = 1; n <= steps.size(); ++n) {
      migrate(place, {steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(n)});
      CHECK(applied(place) == static_cast<int>(n));
    }
  }
  SECTION("by two that start together") {
    std::thread other{[&] { migrate(place, steps); }};
    migrate(place, steps);
    other.join();
  }
  CHECK(applied(place) == static_cast<int>(steps.size()));
  migrate(place, steps);
  CHECK(applied(place) == static_cast<int>(steps.size()));
}

TEST_CASE("flows from before drafts keep their versions, and the newest is the draft", "[postgres][migrate]") {
  pg_world place{pg_world::start::empty};
  const auto& steps = postgres_migrations();
  migrate(place, {steps.begin(), steps.begin() + 9});
  place.sql("INSERT INTO tenant(name, created_at, updated_at) VALUES ('t', 0, 0)");
  place.sql("INSERT INTO flow(tenant) VALUES (1), (1)");
  place.sql("INSERT INTO flow_version VALUES (1, 1, 1, 'old', '{\"n\":1}', 'active', 'ana', 10), "
            "(1, 2, 1, 'new', '{\"n\":2}', 'published', 'beto', 20)");
  place.sql("INSERT INTO flow_runs(id, org_id, shard, flow_id, status) VALUES (gen_random_uuid(), 1, 0, 1, 'running')");
  migrate(place, steps);
  const auto flow = place.sql("SELECT name, graph, tests, revision, last_version, changed_by, changed_at, created_at "
                              "FROM flow ORDER BY id");
  CHECK(flow[0][0].as<std::string>() == "new");
  CHECK(flow[0][1].as<std::string>() == "{\"n\":2}");
  CHECK(flow[0][2].as<std::string>() == "[]");
  CHECK(flow[0][3].as<int>() == 1);
  CHECK(flow[0][4].as<int>() == 2);
  CHECK(flow[0][5].as<std::string>() == "beto");
  CHECK(flow[0][6].as<int>() == 20);
  CHECK(flow[0][7].as<int>() == 10);
  CHECK(flow[1][4].as<int>() == 0);
  const auto live = place.sql("SELECT version, live_since FROM flow_version WHERE status = 'active'");
  REQUIRE(live.size() == 1);
  CHECK(live[0][0].as<int>() == 1);
  CHECK(live[0][1].as<int>() == 10);
  CHECK(place.sql("SELECT status FROM flow_runs")[0][0].as<std::string>() == "running");
}

TEST_CASE("a step that fails leaves no trace of itself", "[postgres][migrate]") {
  pg_world place{pg_world::start::empty};
  CHECK_THROWS(migrate(place, {{1, "0001_good", "aa", "CREATE TABLE good(a int)"},
                               {2, "0002_bad", "bb", "CREATE TABLE half(a int); SELECT 1/0"}}));
  CHECK(applied(place) == 1);
  CHECK(place.sql("SELECT to_regclass('half') IS NULL")[0][0].as<bool>());
}

TEST_CASE("a database of another program's making is refused", "[postgres][migrate]") {
  pg_world place;
  SECTION("made from another text") { place.sql("UPDATE schema_migrations SET checksum = 'x' WHERE version = 2"); }
  SECTION("made by a newer one") { place.sql("INSERT INTO schema_migrations VALUES (9999, 'later', 'x')"); }
  CHECK_THROWS_AS(migrate(place, postgres_migrations()), schema_mismatch);
  CHECK(place.store()->open().error().code == charla::ports::store_errc::corrupt);
}

TEST_CASE("a URL may name SQLAlchemy's driver", "[postgres][url]") {
  using postgres::without_driver;
  CHECK(without_driver("postgresql+psycopg://u:p@h:5432/d") == "postgresql://u:p@h:5432/d");
  CHECK(without_driver("postgres://u@h/d") == "postgres://u@h/d");
  CHECK(without_driver("postgresql://u:a+b@h/d") == "postgresql://u:a+b@h/d");
  CHECK(without_driver("host=h dbname=a+b") == "host=h dbname=a+b");

  pg_world place;
  auto url = place.url();
  url.insert(url.find("://"), "+psycopg");
  CHECK(make_postgres(url, 1, *place.crypto, *place.clock)->open());
}

TEST_CASE("an error text does not carry the password", "[postgres][url]") {
  CHECK(postgres::without_password("postgresql://u:secret@h:1/d?password=secret") == "postgresql://h:1/d");
  CHECK(postgres::without_password("host=h password=secret") == "a PostgreSQL server");
  const auto clock = charla::clock::make_system_clock();
  const auto crypto = charla::secrets::make_crypto(std::string(32, 'k'));
  const auto refused = make_postgres("postgresql://u:hush@127.0.0.1:1/d", 1, *crypto, *clock)->open();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == charla::ports::store_errc::unavailable);
  CHECK(refused.error().what.find("hush") == std::string::npos);
}
