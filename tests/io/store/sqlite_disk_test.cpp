#include "conformance/fixture.hpp"
#include "faulty_disk.hpp"
#include "sqlite_world.hpp"

#include <csignal>
#include <sys/wait.h>
#include <thread>

using namespace charla::conformance;

namespace {

const subject sqlite{"sqlite", [] { return std::make_unique<sqlite_world>(); }};

batch one_cause(const std::string& key) {
  batch work;
  work.appends.push_back(inbound(conversation_no(1), key));
  return work;
}

} // namespace

TEST_CASE("no space: refused, nothing lost, and accepted again without a restart", "[sqlite][disk]") {
  faulty_disk disk;
  opened o{sqlite};
  o.add_cause(conversation_no(1), "before");
  faulty_disk::fill();
  const auto refused = o.lane->apply(one_cause("during"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == store_errc::full);
  CHECK(o.lane->apply(one_cause("during")).error().code == store_errc::full);
  CHECK(o.admin->add_system_event({acme, long_ago, "warn", "disk", "full", "{}"}).error().code == store_errc::full);
  CHECK(o.pending().size() == 1);
  CHECK(o.store().reachable());
  faulty_disk::heal();
  CHECK(o.apply(one_cause("during")).appends.at(0));
  CHECK(o.pending().size() == 2);
  o.reopen();
  CHECK(o.pending().size() == 2);
}

TEST_CASE("a failed fsync leaves the outcome unknown, and nothing is written until a new start", "[sqlite][disk]") {
  faulty_disk disk;
  opened o{sqlite};
  o.add_cause(conversation_no(1), "before");
  faulty_disk::break_fsync();
  const auto unknown = o.lane->apply(one_cause("during"));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == store_errc::unknown_outcome);

  // The kernel may have dropped the pages and call the next fsync a success: we do not ask again.
  faulty_disk::heal();
  CHECK(o.lane->settle(one_cause("during")).error().code == store_errc::fenced);
  CHECK(o.lane->apply(one_cause("after")).error().code == store_errc::fenced);
  CHECK_FALSE(o.store().reachable());
  CHECK_FALSE(o.admin->add_system_event({acme, long_ago, "warn", "disk", "fsync", "{}"}));

  o.reopen();
  CHECK(o.how.unclean);
  CHECK(o.store().reachable());
  CHECK(o.apply(one_cause("after")).appends.at(0));
  // The provider comes again with what it got no answer for; it counts once, whatever had become of it.
  o.apply(one_cause("during"));
  CHECK(o.pending().size() == 3);
}

TEST_CASE("what was answered is there after kill -9", "[sqlite][disk]") {
  sqlite_world w;
  std::array<int, 2> answered{};
  REQUIRE(pipe(answered.data()) == 0);
  const auto child = fork();
  if (child == 0) {
    auto s = w.store();
    if (!s->open()) _exit(1);
    auto lane = std::move(s->lane(0).value());
    for (std::uint32_t n = 0;; ++n) {
      batch work;
      work.appends.push_back(inbound(conversation_no(n % 7), std::to_string(n)));
      if (!lane->apply(work)) _exit(1);
      if (write(answered[1], &n, sizeof n) != sizeof n) _exit(1);
    }
  }
  close(answered[1]);
  std::uint32_t last = 0;
  for (int i = 0; i < 300; ++i)
    REQUIRE(read(answered[0], &last, sizeof last) == sizeof last);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  while (read(answered[0], &last, sizeof last) == sizeof last) {
  }
  close(answered[0]);

  auto s = w.store();
  const auto opening = s->open();
  REQUIRE(opening);
  CHECK(opening->unclean);
  const auto rows = s->lane(0).value()->recover_inbox(inbox_id{0}, 1'000'000, false).value();
  // At most the one whose answer was not written may be there besides.
  CHECK(rows.size() >= last + 1U);
  CHECK(rows.size() <= last + 2U);
}

TEST_CASE("the API's writes find their gap under a lane that never rests", "[sqlite][disk]") {
  opened o{sqlite};
  std::atomic<bool> stop{false};
  std::atomic<int> batches{0};
  std::thread busy{[&] {
    for (int n = 0; !stop; ++n) {
      if (!o.lane->apply(one_cause("busy " + std::to_string(n)))) return;
      ++batches;
    }
  }};
  int written = 0;
  for (int i = 0; i < 50; ++i) {
    const auto before = batches.load();
    if (o.admin->add_audit({acme, long_ago, "ana", "try", std::to_string(i), "{}"})) ++written;
    while (batches == before && !stop)
      std::this_thread::yield();
  }
  stop = true;
  busy.join();
  CHECK(written == 50);
  CHECK(o.admin->audit(acme, "", 100)->items.size() == 50);
  CHECK(o.lane->recover_inbox(inbox_id{0}, 1'000'000, false)->size() == static_cast<std::size_t>(batches));
}
