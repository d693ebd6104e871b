#include "flows/given.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

// What people at the desk do with a conversation, and who waits for an answer.

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

cause desk(desk_changed change, timestamp at = noon) {
  change.by = "Ana";
  return of(std::move(change), at);
}
cause snoozed(timestamp until) {
  desk_changed d;
  d.snoozed_until = until;
  return desk(std::move(d));
}
conversation with_person() {
  auto c = new_conversation();
  c.mode = control_mode::human;
  return c;
}
const timer_effect* timer_of(const decision& d, std::string_view key) {
  const auto found = std::find_if(d.timers.begin(), d.timers.end(), [&](const auto& t) { return t.key == key; });
  return found == d.timers.end() ? nullptr : &*found;
}
outgoing_request asked(author by, std::optional<timestamp> at = std::nullopt) {
  outgoing_request r;
  r.by = by;
  r.client_id = "c-1";
  r.body = text_content{"hola"};
  r.send_at = at;
  return r;
}

} // namespace

TEST_CASE("who has a conversation and what it is marked with changes without a line in the thread", "[flows][desk]") {
  desk_changed change;
  change.assignee = "ana@example.com";
  change.team = "ventas";
  change.labels = std::vector<std::string>{"vip", "mayorista", "vip"};
  const auto d = decided(with_person(), {desk(change)}, welcome_flow());
  CHECK(d.next.assignee == "ana@example.com");
  CHECK(d.next.team == "ventas");
  CHECK(d.next.labels == std::vector<std::string>{"mayorista", "vip"});
  CHECK(d.messages.empty());
  CHECK(d.sends.empty());
  CHECK(d.next.mode == control_mode::human);
  CHECK(traced(d, "desk_changed", "Ana"));

  desk_changed less;
  less.assignee = "";
  less.labels = std::vector<std::string>{};
  const auto after = decided(d.next, {desk(less)}, welcome_flow()).next;
  CHECK(after.assignee.empty());
  CHECK(after.team == "ventas");
  CHECK(after.labels.empty());
}

TEST_CASE("a conversation that is set aside opens by its timer", "[flows][desk]") {
  const auto aside = decided(with_person(), {snoozed(noon + hours{2})}, welcome_flow());
  CHECK(aside.next.status == conversation_status::snoozed);
  CHECK(aside.next.snoozed_until == noon + hours{2});
  REQUIRE(timer_of(aside, snooze_timer));
  CHECK(timer_of(aside, snooze_timer)->due == noon + hours{2});

  const auto fired = timer(std::string{snooze_timer}, "", noon + hours{2});
  const auto woken = decided(aside.next, {fired}, welcome_flow(), noon + hours{2});
  CHECK(woken.next.status == conversation_status::open);
  CHECK_FALSE(woken.next.snoozed_until);
  CHECK(woken.sends.empty());

  SECTION("one that comes too early is armed again") {
    const auto early = decided(aside.next, {fired}, welcome_flow(), noon + hours{1});
    CHECK(early.next.status == conversation_status::snoozed);
    REQUIRE(timer_of(early, snooze_timer));
    CHECK(timer_of(early, snooze_timer)->due == noon + hours{2});
  }
  SECTION("one that was taken back cancels it") {
    desk_changed back;
    back.wakes = true;
    const auto d = decided(aside.next, {desk(back)}, welcome_flow());
    CHECK(d.next.status == conversation_status::open);
    REQUIRE(timer_of(d, snooze_timer));
    CHECK_FALSE(timer_of(d, snooze_timer)->due);
  }
  SECTION("a message of the customer opens it, and cancels the timer") {
    const auto d = decided(aside.next, {inbound("hola", noon + hours{1})}, welcome_flow(), noon + hours{1});
    CHECK(d.next.status == conversation_status::open);
    CHECK_FALSE(d.next.snoozed_until);
    REQUIRE(timer_of(d, snooze_timer));
    CHECK_FALSE(timer_of(d, snooze_timer)->due);
  }
  SECTION("so does a person who resolves it") {
    const auto d = decided(aside.next, {of(status_changed{conversation_status::resolved, "Ana"})}, welcome_flow());
    CHECK(d.next.status == conversation_status::resolved);
    CHECK_FALSE(d.next.snoozed_until);
    CHECK(timer_of(d, snooze_timer));
  }
  SECTION("its timer can be run before its time, and cancelled: then it stays until somebody opens it") {
    run_request ask;
    ask.node = snooze_timer;
    ask.what = run_request::act::fire_timer;
    CHECK(decided(aside.next, {of(ask)}, welcome_flow()).next.status == conversation_status::open);
    ask.what = run_request::act::cancel_timer;
    const auto kept = decided(aside.next, {of(ask)}, welcome_flow());
    CHECK(kept.next.status == conversation_status::snoozed);
    CHECK_FALSE(kept.next.snoozed_until);
    REQUIRE(timer_of(kept, snooze_timer));
    CHECK_FALSE(timer_of(kept, snooze_timer)->due);
  }
}

TEST_CASE("a moment that is over when the turn comes sets nothing aside", "[flows][desk]") {
  const auto d = decided(with_person(), {snoozed(noon - minutes{1})}, welcome_flow());
  CHECK(d.next.status == conversation_status::open);
  CHECK_FALSE(timer_of(d, snooze_timer));
}

TEST_CASE("a private note is a line of the thread and nothing else", "[flows][desk]") {
  auto waiting = with_person();
  waiting.waiting_since = noon - hours{1};
  const auto d = decided(waiting, {of(note_written{"paga siempre tarde", "Ana", "n-1"})}, welcome_flow());
  REQUIRE(d.messages.size() == 1);
  const auto& line = d.messages[0];
  CHECK(type_name(line.body) == "note");
  CHECK(plain_text(line.body) == "paga siempre tarde");
  CHECK(line.by == author::human);
  CHECK(line.author_name == "Ana");
  CHECK(line.client_id == "n-1");
  CHECK_FALSE(line.send);
  CHECK(d.sends.empty());
  CHECK_FALSE(d.control);
  CHECK(d.next.waiting_since == noon - hours{1}); // nobody has answered the customer

  // Where the bot speaks, it neither answers a note nor falls silent for it.
  const auto with_bot = decided(new_conversation(), {of(note_written{"hola precio", "Ana", ""})}, welcome_flow());
  CHECK(bot_texts(with_bot).empty());
  CHECK(with_bot.next.mode == control_mode::bot);
}

TEST_CASE("the customer waits from the first message that nobody has answered", "[flows][desk]") {
  const auto first = decided(with_person(), {inbound("hola", noon - hours{2})}, welcome_flow(), noon - hours{2}).next;
  CHECK(first.waiting_since == noon - hours{2});
  const auto second = decided(first, {inbound("¿hay alguien?", noon)}, welcome_flow()).next;
  CHECK(second.waiting_since == noon - hours{2});

  SECTION("until a person answers") {
    CHECK_FALSE(decided(second, {as_person("¡sí!")}, welcome_flow()).next.waiting_since);
  }
  SECTION("or answers on the phone") {
    CHECK_FALSE(decided(second, {echo("¡sí!")}, welcome_flow()).next.waiting_since);
  }
  SECTION("or it is resolved") {
    const auto d = decided(second, {of(status_changed{conversation_status::resolved, "Ana"})}, welcome_flow());
    CHECK_FALSE(d.next.waiting_since);
  }
  SECTION("a reaction and an edit want no answer") {
    const auto d = decided(with_person(), {inbound_content(reaction_content{"w", "👍"})}, welcome_flow());
    CHECK_FALSE(d.next.waiting_since);
  }
  SECTION("who is answered by the bot in the same turn does not wait") {
    CHECK_FALSE(decided(new_conversation(), {inbound("precio")}, welcome_flow()).next.waiting_since);
  }
  SECTION("a provider's clock that is ahead does not put the wait into the future") {
    CHECK(decided(with_person(), {inbound("hola", noon + hours{5})}, welcome_flow()).next.waiting_since == noon);
  }
}

TEST_CASE("a person's message for later silences the bot when it goes, not when it is asked for", "[flows][desk]") {
  const auto later = decided(new_conversation(), {of(asked(author::human, noon + hours{1}))}, welcome_flow());
  CHECK(later.next.mode == control_mode::bot);
  CHECK(later.sends.empty());
  REQUIRE(timer_of(later, "message:c-1"));
  CHECK(timer_of(later, "message:c-1")->due == noon + hours{1});

  const auto goes = decided(later.next, {timer("message:c-1", "", noon + hours{1})}, welcome_flow(), noon + hours{1});
  REQUIRE(goes.sends.size() == 1);
  CHECK(goes.sends[0].by == author::human);
  CHECK(goes.next.mode == control_mode::human);

  const auto at_once = decided(new_conversation(), {of(asked(author::human))}, welcome_flow());
  CHECK(at_once.next.mode == control_mode::human);
  CHECK(at_once.sends.size() == 1);
}
