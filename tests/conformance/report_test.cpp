#include "fixture.hpp"

using namespace charla::conformance;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// The n-th conversation, with one turn at `at`: a customer's line and a bubble of the bot.
conversation_id talked_at(opened& o, std::uint32_t n, timestamp at, std::optional<control_mode> mode = {}) {
  const auto c = conversation_no(n);
  auto t = turn_on(o, c, n, 0, {o.add_cause(c, "report-" + std::to_string(n))});
  t.decided_at = at;
  t.summary.last_activity_at = at;
  t.messages[0].at = at - minutes{1};
  say(t, "Hola");
  if (mode) t.control = control_effect{*mode, far_ahead};
  REQUIRE(o.commit(t) == verdict::ok);
  return c;
}

/// Another turn on it with one inbound line.
void writes_again(opened& o, const conversation_id& c, std::uint32_t turn, timestamp at, std::int64_t ctl = 0) {
  auto t = turn_on(o, c, turn, 1, {o.add_cause(c, "again-" + std::to_string(turn))}, ctl);
  t.decided_at = at;
  t.summary.last_activity_at = at;
  t.messages[0].at = at;
  REQUIRE(o.commit(t) == verdict::ok);
}

report_filter of_range(timestamp from, timestamp to) { return {acme, from, to, std::nullopt}; }


} // namespace

TEST_CASE("a report is counted from the lines of its range and a day around it", "[store][report]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = talked_at(o, 1, long_ago);
  writes_again(o, c, 2, long_ago + hours{24 * 10});
  const auto lines = [&](timestamp from, timestamp to) {
    const auto page = o.admin->report_activity(of_range(from, to), "", 10).value();
    REQUIRE(page.items.size() == 1);
    CHECK_FALSE(page.items[0].cut);
    return page.items[0].lines;
  };
  const auto first = lines(long_ago - hours{1}, long_ago + hours{1});
  REQUIRE(first.size() == 2);
  CHECK(first[0].seq == 1);
  CHECK(first[0].dir == direction::inbound);
  CHECK(first[0].at == long_ago - minutes{1});
  CHECK_FALSE(first[0].is_send);
  CHECK(first[1].dir == direction::outbound);
  CHECK(first[1].by == author::bot);
  CHECK(first[1].type == "text");
  CHECK(first[1].is_send);
  CHECK(first[1].note.empty());
  CHECK(lines(long_ago + hours{25}, long_ago + hours{48}).empty());
  CHECK(lines(long_ago + hours{23}, long_ago + hours{48}).size() == 2); // the margin before
  CHECK(lines(long_ago - hours{48}, long_ago - hours{23}).size() == 2); // and the one behind
  CHECK(lines(long_ago + hours{24 * 9}, long_ago + hours{24 * 11}).size() == 1);
}

TEST_CASE("a bubble in a report says what became of it and what it cost, a note what it says", "[store][report]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "report")});
  say(t, "one");
  say(t, "two");
  message_row note;
  note.seq = t.messages.back().seq + 1;
  note.at = t.decided_at;
  note.dir = direction::outbound;
  note.by = author::system;
  note.type = "system";
  note.body = R"({"type":"system","kind":"handoff","body":"quiere un abogado"})";
  t.messages.push_back(note);
  REQUIRE(o.commit(t) == verdict::ok);
  REQUIRE(o.claim({c, 1, 0}));
  o.note(accepted({c, 1, 0}, "wamid.1"));
  auto paid = status_of({c, 1, 0}, "wamid.1", message_status::delivered);
  paid.pricing = R"({"billable":true,"category":"utility"})";
  o.note(paid);
  REQUIRE(o.claim({c, 1, 1}));
  auto refused = ended({c, 1, 1}, send_fact::outcome::failed);
  refused.error_code = 131026;
  refused.error_text = "Message undeliverable";
  o.note(refused);
  const auto page = o.admin->report_activity(of_range(long_ago, long_ago + hours{1}), "", 10).value();
  REQUIRE(page.items.size() == 1);
  const auto& lines = page.items[0].lines;
  REQUIRE(lines.size() == 4);
  CHECK(lines[1].status == message_status::delivered);
  CHECK(lines[1].pricing.find("utility") != std::string::npos);
  CHECK(lines[2].status == message_status::failed);
  CHECK(lines[2].error_code == 131026);
  CHECK(lines[2].error_text == "Message undeliverable");
  CHECK(lines[3].note == note.body);
  CHECK_FALSE(lines[3].is_send);
}

TEST_CASE("what a report is counted from comes in pages, of one tenant, of one channel", "[store][report]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (std::uint32_t n = 1; n <= 5; ++n)
    talked_at(o, n, long_ago + hours{n < 3 ? 1 : n});
  talked_at(o, 6, long_ago - hours{1}); // before the range
  auto f = of_range(long_ago, long_ago + hours{24});
  std::vector<report_conversation> found;
  std::string after;
  do {
    const auto page = o.admin->report_activity(f, after, 2).value();
    CHECK(page.items.size() <= 2);
    found.insert(found.end(), page.items.begin(), page.items.end());
    after = page.next;
  } while (!after.empty());
  REQUIRE(found.size() == 5);
  CHECK(found[0].id == conversation_no(5));
  CHECK(found[2].id == conversation_no(3));
  for (const auto& c : found)
    CHECK(c.lines.size() == 2);
  CHECK(o.admin->report_activity(f, "nonsense", 2).error().code == store_errc::data);
  f.channel = channel_id{7};
  CHECK(o.admin->report_activity(f, "", 10)->items.empty());
  f.channel = line;
  CHECK(o.admin->report_activity(f, "", 10)->items.size() == 5);
  f.tenant = other_tenant;
  CHECK(o.admin->report_activity(f, "", 10)->items.empty());
}

TEST_CASE("a very long conversation is cut, and says so", "[store][report]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "long")});
  for (std::size_t i = 0; i < report_lines_max; ++i) {
    auto more = t.messages.back();
    ++more.seq;
    more.provider_id += "x" + std::to_string(i);
    t.messages.push_back(std::move(more));
  }
  REQUIRE(o.commit(t) == verdict::ok);
  const auto page = o.admin->report_activity(of_range(long_ago, long_ago + hours{1}), "", 10).value();
  REQUIRE(page.items.size() == 1);
  CHECK(page.items[0].cut);
  REQUIRE(page.items[0].lines.size() == report_lines_max);
  CHECK(page.items[0].lines[0].seq == 2); // the newest are there
}

TEST_CASE("who waits for a person is known, and since when", "[store][report]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  talked_at(o, 1, long_ago);                      // the bot has it
  talked_at(o, 2, long_ago, control_mode::human); // was answered
  const auto waits = talked_at(o, 3, long_ago, control_mode::human);
  writes_again(o, waits, 13, long_ago + hours{2}, 1);
  const auto paused = talked_at(o, 4, long_ago, control_mode::paused);
  writes_again(o, paused, 14, long_ago + hours{1}, 1);
  const auto rows = o.admin->waiting_now(acme, std::nullopt, 10).value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].conversation == waits);
  CHECK(rows[0].since == long_ago + hours{2});
  CHECK(rows[1].conversation == paused);
  CHECK(o.admin->waiting_now(acme, std::nullopt, 1)->size() == 1);
  CHECK(o.admin->waiting_now(acme, channel_id{7}, 10)->empty());
  CHECK(o.admin->waiting_now(other_tenant, std::nullopt, 10)->empty());
}
