#include "flows/expr/zone.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using expr::local_time;
using expr::zone;

namespace {

constexpr const char* santiago = "<-04>4<-03>,M9.1.6/24,M4.1.6/24";
constexpr const char* new_york = "EST5EDT,M3.2.0,M11.1.0";
constexpr const char* london = "GMT0BST,M3.5.0/1,M10.5.0";
constexpr const char* dublin = "IST-1GMT0,M10.5.0,M3.5.0/1";
constexpr const char* lord_howe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";

zone in(std::string_view posix) { return zone::parse(posix).value(); }
timestamp at(std::int64_t unix_seconds) { return from_unix_ms(unix_seconds * 1000); }
std::int64_t unix_of(std::string_view posix, local_time local) { return to_unix_ms(in(posix).to_utc(local)) / 1000; }

struct row {
  const char* posix;
  std::int64_t unix_seconds;
  std::int32_t east;
};

} // namespace

TEST_CASE("clocks are ahead of UTC by what the zone's rule says, to the second of a change", "[flows][expr][zone]") {
  // Those of 2026 agree with Python's zoneinfo; the made-up rules are worked out by hand.
  const auto r = GENERATE(values<row>({
      {"UTC0", 0, 0},
      {"<-03>3", 1'767'225'600, -10'800},
      {"CST6", 1'782'000'000, -21'600},
      {"<+0545>-5:45", 1'782'000'000, 20'700},
      {santiago, 1'775'357'999, -10'800}, // 2026-04-05 02:59:59 UTC, summer's last second
      {santiago, 1'775'358'000, -14'400},
      {santiago, 1'788'667'199, -14'400}, // 2026-09-06 03:59:59 UTC
      {santiago, 1'788'667'200, -10'800},
      {new_york, 1'772'953'199, -18'000}, // 2026-03-08 06:59:59 UTC
      {new_york, 1'772'953'200, -14'400},
      {new_york, 1'793'512'799, -14'400}, // 2026-11-01 05:59:59 UTC
      {new_york, 1'793'512'800, -18'000},
      {london, 1'774'745'999, 0}, // 2026-03-29 00:59:59 UTC
      {london, 1'774'746'000, 3'600},
      {london, 1'792'889'999, 3'600}, // 2026-10-25 00:59:59 UTC
      {london, 1'792'890'000, 0},
      {dublin, 1'774'745'999, 0},
      {dublin, 1'774'746'000, 3'600},
      {lord_howe, 1'775'314'799, 39'600}, // 2026-04-04 14:59:59 UTC
      {lord_howe, 1'775'314'800, 37'800},
      {lord_howe, 1'791'041'399, 37'800}, // 2026-10-03 15:29:59 UTC
      {lord_howe, 1'791'041'400, 39'600},
      {"EST5EDT,0/0,J365/25", 1'767'225'600, -14'400}, // summer all year
      {"EST5EDT,0/0,J365/25", 1'767'243'600, -14'400},
      {"EST5EDT,J60,J300", 1'709'276'399, -18'000}, // J60 is March 1 in a leap year too: 2024-03-01 07:00 UTC
      {"EST5EDT,J60,J300", 1'709'276'400, -14'400},
      {"EST5EDT,59,300", 1'709'190'000, -14'400}, // day 59 is February 29 then
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1'774'746'000, -3'600},
  }));
  INFO(r.posix << " at " << r.unix_seconds);
  CHECK(in(r.posix).seconds_east(at(r.unix_seconds)) == r.east);
}

TEST_CASE("a moment is shown as the wall clock has it", "[flows][expr][zone]") {
  CHECK(in("<-03>3").to_local(at(1'767'225'600)) == local_time{2025, 12, 31, 21, 0, 0, 3});
  CHECK(in("UTC0").to_local(from_unix_ms(-1)) == local_time{1969, 12, 31, 23, 59, 59, 3});
  CHECK(in(lord_howe).to_local(at(1'775'314'800)) == local_time{2026, 4, 5, 1, 30, 0, 0});
  CHECK(zone{}.to_local(timestamp::max()).year == 9999);
  CHECK(in(santiago).to_local(timestamp::min()).year == 1);
}

TEST_CASE("a time that is skipped is shifted forward, and of one shown twice the first counts", "[flows][expr][zone]") {
  CHECK(unix_of(new_york, {2026, 3, 8, 2, 30}) == 1'772'955'000);  // 03:30 summer time
  CHECK(unix_of(new_york, {2026, 11, 1, 1, 30}) == 1'793'511'000); // still summer
  CHECK(unix_of(dublin, {2026, 3, 29, 1, 30}) == 1'774'747'800);
  CHECK(unix_of(dublin, {2026, 10, 25, 1, 30}) == 1'792'888'200);
  CHECK(unix_of(lord_howe, {2026, 10, 4, 2, 15}) == 1'791'042'300); // half an hour is skipped
  CHECK(unix_of(santiago, {2026, 9, 6, 0, 0}) == 1'788'667'200);    // midnight does not exist
  CHECK(unix_of("UTC0", {2026, 1, 32}) == unix_of("UTC0", {2026, 2, 1}));
}

TEST_CASE("what the wall clock shows leads back to the moment", "[flows][expr][zone]") {
  for (const auto* const posix : {"UTC0", "<-03>3", santiago, new_york, london, dublin, lord_howe}) {
    INFO(posix);
    const auto here = in(posix);
    CHECK(rc::check([&] {
      const auto t = at(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000));
      const auto local = here.to_local(t);
      const auto back = here.to_utc(local);
      RC_ASSERT(here.to_local(back) == local);
      RC_ASSERT(back <= t && t - back <= std::chrono::hours{1});
    }));
  }
}

TEST_CASE("a zone that is not written in the POSIX form is an error", "[flows][expr][zone]") {
  for (const auto* const wrong : {"",
                                  "UTC",
                                  "America/Santiago",
                                  "-03",
                                  "<-03",
                                  "<->3",
                                  "AB3",
                                  "CST25",
                                  "CST6:60",
                                  "CST6CDT",
                                  "CST6CDT,M3.2.0",
                                  "CST6CDT,M3.2.0,M13.1.0",
                                  "CST6CDT,M3.6.0,M11.1.0",
                                  "CST6CDT,M3.2.7,M11.1.0",
                                  "CST6CDT,M3.2.0/168,M11.1.0",
                                  "CST6CDT,J0,J1",
                                  "CST6CDT,366,1",
                                  "CST6CDT,M3.2.0,M11.1.0x",
                                  "CST6 ",
                                  "CST9999999999999999999"}) {
    INFO(wrong);
    const auto read = zone::parse(wrong);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "flow.bad_zone");
  }
  CHECK(rc::check("no bytes break it", [](const std::string& bytes) { (void)zone::parse(bytes); }));
}
