#include "flows/expr/hours.hpp"
#include "flows/expr/moment.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla::flows;
using expr::business_hours;
using expr::zone;

namespace {

const zone buenos_aires = zone::parse("<-03>3").value();
const zone new_york = zone::parse("EST5EDT,M3.2.0,M11.1.0").value();
const zone santiago = zone::parse("<-04>4<-03>,M9.1.6/24,M4.1.6/24").value();

constexpr const char* shop = "mon-fri 09:00-13:00, 14:00-18:00; sat 10:00-13:00; except 2026-12-25, 2027-01-01";
constexpr const char* bar = "fri 20:00-02:00; sat 20:00-24:00; except 2026-11-28";

timestamp at(std::string_view text, const zone& in = buenos_aires) {
  const auto read = expr::read_moment(text, {}, in);
  REQUIRE(read);
  return read->at;
}

bool open(const char* hours, std::string_view when, const zone& in = buenos_aires) {
  return business_hours::parse(hours)->open_at(at(when, in), in);
}

std::string next(const char* hours, std::string_view when, const zone& in = buenos_aires) {
  const auto found = business_hours::parse(hours)->next_opening(at(when, in), in);
  return found ? expr::iso_text({*found, false}, in).substr(0, 16) : "never";
}

} // namespace

TEST_CASE("an organisation is open from the first minute of its hours to the one before the last",
          "[flows][expr][hours]") {
  struct row {
    const char* hours;
    const char* when;
    bool open;
  };
  const auto r = GENERATE(values<row>({
      {shop, "2026-11-20T08:59:59", false}, // a Friday
      {shop, "2026-11-20T09:00", true},
      {shop, "2026-11-20T12:59:59", true},
      {shop, "2026-11-20T13:00", false},
      {shop, "2026-11-20T14:00", true},
      {shop, "2026-11-20T18:00", false},
      {shop, "2026-11-21T10:00", true},
      {shop, "2026-11-22T10:00", false},
      {shop, "2026-12-25T10:00", false}, // a Friday, but Christmas
      {shop, "2026-11-20T12:00Z", true},
      {bar, "2026-11-20T19:59", false},
      {bar, "2026-11-20T23:59", true},
      {bar, "2026-11-21T01:59", true},
      {bar, "2026-11-21T02:00", false},
      {bar, "2026-11-21T23:59", true},
      {bar, "2026-11-22T00:00", false},
      {bar, "2026-11-28T01:00", true}, // Friday's night goes on into the excepted day
      {bar, "2026-11-28T21:00", false},
      {"daily 00:00-24:00", "2026-11-22T00:00", true},
      {"daily 08:00-08:00", "2026-11-22T07:59", true}, // a day long
      {"sat-mon 9:00-10:00", "2026-11-22T09:30", true},
      {"sat-mon 9:00-10:00", "2026-11-24T09:30", false},
      {" MIÉ , sex 10:00 - 11:00 ;", "2026-11-25T10:30", true},
      {"lun-vie 10:00-11:00", "2026-11-20T10:30", true},
      {"", "2026-11-20T10:30", false},
  }));
  INFO(r.hours << " at " << r.when);
  CHECK(open(r.hours, r.when) == r.open);
}

TEST_CASE("the next opening is now, later today, or on the next day that is not excepted", "[flows][expr][hours]") {
  CHECK(next(shop, "2026-11-20T10:30") == "2026-11-20T10:30");
  CHECK(next(shop, "2026-11-20T13:30") == "2026-11-20T14:00");
  CHECK(next(shop, "2026-11-20T18:00") == "2026-11-21T10:00");
  CHECK(next(shop, "2026-11-21T13:00") == "2026-11-23T09:00");
  CHECK(next(shop, "2026-12-24T18:00") == "2026-12-26T10:00");
  CHECK(next(shop, "2026-12-31T23:00") == "2027-01-02T10:00");
  CHECK(next("sat 18:00-19:00, 9:00-10:00", "2026-11-20T00:00") == "2026-11-21T09:00");
  CHECK(next(bar, "2026-11-28T03:00") == "2026-12-04T20:00");
  CHECK(next("", "2026-11-20T10:30") == "never");
  SECTION("and never when that is too far off") {
    std::string hours = "fri 10:00-11:00; except 2026-11-27";
    auto day = at("2026-12-04");
    for (int week = 1; week < 60; ++week, day += std::chrono::hours{24 * 7})
      hours += ", " + expr::iso_text({day, true}, buenos_aires);
    CHECK(next(hours.c_str(), "2026-11-20T12:00") == "never");
    CHECK(next(hours.c_str(), "2026-11-20T10:30") == "2026-11-20T10:30");
  }
}

TEST_CASE("hours follow the wall clock when it changes", "[flows][expr][hours]") {
  CHECK(next("sun 02:30-05:00", "2026-03-08T00:00", new_york) == "2026-03-08T03:30");
  CHECK(next("sun 02:00-03:00", "2026-03-08T00:00", new_york) == "2026-03-15T02:00"); // that hour was skipped
  CHECK(next("sun 00:00-08:00", "2026-09-05T12:00", santiago) == "2026-09-06T01:00"); // and so was this midnight
  CHECK(open("sun 01:00-02:00", "2026-11-01T05:30Z", new_york));
  CHECK(open("sun 01:00-02:00", "2026-11-01T06:30Z", new_york)); // the hour that is shown twice
  CHECK_FALSE(open("sun 01:00-02:00", "2026-11-01T07:00Z", new_york));
}

TEST_CASE("it is closed until the next opening, and open then", "[flows][expr][hours]") {
  for (const auto* const text : {shop, bar}) {
    const auto hours = business_hours::parse(text).value();
    CHECK(rc::check([&] {
      const auto t = from_unix_ms(*rc::gen::inRange<std::int64_t>(1'790'000'000'000, 1'830'000'000'000));
      const auto found = hours.next_opening(t, santiago);
      RC_ASSERT(found);
      RC_ASSERT(hours.open_at(*found, santiago));
      if (*found == t) return;
      const auto between = t + milliseconds{*rc::gen::inRange<std::int64_t>(0, (*found - t).count())};
      RC_ASSERT(!hours.open_at(between, santiago));
    }));
  }
}

TEST_CASE("hours that cannot be read say which part", "[flows][expr][hours]") {
  for (const auto* const wrong :
       {"mon", "mon 9-18", "mon 09:00", "mon 09:00-25:00", "mon 24:00-25:00", "mon 24:00-02:00", "mon 09:60-10:00",
        "foo 09:00-18:00", "mon- 09:00-18:00", "mon 09:00-18:00 x", "mon 09:00-18:00,", "except", "except 2026-02-30",
        "except 25/12/2026", "09:00-18:00"}) {
    INFO(wrong);
    const auto read = business_hours::parse("sun 10:00-11:00; " + std::string{wrong});
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "flow.bad_hours");
    CHECK(read.error().where == wrong);
  }
  CHECK_FALSE(business_hours::parse(std::string(1 << 20, ';')));
  CHECK(rc::check("no bytes break it", [](const std::string& bytes) { (void)business_hours::parse(bytes); }));
}
