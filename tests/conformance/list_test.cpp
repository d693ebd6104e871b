#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

/// One turn on conversation `n`, adjusted by `change`.
template <class Change>
conversation_id with_turn(opened& o, std::uint32_t n, Change change) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "list-" + std::to_string(n))});
  change(t);
  REQUIRE(o.commit(t) == verdict::ok);
  return c;
}

std::vector<conversation_id> ids(const std::vector<conversation_row>& rows) {
  std::vector<conversation_id> all;
  for (const auto& r : rows)
    all.push_back(r.id);
  return all;
}

} // namespace

TEST_CASE("conversations are listed newest first, in pages, even of one moment", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 7; ++n)
    with_turn(o, n, [&](turn_write& t) { t.summary.last_activity_at = long_ago + std::chrono::hours{n < 5 ? 1 : n}; });
  std::vector<conversation_row> found;
  std::string after;
  do {
    const auto page = o.admin->conversations(acme, {}, after, 3).value();
    CHECK(page.items.size() <= 3);
    found.insert(found.end(), page.items.begin(), page.items.end());
    after = page.next;
  } while (!after.empty());
  REQUIRE(found.size() == 7);
  CHECK(found[0].id == conversation_no(7));
  CHECK(found[2].id == conversation_no(5));
  for (std::size_t i = 1; i < found.size(); ++i)
    CHECK(found[i - 1].summary.last_activity_at >= found[i].summary.last_activity_at);
  auto all = ids(found);
  std::sort(all.begin(), all.end());
  CHECK(std::unique(all.begin(), all.end()) == all.end());
  CHECK(o.admin->conversations(acme, {}, "nonsense", 3).error().code == store_errc::data);
}

TEST_CASE("a list can be narrowed", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto a = with_turn(o, 1, [](turn_write& t) {
    t.summary.contact_name = "Ana 100%";
    t.summary.unread_added = 1;
  });
  const auto b = with_turn(o, 2, [](turn_write& t) {
    t.summary.contact_name = "Beto";
    t.summary.preview = "quiero un TURNO";
    t.summary.status = conversation_status::resolved;
  });
  const auto c = with_turn(o, 3, [](turn_write& t) {
    t.summary.contact_name = "Carla";
    t.summary.channel = channel_id{2};
    t.summary.peer.wa_id = "5493415550000";
    t.control = control_effect{control_mode::human, far_ahead};
  });
  const auto listed = [&](const conversation_filter& f) { return ids(o.admin->conversations(acme, f, "", 10)->items); };
  conversation_filter f;
  CHECK(listed(f).size() == 3);
  SECTION("by channel") {
    f.channel = channel_id{2};
    CHECK(listed(f) == std::vector{c});
  }
  SECTION("by status") {
    f.status = conversation_status::resolved;
    CHECK(listed(f) == std::vector{b});
  }
  SECTION("by who speaks") {
    f.mode = control_mode::human;
    CHECK(listed(f) == std::vector{c});
  }
  SECTION("to the unread") {
    f.unread_only = true;
    CHECK(listed(f) == std::vector{a});
  }
  SECTION("by name, in either case") {
    f.search = "CARL";
    CHECK(listed(f) == std::vector{c});
  }
  SECTION("by phone") {
    f.search = "341555";
    CHECK(listed(f) == std::vector{c});
  }
  SECTION("by what was said last") {
    f.search = "turno";
    CHECK(listed(f) == std::vector{b});
  }
  SECTION("by a text that would be a pattern") {
    f.search = "100%";
    CHECK(listed(f) == std::vector{a});
    f.search = "_eto";
    CHECK(listed(f).empty());
  }
  SECTION("by several at once") {
    f.search = "a";
    f.unread_only = true;
    CHECK(listed(f) == std::vector{a});
  }
}

TEST_CASE("no list and no look-up shows another tenant's rows", "[store][list][isolation]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_turn(o, 1, [](turn_write& t) {
    t.messages[0].client_id = "order-1";
    t.summary.contact = contact_id{conversation_no(1).value()};
  });
  const contact_id who{c.value()};
  CHECK(o.admin->conversations(acme, {}, "", 10)->items.size() == 1);
  CHECK(*o.admin->conversation(acme, c));
  CHECK(o.admin->contacts(acme, {}, "", 10)->items.size() == 1);
  CHECK(*o.admin->contact(acme, who));
  CHECK(o.admin->turns(acme, c, 0, 10)->size() == 1);
  CHECK(*o.admin->message_by_client_id(acme, "order-1"));

  CHECK(o.admin->conversations(other_tenant, {}, "", 10)->items.empty());
  CHECK_FALSE(*o.admin->conversation(other_tenant, c));
  CHECK(o.admin->contacts(other_tenant, {}, "", 10)->items.empty());
  CHECK_FALSE(*o.admin->contact(other_tenant, who));
  CHECK(o.admin->turns(other_tenant, c, 0, 10)->empty());
  CHECK_FALSE(*o.admin->message_by_client_id(other_tenant, "order-1"));
  auto stolen = o.admin->contact(acme, who)->value();
  stolen.tenant = other_tenant;
  stolen.name = "taken";
  CHECK_FALSE(*o.admin->update_contact(stolen));
  CHECK(o.admin->contact(acme, who)->value().name == "Ana");
}

TEST_CASE("a turn makes its contact known, and a person's name for it stays", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_turn(o, 1, [](turn_write& t) { t.summary.peer = {"5491155550000", ""}; });
  const contact_id who{c.value()};
  auto contact = o.admin->contact(acme, who)->value();
  CHECK(contact.name == "Ana");
  CHECK(contact.at == address{"5491155550000", ""});
  CHECK(contact.tenant == acme);

  const auto next = [&](std::uint32_t n, const std::string& name, const std::string& user_id) {
    auto t = turn_on(o, c, n, n - 1, {o.add_cause(c, "n" + std::to_string(n))});
    t.summary.contact_name = name;
    t.summary.peer = {"5491155550000", user_id};
    REQUIRE(o.commit(t) == verdict::ok);
    return o.admin->contact(acme, who)->value();
  };
  CHECK(next(2, "Ana María", "").name == "Ana María"); // the profile's name is followed
  CHECK(next(3, "", "US.1").name == "Ana María");      // not into nothing
  CHECK(o.admin->contact(acme, who)->value().at.user_id == "US.1");

  contact = o.admin->contact(acme, who)->value();
  contact.name = "Ana (mayorista)";
  contact.attributes = R"({"price_list":"B"})";
  contact.tags = {"vip", "mayorista", "vip"};
  contact.consent = "2026-01-01 web";
  contact.locale = "es-AR";
  contact.timezone = "America/Argentina/Cordoba";
  CHECK(*o.admin->update_contact(contact));
  const auto kept = next(4, "Anita", "US.1");
  CHECK(kept.name == "Ana (mayorista)");
  CHECK(kept.attributes == R"({"price_list":"B"})");
  CHECK(kept.tags == std::vector<std::string>{"mayorista", "vip"});
  CHECK(kept.consent == "2026-01-01 web");
  CHECK(kept.locale == "es-AR");
  CHECK(kept.timezone == "America/Argentina/Cordoba");
  CHECK(o.admin->contacts(acme, filter<contact_query>([](auto& q) { q.search = "MAYOR"; }), "", 10)->items.size() == 1);
  CHECK(o.admin->contacts(acme, filter<contact_query>([](auto& q) { q.search = "5491155"; }), "", 10)->items.size()
        == 1);
  CHECK(o.admin->contacts(acme, filter<contact_query>([](auto& q) { q.search = "nobody"; }), "", 10)->items.empty());
}

TEST_CASE("contacts are listed in pages", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 5; ++n)
    with_turn(o, n, [&](turn_write& t) { t.decided_at = long_ago + std::chrono::hours{n < 4 ? 1 : 2}; });
  std::vector<contact_id> found;
  std::string after;
  do {
    const auto page = o.admin->contacts(acme, {}, after, 2).value();
    for (const auto& c : page.items)
      found.push_back(c.id);
    after = page.next;
  } while (!after.empty());
  REQUIRE(found.size() == 5);
  std::sort(found.begin(), found.end());
  CHECK(std::unique(found.begin(), found.end()) == found.end());
}

TEST_CASE("every turn is kept with its record", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  for (std::uint32_t n = 1; n <= 4; ++n)
    REQUIRE(o.commit(turn_on(o, c, n, n - 1, {o.add_cause(c, std::to_string(n))})) == verdict::ok);
  const auto page = o.admin->turns(acme, c, 2, 2).value();
  REQUIRE(page.size() == 2);
  CHECK(page[0].version == 2);
  CHECK(page[0].turn == turn_no(2));
  CHECK(page[0].record == "record 2");
  CHECK(page[1].version == 3);
}

TEST_CASE("the backlog is counted", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK_FALSE(o.admin->backlog_now()->oldest_inbox);
  const auto c = with_turn(o, 1, [](turn_write& t) {
    for (int i = 0; i < 3; ++i)
      say(t, "bubble");
    t.timers.push_back({"reminder", far_ahead, ""});
  });
  REQUIRE(o.claim({c, 1, 0}));
  REQUIRE(o.claim({c, 1, 1}));
  o.note(ended({c, 1, 1}, send_fact::outcome::in_doubt));
  o.add_cause(c, "a");
  o.add_cause(c, "b");
  const auto b = o.admin->backlog_now().value();
  CHECK(b.inbox == 2);
  CHECK(b.outbox_ready == 1);
  CHECK(b.outbox_sending == 1);
  CHECK(b.outbox_in_doubt == 1);
  CHECK(b.timers == 1);
  CHECK(b.dead_letters == 0);
  REQUIRE(b.oldest_inbox);
  CHECK(*b.oldest_inbox > long_ago);
}

TEST_CASE("a store that is open can be read", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  const auto place = s.fresh();
  const auto store = place->store();
  CHECK_FALSE(store->lane(0));
  REQUIRE(store->open());
  CHECK(store->reachable());
  CHECK(store->name() == s.name);
  CHECK(store->lane_count() >= 1);
  CHECK_FALSE(store->lane(store->lane_count()));
}
