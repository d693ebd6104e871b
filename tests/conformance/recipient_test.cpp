#include "fixture.hpp"

using namespace charla::conformance;
using charla::flows::consent;

namespace {

using std::chrono::hours;
constexpr timestamp heard = long_ago + hours{10};

/// What one bubble asks for.
struct wants {
  bool window = false;
  bool consent = false;
  author by = author::bot;
};

/// A turn of conversation 1 at `version` that sends such a bubble, the customer having written at `in`.
turn_write bubble_turn(opened& o, std::int64_t version, std::optional<timestamp> in, const wants& w) {
  const auto c = conversation_no(1);
  const auto turn = 10 + static_cast<std::uint32_t>(version);
  auto t = turn_on(o, c, turn, version, {o.add_cause(c, "bubble-" + std::to_string(turn))});
  t.summary.last_inbound_at = in;
  say(t, "one", w.by);
  t.sends[0].needs_window = w.window;
  t.sends[0].needs_consent = w.consent;
  return t;
}

out_id with_bubble(opened& o, std::optional<timestamp> in, const wants& w, std::int64_t version = 0) {
  REQUIRE(o.commit(bubble_turn(o, version, in, w)) == verdict::ok);
  return {conversation_no(1), version + 1, 0};
}

claim_verdict asked(opened& o, const out_id& out, timestamp now, bool as_template = false) {
  batch work;
  work.claims.push_back({out, o.lane->epoch(), now, as_template});
  return o.apply(work).claims.at(0);
}

send_fact refused(const out_id& out, recipient_mark mark, timestamp at, std::optional<timestamp> until = std::nullopt) {
  auto f = ended(out, send_fact::outcome::failed);
  f.at = at;
  f.mark = mark;
  f.mark_until = until;
  return f;
}

outbox_state state_of(opened& o) { return o.reader->outbox_of(conversation_no(1))->at(0).state; }
contact_row person(opened& o) { return o.admin->contact(acme, contact_id{conversation_no(1).value()})->value(); }

} // namespace

TEST_CASE("a free text goes within 24 hours of the customer's last message", "[store][recipient]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};

  SECTION("and not a moment later, whoever says it; what is refused stays as it is") {
    const auto by = GENERATE(author::bot, author::human);
    const auto out = with_bubble(o, heard, {true, false, by});
    const auto row = o.reader->outbox_of(out.conversation)->at(0);
    CHECK(row.needs_window);
    CHECK_FALSE(row.needs_consent);
    CHECK(asked(o, out, heard + hours{24}) == claim_verdict::window);
    CHECK(state_of(o) == outbox_state::ready);
    CHECK(o.reader->outbox_of(out.conversation)->at(0).attempt == 0);
    CHECK(asked(o, out, heard + hours{24} - std::chrono::milliseconds{1}) == claim_verdict::granted);
    CHECK(state_of(o) == outbox_state::sending);
  }
  SECTION("never to who has never written") {
    const auto out = with_bubble(o, std::nullopt, {true});
    CHECK(asked(o, out, heard) == claim_verdict::window);
  }
  SECTION("an approved template at any time") {
    const auto out = with_bubble(o, std::nullopt, {true});
    CHECK(asked(o, out, heard + hours{500}, true) == claim_verdict::granted);
  }
  SECTION("what asks for no window does not wait for one") {
    const auto out = with_bubble(o, std::nullopt, {});
    CHECK(asked(o, out, heard + hours{500}) == claim_verdict::granted);
  }
  SECTION("by the store's own clock when the asker names no moment") {
    const auto out = with_bubble(o, long_ago, {true});
    CHECK(asked(o, out, timestamp{}) == claim_verdict::window);
    const auto later = with_bubble(o, far_ahead, {true}, 1);
    CHECK(asked(o, later, timestamp{}) == claim_verdict::granted);
  }
}

TEST_CASE("nothing goes to who cannot be reached until they write again", "[store][recipient]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto first = with_bubble(o, heard, {});
  const auto told = heard + hours{1};

  SECTION("whether a send or a status has told it") {
    if (GENERATE(true, false)) {
      CHECK(o.note(refused(first, recipient_mark::undeliverable, told)).status == message_status::failed);
    } else {
      o.note(accepted(first, "wamid.1"));
      auto f = status_of_unknown("wamid.1", message_status::failed);
      f.at = told;
      f.mark = recipient_mark::undeliverable;
      CHECK(o.note(f).out == first);
    }
    CHECK(o.row(first.conversation).undeliverable_at == told);
    const auto human = with_bubble(o, heard, {false, false, author::human}, 1);
    CHECK(asked(o, human, told + hours{1}, true) == claim_verdict::undeliverable);
    CHECK(o.row(first.conversation).undeliverable_at == told); // a turn that is not newer leaves it

    REQUIRE(o.commit(bubble_turn(o, 2, told + hours{1}, {})) == verdict::ok);
    CHECK_FALSE(o.row(first.conversation).undeliverable_at);
    CHECK(asked(o, human, told + hours{1}) == claim_verdict::granted);
  }
  SECTION("what is said of a bubble older than their last message does not count") {
    o.note(refused(first, recipient_mark::undeliverable, heard - hours{1}));
    CHECK_FALSE(o.row(first.conversation).undeliverable_at);
  }
}

TEST_CASE("what nobody asked for goes only to who has not opted out", "[store][recipient]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto first = with_bubble(o, heard, {});
  auto asks = bubble_turn(o, 1, heard, {false, true});
  const out_id campaign{conversation_no(1), 2, 0};

  SECTION("by a turn: with who said so, and when") {
    asks.contact.agreed = consent::opted_out;
    asks.contact.agreed_by = "word";
    REQUIRE(o.commit(asks) == verdict::ok);
    CHECK(asked(o, campaign, heard) == claim_verdict::opted_out);
    CHECK(asked(o, first, heard) == claim_verdict::granted); // an answer is no marketing
    CHECK(person(o).consent == "opted_out");
    CHECK(person(o).consent_source == "word");
    CHECK(person(o).consent_at == asks.decided_at);

    auto again = bubble_turn(o, 2, heard, {});
    again.contact.agreed = consent::opted_in;
    again.contact.agreed_by = "flow";
    REQUIRE(o.commit(again) == verdict::ok);
    CHECK(asked(o, campaign, heard) == claim_verdict::granted);
    CHECK(person(o).consent_source == "flow");
  }
  SECTION("by the provider's word") {
    REQUIRE(o.commit(asks) == verdict::ok);
    o.note(refused(first, recipient_mark::opted_out, heard + hours{1}));
    CHECK(person(o).consent == "opted_out");
    CHECK(person(o).consent_source == "provider");
    CHECK(person(o).consent_at == heard + hours{1});
    CHECK(asked(o, campaign, heard) == claim_verdict::opted_out);
  }
  SECTION("an older word than what they said themselves does not count") {
    asks.contact.agreed = consent::opted_in;
    asks.contact.agreed_by = "flow";
    REQUIRE(o.commit(asks) == verdict::ok);
    o.note(refused(first, recipient_mark::opted_out, asks.decided_at - hours{1}));
    CHECK(person(o).consent == "opted_in");
    CHECK(asked(o, campaign, heard) == claim_verdict::granted);
  }
}

TEST_CASE("a provider's rest for marketing holds until it is over", "[store][recipient]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto first = with_bubble(o, heard, {});
  REQUIRE(o.commit(bubble_turn(o, 1, heard, {false, true})) == verdict::ok);
  const out_id campaign{conversation_no(1), 2, 0};
  const auto until = heard + hours{5};
  batch work;
  work.sends = {refused(first, recipient_mark::rest, heard, until - hours{1}),
                refused(first, recipient_mark::rest, heard, until)};
  o.apply(work);
  CHECK(o.row(first.conversation).marketing_rests_until == until);
  CHECK(asked(o, campaign, until - std::chrono::milliseconds{1}, true) == claim_verdict::resting);
  CHECK(state_of(o) == outbox_state::ready);
  CHECK(asked(o, campaign, until) == claim_verdict::granted);
}

TEST_CASE("claims of one batch are judged each by its own recipient", "[store][recipient]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto first = with_bubble(o, heard, {true});
  const auto plain = with_bubbles(o, 2, 2);
  batch work;
  const auto epoch = o.lane->epoch();
  work.claims = {{first, epoch, heard + hours{30}, false},
                 {{plain, 1, 0}, epoch, heard + hours{30}, false},
                 {{plain, 1, 7}, epoch, heard + hours{30}, false},
                 {{plain, 1, 0}, epoch, heard + hours{30}, false},
                 {{plain, 1, 1}, epoch - 1, heard + hours{30}, false},
                 {first, epoch, heard + hours{30}, true},
                 {{plain, 1, 1}, epoch, heard + hours{30}, false}};
  using enum claim_verdict;
  CHECK(o.apply(work).claims == std::vector<claim_verdict>{window, granted, gone, gone, gone, granted, granted});
}
