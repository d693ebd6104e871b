#include "fixture.hpp"

using namespace charla::conformance;

TEST_CASE("an opening tells whether the last owner said goodbye, and fences it", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK_FALSE(o.how.unclean);
  CHECK(o.how.epoch > 0);
  CHECK(o.lane->epoch() == o.how.epoch);
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});

  const auto first = o.how.epoch;
  o.reopen(true);
  CHECK_FALSE(o.how.unclean);
  CHECK(o.how.epoch > first);
  CHECK(name_of(o.commit(t)) == "fenced");
  o.reopen();
  CHECK(o.how.unclean);
  t.epoch = o.lane->epoch();
  CHECK(name_of(o.commit(t)) == "ok");
}

TEST_CASE("recovery pages through every pending cause, oldest first", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  std::vector<inbox_id> appended;
  for (int i = 0; i < 7; ++i)
    appended.push_back(o.add_cause(conversation_no(i % 3U), std::to_string(i)));
  o.reopen();
  std::vector<inbox_id> found;
  inbox_id after{0};
  for (;;) {
    const auto page = o.lane->recover_inbox(after, 3, false).value();
    for (const auto& cause : page)
      found.push_back(cause.row);
    if (page.size() < 3) break;
    after = page.back().row;
  }
  CHECK(found == appended);

  const auto cause = o.lane->recover_inbox(inbox_id{0}, 1, false)->at(0);
  CHECK(cause.tenant == acme);
  CHECK(cause.channel == line);
  CHECK(cause.conversation == conversation_no(0));
  CHECK(cause.prio == priority::reply);
  CHECK(cause.provider_time == long_ago);
  CHECK(cause.received_at > long_ago);
  CHECK(cause.correlation_id == "corr-0");
  CHECK(cause.body == "cause 0");
}

TEST_CASE("recovery changes nothing but the attempts it is asked to count", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  for (int i = 0; i < 3; ++i)
    o.add_cause(c, "k" + std::to_string(i));
  o.reopen();
  const auto attempts = [&](bool count) {
    std::vector<std::int32_t> all;
    const auto page = o.lane->recover_inbox(inbox_id{0}, 2, count).value();
    for (const auto& cause : page)
      all.push_back(cause.attempts);
    return all;
  };
  CHECK(attempts(false) == std::vector<std::int32_t>{0, 0});
  CHECK(attempts(true) == std::vector<std::int32_t>{1, 1});
  CHECK(attempts(true) == std::vector<std::int32_t>{2, 2});
  CHECK(attempts(false) == std::vector<std::int32_t>{2, 2});
  // The row behind the page was not touched.
  CHECK(o.lane->recover_inbox(inbox_id{0}, 10, false)->at(2).attempts == 0);
  CHECK(o.row(c).version == 1);
  const auto once = o.lane->recover_outbox(std::nullopt, 10).value();
  const auto twice = o.lane->recover_outbox(std::nullopt, 10).value();
  REQUIRE(once.size() == 1);
  REQUIRE(twice.size() == 1);
  CHECK(once[0].state == twice[0].state);
}

TEST_CASE("what an earlier owner was sending is in doubt, what it had not begun is ready", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 3);
  REQUIRE(o.claim({c, 1, 0}));
  o.reopen();
  REQUIRE(o.claim({c, 1, 1}));
  const auto rows = o.lane->recover_outbox(std::nullopt, 10).value();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].state == outbox_state::in_doubt);
  CHECK(rows[1].state == outbox_state::sending);
  CHECK(rows[2].state == outbox_state::ready);
  CHECK(rows[0].resend_in_doubt);
  CHECK(rows[0].attempt == 1);
}

TEST_CASE("recovery pages through the outbox in the order of sending", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 3; ++n)
    with_bubbles(o, n, 3);
  std::vector<out_id> found;
  std::optional<out_id> after;
  const auto sweeping = GENERATE(false, true);
  for (;;) {
    const auto page = (sweeping ? o.lane->sweep_outbox(after, far_ahead, 4) : o.lane->recover_outbox(after, 4)).value();
    for (const auto& row : page)
      found.push_back(row.out);
    if (page.size() < 4) break;
    after = page.back().out;
  }
  REQUIRE(found.size() == 9);
  CHECK(std::is_sorted(found.begin(), found.end()));
  for (std::uint32_t n = 1; n <= 3; ++n)
    for (std::int16_t i = 0; i < 3; ++i)
      CHECK(std::find(found.begin(), found.end(), out_id{conversation_no(n), 1, i}) != found.end());
}

TEST_CASE("the sweep finds what lost hints have left, from its cursor on", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  std::vector<inbox_id> rows;
  for (int i = 0; i < 5; ++i)
    rows.push_back(o.add_cause(conversation_no(1), std::to_string(i)));
  CHECK(o.lane->sweep_inbox(inbox_id{0}, long_ago, 10)->empty()); // all are younger
  const auto first = o.lane->sweep_inbox(inbox_id{0}, far_ahead, 2).value();
  REQUIRE(first.size() == 2);
  const auto second = o.lane->sweep_inbox(first.back().row, far_ahead, 10).value();
  REQUIRE(second.size() == 3);
  CHECK(first[0].row == rows[0]);
  CHECK(second[0].row == rows[2]);
  CHECK(second[2].row == rows[4]);
  CHECK(second[0].attempts == 0);
}

TEST_CASE("old dedup keys are forgotten, younger ones are not", "[store][recovery]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  batch work;
  work.appends = {inbound(c, "old"), inbound(c, "young")};
  work.appends[1].provider_time = long_ago + std::chrono::days{3};
  o.apply(work);
  CHECK(*o.lane->forget_seen_before(long_ago + std::chrono::days{2}) == 1);
  CHECK(*o.lane->forget_seen_before(long_ago + std::chrono::days{2}) == 0);
  const auto again = o.apply(work);
  CHECK(again.appends[0]);
  CHECK_FALSE(again.appends[1]);
}

TEST_CASE("a conversation is found by the business-scoped id that its channel learned first", "[store][reader]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  t.summary.peer.user_id = "US.13491208655302741918";
  REQUIRE(o.commit(t) == verdict::ok);
  const auto d = conversation_no(2);
  auto later = turn_on(o, d, 2, 0, {o.add_cause(d, "b")});
  later.summary.peer.user_id = t.summary.peer.user_id;
  REQUIRE(o.commit(later) == verdict::ok);

  CHECK(o.reader->find_by_user_id(line, "US.13491208655302741918").value() == c);
  CHECK_FALSE(o.reader->find_by_user_id(channel_id{2}, "US.13491208655302741918").value());
  CHECK_FALSE(o.reader->find_by_user_id(line, "US.1").value());
}

TEST_CASE("history comes in pages from the newest back, each oldest first", "[store][reader]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  for (int i = 0; i < 4; ++i)
    say(t, std::to_string(i));
  REQUIRE(o.commit(t) == verdict::ok);
  const auto newest = o.reader->history(c, 0, 2).value();
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].row.seq == 4);
  CHECK(newest[1].row.seq == 5);
  const auto older = o.reader->history(c, newest[0].row.seq, 10).value();
  REQUIRE(older.size() == 3);
  CHECK(older[0].row.seq == 1);
  CHECK(o.reader->history(c, 1, 10)->empty());
  CHECK(o.reader->history(conversation_no(9), 0, 10)->empty());
}
