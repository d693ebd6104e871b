#include "agenda_given.hpp"

#include <atomic>
#include <thread>

using namespace charla::conformance;
using std::chrono::minutes;

TEST_CASE("a place is taken once, from its first moment to before its last", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  const auto other = resource_no(o, t, 2);
  const auto a = at_minute(r, 10, 0);
  REQUIRE(book(o, a).how == outcome::done);
  for (const auto& [begin, length] : {std::pair{0, 30}, {-10, 20}, {29, 10}, {10, 5}, {-60, 200}, {-1400, 1440}}) {
    INFO(begin << " for " << length);
    const auto refused = book(o, at_minute(r, 11, begin, length));
    CHECK(refused.how == outcome::taken);
    CHECK(refused.row.id == a.id);
    CHECK(refused.row.title == "consulta 10");
  }
  CHECK(book(o, at_minute(r, 12, 30)).how == outcome::done);
  CHECK(book(o, at_minute(r, 13, -30)).how == outcome::done);
  CHECK(book(o, at_minute(other, 14, 0)).how == outcome::done);
  CHECK(titles(o, t, whole_day()).size() == 4);

  SECTION("a cancelled one has no place, and comes back only when its place is free") {
    auto gone = a;
    gone.status = appointment_status::cancelled;
    REQUIRE(change(o, gone).how == outcome::done);
    REQUIRE(book(o, at_minute(r, 15, 5, 20)).how == outcome::done);
    gone.revision = 2;
    gone.status = appointment_status::scheduled;
    CHECK(change(o, gone).how == outcome::taken);
    CHECK(o.admin->appointment(t, a.id)->value().status == appointment_status::cancelled);
    auto in_between = at_minute(r, 15, 5, 20);
    in_between.status = appointment_status::cancelled;
    REQUIRE(change(o, in_between).how == outcome::done);
    CHECK(change(o, gone).how == outcome::done);
  }
  SECTION("moving asks the place it moves to, not its own") {
    auto moved = a;
    moved.starts_at += minutes{-5};
    CHECK(change(o, moved).row.id == appointment_id{uuid_no(13)});
    moved = a;
    moved.ends_at -= minutes{10};
    CHECK(change(o, moved).how == outcome::done);
    moved.revision = 2;
    moved.resource = other.id;
    CHECK(change(o, moved).how == outcome::taken);
    moved.resource = resource_id{uuid_no(77)};
    CHECK(change(o, moved).how == outcome::no_resource);
    CHECK(o.admin->appointment(t, a.id)->value().revision == 2);
  }
}

TEST_CASE("however many book one place at the same moment, one of them has it", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  constexpr int threads = 8;
  constexpr int rounds = 6;
  std::atomic<int> ready{0};
  std::atomic<int> booked{0};
  std::atomic<int> strange{0};
  std::vector<std::thread> all;
  for (int n = 0; n < threads; ++n)
    all.emplace_back([&, n] {
      const auto admin = o.store().admin();
      for (int round = 0; round < rounds; ++round) {
        ++ready;
        while (ready < threads * (round + 1))
          std::this_thread::yield();
        // Each a little beside the others: all overlap, none is the same row.
        const auto a = at_minute(r, static_cast<std::uint8_t>(100 + round * threads + n), round * 60 + n, 30);
        const auto b = admin ? book_by(**admin, a) : stored<booking>{tl::make_unexpected(admin.error())};
        if (!b || (b->how != outcome::done && b->how != outcome::taken))
          ++strange;
        else if (b->how == outcome::done)
          ++booked;
      }
    });
  for (auto& one : all)
    one.join();
  CHECK(strange == 0);
  CHECK(booked == rounds);
  const auto kept = o.admin->appointments(t, whole_day(), "", 100)->items;
  CHECK(kept.size() == rounds);
  for (std::size_t i = 1; i < kept.size(); ++i)
    CHECK(kept[i - 1].ends_at <= kept[i].starts_at);
}

TEST_CASE("the same key twice makes one appointment, also at the same moment", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto r = resource_no(o, t, 1);
  const auto first = at_minute(r, 10, 0);
  REQUIRE(book(o, first, {"key", "print"}).how == outcome::done);
  const auto again = book(o, at_minute(r, 11, 0), {"key", "print"});
  CHECK(again.how == outcome::repeated);
  CHECK(again.row.id == first.id);
  CHECK(book(o, at_minute(r, 12, 90), {"key", "another"}).how == outcome::other_request);
  const auto two = new_tenant(o, "two");
  CHECK(book(o, at_minute(resource_no(o, two, 2), 13, 0), {"key", "print"}).how == outcome::done);
  CHECK(book(o, at_minute(r, 14, 200)).how == outcome::done);
  CHECK(book(o, at_minute(r, 15, 300)).how == outcome::done); // no key is no name

  std::atomic<int> made{0};
  std::atomic<int> repeated{0};
  std::vector<std::thread> all;
  for (int n = 0; n < 6; ++n)
    all.emplace_back([&, n] {
      const auto admin = o.store().admin();
      if (!admin) return;
      const auto b = book_by(**admin, at_minute(r, static_cast<std::uint8_t>(40 + n), 400), {"at once", "print"});
      if (b && b->how == outcome::done) ++made;
      if (b && b->how == outcome::repeated) ++repeated;
    });
  for (auto& one : all)
    one.join();
  CHECK(made == 1);
  CHECK(repeated == 5);
}

TEST_CASE("nobody overwrites a change unseen, and a status goes where it may", "[store][agenda]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  auto a = at_minute(resource_no(o, t, 1), 10, 0);
  REQUIRE(book(o, a).how == outcome::done);
  a.title = "control";
  const auto saved = change(o, a);
  CHECK(saved.how == outcome::done);
  CHECK(saved.row.revision == 2);
  CHECK(saved.row.created_by == "beto@example.com");
  a.title = "late";
  const auto stale = change(o, a);
  CHECK(stale.how == outcome::stale);
  CHECK(stale.row.title == "control");
  CHECK(stale.row.revision == 2);
  auto strange = a;
  strange.tenant = new_tenant(o, "two");
  CHECK(change(o, strange).how == outcome::absent);

  using enum appointment_status;
  a.revision = 2;
  const auto become = [&](appointment_status next) {
    a.status = next;
    const auto b = change(o, a);
    a.revision = b.row.revision;
    a.status = b.row.status;
    return b.how;
  };
  CHECK(become(confirmed) == outcome::done);
  CHECK(become(scheduled) == outcome::done);
  CHECK(become(attended) == outcome::done);
  CHECK(become(cancelled) == outcome::no_move);
  CHECK(become(scheduled) == outcome::no_move);
  CHECK(become(missed) == outcome::done);
  CHECK(become(confirmed) == outcome::no_move);
  CHECK(become(attended) == outcome::done);
  auto b = at_minute(o.admin->resources(t)->front(), 11, 60);
  REQUIRE(book(o, b).how == outcome::done);
  b.status = cancelled;
  REQUIRE(change(o, b).how == outcome::done);
  b.revision = 2;
  for (const auto no : {confirmed, attended, missed}) {
    b.status = no;
    CHECK(change(o, b).how == outcome::no_move);
  }
  b.status = scheduled;
  CHECK(change(o, b).how == outcome::done);
}
