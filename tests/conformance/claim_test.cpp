#include "fixture.hpp"

using namespace charla::conformance;
using outcome = send_fact::outcome;

TEST_CASE("the right to send a bubble is given once", "[store][send]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};

  SECTION("to the present owner") {
    CHECK(o.claim(out));
    CHECK_FALSE(o.claim(out));
    const auto row = o.reader->outbox_of(c)->at(0);
    CHECK(row.state == outbox_state::sending);
    CHECK(row.attempt == 1);
    CHECK(row.claimed_at);
  }
  SECTION("never to an older one") {
    batch work;
    work.claims.push_back({out, o.lane->epoch() - 1});
    CHECK(o.apply(work).claims.at(0) == claim_verdict::gone);
    CHECK(o.reader->outbox_of(c)->at(0).state == outbox_state::ready);
  }
  SECTION("never for a bubble that is not there") {
    CHECK_FALSE(o.claim({c, 1, 1}));
    CHECK_FALSE(o.claim({conversation_no(77), 1, 0}));
  }
  SECTION("once within a batch, too") {
    batch work;
    work.claims = {{out, o.lane->epoch()}, {out, o.lane->epoch()}};
    const auto claims = o.apply(work).claims;
    CHECK(claims[0] == claim_verdict::granted);
    CHECK(claims[1] == claim_verdict::gone);
  }
}

TEST_CASE("a bubble that has expired is not sent", "[store][send]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  say(t, "too late");
  say(t, "in time");
  t.sends[0].expires_at = long_ago + std::chrono::hours{1};
  t.sends[1].expires_at = far_ahead;
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK_FALSE(o.claim({c, 1, 0}));
  CHECK(o.claim({c, 1, 1}));
}

TEST_CASE("a bubble is kept until its fate is known", "[store][send]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};
  REQUIRE(o.claim(out));
  const auto state = [&] { return o.reader->outbox_of(c)->at(0).state; };
  const auto line_now = [&] { return o.history(c).at(1); };

  SECTION("accepted: it is gone, and its line knows the provider's id") {
    const auto r = o.note(accepted(out, "wamid.1"));
    CHECK(r.changed);
    CHECK(r.out == out);
    CHECK(r.status == message_status::sent);
    CHECK(o.reader->outbox_of(c)->empty());
    CHECK(line_now().status == message_status::sent);
    CHECK(line_now().provider_id == "wamid.1");
    CHECK_FALSE(o.note(accepted(out, "wamid.1")).changed);
  }
  SECTION("failed: it is gone, and its line says why") {
    auto f = ended(out, outcome::failed);
    f.error_code = 131'026;
    f.error_text = "undeliverable";
    CHECK(o.note(f).status == message_status::failed);
    CHECK(o.reader->outbox_of(c)->empty());
    CHECK(line_now().status == message_status::failed);
    CHECK(line_now().error_code == 131'026);
    CHECK(line_now().error_text == "undeliverable");
  }
  SECTION("released: it is ready again, not before the time that was said") {
    auto f = ended(out, outcome::released);
    f.not_before = far_ahead;
    CHECK_FALSE(o.note(f).changed);
    CHECK(state() == outbox_state::ready);
    CHECK(o.reader->outbox_of(c)->at(0).not_before == far_ahead);
    CHECK_FALSE(o.claim(out));
    CHECK(o.lane->sweep_outbox(std::nullopt, far_ahead - std::chrono::hours{1}, 10)->empty());
    CHECK(o.lane->sweep_outbox(std::nullopt, far_ahead, 10)->size() == 1);
  }
  SECTION("released at once: it can be claimed again, and attempts are counted") {
    o.note(ended(out, outcome::released));
    CHECK(o.claim(out));
    CHECK(o.reader->outbox_of(c)->at(0).attempt == 2);
  }
  SECTION("in doubt: it waits, and cannot be claimed") {
    CHECK_FALSE(o.note(ended(out, outcome::in_doubt)).changed);
    CHECK(state() == outbox_state::in_doubt);
    CHECK_FALSE(o.claim(out));
    CHECK(o.lane->sweep_outbox(std::nullopt, long_ago, 10)->size() == 1);

    SECTION("until a status proves that it was taken") {
      const auto r = o.note(status_of(out, "wamid.1", message_status::delivered));
      CHECK(r.changed);
      CHECK(o.reader->outbox_of(c)->empty());
      CHECK(line_now().status == message_status::delivered);
    }
    SECTION("until it is released for another try") {
      o.note(ended(out, outcome::released));
      CHECK(o.claim(out));
    }
    SECTION("until it is given up") {
      o.note(ended(out, outcome::failed));
      CHECK(o.reader->outbox_of(c)->empty());
    }
    SECTION("until the provider's late answer") {
      o.note(accepted(out, "wamid.1"));
      CHECK(o.reader->outbox_of(c)->empty());
      CHECK(line_now().status == message_status::sent);
    }
  }
  SECTION("dead: it lies with the dead letters and its line has failed") {
    auto f = ended(out, outcome::dead);
    f.error_text = "five attempts";
    CHECK(o.note(f).status == message_status::failed);
    CHECK(o.reader->outbox_of(c)->empty());
    const auto letters = o.admin->dead_letters(acme, "open", "", 10)->items;
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].kind == "outbound_message");
    CHECK(letters[0].conversation == c);
    CHECK(letters[0].error == "five attempts");
    CHECK(letters[0].body == "bubble 0");
    // Its line has failed for good: the text goes out again as a new message, not as this one.
    CHECK_FALSE(*o.admin->redrive(acme, letters[0].id, far_ahead));
    CHECK(*o.admin->discard(acme, letters[0].id, "seen"));
  }
}

TEST_CASE("facts about a bubble that nobody knows change nothing", "[store][send]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const out_id nobodys{conversation_no(9), 1, 0};
  const auto how = GENERATE(outcome::accepted, outcome::failed, outcome::released, outcome::in_doubt, outcome::dead);
  CHECK_FALSE(o.note(ended(nobodys, how)).changed);
  CHECK(o.lane->recover_outbox(std::nullopt, 10)->empty());
  CHECK(o.admin->dead_letters(acme, "", "", 10)->items.empty());
}
