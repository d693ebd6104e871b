#include "faulty_lane.hpp"
#include "fixture.hpp"

using namespace charla::conformance;
using fault = faulty_lane::fault;

namespace {

/// A store whose connection breaks in the middle of a batch of everything.
struct broken_off {
  explicit broken_off(const subject& s) : o(s) {
    bubbles = with_bubbles(o, 1, 3);
    turning = conversation_no(2);
    taken = with_bubbles(o, 3, 1);
    dying = conversation_no(4);
    REQUIRE(o.claim({bubbles, 1, 0}));
    REQUIRE(o.claim({bubbles, 1, 1}));

    work.appends.push_back(inbound(turning, "new"));
    work.sends.push_back(accepted({bubbles, 1, 0}, "wamid.1"));
    work.statuses.push_back(status_of_unknown("wamid.1", message_status::delivered));
    override_request r;
    r.conversation = taken;
    r.notice = inbound(taken, "take over", priority::human);
    work.overrides.push_back(r);
    auto t = turn_on(o, turning, 20, 0, {o.add_cause(turning, "old")});
    say(t, "answer");
    work.turns.push_back(t);
    dead_letter_write w;
    w.tenant = acme;
    w.conversation = dying;
    w.causes = {o.add_cause(dying, "bad")};
    w.at = long_ago;
    work.dead_letters.push_back(w);
    work.claims.push_back({{bubbles, 1, 2}, o.lane->epoch()});
    system_event e;
    e.tenant = acme;
    e.at = long_ago;
    e.level = "warn";
    e.type = "smtp_failed";
    work.events.push_back(e);
    auto asked = inbound(conversation_no(5), "asked");
    asked.submitted = submission{"key", "print", 0, "", "", std::nullopt};
    work.appends.push_back(asked);
    exchange said;
    said.tenant = acme;
    said.channel = line;
    said.at = long_ago;
    said.url = "https://graph.example/messages";
    work.exchanges.push_back(said);
  }

  /// The answer of `settle` after the batch met `f`.
  batch_result settled_after(fault f) {
    auto wrapped = std::make_unique<faulty_lane>(std::move(o.lane));
    wrapped->next(f);
    const auto lost = wrapped->apply(work);
    REQUIRE_FALSE(lost);
    CHECK(lost.error().code == store_errc::unknown_outcome);
    const auto before = wrapped->epoch();
    auto answer = wrapped->settle(work);
    if (!answer) FAIL("settle: " << answer.error().what);
    CHECK(wrapped->epoch() > before);
    o.lane = std::move(wrapped);
    return std::move(*answer);
  }

  opened o;
  conversation_id bubbles, turning, taken, dying;
  batch work;
};

} // namespace

TEST_CASE("after a lost answer the store says what had been committed", "[store][unknown]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  broken_off b{s};
  const auto committed = GENERATE(true, false);
  INFO((committed ? "the answer was lost" : "the request was lost"));
  const auto r = b.settled_after(committed ? fault::answer_lost : fault::request_lost);
  auto& o = b.o;

  // The turn counts once, or not at all.
  CHECK(name_of(r.turns.at(0)) == (committed ? "ok" : "version"));
  CHECK(o.reader->load(b.turning)->has_value() == committed);
  // Whatever else it was: it is done now, once.
  CHECK(r.appends.at(0).has_value() == !committed);
  CHECK(o.reader->pending(b.turning, 10)->size() == (committed ? 1U : 2U));
  CHECK(o.history(b.bubbles)[1].status == message_status::delivered);
  CHECK(r.sends.at(0).status >= message_status::sent);
  CHECK(r.overrides.at(0).ctl_seq == 1);
  CHECK(r.overrides.at(0).suppressed == 1);
  CHECK(o.row(b.taken).ctl_seq == 1);
  CHECK(o.reader->pending(b.taken, 10)->size() == 1);
  CHECK(r.dead_letters.at(0));
  CHECK(o.row(b.dying).ctl_seq == 1);
  CHECK(o.admin->dead_letters(acme, "", "", 10)->items.size() == 1);
  CHECK(o.admin->system_events(acme, "", 10)->items.size() == 1);
  CHECK(o.admin->exchanges(acme, {}, "", 10)->items.size() == 1);
  CHECK(o.admin->tasks(acme, std::nullopt, "", 10)->items.size() == 1);
  CHECK(o.reader->pending(conversation_no(5), 10)->size() == 1);

  SECTION("a bubble that nobody was told to send can be claimed again") {
    CHECK(r.claims.at(0) == claim_verdict::gone);
    CHECK(o.claim({b.bubbles, 1, 2}));
    CHECK(o.reader->outbox_of(b.bubbles)->at(1).attempt == 1);
  }
  SECTION("a bubble that is being sent is left alone") {
    CHECK(o.reader->outbox_of(b.bubbles)->at(0).state == outbox_state::sending);
    CHECK_FALSE(o.claim({b.bubbles, 1, 1}));
    CHECK(o.note(accepted({b.bubbles, 1, 1}, "wamid.2")).changed);
  }
  SECTION("a decision of the older epoch is fenced") {
    CHECK(name_of(o.commit(b.work.turns[0])) == "fenced");
    batch stale;
    stale.claims = b.work.claims;
    CHECK(o.apply(stale).claims.at(0) == claim_verdict::gone);
  }
  SECTION("work goes on with the new epoch") {
    auto t = b.work.turns[0];
    t.epoch = o.lane->epoch();
    CHECK(name_of(o.commit(t)) == (committed ? "version" : "ok"));
    o.reopen();
    CHECK(o.row(b.turning).version == 1);
  }
}

TEST_CASE("a batch that was refused as a whole can be tried again as it is", "[store][unknown]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  broken_off b{s};
  auto wrapped = std::make_unique<faulty_lane>(std::move(b.o.lane));
  wrapped->next(fault::not_available);
  CHECK(wrapped->apply(b.work).error().code == store_errc::unavailable);
  const auto r = wrapped->apply(b.work);
  b.o.lane = std::move(wrapped);
  REQUIRE(r);
  CHECK(r->appends.at(0));
  CHECK(name_of(r->turns.at(0)) == "ok");
  CHECK(r->claims.at(0) == claim_verdict::granted);
  CHECK(r->dead_letters.at(0));
}

TEST_CASE("a batch answers each of its items, in order", "[store][unknown]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  broken_off b{s};
  const auto r = b.o.apply(b.work);
  CHECK(r.appends.size() == b.work.appends.size());
  CHECK(r.sends.size() == 1);
  CHECK(r.statuses.size() == 1);
  CHECK(r.overrides.size() == 1);
  CHECK(r.turns.size() == 1);
  CHECK(r.dead_letters.size() == 1);
  CHECK(r.claims.size() == 1);
  const auto nothing = b.o.apply({});
  CHECK(nothing.appends.empty());
  CHECK(nothing.turns.empty());
}
