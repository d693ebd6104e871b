#include "fixture.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>

// How quick the lists of a hundred thousand conversations are. Hidden: `test_store "[measure]"`.

using namespace charla::conformance;

namespace {

constexpr std::uint32_t rows = 100'000;
constexpr std::uint32_t at_once = 2'000; // the memory store copies all rows for each batch
constexpr auto ana = "ana@example.com";

/// Half of them in hand, one in ten waits, Ana has one in a hundred, few are paused or set aside.
turn_write turn_no_of(const opened& o, std::uint32_t n) {
  auto t = turn_on(o, conversation_no(n), n, 0, {});
  auto& s = t.summary;
  s.last_activity_at = long_ago + std::chrono::seconds{(n * 7919) % 1'000'000};
  s.contact_name = "Persona " + std::to_string(n);
  s.preview = "¿Tienen el talle 42 en negro? Lo necesito para el viernes.";
  s.status = n % 2 == 0     ? conversation_status::resolved
             : n % 500 == 1 ? conversation_status::snoozed
                            : conversation_status::open;
  if (n % 100 == 3) s.assignee = ana;
  if (n % 100 > 3 && n % 100 < 60) s.assignee = "otro" + std::to_string(n % 20) + "@example.com";
  if (n % 10 == 7) s.waiting_since = long_ago + std::chrono::seconds{n};
  if (n % 1000 == 5) t.control = control_effect{control_mode::paused, {}};
  if (n % 50 != 9) s.unread_added = -1;
  if (n % 200 == 11) s.labels = {"vip"};
  t.state = std::string(1000, 's');
  t.messages.clear();
  return t;
}

void fill(opened& o) {
  for (std::uint32_t n = 1; n <= rows;) {
    batch work;
    for (std::uint32_t i = 0; i < at_once && n <= rows; ++i)
      work.turns.push_back(turn_no_of(o, n++));
    for (const auto v : o.apply(work).turns)
      REQUIRE(v == verdict::ok);
  }
}

template <class Work>
double median_ms(Work work) {
  std::vector<double> took;
  for (int i = 0; i < 15; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    took.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  }
  std::sort(took.begin(), took.end());
  return took[took.size() / 2];
}

/// The place after `pages` pages, and how long the next one takes.
void measure(opened& o, const std::string& name, const conversation_filter& f, int pages) {
  std::string after;
  std::size_t seen = 0;
  for (int i = 0; i < pages; ++i) {
    const auto page = o.admin->conversations(acme, f, after, 100).value();
    seen += page.items.size();
    if (page.next.empty()) break;
    after = page.next;
  }
  std::size_t found = 0;
  const auto ms = median_ms([&] { found = o.admin->conversations(acme, f, after, 100).value().items.size(); });
  CHECK(found > 0);
  std::cout << "  " << name << ": " << ms << " ms for " << found << " rows after " << seen << '\n';
}

} // namespace

TEST_CASE("lists of a hundred thousand conversations", "[.][measure]") {
  const auto s = GENERATE(from_range(subjects()));
  opened o{s};
  fill(o);
  std::cout << s.name << '\n';
  measure(o, "everything, first page", {}, 0);
  measure(o, "everything, deep", {}, 900);
  for (const auto& v : desk_views())
    for (const auto order : {conversation_order::activity, conversation_order::waiting}) {
      conversation_filter f;
      REQUIRE(narrow_to_view(f, v.name, ana));
      f.order = order;
      const std::string name = std::string{v.name} + (order == conversation_order::waiting ? " by waiting" : "");
      measure(o, name + ", first page", f, 0);
      measure(o, name + ", deep", f, 300);
    }
  conversation_filter f;
  REQUIRE(narrow_to_view(f, "all", ana));
  f.label = "vip";
  measure(o, "all with a label, first page", f, 0);
  f.label.clear();
  f.search = "persona 99";
  measure(o, "all with a search, first page", f, 0);
  std::cout << "  the counts: " << median_ms([&] { (void)o.admin->count_views(acme, ana, 100).value(); }) << " ms\n";
}
