#include "faulty_lane.hpp"
#include "webhook_given.hpp"

/// Outgoing webhooks: what is announced is told to whoever wants it, once each, and only if it came true.
namespace charla::conformance {

TEST_CASE("a committed turn tells every subscription of its tenant that wants the type, and nobody else",
          "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto mine = new_tenant(o, "one");
  const auto theirs = new_tenant(o, "two");
  REQUIRE(mine == acme);
  const auto all = subscription(o, mine, 1);
  const auto some = subscription(o, mine, 2, {"message.read", "message.received"});
  subscription(o, mine, 3, {"message.received.not"});
  subscription(o, theirs, 4);
  auto off = subscription(o, mine, 5);
  off.enabled = false;
  REQUIRE(o.admin->update_webhook(off) == true);

  batch b;
  b.turns.push_back(telling_turn(o, 1, o.add_cause(conversation_no(1), "a"), {event_no(10)}));
  CHECK(o.apply(b).announced == 2);
  CHECK(due(o) == std::vector<std::pair<webhook_id, uuid>>{{all.id, uuid_no(10)}, {some.id, uuid_no(10)}});
  const auto told = delivery_of(o, all, uuid_no(10));
  CHECK(told.body == event_no(10).body);
  CHECK(told.type == "message.received");
  CHECK(told.tenant == mine);
  CHECK(told.state == delivery_state::pending);
  CHECK(told.attempts == 0);
}

TEST_CASE("a turn that is refused announces nothing, and a repeated one nothing twice", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto w = subscription(o, new_tenant(o, "one"), 1);
  const auto turn = telling_turn(o, 1, o.add_cause(conversation_no(1), "a"), {event_no(10)});
  auto stale = telling_turn(o, 2, o.add_cause(conversation_no(2), "b"), {event_no(11)});
  stale.base_version = 7;
  batch b;
  b.turns = {turn, stale};
  CHECK(o.apply(b).announced == 1);
  CHECK(due(o) == std::vector<std::pair<webhook_id, uuid>>{{w.id, uuid_no(10)}});
  CHECK(o.apply(b).announced == 0);
  CHECK(due(o).size() == 1);
}

TEST_CASE("after an unknown outcome a turn's announcement is there exactly if the turn is", "[conformance][webhook]") {
  const auto fault = GENERATE(faulty_lane::fault::answer_lost, faulty_lane::fault::request_lost);
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  subscription(o, new_tenant(o, "one"), 1);
  batch b;
  b.turns.push_back(telling_turn(o, 1, o.add_cause(conversation_no(1), "a"), {event_no(10)}));
  faulty_lane lane{std::move(o.lane)};
  lane.next(fault);
  REQUIRE_FALSE(lane.apply(b));
  const auto settled = lane.settle(b);
  REQUIRE(settled);
  const auto committed = settled->turns.front() == verdict::ok;
  CHECK(committed == (fault == faulty_lane::fault::answer_lost));
  CHECK(due(o).size() == (committed ? 1U : 0U));
}

TEST_CASE("the fate of a bubble is announced when it is the bubble's fate", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto w = subscription(o, new_tenant(o, "one"), 1);
  const auto c = with_bubbles(o, 1, 2);
  const out_id first{c, 1, 0};
  const out_id second{c, 1, 1};
  REQUIRE(o.claim(first));
  REQUIRE(o.claim(second));
  batch taken;
  taken.sends.push_back(accepted(first, "wamid.1"));
  taken.sends.back().tenant = acme;
  taken.sends.back().announce = {event_no(20, "message.sent")};
  CHECK(o.apply(taken).announced == 1);

  // It was delivered before its sender gave it up: it has not failed.
  o.note(status_of(second, "wamid.2", message_status::delivered));
  batch late;
  late.sends.push_back(ended(second, send_fact::outcome::failed));
  late.sends.back().tenant = acme;
  late.sends.back().announce = {event_no(21, "message.failed")};
  late.statuses.push_back(status_of(first, "wamid.1", message_status::read));
  late.statuses.back().announce = {event_no(22, "message.read")};
  CHECK(o.apply(late).announced == 1);

  // A status that comes behind a higher one tells nothing new; that of nobody's bubble is not ours to tell.
  batch old;
  old.statuses.push_back(status_of(first, "wamid.1", message_status::delivered));
  old.statuses.back().announce = {event_no(23, "message.delivered")};
  old.statuses.push_back(status_of_unknown("wamid.9", message_status::delivered));
  old.statuses.back().announce = {event_no(24, "message.delivered")};
  CHECK(o.apply(old).announced == 0);
  CHECK(due(o).size() == 2);
  CHECK(delivery_of(o, w, uuid_no(22)).type == "message.read");
}

TEST_CASE("a change of who speaks and a dead letter are announced when they were made", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  subscription(o, new_tenant(o, "one"), 1);
  batch b;
  b.overrides.push_back({conversation_no(1), control_mode::human, far_ahead, inbound(conversation_no(1), "n1"), {}});
  b.overrides.back().announce = {event_no(30, "conversation.control_changed")};
  dead_letter_write letter;
  letter.tenant = acme;
  letter.conversation = conversation_no(2);
  letter.causes = {o.add_cause(conversation_no(2), "c")};
  letter.reason = "flow.loop";
  letter.at = long_ago;
  letter.announce = {event_no(31, "dead_letter.created")};
  auto gone = letter;
  gone.conversation = conversation_no(3);
  gone.causes = {inbox_id{987'654}};
  gone.announce = {event_no(32, "dead_letter.created")};
  b.dead_letters = {letter, gone};
  CHECK(o.apply(b).announced == 2);

  auto foreign = b;
  foreign.dead_letters.clear();
  foreign.overrides.front().notice = inbound(conversation_no(1), "n2");
  foreign.overrides.front().notice.tenant = other_tenant;
  foreign.overrides.front().announce = {event_no(33, "conversation.control_changed")};
  CHECK(o.apply(foreign).announced == 0);
}

} // namespace charla::conformance
