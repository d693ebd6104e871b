#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

/// The next turn of conversation `n`, which writes to the contact of conversation 1.
turn_write next_turn(opened& o, std::uint32_t n, std::int64_t version) {
  const auto c = conversation_no(n);
  const auto turn = n * 100 + static_cast<std::uint32_t>(version);
  auto t = turn_on(o, c, turn, version, {o.add_cause(c, "contact-" + std::to_string(turn))});
  t.summary.contact = contact_id{conversation_no(1).value()};
  t.summary.peer.wa_id = "5491155550000";
  return t;
}

contact_row contact(opened& o) { return o.admin->contact(acme, contact_id{conversation_no(1).value()})->value(); }

/// JSON without the blanks that an adapter may put between.
std::string attributes(opened& o) {
  auto text = contact(o).attributes;
  std::erase(text, ' ');
  return text;
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("what a turn has learnt of its contact is kept with the turn", "[store][contact]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = next_turn(o, 1, 0);
  t.contact.attributes = {{"city", "Rosario"}, {"never", ""}};
  t.contact.tags_added = {"vip", "mayorista", "vip"};
  t.contact.language = "pt-BR";
  t.contact.agreed = charla::flows::consent::opted_in;
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(attributes(o) == R"({"city":"Rosario"})");
  CHECK(contact(o).tags == texts{"mayorista", "vip"});
  CHECK(contact(o).locale == "pt-BR");
  CHECK(contact(o).consent == name_of(charla::flows::consent::opted_in));
  CHECK(contact(o).name == "Ana");
  CHECK(contact(o).updated_at == t.decided_at);

  auto later = next_turn(o, 1, 1);
  SECTION("an attribute is changed, an empty one removed, the others stay") {
    later.contact.attributes = {{"city", ""}, {"quote", "a \"b\" \\ c\n'd'"}};
    REQUIRE(o.commit(later) == verdict::ok);
    CHECK(attributes(o) == R"({"quote":"a\"b\"\\c\n'd'"})");
    CHECK(contact(o).tags == texts{"mayorista", "vip"});
  }
  SECTION("tags come and go") {
    later.contact.tags_added = {"nuevo", ""};
    later.contact.tags_removed = {"vip", "never there"};
    REQUIRE(o.commit(later) == verdict::ok);
    CHECK(contact(o).tags == texts{"mayorista", "nuevo"});
    CHECK(attributes(o) == R"({"city":"Rosario"})");
  }
  SECTION("a tag that is both removed and added is there") {
    later.contact.tags_added = {"vip"};
    later.contact.tags_removed = {"vip"};
    REQUIRE(o.commit(later) == verdict::ok);
    CHECK(contact(o).tags == texts{"mayorista", "vip"});
  }
  SECTION("a turn that has learnt nothing changes nothing") {
    REQUIRE(o.commit(later) == verdict::ok);
    CHECK(contact(o).updated_at == t.decided_at);
    CHECK(contact(o).locale == "pt-BR");
  }
  SECTION("who has opted out is known to have") {
    later.contact.agreed = charla::flows::consent::opted_out;
    REQUIRE(o.commit(later) == verdict::ok);
    CHECK(contact(o).consent == name_of(charla::flows::consent::opted_out));
  }
}

TEST_CASE("a name that a flow has learnt stays, whatever the profile says", "[store][contact]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = next_turn(o, 1, 0);
  t.contact.name = "Ana Paz";
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(contact(o).name == "Ana Paz");
  auto later = next_turn(o, 1, 1);
  later.summary.contact_name = "anita88";
  later.contact.language = "es";
  REQUIRE(o.commit(later) == verdict::ok);
  CHECK(contact(o).name == "Ana Paz");
  CHECK(contact(o).locale == "es");
}

TEST_CASE("attributes that a person has written are merged with", "[store][contact]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  REQUIRE(o.commit(next_turn(o, 1, 0)) == verdict::ok);
  auto by_hand = contact(o);
  const auto [written, merged] =
      GENERATE(std::pair{R"({"n":1,"list":[1,"two",null]})", R"("n":1)"}, std::pair{R"({})", "{"}, std::pair{"", "{"},
               std::pair{"no JSON at all", "{"}, std::pair{R"(["a list"])", "{"});
  by_hand.attributes = written;
  REQUIRE(*o.admin->update_contact(by_hand));
  auto t = next_turn(o, 1, 1);
  t.contact.attributes = {{"city", "Rosario"}};
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(attributes(o).find(merged) != std::string::npos);
  CHECK(attributes(o).find(R"("city":"Rosario")") != std::string::npos);
  CHECK((attributes(o).find(R"("list":[1,"two",null])") != std::string::npos)
        == (std::string{written}.find("\"list\":") != std::string::npos));
}

TEST_CASE("two conversations of one contact in a batch both add to it", "[store][contact]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  batch work;
  work.turns = {next_turn(o, 1, 0), next_turn(o, 2, 0)};
  work.turns[0].contact.attributes = {{"a", "1"}};
  work.turns[0].contact.tags_added = {"one"};
  work.turns[1].contact.attributes = {{"b", "2"}};
  work.turns[1].contact.tags_added = {"two"};
  for (const auto v : o.apply(work).turns)
    CHECK(name_of(v) == "ok");
  CHECK(attributes(o) == R"({"a":"1","b":"2"})");
  CHECK(contact(o).tags == texts{"one", "two"});
}

TEST_CASE("a turn does not write to another tenant's contact", "[store][contact][isolation]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  REQUIRE(o.commit(next_turn(o, 1, 0)) == verdict::ok);
  auto t = next_turn(o, 2, 0);
  t.summary.tenant = other_tenant;
  t.contact.attributes = {{"stolen", "yes"}};
  t.contact.tags_added = {"stolen"};
  t.contact.name = "stolen";
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(attributes(o) == "{}");
  CHECK(contact(o).tags.empty());
  CHECK(contact(o).name == "Ana");
}

TEST_CASE("who has a conversation is shown where it is listed", "[store][list]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = next_turn(o, 1, 0);
  const auto first = GENERATE(true, false);
  if (!first) {
    REQUIRE(o.commit(t) == verdict::ok);
    t = next_turn(o, 1, 1);
  }
  t.summary.assignee = "beto@example.com";
  t.summary.team = "ventas";
  t.summary.labels = {"reclamo \"grave\"", "urgente"};
  REQUIRE(o.commit(t) == verdict::ok);
  const auto looks = [&](const conversation_summary& seen) {
    CHECK(seen.assignee == t.summary.assignee);
    CHECK(seen.team == t.summary.team);
    CHECK(seen.labels == t.summary.labels);
  };
  looks(o.row(t.conversation).summary);
  looks(o.admin->conversations(acme, {}, "", 10)->items.at(0).summary);
  looks(o.admin->conversation(acme, t.conversation)->value().summary);
  CHECK(o.row(t.conversation).state == t.state);

  auto released = next_turn(o, 1, first ? 1 : 2);
  REQUIRE(o.commit(released) == verdict::ok);
  t = released; // nobody, no team, no labels
  looks(o.row(t.conversation).summary);
  looks(o.admin->conversations(acme, {}, "", 10)->items.at(0).summary);
}
