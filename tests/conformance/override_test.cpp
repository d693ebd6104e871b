#include "fixture.hpp"

using namespace charla::conformance;

namespace {

override_request take_over_of(const conversation_id& c, const std::string& key) {
  override_request r;
  r.conversation = c;
  r.mode = control_mode::human;
  r.until = far_ahead;
  r.notice = inbound(c, key, priority::human);
  r.notice.kind = "control_changed";
  return r;
}

override_result change(opened& o, const override_request& r) {
  batch work;
  work.overrides.push_back(r);
  return o.apply(work).overrides.at(0);
}

} // namespace

TEST_CASE("taking over silences what the bot has not begun to send", "[store][override]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  say(t, "on its way");
  say(t, "waiting");
  say(t, "waiting too");
  say(t, "a person's", author::human);
  REQUIRE(o.commit(t) == verdict::ok);
  REQUIRE(o.claim({c, 1, 0}));

  const auto r = change(o, take_over_of(c, "take over"));
  CHECK(r.ctl_seq == 1);
  CHECK(r.suppressed == 2);
  CHECK(r.in_flight == 1);
  REQUIRE(r.notice);
  CHECK(o.row(c).mode == control_mode::human);
  CHECK(o.row(c).human_override_until == far_ahead);
  CHECK(o.row(c).ctl_seq == 1);
  CHECK(o.row(c).version == 1);

  SECTION("the notice is a cause of the conversation") {
    const auto causes = o.reader->pending(c, 10).value();
    REQUIRE(causes.size() == 1);
    CHECK(causes[0].row == *r.notice);
    CHECK(causes[0].prio == priority::human);
    CHECK(causes[0].body == "cause take over");
  }
  SECTION("the bot's waiting bubbles cannot be claimed, the person's can") {
    CHECK_FALSE(o.claim({c, 1, 1}));
    CHECK_FALSE(o.claim({c, 1, 2}));
    CHECK(o.claim({c, 1, 3}));
    const auto lines = o.history(c);
    CHECK(lines[1].status == message_status::queued);
    CHECK(lines[2].status == message_status::failed);
    CHECK(lines[2].error_text == "suppressed");
    CHECK(lines[3].status == message_status::failed);
    CHECK(lines[4].status == message_status::queued);
  }
  SECTION("a turn that was decided before is told so") {
    auto late = turn_on(o, c, 2, 1, {*r.notice});
    say(late, "the bot talks over the person");
    CHECK(name_of(o.commit(late)) == "ctl");
    late.base_ctl = 1;
    CHECK(name_of(o.commit(late)) == "ok");
  }
  SECTION("what was on its way and did not leave does not become ready again") {
    const auto fact = o.note(ended({c, 1, 0}, send_fact::outcome::released));
    CHECK(fact.changed);
    CHECK(fact.status == message_status::failed);
    CHECK_FALSE(o.claim({c, 1, 0}));
    CHECK(o.reader->outbox_of(c)->size() == 1);
  }
  SECTION("handing back counts up once more") {
    auto back = take_over_of(c, "hand back");
    back.mode = control_mode::bot;
    back.until.reset();
    CHECK(change(o, back).ctl_seq == 2);
    CHECK(o.row(c).mode == control_mode::bot);
    CHECK_FALSE(o.row(c).human_override_until);
  }
  SECTION("and stays after a restart") {
    o.reopen();
    CHECK(o.row(c).mode == control_mode::human);
    CHECK(o.row(c).ctl_seq == 1);
  }
}

TEST_CASE("a conversation can be taken over before its first turn", "[store][override]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  const auto first = o.add_cause(c, "a");
  const auto r = change(o, take_over_of(c, "take over"));
  CHECK(r.ctl_seq == 1);
  CHECK(o.row(c).version == 0);
  CHECK(o.row(c).state.empty());
  CHECK(o.row(c).mode == control_mode::human);
  CHECK(o.row(c).summary.tenant == acme);
  CHECK(o.row(c).summary.channel == line);

  CHECK(name_of(o.commit(turn_on(o, c, 1, 0, {first}))) == "ctl");
  CHECK(name_of(o.commit(turn_on(o, c, 1, 0, {first, *r.notice}, 1))) == "ok");
  CHECK(o.row(c).version == 1);
  CHECK(o.row(c).mode == control_mode::human);
  CHECK(o.row(c).summary.contact_name == "Ana");
}

TEST_CASE("an override in the batch of a turn comes first", "[store][override]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  batch work;
  work.turns.push_back(turn_on(o, c, 2, 1, {o.add_cause(c, "b")}));
  work.overrides.push_back(take_over_of(c, "take over"));
  work.claims.push_back({{c, 1, 0}, o.lane->epoch()});
  const auto r = o.apply(work);
  CHECK(name_of(r.turns.at(0)) == "ctl");
  CHECK(r.overrides.at(0).suppressed == 1);
  CHECK(r.claims.at(0) == claim_verdict::gone);
}

TEST_CASE("nobody takes over another tenant's conversation", "[store][override]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  auto foreign = take_over_of(c, "take over");
  foreign.notice.tenant = other_tenant;
  const auto r = change(o, foreign);
  CHECK(r.suppressed == 0);
  CHECK_FALSE(r.notice);
  CHECK(o.row(c).ctl_seq == 0);
  CHECK(o.row(c).mode == control_mode::bot);
  CHECK(o.claim({c, 1, 0}));
}
