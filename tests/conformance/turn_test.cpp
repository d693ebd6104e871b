#include "fixture.hpp"

using namespace charla::conformance;

TEST_CASE("a turn consumes its causes and leaves its state, lines, bubbles and timers", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  CHECK_FALSE(o.reader->load(c)->has_value());

  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a"), o.add_cause(c, "b")});
  t.summary.unread_added = 2;
  say(t, "buenas");
  t.timers.push_back({"reminder", far_ahead, "body of the timer"});
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(o.pending().empty());

  const auto restarted = GENERATE(false, true);
  if (restarted) o.reopen();
  const auto row = o.row(c);
  CHECK(row.version == 1);
  CHECK(row.ctl_seq == 0);
  CHECK(row.mode == control_mode::bot);
  CHECK(row.state == "state 1");
  CHECK(row.last_turn == turn_no(1));
  CHECK(row.unread == 2);
  CHECK(row.summary.tenant == acme);
  CHECK(row.summary.peer == t.summary.peer);
  CHECK(row.summary.last_activity_at == t.summary.last_activity_at);
  CHECK(row.summary.contact_name == "Ana");

  const auto lines = o.history(c);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].row.body == t.messages[0].body);
  CHECK(lines[0].row.dir == direction::inbound);
  CHECK(lines[1].row.send == std::int16_t{0});
  CHECK(lines[1].status == message_status::queued);
  CHECK(lines[1].version == 1);
  CHECK(lines[1].turn == turn_no(1));

  const auto bubbles = o.reader->outbox_of(c).value();
  REQUIRE(bubbles.size() == 1);
  CHECK(bubbles[0].out == out_id{c, 1, 0});
  CHECK(bubbles[0].state == outbox_state::ready);
  CHECK(bubbles[0].body == "buenas");
  CHECK(bubbles[0].to == t.sends[0].to);
  CHECK(bubbles[0].tenant == acme);

  const auto timers = o.reader->timers_of(c).value();
  REQUIRE(timers.size() == 1);
  CHECK(timers[0].key == "reminder");
  CHECK(timers[0].generation == 1);
  CHECK(timers[0].due == far_ahead);
  CHECK(timers[0].body == "body of the timer");
}

TEST_CASE("a turn commits only on exactly what it believes", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  const auto a = o.add_cause(c, "a");
  const auto b = o.add_cause(c, "b");
  REQUIRE(o.commit(turn_on(o, c, 1, 0, {a})) == verdict::ok);

  auto t = turn_on(o, c, 2, 1, {b});
  auto expected = verdict::ok;
  SECTION("the right beliefs") {}
  SECTION("the same turn again") {
    t = turn_on(o, c, 1, 0, {a});
    expected = verdict::version;
  }
  SECTION("an older version") {
    t = turn_on(o, c, 2, 0, {b});
    expected = verdict::version;
  }
  SECTION("a version that is still to come") {
    t = turn_on(o, c, 2, 2, {b});
    expected = verdict::version;
  }
  SECTION("a change of who speaks that has not happened") {
    t.base_ctl = 1;
    expected = verdict::ctl;
  }
  SECTION("an older epoch") {
    t.epoch -= 1;
    expected = verdict::fenced;
  }
  SECTION("a cause that is consumed") {
    t.causes.push_back(a);
    expected = verdict::cause;
  }
  SECTION("a cause named twice") {
    t.causes.push_back(b);
    expected = verdict::cause;
  }
  SECTION("another conversation's cause") {
    t.causes = {o.add_cause(conversation_no(2), "c")};
    expected = verdict::cause;
  }
  SECTION("a timer that was never armed") {
    t.fired.push_back({"reminder", 1});
    expected = verdict::cause;
  }
  say(t, "answer");
  CHECK(name_of(o.commit(t)) == name_of(expected));

  const auto committed = expected == verdict::ok;
  CHECK(o.row(c).version == (committed ? 2 : 1));
  CHECK(o.row(c).state == (committed ? "state 2" : "state 1"));
  CHECK(o.history(c).size() == (committed ? 3U : 1U));
  CHECK(o.reader->outbox_of(c)->size() == (committed ? 1U : 0U));
  CHECK(o.reader->pending(c, 10)->size() == (committed ? 0U : 1U));
}

TEST_CASE("turns of one batch stand and fall alone", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  std::vector<turn_write> turns;
  for (std::uint32_t n = 1; n <= 5; ++n) {
    const auto c = conversation_no(n);
    turns.push_back(turn_on(o, c, n, 0, {o.add_cause(c, "k" + std::to_string(n))}));
    say(turns.back(), "answer");
  }
  turns[1].epoch -= 1;
  turns[2].causes.push_back(inbox_id{987'654});
  turns[3].timers.push_back({std::string(513, 'k'), far_ahead, ""});
  batch work;
  work.turns = turns;
  const auto verdicts = o.apply(work).turns;
  REQUIRE(verdicts.size() == 5);
  CHECK(name_of(verdicts[0]) == "ok");
  CHECK(name_of(verdicts[1]) == "fenced");
  CHECK(name_of(verdicts[2]) == "cause");
  CHECK(name_of(verdicts[3]) == "data");
  CHECK(name_of(verdicts[4]) == "ok");
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const auto ok = verdicts[i] == verdict::ok;
    CHECK(o.reader->load(turns[i].conversation)->has_value() == ok);
    CHECK(o.reader->outbox_of(turns[i].conversation)->size() == (ok ? 1U : 0U));
    CHECK(o.reader->pending(turns[i].conversation, 10)->size() == (ok ? 0U : 1U));
  }
}

TEST_CASE("a turn whose data is wrong is told so and leaves nothing", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  auto t = turn_on(o, c, 2, 1, {o.add_cause(c, "b")});
  SECTION("a timer's key of more than 512 bytes") { t.timers.push_back({std::string(513, 'k'), far_ahead, ""}); }
  SECTION("a line number that the history has already") { t.messages[0].seq = 1; }
  SECTION("a line number twice") { t.messages.push_back(t.messages[0]); }
  SECTION("another tenant's conversation") { t.summary.tenant = other_tenant; }
  CHECK(name_of(o.commit(t)) == "data");
  CHECK(o.row(c).version == 1);
  CHECK(o.history(c).size() == 2);
  CHECK(o.reader->timers_of(c)->empty());
  CHECK(o.pending().size() == 1);
}

TEST_CASE("a key of 512 bytes is a good key", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  t.timers.push_back({std::string(512, 'k'), far_ahead, ""});
  CHECK(o.commit(t) == verdict::ok);
}

TEST_CASE("a turn that hands over drops the bot's waiting bubbles, not its own", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 2);
  auto t = turn_on(o, c, 2, 1, {o.add_cause(c, "person please")});
  t.control = control_effect{control_mode::human, far_ahead};
  say(t, "te paso con una persona");
  REQUIRE(o.commit(t) == verdict::ok);

  const auto row = o.row(c);
  CHECK(row.ctl_seq == 1);
  CHECK(row.mode == control_mode::human);
  CHECK(row.human_override_until == far_ahead);
  const auto left = o.reader->outbox_of(c).value();
  REQUIRE(left.size() == 1);
  CHECK(left[0].out == out_id{c, 2, 0});
  CHECK(o.claim({c, 2, 0}));
  const auto lines = o.history(c);
  CHECK(lines[1].status == message_status::failed);
  CHECK(lines[1].error_text == "suppressed");

  SECTION("and a turn that does not speak of control leaves it as it is") {
    REQUIRE(o.commit(turn_on(o, c, 3, 2, {o.add_cause(c, "more")}, 1)) == verdict::ok);
    CHECK(o.row(c).mode == control_mode::human);
    CHECK(o.row(c).human_override_until == far_ahead);
    CHECK(o.row(c).ctl_seq == 1);
  }
}

TEST_CASE("unread messages are counted until a person answers", "[store][turn]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  const auto step = [&](std::uint32_t n, std::int32_t added) {
    auto t = turn_on(o, c, n, n - 1, {o.add_cause(c, std::to_string(n))});
    t.summary.unread_added = added;
    REQUIRE(o.commit(t) == verdict::ok);
    return o.row(c).unread;
  };
  CHECK(step(1, 2) == 2);
  CHECK(step(2, 1) == 3);
  CHECK(step(3, 0) == 3);
  CHECK(step(4, -1) == 0);
}
