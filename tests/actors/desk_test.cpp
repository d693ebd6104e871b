#include "actors/world.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

// What people change at the desk, from the command to the rows, the timers and the live feed.

using namespace charla;
using namespace std::chrono_literals;
using tests::world;

namespace {

struct faces final : ports::feed_watcher {
  void on_change(const ports::feed_change_ptr& change) override {
    if (const auto* c = std::get_if<ports::conversation_changed>(&change->what)) rows.push_back(c->row);
  }
  std::vector<ports::conversation_row> rows;
};

ports::change_desk snoozed(const world& w, std::chrono::milliseconds how_long) {
  ports::change_desk d;
  d.change.snoozed_until = w.clock.now() + how_long;
  return d;
}

} // namespace

TEST_CASE("a conversation that is given to somebody says so in its row and on the live feed", "[actors][desk]") {
  world w;
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto live = std::make_shared<faces>();
  w.engine->watch(w.row()->summary.tenant, live, std::nullopt);
  ports::change_desk d;
  d.change.assignee = "ana@example.com";
  d.change.labels = std::vector<std::string>{"vip"};
  CHECK(w.command(d).how == ports::command_result::outcome::done);
  w.advance(1s);
  const auto row = w.row();
  CHECK(row->summary.assignee == "ana@example.com");
  CHECK(row->summary.labels == std::vector<std::string>{"vip"});
  CHECK(w.history().size() == 2); // the question and the answer, nothing else
  CHECK(row->summary.last_author == flows::author::bot);
  CHECK_FALSE(row->summary.waiting_since);
  REQUIRE(live->rows.size() == 1);
  CHECK(live->rows[0].summary.assignee == "ana@example.com");
  CHECK(live->rows[0].summary.last_author == flows::author::bot);
}

TEST_CASE("what is set aside opens at its moment, through a restart", "[actors][desk]") {
  world w;
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.command(snoozed(w, 60s));
  w.advance(1s);
  CHECK(w.row()->summary.status == flows::conversation_status::snoozed);
  CHECK(w.row()->summary.snoozed_until);
  w.restart();
  w.advance(30s);
  CHECK(w.row()->summary.status == flows::conversation_status::snoozed);
  w.advance(35s);
  CHECK(w.row()->summary.status == flows::conversation_status::open);
  CHECK_FALSE(w.row()->summary.snoozed_until);
  CHECK(w.sent_texts().size() == 1);
}

TEST_CASE("a customer who writes opens what was set aside, and its timer is gone", "[actors][desk]") {
  world w;
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  w.command(ports::take_over{});
  w.command(snoozed(w, 600s));
  w.advance(1s);
  const auto armed = w.backlog().timers;
  w.customer_says("¿hola?", "wamid.2");
  w.advance(1s);
  CHECK(w.row()->summary.status == flows::conversation_status::open);
  CHECK(w.row()->summary.waiting_since);
  CHECK(w.backlog().timers == armed - 1);
}

TEST_CASE("a private note reaches the thread once a key, and never the provider", "[actors][desk]") {
  world w;
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto sent = w.sent_texts().size();
  const auto before = w.row();
  ports::write_note note;
  note.note = {"paga siempre tarde", "Ana", "n-1"};
  w.command(note);
  w.command(note);
  w.advance(1s);
  w.command(note);
  w.advance(1s);
  const auto lines = w.history();
  const auto notes = std::count_if(lines.begin(), lines.end(), [](const auto& m) { return m.row.type == "note"; });
  CHECK(notes == 1);
  CHECK(w.sent_texts().size() == sent);
  const auto after = w.row();
  CHECK(after->summary.preview == before->summary.preview);
  CHECK(after->unread == before->unread);
  CHECK(after->mode == before->mode);
}
