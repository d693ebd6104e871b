#include "fixture.hpp"

using namespace charla::conformance;
using outcome = send_fact::outcome;

namespace {

inbox_append asked_for(std::uint32_t n, const std::string& client_id) {
  auto a = inbound(conversation_no(n), "submit-" + std::to_string(n) + client_id);
  a.kind = "outgoing_request";
  a.submitted = submission{client_id, "print-" + client_id, 7, "+54 9 11 5555", "wa_main", far_ahead};
  return a;
}

std::optional<inbox_id> submit(opened& o, const inbox_append& a) {
  batch work;
  work.appends.push_back(a);
  return o.apply(work).appends.at(0);
}

task_row task(opened& o, const std::string& client_id) { return o.admin->task(acme, client_id)->value(); }

/// The turn that takes the cause and says what was asked for.
void decide(opened& o, std::uint32_t n, inbox_id cause, const std::string& client_id) {
  auto t = turn_on(o, conversation_no(n), n, 0, {cause});
  say(t, "as you asked");
  t.messages.back().client_id = client_id;
  REQUIRE(o.commit(t) == verdict::ok);
}

std::vector<std::string> keys(const page<task_row>& p) {
  std::vector<std::string> all;
  for (const auto& t : p.items)
    all.push_back(t.asked.client_id);
  return all;
}

} // namespace

TEST_CASE("the same key is submitted once, and what was asked is kept", "[store][submission]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto a = asked_for(1, "k1");
  REQUIRE(submit(o, a));

  SECTION("again: nothing is written") {
    CHECK_FALSE(submit(o, a));
    auto other = asked_for(2, "k1");
    CHECK_FALSE(submit(o, other));
    other.submitted.reset();
    CHECK(submit(o, other)); // its dedup key was not taken by what was refused
    CHECK(o.pending().size() == 2);
  }
  SECTION("twice in one batch") {
    batch work;
    work.appends = {asked_for(3, "k3"), asked_for(4, "k3"), asked_for(5, "k1"), asked_for(6, "k6")};
    const auto rows = o.apply(work).appends;
    CHECK(rows[0]);
    CHECK_FALSE(rows[1]);
    CHECK_FALSE(rows[2]);
    CHECK(rows[3]);
    CHECK(o.pending().size() == 3);
    CHECK(o.admin->tasks(acme, std::nullopt, "", 10)->items.size() == 3);
  }
  SECTION("a duplicate event leaves no submission") {
    auto twin = asked_for(1, "k1");
    twin.submitted->client_id = "k2";
    CHECK_FALSE(submit(o, twin));
    CHECK_FALSE(*o.admin->task(acme, "k2"));
  }
  SECTION("another tenant's key is another key") {
    auto theirs = asked_for(2, "k1");
    theirs.tenant = other_tenant;
    CHECK(submit(o, theirs));
    CHECK(o.admin->task(other_tenant, "k1")->value().conversation == conversation_no(2));
    CHECK(task(o, "k1").conversation == conversation_no(1));
  }
  SECTION("it is there after a restart, as it was asked") {
    o.reopen();
    const auto t = task(o, "k1");
    CHECK(t.asked.fingerprint == "print-k1");
    CHECK(t.asked.api_key == 7);
    CHECK(t.asked.to == "+54 9 11 5555");
    CHECK(t.asked.channel_key == "wa_main");
    CHECK(t.asked.send_at == far_ahead);
    CHECK(t.channel == line);
    CHECK(t.conversation == conversation_no(1));
    CHECK(t.state == task_state::pending);
    CHECK_FALSE(t.out);
    CHECK_FALSE(*o.admin->task(acme, "k9"));
  }
  SECTION("old ones are forgotten, and their keys may be used again") {
    CHECK(o.lane->forget_submissions_before(long_ago).value() == 0);
    CHECK(o.lane->forget_submissions_before(far_ahead).value() == 1);
    CHECK_FALSE(*o.admin->task(acme, "k1"));
    CHECK(submit(o, asked_for(2, "k1")));
  }
}

TEST_CASE("a task tells what has become of what was asked", "[store][submission]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto cause = submit(o, asked_for(1, "k1"));
  REQUIRE(cause);
  const out_id out{conversation_no(1), 1, 0};

  SECTION("dead: its cause could not be decided; redriven it is pending again") {
    dead_letter_write w;
    w.tenant = acme;
    w.conversation = conversation_no(1);
    w.causes = {*cause};
    w.reason = "flow.loop";
    w.error = "64 steps without a wait";
    w.at = long_ago;
    batch work;
    work.dead_letters.push_back(w);
    REQUIRE(o.apply(work).dead_letters.at(0));
    CHECK(task(o, "k1").state == task_state::failure);
    CHECK(task(o, "k1").error_text == "64 steps without a wait");
    const auto letter = o.admin->dead_letters(acme, "open", "", 10)->items.at(0).id;
    REQUIRE(*o.admin->redrive(acme, letter, far_ahead));
    CHECK(task(o, "k1").state == task_state::pending);
    w.causes = o.pending();
    work.dead_letters = {w};
    REQUIRE(o.apply(work).dead_letters.at(0));
    CHECK(task(o, "k1").state == task_state::failure);
  }
  SECTION("decided") {
    decide(o, 1, *cause, "k1");
    CHECK(task(o, "k1").state == task_state::pending);
    CHECK(task(o, "k1").out == out);
    REQUIRE(o.claim(out));
    CHECK(task(o, "k1").state == task_state::started);
    CHECK(task(o, "k1").attempts == 1);

    SECTION("in doubt: still under way") {
      o.note(ended(out, outcome::in_doubt));
      CHECK(task(o, "k1").state == task_state::started);
    }
    SECTION("released: it is tried again, not before it was said") {
      auto f = ended(out, outcome::released);
      f.not_before = far_ahead;
      o.note(f);
      CHECK(task(o, "k1").state == task_state::retry);
      CHECK(task(o, "k1").attempts == 1);
      CHECK(task(o, "k1").not_before == far_ahead);
    }
    SECTION("taken by the provider, and on") {
      o.note(accepted(out, "wamid.1"));
      CHECK(task(o, "k1").state == task_state::success);
      CHECK(task(o, "k1").provider_id == "wamid.1");
      o.note(status_of(out, "wamid.1", message_status::read));
      CHECK(task(o, "k1").state == task_state::success);
      CHECK(task(o, "k1").delivery == message_status::read);
    }
    SECTION("failed, or given up") {
      auto f = ended(out, GENERATE(outcome::failed, outcome::dead));
      f.error_code = 131'026;
      f.error_text = "undeliverable";
      o.note(f);
      CHECK(task(o, "k1").state == task_state::failure);
      CHECK(task(o, "k1").error_code == 131'026);
      CHECK(task(o, "k1").error_text == "undeliverable");
    }
  }
}

TEST_CASE("tasks are listed newest first, by state, and counted", "[store][submission]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 5; ++n) {
    const auto key = "k" + std::to_string(n);
    const auto cause = submit(o, asked_for(n, key));
    REQUIRE(cause);
    if (n == 2 || n == 4) decide(o, n, *cause, key);
    if (n == 4) o.note(accepted({conversation_no(n), 1, 0}, "wamid.4"));
  }
  const auto first = o.admin->tasks(acme, std::nullopt, "", 2).value();
  CHECK(keys(first) == std::vector<std::string>{"k5", "k4"});
  const auto second = o.admin->tasks(acme, std::nullopt, first.next, 2).value();
  CHECK(keys(second) == std::vector<std::string>{"k3", "k2"});
  CHECK(keys(o.admin->tasks(acme, std::nullopt, second.next, 2).value()) == std::vector<std::string>{"k1"});
  const auto waiting = o.admin->tasks(acme, task_state::pending, "", 3).value();
  CHECK(keys(waiting) == std::vector<std::string>{"k5", "k3", "k2"});
  CHECK(keys(o.admin->tasks(acme, task_state::pending, waiting.next, 3).value()) == std::vector<std::string>{"k1"});
  CHECK(keys(o.admin->tasks(acme, task_state::success, "", 3).value()) == std::vector<std::string>{"k4"});
  CHECK(o.admin->tasks(acme, task_state::failure, "", 3)->items.empty());
  CHECK(o.admin->tasks(other_tenant, std::nullopt, "", 3)->items.empty());
  CHECK(o.admin->tasks(acme, std::nullopt, "nonsense", 3).error().code == store_errc::data);

  CHECK(o.admin->count_tasks(acme, long_ago)->by_state == std::array<std::int64_t, 5>{4, 0, 0, 1, 0});
  CHECK(o.admin->count_tasks(acme, far_ahead)->by_state == std::array<std::int64_t, 5>{});
  CHECK(o.admin->count_tasks(other_tenant, long_ago)->by_state == std::array<std::int64_t, 5>{});
}
