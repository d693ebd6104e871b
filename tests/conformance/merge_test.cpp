#include "fixture.hpp"

using namespace charla::conformance;

namespace {

using std::chrono::hours;
using texts = std::vector<std::string>;

contact_id contact_no(std::uint32_t n) { return contact_id{conversation_no(n).value()}; }

/// A contact with a conversation of the same number.
void meet(opened& o, std::uint32_t n, const contact_write& known = {}) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "meet-" + std::to_string(n))});
  t.summary.peer.wa_id = "54911000" + std::to_string(n);
  t.summary.contact_name = "person " + std::to_string(n);
  t.contact = known;
  REQUIRE(o.commit(t) == verdict::ok);
}

/// The next turn of conversation `n`, whose actor still believes that the contact has the conversation's number.
turn_write next_turn(opened& o, std::uint32_t n, std::int64_t version) {
  const auto c = conversation_no(n);
  const auto turn = n * 100 + static_cast<std::uint32_t>(version);
  auto t = turn_on(o, c, turn, version, {o.add_cause(c, "next-" + std::to_string(turn))});
  t.summary.peer.wa_id = "54911000" + std::to_string(n);
  t.summary.contact_name = "person " + std::to_string(n);
  return t;
}

contact_row person(opened& o, std::uint32_t n) { return o.admin->contact(acme, contact_no(n))->value(); }

bool merge(opened& o, std::uint32_t into, std::uint32_t from, tenant_id t = acme) {
  return o.admin->merge_contacts(t, contact_no(into), contact_no(from), far_ahead).value();
}

contact_write known(texts tags, std::map<std::string, std::string> attributes) {
  contact_write w;
  w.tags_added = std::move(tags);
  w.attributes = std::move(attributes);
  return w;
}

std::string dense(std::string json) {
  std::erase(json, ' ');
  return json;
}

} // namespace

TEST_CASE("two contacts become one, and the old id leads to who stayed", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  meet(o, 1, known({"vip", "new"}, {{"city", "Rosario"}}));
  meet(o, 2, known({"old", "new"}, {{"city", "Salta"}, {"size", "M"}}));
  meet(o, 3);
  REQUIRE(merge(o, 1, 2));

  o.reopen();
  const auto one = person(o, 1);
  CHECK(one.name == "person 1");
  CHECK(one.tags == texts{"new", "old", "vip"});
  CHECK(dense(one.attributes).find(R"("city":"Rosario")") != std::string::npos);
  CHECK(dense(one.attributes).find(R"("size":"M")") != std::string::npos);
  CHECK(one.updated_at == far_ahead);
  CHECK(person(o, 2).id == contact_no(1));
  CHECK(o.admin->contacts(acme, {}, "", 10)->items.size() == 2);
  CHECK(o.admin->count_contacts(acme, {}).value() == 2);
  CHECK(o.row(conversation_no(2)).summary.contact == contact_no(1));
  const std::vector<address> both{{"549110001", ""}, {"549110002", ""}};
  CHECK(o.admin->addresses(acme, contact_no(1)).value() == both);
  CHECK(o.admin->addresses(acme, contact_no(2)).value() == both);
  auto again = person(o, 1);
  again.id = contact_no(2);
  CHECK_FALSE(*o.admin->add_contact(again));

  SECTION("what their conversations learn lands at who stayed; name and first address stay") {
    auto t = next_turn(o, 2, 1);
    t.contact.tags_added = {"late"};
    t.contact.agreed = charla::flows::consent::opted_in;
    REQUIRE(o.commit(t) == verdict::ok);
    auto moved = next_turn(o, 2, 2);
    moved.summary.contact = contact_no(1);
    REQUIRE(o.commit(moved) == verdict::ok);
    CHECK(person(o, 1).tags == texts{"late", "new", "old", "vip"});
    CHECK(person(o, 1).consent == "opted_in");
    CHECK(person(o, 1).name == "person 1");
    CHECK(person(o, 1).at.wa_id == "549110001");
    CHECK(o.row(conversation_no(2)).summary.contact == contact_no(1));
    CHECK(o.admin->contacts(acme, {}, "", 10)->items.size() == 2);
  }
  SECTION("a claim asks who stayed") {
    auto t = next_turn(o, 2, 1);
    say(t, "offer");
    t.sends[0].needs_consent = true;
    t.contact.agreed = charla::flows::consent::opted_out;
    REQUIRE(o.commit(t) == verdict::ok);
    batch work;
    work.claims.push_back({{conversation_no(2), 2, 0}, o.lane->epoch()});
    CHECK(o.apply(work).claims.at(0) == claim_verdict::opted_out);
  }
  SECTION("merged once more, all old ids lead to the last") {
    REQUIRE(merge(o, 3, 2)); // by its old id
    CHECK(person(o, 1).id == contact_no(3));
    CHECK(person(o, 2).id == contact_no(3));
    CHECK(o.admin->addresses(acme, contact_no(3))->size() == 3);
    CHECK(o.admin->contacts(acme, {}, "", 10)->items.size() == 1);
    CHECK_FALSE(merge(o, 1, 2));
    auto changed = person(o, 1);
    changed.id = contact_no(1);
    changed.name = "Ana";
    CHECK(*o.admin->update_contact(changed));
    CHECK(person(o, 3).name == "Ana");
  }
}

TEST_CASE("the stricter consent holds of two that become one", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  using charla::flows::consent;
  const auto with = [](consent c) {
    contact_write w;
    w.agreed = c;
    w.agreed_by = c == consent::opted_out ? "word" : "flow";
    return w;
  };
  SECTION("out before in") {
    const auto out_first = GENERATE(true, false);
    meet(o, 1, with(out_first ? consent::opted_out : consent::opted_in));
    meet(o, 2, with(out_first ? consent::opted_in : consent::opted_out));
    REQUIRE(merge(o, 1, 2));
    CHECK(person(o, 1).consent == "opted_out");
    CHECK(person(o, 1).consent_source == "word");
  }
  SECTION("what one has said before what the other has not") {
    meet(o, 1);
    meet(o, 2, with(consent::opted_in));
    REQUIRE(merge(o, 1, 2));
    CHECK(person(o, 1).consent == "opted_in");
    CHECK(person(o, 1).consent_at == long_ago + std::chrono::seconds{2});
  }
}

TEST_CASE("only two contacts of one tenant become one", "[store][people]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  meet(o, 1);
  meet(o, 2);
  CHECK_FALSE(merge(o, 1, 1));
  CHECK_FALSE(merge(o, 1, 9));
  CHECK_FALSE(merge(o, 9, 1));
  CHECK_FALSE(merge(o, 1, 2, other_tenant));
  CHECK(person(o, 2).id == contact_no(2));
}
