#include "fixture.hpp"

using namespace charla::conformance;

namespace {

using std::chrono::hours;
using texts = std::vector<std::string>;

contact_id contact_no(std::uint32_t n) { return contact_id{conversation_no(n).value()}; }

contact_row person(std::uint32_t n, const std::string& name) {
  contact_row c;
  c.id = contact_no(n);
  c.tenant = acme;
  c.at.wa_id = "549110000" + std::to_string(n);
  c.name = name;
  c.created_at = long_ago + hours{n};
  return c;
}

/// A turn of conversation `n` that heard its contact at `in`.
void hear(opened& o, std::uint32_t n, std::int64_t version, std::optional<timestamp> in) {
  const auto c = conversation_no(n);
  const auto turn = n * 100 + static_cast<std::uint32_t>(version);
  auto t = turn_on(o, c, turn, version, {o.add_cause(c, "heard-" + std::to_string(turn))});
  t.summary.last_inbound_at = in;
  t.summary.peer.wa_id = "549110000" + std::to_string(n);
  REQUIRE(o.commit(t) == verdict::ok);
}

texts names(opened& o, const contact_query& q) {
  texts all;
  const auto found = o.admin->contacts(acme, q, "", 50).value();
  for (const auto& c : found.items)
    all.push_back(c.name);
  CHECK(o.admin->count_contacts(acme, q).value() == static_cast<std::int64_t>(all.size()));
  return all;
}

} // namespace

TEST_CASE("contacts are added once, with all that is known of them", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto ana = person(1, "Ana");
  ana.at.user_id = "US.1";
  ana.attributes = R"({"city":"Rosario"})";
  ana.tags = {"vip", "", "new", "vip"};
  ana.consent = "opted_in";
  ana.consent_source = "import";
  ana.consent_at = long_ago;
  ana.locale = "pt-BR";
  ana.timezone = "America/Sao_Paulo";
  CHECK(*o.admin->add_contact(ana));
  CHECK_FALSE(*o.admin->add_contact(ana));
  const auto kept = o.admin->contact(acme, ana.id)->value();
  CHECK(kept.at == ana.at);
  CHECK(kept.name == "Ana");
  CHECK(kept.tags == texts{"new", "vip"});
  CHECK(kept.consent == "opted_in");
  CHECK(kept.consent_source == "import");
  CHECK(kept.consent_at == long_ago);
  CHECK(kept.timezone == "America/Sao_Paulo");
  CHECK(kept.created_at == ana.created_at);
  CHECK(o.admin->addresses(acme, ana.id).value() == std::vector<address>{ana.at});
  CHECK(o.admin->addresses(other_tenant, ana.id)->empty());

  auto changed = kept;
  changed.consent = "opted_out";
  changed.consent_source = "Berta";
  changed.consent_at = long_ago + hours{3};
  CHECK(*o.admin->update_contact(changed));
  CHECK(o.admin->contact(acme, ana.id)->value().consent_source == "Berta");
  CHECK(o.admin->contact(acme, ana.id)->value().consent_at == long_ago + hours{3});
}

TEST_CASE("contacts are found by conditions that all hold", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto ana = person(1, "Ana");
  ana.tags = {"vip", "new"};
  ana.attributes = R"({"city":"Rosario","it's \"odd\"":"x"})";
  ana.consent = "opted_in";
  auto bea = person(2, "Bea");
  bea.tags = {"vip"};
  bea.attributes = R"({"city":"rosario","size":3})";
  bea.consent = "opted_out";
  const auto cid = person(3, "Cid_100%");
  auto other = person(4, "Ana");
  other.tenant = other_tenant;
  for (const auto& c : {ana, bea, cid, other})
    REQUIRE(*o.admin->add_contact(c));

  CHECK(names(o, {}) == texts{"Cid_100%", "Bea", "Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.search = "an"; })) == texts{"Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.search = "5491100002"; })) == texts{"Bea"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.search = "d_1"; })) == texts{"Cid_100%"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.search = "A_a"; })).empty());
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.tags = {"vip"}; })) == texts{"Bea", "Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.tags = {"vip", "new"}; })) == texts{"Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.not_tags = {"new"}; })) == texts{"Cid_100%", "Bea"});
  CHECK(names(o, filter<contact_query>([&](auto& q) {
                q.tags = {"vip"};
                q.not_tags = {"new"};
              }))
        == texts{"Bea"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.attributes = {{"city", "Rosario"}}; })) == texts{"Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) {
                q.attributes = {{"city", "Rosario"}, {"it's \"odd\"", "x"}};
              }))
        == texts{"Ana"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.attributes = {{"city", "Rosario"}, {"size", "3"}}; })).empty());
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.consent = "opted_out"; })) == texts{"Bea"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.consent = "unknown"; })) == texts{"Cid_100%"});

  const auto first = o.admin->contacts(acme, filter<contact_query>([&](auto& q) { q.tags = {"vip"}; }), "", 1).value();
  REQUIRE(first.items.size() == 1);
  const auto second =
      o.admin->contacts(acme, filter<contact_query>([&](auto& q) { q.tags = {"vip"}; }), first.next, 1).value();
  REQUIRE(second.items.size() == 1);
  CHECK(second.items[0].name == "Ana");
  CHECK(second.next.empty());
}

TEST_CASE("contacts are found by when they wrote last, in whatever conversation", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 3; ++n)
    REQUIRE(*o.admin->add_contact(person(n, std::string(1, static_cast<char>('@' + n)))));
  hear(o, 1, 0, long_ago + hours{5});
  hear(o, 2, 0, long_ago + hours{9});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.heard_since = long_ago + hours{5}; })) == texts{"B", "A"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.heard_since = long_ago + hours{6}; })) == texts{"B"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.silent_since = long_ago + hours{5}; })) == texts{"C"});
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.silent_since = long_ago + hours{6}; })) == texts{"C", "A"});
  CHECK(names(o, filter<contact_query>([&](auto& q) {
                q.heard_since = long_ago + hours{1};
                q.silent_since = long_ago + hours{6};
              }))
        == texts{"A"});
  REQUIRE(*o.admin->merge_contacts(acme, contact_no(1), contact_no(2), far_ahead));
  CHECK(names(o, filter<contact_query>([&](auto& q) { q.heard_since = long_ago + hours{6}; })) == texts{"A"});
}

TEST_CASE("a conversation that a person has seen has nothing unread", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = turn_on(o, conversation_no(1), 1, 0, {o.add_cause(conversation_no(1), "a")});
  t.summary.unread_added = 3;
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(o.row(conversation_no(1)).unread == 3);
  CHECK_FALSE(*o.admin->mark_read(other_tenant, conversation_no(1)));
  CHECK(*o.admin->mark_read(acme, conversation_no(1)));
  CHECK(o.row(conversation_no(1)).unread == 0);
  CHECK(o.row(conversation_no(1)).version == 1);
  CHECK_FALSE(*o.admin->mark_read(acme, conversation_no(2)));
}

TEST_CASE("a segment is a query with a name of its own", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  tenant_row acme_row;
  acme_row.name = "Acme";
  const auto t = o.admin->add_tenant(acme_row)->id;
  const auto made = o.admin->put_segment({0, t, "vips", R"({"tags":["vip"]})", "Berta", long_ago}).value();
  CHECK(made.id > 0);
  CHECK(o.admin->put_segment({0, t, "all", "{}", "Berta", long_ago}));
  CHECK(o.admin->put_segment({0, t, "vips", "{}", "Berta", long_ago}).error().code == store_errc::data);

  auto changed = made;
  changed.query = R"({"tags":["vip","new"]})";
  changed.name = "very vips";
  CHECK(o.admin->put_segment(changed)->id == made.id);
  changed.name = "all";
  CHECK(o.admin->put_segment(changed).error().code == store_errc::data);
  const auto listed = o.admin->segments(t).value();
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].name == "all");
  CHECK(listed[1].name == "very vips");
  CHECK(listed[1].query.find("new") != std::string::npos);
  CHECK(listed[1].created_by == "Berta");
  CHECK(listed[1].created_at == long_ago);

  CHECK(o.admin->segments(tenant_id{77})->empty());
  CHECK_FALSE(*o.admin->delete_segment(tenant_id{77}, made.id));
  CHECK(*o.admin->delete_segment(t, made.id));
  CHECK_FALSE(*o.admin->delete_segment(t, made.id));
}
