#include "world.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace charla;
using namespace charla::tests;
using namespace std::chrono_literals;

namespace {

/// A conversation that an operator looks at.
struct operated {
  world w;
  std::vector<ports::actor_answer> answers;

  std::uint64_t actor() {
    const auto tree = w.engine->actors(10);
    const auto found =
        std::find_if(tree.actors.begin(), tree.actors.end(), [](const auto& a) { return a.type == "conversation"; });
    REQUIRE(found != tree.actors.end());
    return found->id;
  }
  /// What came of it by now; nothing when the answer is still open.
  std::string tell(ports::actor_command what) {
    answers.clear();
    w.engine->command_actor(actor(), what, [this](ports::actor_answer a) { answers.push_back(a); });
    w.advance(500ms);
    REQUIRE(answers.size() <= 1);
    return answers.empty() ? std::string{} : std::string{answers[0].what};
  }
  /// It has said hello and is paused.
  operated() {
    w.customer_says("hola", "wamid.1");
    w.advance(1s);
    REQUIRE(w.row()->version == 1);
    REQUIRE(tell(ports::actor_command::pause) == "paused");
  }
};

} // namespace

TEST_CASE("a paused conversation takes one waiting cause at each step", "[actors][inspector][step]") {
  operated o;
  o.w.customer_says("precio", "wamid.2");
  o.w.customer_says("hola", "wamid.3");
  o.w.advance(10s);
  CHECK(o.w.row()->version == 1); // it rests
  CHECK(o.tell(ports::actor_command::step) == "turn_committed");
  CHECK(o.w.row()->version == 2);
  CHECK(o.w.history().at(2).row.dir == flows::direction::inbound);
  o.w.advance(10s);
  CHECK(o.w.row()->version == 2); // and rests again
  CHECK(o.tell(ports::actor_command::step) == "turn_committed");
  CHECK(o.w.row()->version == 3);
  CHECK(o.tell(ports::actor_command::step) == "nothing_waits");
  CHECK_FALSE(o.answers[0].done);
  CHECK(o.w.row()->version == 3);
}

TEST_CASE("only a paused conversation takes steps", "[actors][inspector][step]") {
  operated o;
  CHECK(o.tell(ports::actor_command::resume) == "resumed");
  CHECK(o.tell(ports::actor_command::step) == "not_paused");
  CHECK_FALSE(o.answers[0].done);
  o.w.customer_says("precio", "wamid.2");
  o.w.advance(5s);
  CHECK(o.w.row()->version == 2);
}

TEST_CASE("what waited while it was paused is decided when it goes on, steps or not", "[actors][inspector][step]") {
  operated o;
  for (int i = 0; i < 3; ++i)
    o.w.customer_says("precio", "wamid.w" + std::to_string(i));
  o.w.advance(5s);
  CHECK(o.tell(ports::actor_command::step) == "turn_committed");
  CHECK(o.tell(ports::actor_command::resume) == "resumed");
  o.w.advance(10s);
  const auto lines = o.w.history();
  CHECK(std::count_if(lines.begin(), lines.end(), [](const auto& l) { return l.row.dir == flows::direction::inbound; })
        == 4);
  CHECK(o.w.backlog().inbox == 0);
}

TEST_CASE("a service takes no steps, and who is gone says so", "[actors][inspector][step]") {
  operated o;
  const auto tree = o.w.engine->actors(10);
  const auto service =
      std::find_if(tree.actors.begin(), tree.actors.end(), [](const auto& a) { return a.type == "ingress"; });
  REQUIRE(service != tree.actors.end());
  std::string what;
  const auto heard = [&](ports::actor_answer a) { what = a.what; };
  o.w.engine->command_actor(service->id, ports::actor_command::step, heard);
  o.w.advance(1s);
  CHECK(what == "not_taken");
  o.w.engine->command_actor(999'999, ports::actor_command::step, heard);
  o.w.advance(1s);
  CHECK(what == "gone");
}

TEST_CASE("a node knows what it carries and what it has done", "[actors][inspector]") {
  world w;
  const auto before = w.engine->load();
  CHECK(before.turns_committed == 0);
  CHECK(before.shards > 0);
  CHECK(before.lanes > 0);
  w.customer_says("hola", "wamid.1");
  w.advance(5s);
  const auto now = w.engine->load();
  CHECK(now.resident_conversations == 1);
  CHECK(now.actors == before.actors + 1);
  CHECK(now.events_accepted == 1);
  CHECK(now.turns_committed == 1);
  CHECK(now.sends_accepted == 1);
  CHECK(now.failures == 0);
  CHECK(now.processed > before.processed);
  w.advance(11min); // the conversation leaves memory: what it did stays counted
  CHECK(w.engine->load().resident_conversations == 0);
  CHECK(w.engine->load().processed >= now.processed);
}

TEST_CASE("the fullest that a mailbox ever was is remembered", "[actors][inspector]") {
  world w;
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  for (const auto& a : w.engine->actors(10).actors)
    CHECK(a.mailbox_peak >= a.mailbox);
  const auto tree = w.engine->actors(10);
  CHECK(std::any_of(tree.actors.begin(), tree.actors.end(), [](const auto& a) { return a.mailbox_peak > 0; }));
}
