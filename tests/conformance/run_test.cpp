#include "faulty_lane.hpp"
#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

const flow_version greeting{flow_id{7}, 3};
const flow_version orders{flow_id{8}, 1};

run_write run_no(std::int64_t number, run_status s = run_status::waiting, const flow_version& f = greeting) {
  return {number, f, s, "ask_name", "", long_ago, std::nullopt, R"({"name":"Ana"})"};
}

/// The next turn of conversation `n` at `version`, with one cause of its own.
turn_write next_turn(opened& o, std::uint32_t n, std::int64_t version) {
  const auto c = conversation_no(n);
  const auto turn = n * 100 + static_cast<std::uint32_t>(version);
  return turn_on(o, c, turn, version, {o.add_cause(c, "run-" + std::to_string(turn))});
}

std::vector<run_row> runs(opened& o, const run_filter& f = {}) { return o.admin->runs(acme, f, "", 100)->items; }

using counters = std::vector<std::tuple<std::string, std::string, std::int64_t>>;
counters visits(opened& o, const flow_version& f = greeting, tenant_id t = acme) {
  counters all;
  const auto found = o.admin->visits(t, f.flow, f.version).value();
  for (const auto& v : found) {
    CHECK(v.flow == f);
    all.emplace_back(v.node, v.exit, v.count);
  }
  return all;
}

} // namespace

TEST_CASE("a turn leaves its runs as they stand; the last word counts", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = next_turn(o, 1, 0);
  t.runs = {run_no(1, run_status::running)};
  REQUIRE(o.commit(t) == verdict::ok);
  auto later = next_turn(o, 1, 1);
  auto ended = run_no(1, run_status::interrupted);
  ended.reason = "keyword";
  ended.ended_at = far_ahead;
  later.runs = {run_no(1, run_status::waiting), run_no(2, run_status::running, orders), ended};
  REQUIRE(o.commit(later) == verdict::ok);
  REQUIRE(o.commit(next_turn(o, 1, 2)) == verdict::ok); // has nothing to say of runs

  o.reopen();
  const auto all = runs(o);
  REQUIRE(all.size() == 2);
  CHECK(all[0].run.number == 2);
  CHECK(all[0].run.flow == orders);
  CHECK(all[0].run.status == run_status::running);
  CHECK_FALSE(all[0].run.ended_at);
  CHECK(all[1].conversation == conversation_no(1));
  CHECK(all[1].run.number == 1);
  CHECK(all[1].run.flow == greeting);
  CHECK(all[1].run.status == run_status::interrupted);
  CHECK(all[1].run.node == "ask_name");
  CHECK(all[1].run.reason == "keyword");
  CHECK(all[1].run.started_at == long_ago);
  CHECK(all[1].run.ended_at == far_ahead);
  CHECK(all[1].run.variables == R"({"name":"Ana"})");
  CHECK(all[1].updated_at == later.decided_at);
}

TEST_CASE("runs are listed by their newest change, narrowed and in pages, even of one moment", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 5; ++n) {
    auto t = next_turn(o, n, 0);
    t.decided_at = long_ago + std::chrono::hours{n < 4 ? 1 : n};
    t.runs = {run_no(1), run_no(2, run_status::completed, orders)};
    REQUIRE(o.commit(t) == verdict::ok);
  }
  std::vector<std::pair<conversation_id, std::int64_t>> seen;
  std::string after;
  timestamp last = far_ahead;
  do {
    const auto page = o.admin->runs(acme, {}, after, 3).value();
    CHECK(page.items.size() <= 3);
    for (const auto& r : page.items) {
      CHECK(r.updated_at <= last);
      last = r.updated_at;
      seen.emplace_back(r.conversation, r.run.number);
    }
    after = page.next;
  } while (!after.empty());
  REQUIRE(seen.size() == 10);
  CHECK(seen[0] == std::pair{conversation_no(5), std::int64_t{2}});
  CHECK(seen[1] == std::pair{conversation_no(5), std::int64_t{1}});
  std::sort(seen.begin(), seen.end());
  CHECK(std::unique(seen.begin(), seen.end()) == seen.end());

  const auto count = [&](auto narrow) {
    run_filter f;
    narrow(f);
    return runs(o, f).size();
  };
  CHECK(count([](run_filter& f) { f.flow = orders.flow; }) == 5);
  CHECK(count([](run_filter& f) { f.flow = flow_id{99}; }) == 0);
  CHECK(count([](run_filter& f) { f.version = greeting.version; }) == 5);
  CHECK(count([](run_filter& f) { f.status = run_status::completed; }) == 5);
  CHECK(count([](run_filter& f) { f.status = run_status::running; }) == 0);
  CHECK(count([](run_filter& f) { f.conversation = conversation_no(2); }) == 2);
  CHECK(count([](run_filter& f) {
          f.conversation = conversation_no(2);
          f.status = run_status::waiting;
        })
        == 1);
  run_filter of_one;
  of_one.conversation = conversation_no(2);
  const auto first = o.admin->runs(acme, of_one, "", 1).value();
  REQUIRE_FALSE(first.next.empty());
  CHECK(o.admin->runs(acme, of_one, first.next, 1)->items.at(0).run.number == 1);
  CHECK(o.admin->runs(other_tenant, {}, "", 10)->items.empty());
  CHECK(o.admin->runs(other_tenant, of_one, "", 10)->items.empty());
  CHECK(o.admin->runs(acme, {}, "nonsense", 10).error().code == store_errc::data);
  CHECK(o.admin->runs(acme, {}, first.next + "x", 10).error().code == store_errc::data);
}

TEST_CASE("visits of all turns are added up for each version", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK(visits(o).empty());
  batch work;
  for (std::uint32_t n = 1; n <= 3; ++n) {
    auto t = next_turn(o, n, 0);
    t.visits = {{greeting, "a", "", 2}, {greeting, "a", "next", 1}, {greeting, "a", "", 1}, {orders, "a", "", 1}};
    work.turns.push_back(t);
  }
  work.turns[2].base_ctl = 9; // refused: it has not visited anything
  const auto verdicts = o.apply(work).turns;
  REQUIRE(name_of(verdicts[2]) == "ctl");
  CHECK(visits(o) == counters{{"a", "", 6}, {"a", "next", 2}});
  CHECK(visits(o, orders) == counters{{"a", "", 2}});

  auto more = next_turn(o, 1, 1);
  more.visits = {{greeting, "b", "", 1}, {greeting, "a", "next", 5}};
  REQUIRE(o.commit(more) == verdict::ok);
  o.reopen();
  CHECK(visits(o) == counters{{"a", "", 6}, {"a", "next", 7}, {"b", "", 1}});
  CHECK(visits(o, {greeting.flow, 4}).empty());
  CHECK(visits(o, greeting, other_tenant).empty());
}

TEST_CASE("two turns of one conversation in a batch leave the later one's word", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  batch work;
  work.turns = {next_turn(o, 1, 0), next_turn(o, 1, 1)};
  work.turns[0].runs = {run_no(1, run_status::waiting)};
  work.turns[1].runs = {run_no(1, run_status::completed)};
  for (auto& t : work.turns)
    t.visits = {{greeting, "a", "", 1}};
  for (const auto v : o.apply(work).turns)
    CHECK(name_of(v) == "ok");
  REQUIRE(runs(o).size() == 1);
  CHECK(runs(o)[0].run.status == run_status::completed);
  CHECK(visits(o) == counters{{"a", "", 2}});
}

TEST_CASE("a turn that was refused reports nothing, nor does one that had committed before", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto t = next_turn(o, 1, 0);
  t.runs = {run_no(1, run_status::waiting)};
  t.visits = {{greeting, "a", "", 1}};
  t.contact.attributes = {{"city", "Rosario"}};
  REQUIRE(o.commit(t) == verdict::ok);
  t.runs[0].status = run_status::failed;
  t.contact.attributes = {{"city", "Salta"}};
  CHECK(name_of(o.commit(t)) == "version");
  CHECK(runs(o).at(0).run.status == run_status::waiting);
  CHECK(visits(o) == counters{{"a", "", 1}});
  CHECK(o.admin->contact(acme, t.summary.contact)->value().attributes.find("Rosario") != std::string::npos);
}

TEST_CASE("what a turn reports wrongly falls back on that turn alone", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  batch work;
  for (std::uint32_t n = 1; n <= 3; ++n) {
    auto t = next_turn(o, n, 0);
    t.runs = {run_no(1)};
    t.visits = {{greeting, "a", "", 4}};
    t.contact.attributes = {{"city", "Rosario"}};
    work.turns.push_back(t);
  }
  auto& bad = work.turns[1];
  const std::string too_long(513, 'n');
  SECTION("a run without a number") { bad.runs[0].number = 0; }
  SECTION("a run in a step of more than 512 bytes") { bad.runs[0].node = too_long; }
  SECTION("a counter that counts down") { bad.visits[0].count = -1; }
  SECTION("a step of more than 512 bytes") { bad.visits[0].node = too_long; }
  SECTION("an exit of more than 512 bytes") { bad.visits[0].exit = too_long; }
  const auto verdicts = o.apply(work).turns;
  CHECK(name_of(verdicts[0]) == "ok");
  CHECK(name_of(verdicts[1]) == "data");
  CHECK(name_of(verdicts[2]) == "ok");
  CHECK_FALSE(*o.reader->load(conversation_no(2)));
  CHECK_FALSE(*o.admin->contact(acme, bad.summary.contact));
  CHECK(o.reader->pending(conversation_no(2), 10)->size() == 1);
  CHECK(runs(o).size() == 2);
  CHECK(visits(o) == counters{{"a", "", 8}});
}

TEST_CASE("names of 512 bytes are good names", "[store][runs]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const std::string longest(512, 'n');
  auto t = next_turn(o, 1, 0);
  t.runs = {run_no(1)};
  t.runs[0].node = longest;
  t.visits = {{greeting, longest, longest, 1}};
  CHECK(name_of(o.commit(t)) == "ok");
  CHECK(visits(o) == counters{{longest, longest, 1}});
}

TEST_CASE("after a lost answer nothing is counted twice", "[store][runs][unknown]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto committed = GENERATE(true, false);
  INFO((committed ? "the answer was lost" : "the request was lost"));
  auto first = next_turn(o, 1, 0);
  first.visits = {{greeting, "a", "", 1}};
  REQUIRE(o.commit(first) == verdict::ok);

  batch work;
  work.turns = {next_turn(o, 1, 1)};
  work.turns[0].runs = {run_no(1)};
  work.turns[0].visits = {{greeting, "a", "", 1}};
  work.appends.push_back(inbound(conversation_no(2), "beside"));
  auto wrapped = std::make_unique<faulty_lane>(std::move(o.lane));
  wrapped->next(committed ? faulty_lane::fault::answer_lost : faulty_lane::fault::request_lost);
  REQUIRE(wrapped->apply(work).error().code == store_errc::unknown_outcome);
  const auto settled = wrapped->settle(work);
  o.lane = std::move(wrapped);
  REQUIRE(settled);
  CHECK(name_of(settled->turns.at(0)) == (committed ? "ok" : "version"));
  CHECK(visits(o) == counters{{"a", "", committed ? 2 : 1}});
  CHECK(runs(o).size() == (committed ? 1U : 0U));

  // Decided again, it counts; told again, it does not.
  auto again = work.turns[0];
  again.epoch = o.lane->epoch();
  CHECK(name_of(o.commit(again)) == (committed ? "version" : "ok"));
  CHECK(visits(o) == counters{{"a", "", 2}});
  CHECK(runs(o).size() == 1);
}
