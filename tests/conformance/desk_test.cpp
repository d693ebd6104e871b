#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

constexpr auto ana = "ana@example.com";

/// One turn on conversation `n`, adjusted by `change`.
template <class Change>
conversation_id with_turn(opened& o, std::uint32_t n, Change change) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "desk-" + std::to_string(n))});
  t.summary.last_activity_at = long_ago + std::chrono::hours{n};
  change(t);
  REQUIRE(o.commit(t) == verdict::ok);
  return c;
}

std::vector<conversation_id> listed(opened& o, const conversation_filter& f, std::size_t page_size = 3) {
  std::vector<conversation_id> all;
  std::string after;
  do {
    const auto page = o.admin->conversations(acme, f, after, page_size).value();
    CHECK(page.items.size() <= page_size);
    for (const auto& r : page.items) {
      CHECK(lets_through(f, r)); // the live feed's rule and the store's are one
      all.push_back(r.id);
    }
    after = page.next;
  } while (!after.empty());
  return all;
}

conversation_filter view(std::string_view name, const std::string& email = ana) {
  conversation_filter f;
  REQUIRE(narrow_to_view(f, name, email));
  return f;
}

/// Thirty conversations of every kind; each row is what a turn has said of it.
void fill(opened& o) {
  using status = conversation_status;
  constexpr std::array statuses{status::open, status::open, status::pending, status::snoozed, status::resolved};
  constexpr std::array modes{control_mode::bot, control_mode::human, control_mode::paused};
  for (std::uint32_t n = 1; n <= 30; ++n)
    with_turn(o, n, [&](turn_write& t) {
      auto& s = t.summary;
      s.status = statuses[n % statuses.size()];
      if (const auto mode = modes[n % modes.size()]; mode != control_mode::bot) t.control = control_effect{mode, {}};
      if (n % 2 == 0) s.assignee = n % 4 == 0 ? ana : "beto@example.com";
      if (n % 3 == 0) s.waiting_since = long_ago + std::chrono::minutes{(n * 7) % 30};
      if (s.status == status::snoozed) s.snoozed_until = far_ahead;
      s.unread_added = n % 4 == 1 ? 2 : 0;
      if (n % 5 == 0) s.labels = {"mayorista", "vip"};
      s.last_author = n % 2 == 0 ? author::bot : author::contact;
    });
}

tenant_id new_tenant(opened& o, const std::string& name) {
  tenant_row t;
  t.name = name;
  return o.admin->add_tenant(t)->id;
}

} // namespace

TEST_CASE("what a turn says of who waits and of what is set aside is read back", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_turn(o, 1, [](turn_write& t) {
    t.summary.status = conversation_status::snoozed;
    t.summary.snoozed_until = far_ahead;
    t.summary.waiting_since = long_ago;
    t.summary.last_author = author::contact;
  });
  const auto check = [](const conversation_summary& x) {
    CHECK(x.snoozed_until == far_ahead);
    CHECK(x.waiting_since == long_ago);
    CHECK(x.last_author == author::contact);
  };
  check(o.row(c).summary);
  check(o.admin->conversation(acme, c).value().value().summary);
  check(o.admin->conversations(acme, {}, "", 10).value().items.at(0).summary);

  // A later turn takes all of it back.
  auto t = turn_on(o, c, 9, 1, {o.add_cause(c, "again")});
  t.messages[0].seq = 7;
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK_FALSE(o.row(c).summary.snoozed_until);
  CHECK_FALSE(o.row(c).summary.waiting_since);
  CHECK_FALSE(o.row(c).summary.last_author);
}

TEST_CASE("each view lists exactly what its rule lets through, in either order", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  fill(o);
  const auto everything = o.admin->conversations(acme, {}, "", 100).value().items;
  REQUIRE(everything.size() == 30);
  for (const auto& v : desk_views())
    for (const auto order : {conversation_order::activity, conversation_order::waiting}) {
      INFO(v.name << (order == conversation_order::waiting ? ", who waits longest first" : ""));
      auto f = view(v.name);
      f.order = order;
      auto wanted = everything;
      std::erase_if(wanted, [&](const auto& r) { return !lets_through(f, r); });
      CHECK(!wanted.empty());
      std::sort(wanted.begin(), wanted.end(), [&](const auto& a, const auto& b) {
        if (order == conversation_order::activity)
          return std::pair{a.summary.last_activity_at, a.id} > std::pair{b.summary.last_activity_at, b.id};
        const auto since = [](const auto& r) { return r.summary.waiting_since.value_or(far_ahead); };
        return std::pair{since(a), a.id} < std::pair{since(b), b.id};
      });
      std::vector<conversation_id> ids;
      for (const auto& r : wanted)
        ids.push_back(r.id);
      CHECK(listed(o, f) == ids);
    }
}

TEST_CASE("a view can be narrowed further", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  fill(o);
  const auto expect = [&](const conversation_filter& f) {
    std::size_t count = 0;
    const auto all = o.admin->conversations(acme, {}, "", 100).value().items;
    for (const auto& r : all)
      count += lets_through(f, r) ? 1 : 0;
    CHECK(count > 0);
    CHECK(count < all.size());
    CHECK(listed(o, f).size() == count);
  };
  auto f = view("all");
  SECTION("by a label, whole") {
    f.label = "vip";
    expect(f);
    f.label = "vi";
    CHECK(listed(o, f).empty());
  }
  SECTION("by who has it") {
    f.assignee = "beto@example.com";
    expect(f);
  }
  SECTION("to who has waited since before a moment") {
    f.waiting_before = long_ago + std::chrono::minutes{15};
    expect(f);
    f.order = conversation_order::waiting;
    expect(f);
  }
  SECTION("by channel and who speaks") {
    f.channel = line;
    f.mode = control_mode::human;
    expect(f);
  }
  SECTION("mine is nobody's for who has no e-mail") { CHECK(listed(o, view("mine", "")).empty()); }
  SECTION("there is no view of another name") { CHECK_FALSE(narrow_to_view(f, "todas", ana)); }
}

TEST_CASE("the counts of the views are those of their lists, up to the cap", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  fill(o);
  for (const std::int64_t cap : {100, 4}) {
    const auto counts = o.admin->count_views(acme, ana, cap).value();
    REQUIRE(counts.size() == desk_views().size() + 1);
    for (std::size_t i = 0; i < desk_views().size(); ++i) {
      INFO(counts[i].view << " up to " << cap);
      CHECK(counts[i].view == desk_views()[i].name);
      const auto size = static_cast<std::int64_t>(listed(o, view(counts[i].view), 50).size());
      CHECK(counts[i].count == std::min(size, cap));
      CHECK(counts[i].more == (size > cap));
    }
    CHECK(counts.back().view == "letters");
    CHECK(counts.back().count == 0);
  }
  const auto theirs = o.admin->count_views(other_tenant, ana, 100).value();
  CHECK(std::all_of(theirs.begin(), theirs.end(), [](const auto& c) { return c.count == 0 && !c.more; }));
}

TEST_CASE("open dead letters are counted", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  dead_letter_write letter;
  letter.tenant = acme;
  letter.conversation = c;
  letter.causes = {o.add_cause(c, "bad")};
  letter.reason = "flow.missing_version";
  letter.at = long_ago;
  batch work;
  work.dead_letters.push_back(letter);
  (void)o.apply(work);
  CHECK(o.admin->count_views(acme, ana, 100).value().back().count == 1);
  const auto id = o.admin->dead_letters(acme, "open", "", 10)->items.at(0).id;
  REQUIRE(*o.admin->discard(acme, id, "seen"));
  CHECK(o.admin->count_views(acme, ana, 100).value().back().count == 0);
}

TEST_CASE("a bubble is found by its turn and index, with its delivery", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 2);
  REQUIRE(o.claim({c, 1, 1}));
  (void)o.note(ended({c, 1, 1}, send_fact::outcome::failed));
  const auto found = o.admin->bubble(acme, {c, 1, 1}).value();
  REQUIRE(found);
  CHECK(found->status == message_status::failed);
  CHECK(found->row.send == 1);
  CHECK(o.admin->bubble(acme, {c, 1, 0})->value().status == message_status::queued);
  CHECK_FALSE(*o.admin->bubble(acme, {c, 1, 2}));
  CHECK_FALSE(*o.admin->bubble(acme, {c, 2, 0}));
  CHECK_FALSE(*o.admin->bubble(other_tenant, {c, 1, 1}));
}

TEST_CASE("answers are kept ready under shortcuts that are a tenant's own", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto ours = new_tenant(o, "ours");
  const auto theirs = new_tenant(o, "theirs");
  const auto hours = o.admin->put_canned({0, ours, "horario", "De 9 a 18.", "Ana", long_ago}).value();
  REQUIRE(hours);
  CHECK(hours->id > 0);
  const auto bye = o.admin->put_canned({0, ours, "chau", "¡Gracias, {{contact.name}}!", "Ana", long_ago}).value();
  REQUIRE(bye);
  CHECK(o.admin->put_canned({0, theirs, "horario", "24 h", "Zoe", long_ago}).value());

  const auto all = o.admin->canned(ours).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].shortcut == "chau");
  CHECK(all[1].text == "De 9 a 18.");
  CHECK(all[1].created_by == "Ana");
  CHECK(all[1].updated_at == long_ago);

  CHECK_FALSE(*o.admin->put_canned({0, ours, "horario", "otra", "Ana", long_ago}));
  CHECK_FALSE(*o.admin->put_canned({bye->id, ours, "horario", "otra", "Ana", long_ago}));
  CHECK_FALSE(*o.admin->put_canned({hours->id, theirs, "mio", "robado", "Zoe", long_ago}));
  CHECK_FALSE(*o.admin->put_canned({hours->id + 1000, ours, "nada", "x", "Ana", long_ago}));
  const auto changed = o.admin->put_canned({hours->id, ours, "horarios", "De 8 a 17.", "Beto", far_ahead}).value();
  REQUIRE(changed);
  CHECK(changed->id == hours->id);
  CHECK(changed->created_by == "Ana");
  CHECK(changed->updated_at == far_ahead);
  CHECK(o.admin->canned(ours)->at(1).shortcut == "horarios");

  CHECK_FALSE(*o.admin->delete_canned(theirs, hours->id));
  CHECK(*o.admin->delete_canned(ours, hours->id));
  CHECK_FALSE(*o.admin->delete_canned(ours, hours->id));
  CHECK(o.admin->canned(ours)->size() == 1);
  CHECK(o.admin->put_canned({0, tenant_id{999}, "nadie", "x", "Ana", long_ago}).error().code == store_errc::data);
}

TEST_CASE("whose contact is erased no longer waits", "[store][desk]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const contact_id who{conversation_no(77).value()};
  const auto c = with_turn(o, 1, [&](turn_write& t) {
    t.summary.contact = who;
    t.summary.waiting_since = long_ago;
    t.summary.snoozed_until = far_ahead;
    t.summary.last_author = author::contact;
  });
  REQUIRE(listed(o, view("waiting")).size() == 1);
  REQUIRE(*o.admin->erase_contact(acme, who, far_ahead));
  CHECK(listed(o, view("waiting")).empty());
  CHECK_FALSE(o.row(c).summary.snoozed_until);
  CHECK_FALSE(o.row(c).summary.last_author);
}
