#include "fixture.hpp"

using namespace charla::conformance;

namespace {

dead_letter_write burial(const conversation_id& c, std::vector<inbox_id> causes) {
  dead_letter_write w;
  w.tenant = acme;
  w.conversation = c;
  w.causes = std::move(causes);
  w.reason = "flow.loop";
  w.error = "64 steps without a wait";
  w.trace = R"([{"node":"a","what":"step"}])";
  w.at = long_ago;
  return w;
}

bool bury(opened& o, const dead_letter_write& w) {
  batch work;
  work.dead_letters.push_back(w);
  return o.apply(work).dead_letters.at(0);
}

std::vector<dead_letter_row> letters(opened& o, const std::string& state = "") {
  return o.admin->dead_letters(acme, state, "", 100)->items;
}

} // namespace

TEST_CASE("a cause that cannot be processed lies with the dead letters and calls for a person", "[store][letters]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const auto bad = o.add_cause(c, "bad");
  const auto good = o.add_cause(c, "good");
  REQUIRE(bury(o, burial(c, {bad})));

  CHECK(o.pending() == std::vector<inbox_id>{good});
  const auto row = o.row(c);
  CHECK(row.mode == control_mode::paused);
  CHECK(row.ctl_seq == 1);
  CHECK_FALSE(row.human_override_until);
  CHECK_FALSE(o.claim({c, 1, 0})); // the bot is silent: what it had not begun to send is not sent
  REQUIRE(letters(o).size() == 1);
  const auto letter = letters(o)[0];
  CHECK(letter.conversation == c);
  CHECK(letter.kind == "inbound_message");
  CHECK(letter.reason == "flow.loop");
  CHECK(letter.error == "64 steps without a wait");
  CHECK(letter.body == "cause bad");
  CHECK(letter.trace == R"([{"node":"a","what":"step"}])");
  CHECK(letter.at == long_ago);
  CHECK(letter.state == "open");
  CHECK(o.admin->backlog_now()->dead_letters == 1);

  SECTION("a turn that was decided before does not commit") {
    CHECK(name_of(o.commit(turn_on(o, c, 2, 1, {good}))) == "ctl");
  }
  SECTION("it is not buried twice") {
    CHECK_FALSE(bury(o, burial(c, {bad})));
    CHECK_FALSE(bury(o, burial(c, {good, bad})));
    CHECK(letters(o).size() == 1);
    CHECK(o.row(c).ctl_seq == 1);
    CHECK(o.pending() == std::vector<inbox_id>{good});
  }
  SECTION("it goes back exactly once") {
    CHECK_FALSE(*o.admin->redrive(other_tenant, letter.id, far_ahead));
    CHECK(*o.admin->redrive(acme, letter.id, far_ahead));
    CHECK_FALSE(*o.admin->redrive(acme, letter.id, far_ahead));
    CHECK_FALSE(*o.admin->discard(acme, letter.id, "too late"));
    CHECK(letters(o, "open").empty());
    CHECK(letters(o, "redriven").size() == 1);
    const auto causes = o.reader->pending(c, 10).value();
    REQUIRE(causes.size() == 2);
    CHECK(causes[1].row > good); // never an id that was consumed before
    CHECK(causes[1].body == "cause bad");
    CHECK(causes[1].attempts == 0);
    CHECK(causes[1].correlation_id == "corr-bad");
    CHECK(causes[1].provider_time == long_ago);
    CHECK(name_of(o.commit(turn_on(o, c, 2, 1, {good, causes[1].row}, 1))) == "ok");
    // The event itself is still known: the provider's retry changes nothing.
    batch retry;
    retry.appends.push_back(inbound(c, "bad"));
    CHECK_FALSE(o.apply(retry).appends.at(0));
  }
  SECTION("it goes back as a person has put it right, once") {
    CHECK(*o.admin->redrive(acme, letter.id, far_ahead, "cause mended"));
    CHECK_FALSE(*o.admin->redrive(acme, letter.id, far_ahead, "cause mended again"));
    const auto causes = o.reader->pending(c, 10).value();
    REQUIRE(causes.size() == 2);
    CHECK(causes[1].body == "cause mended");
    CHECK(causes[1].correlation_id == "corr-bad");
    CHECK(letters(o, "redriven").at(0).body == "cause bad"); // what had failed is still known
  }
  SECTION("or is thrown away") {
    CHECK_FALSE(*o.admin->discard(other_tenant, letter.id, "not mine"));
    CHECK(*o.admin->discard(acme, letter.id, "spam"));
    CHECK_FALSE(*o.admin->redrive(acme, letter.id, far_ahead));
    CHECK(letters(o, "discarded").size() == 1);
    CHECK(o.admin->backlog_now()->dead_letters == 0);
  }
}

TEST_CASE("the first cause of a conversation can be buried", "[store][letters]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  REQUIRE(bury(o, burial(c, {o.add_cause(c, "a")})));
  CHECK(o.row(c).mode == control_mode::paused);
  CHECK(o.row(c).version == 0);
  CHECK(o.row(c).summary.channel == line);
  CHECK(o.row(c).summary.tenant == acme);
}

TEST_CASE("a timer that cannot be processed is buried, and goes back as it was", "[store][letters]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "a")});
  t.timers.push_back({"reminder", long_ago, "timer body"});
  REQUIRE(o.commit(t) == verdict::ok);
  auto w = burial(c, {});
  w.fired = {{"reminder", 1}};
  REQUIRE(bury(o, w));
  CHECK(o.reader->timers_of(c)->empty());
  CHECK_FALSE(bury(o, w));
  REQUIRE(letters(o).size() == 1);
  CHECK(letters(o)[0].kind == "timer_fired");
  CHECK(letters(o)[0].body == "timer body");
  CHECK(letters(o)[0].trace == w.trace);
  const auto mended = GENERATE(false, true);
  CHECK(*o.admin->redrive(acme, letters(o)[0].id, far_ahead,
                          mended ? std::optional<std::string>{"mended"} : std::nullopt));
  CHECK_FALSE(*o.admin->redrive(acme, letters(o)[0].id, far_ahead, "again"));
  REQUIRE(o.reader->timers_of(c)->size() == 1);
  CHECK(o.reader->timers_of(c)->at(0).generation == 1);
  CHECK(o.reader->timers_of(c)->at(0).due == long_ago);
  CHECK(o.reader->timers_of(c)->at(0).body == (mended ? "mended" : "timer body"));
}

TEST_CASE("dead letters are listed newest first, in pages", "[store][letters]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  for (int i = 0; i < 5; ++i)
    REQUIRE(bury(o, burial(c, {o.add_cause(c, std::to_string(i))})));
  std::vector<std::string> bodies;
  std::string after;
  do {
    const auto page = o.admin->dead_letters(acme, "open", after, 2).value();
    CHECK(page.items.size() <= 2);
    for (const auto& l : page.items)
      bodies.push_back(l.body);
    after = page.next;
  } while (!after.empty());
  CHECK(bodies == std::vector<std::string>{"cause 4", "cause 3", "cause 2", "cause 1", "cause 0"});
  CHECK(o.admin->dead_letters(acme, "", "nonsense", 2).error().code == store_errc::data);
  CHECK(o.admin->dead_letters(other_tenant, "", "", 10)->items.empty());
  CHECK_FALSE(*o.admin->dead_letter(other_tenant, letters(o)[0].id));
  CHECK(*o.admin->dead_letter(acme, letters(o)[0].id));
}
