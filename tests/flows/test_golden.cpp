#include "flows/golden_read.hpp"
#include "flows/golden_write.hpp"
#include "flows/replay.hpp"
#include "flows/steps/step.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;
namespace json = boost::json;

namespace {

void remember(golden_world& world, const decision& d) {
  world.state = d.next;
  for (const auto& t : d.timers) {
    if (t.due) {
      world.timers.insert_or_assign(t.key, t);
    } else {
      world.timers.erase(t.key);
    }
  }
  if (!d.calls.empty()) world.last_call = d.calls.back().token;
}

/// Plays the conversation and fills `decision` of each turn in. @returns the turns, for the replay.
std::vector<past_turn> play(json::object& golden, const catalog& flows, golden_world& world) {
  std::vector<past_turn> past;
  const auto r = read_rules(golden);
  for (auto& item : golden.at("turns").as_array()) {
    auto& one = item.as_object();
    past_turn p;
    p.now = read_time(one.at("at"));
    p.rule = r;
    for (const auto& c : one.at("causes").as_array())
      p.causes.push_back(read_cause(c.as_object(), p.now, world));
    p.before = speaker{world.state.mode, world.state.human_override_until, world.state.ctl_seq};
    const auto d = decide(world.state, p.causes, flows, r, p.now);
    one["decision"] = written(d);
    if (!d) break;
    remember(world, *d);
    p.trace = d->trace;
    past.push_back(std::move(p));
  }
  return past;
}

void check_file(const std::filesystem::path& path) {
  INFO(path.string());
  const auto recorded = charla::test::read_json(path);
  auto golden = recorded;
  const auto flows = read_catalog(golden.as_object());
  golden_world world;
  const auto past = play(golden.as_object(), flows, world);
  if (charla::test::updating_golden()) {
    charla::test::write_json(path, golden);
  } else {
    CHECK(charla::test::pretty(recorded) == charla::test::pretty(golden));
  }
  const auto again = replay(new_conversation(), past, flows);
  REQUIRE(again);
  CHECK(again->differences.empty());
  CHECK(compare(world.state, again->state).empty());
  CHECK(world.state == again->state);
}

} // namespace

TEST_CASE("golden conversations are decided as they were reviewed", "[flows][golden]") {
  const auto files = charla::test::golden_files("conversations");
  REQUIRE(files.size() >= 5);
  for (const auto& path : files)
    check_file(path);
}

TEST_CASE("every step type has a golden file and behaves as it was reviewed", "[flows][golden]") {
  for (const auto& type : steps::all_steps()) {
    const std::filesystem::path path{
        charla::test::repository("tests/golden/steps/" + std::string{type.name} + ".json")};
    INFO(path.string());
    REQUIRE(std::filesystem::exists(path));
    const auto golden = charla::test::read_json(path);
    const auto flows = read_catalog(golden.as_object());
    const auto& nodes = flows.live().front()->source().nodes;
    CHECK(std::any_of(nodes.begin(), nodes.end(), [&](const auto& n) { return n.second.type == type.name; }));
    check_file(path);
  }
}
