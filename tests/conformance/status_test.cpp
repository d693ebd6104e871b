#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

TEST_CASE("a status never falls, in whatever order the webhooks come", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  std::vector<message_status> order{message_status::sent, message_status::delivered, message_status::read,
                                    message_status::played};
  std::uint32_t n = 0;
  do {
    const auto c = with_bubbles(o, ++n, 1);
    const out_id out{c, 1, 0};
    REQUIRE(o.claim(out));
    auto highest = message_status::queued;
    for (const auto next : order) {
      const auto r = o.note(status_of(out, "wamid." + std::to_string(n), next));
      CHECK(r.changed == (next > highest));
      highest = std::max(highest, next);
      CHECK(r.status == highest);
      CHECK(o.history(c)[1].status == highest);
    }
    // Our own note of acceptance may come last of all.
    CHECK_FALSE(o.note(accepted(out, "wamid." + std::to_string(n))).changed);
    CHECK(o.history(c)[1].status == message_status::played);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("failed is final", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};
  REQUIRE(o.claim(out));
  o.note(accepted(out, "wamid.1"));
  auto failure = status_of_unknown("wamid.1", message_status::failed);
  failure.error_code = 131'047;
  failure.error_text = "re-engagement";
  CHECK(o.note(failure).changed);
  CHECK_FALSE(o.note(status_of_unknown("wamid.1", message_status::read)).changed);
  const auto line_now = o.history(c).at(1);
  CHECK(line_now.status == message_status::failed);
  CHECK(line_now.error_code == 131'047);
  CHECK(line_now.error_text == "re-engagement");
}

TEST_CASE("a status finds its bubble by the provider's id", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 2);
  REQUIRE(o.claim({c, 1, 0}));
  o.note(accepted({c, 1, 0}, "wamid.1"));

  SECTION("on its channel") {
    const auto r = o.note(status_of_unknown("wamid.1", message_status::delivered));
    CHECK(r.changed);
    CHECK(r.out == out_id{c, 1, 0});
    CHECK(o.history(c)[1].status == message_status::delivered);
    CHECK(o.history(c)[2].status == message_status::queued);
  }
  SECTION("not on another one") {
    auto f = status_of_unknown("wamid.1", message_status::delivered);
    f.channel = channel_id{2};
    CHECK_FALSE(o.note(f).changed);
    CHECK(o.history(c)[1].status == message_status::sent);
  }
  SECTION("not in another tenant") {
    auto f = status_of({c, 1, 0}, "wamid.1", message_status::delivered);
    f.tenant = other_tenant;
    CHECK_FALSE(o.note(f).changed);
    CHECK(o.history(c)[1].status == message_status::sent);
  }
}

TEST_CASE("a status that overtakes our own note of acceptance is kept for it", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};
  REQUIRE(o.claim(out));
  const auto early = o.note(status_of_unknown("wamid.1", message_status::delivered));
  CHECK_FALSE(early.changed);
  CHECK_FALSE(early.out);
  CHECK_FALSE(o.note(status_of_unknown("wamid.1", message_status::sent)).changed);
  CHECK(o.history(c)[1].status == message_status::queued);

  const auto r = o.note(accepted(out, "wamid.1"));
  CHECK(r.changed);
  CHECK(r.status == message_status::delivered);
  CHECK(o.history(c)[1].status == message_status::delivered);
  CHECK(o.note(status_of_unknown("wamid.1", message_status::read)).changed);
  CHECK(o.history(c)[1].status == message_status::read);
}

TEST_CASE("a late status stops the second try", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};
  REQUIRE(o.claim(out));
  o.note(ended(out, send_fact::outcome::in_doubt));
  o.note(ended(out, send_fact::outcome::released));
  o.note(status_of(out, "wamid.1", message_status::sent));
  CHECK_FALSE(o.claim(out));
  CHECK(o.reader->outbox_of(c)->empty());
}

TEST_CASE("what a person typed on the phone is sent, and follows its statuses", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = conversation_no(1);
  auto t = turn_on(o, c, 1, 0, {o.add_cause(c, "echo")});
  t.messages[0].dir = direction::outbound;
  t.messages[0].by = author::human;
  t.messages[0].provider_id = "wamid.phone";
  REQUIRE(o.commit(t) == verdict::ok);
  CHECK(o.history(c)[0].status == message_status::sent);
  o.note(status_of_unknown("wamid.phone", message_status::read));
  CHECK(o.history(c)[0].status == message_status::read);
}

TEST_CASE("several statuses of one batch are merged in order", "[store][status]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto c = with_bubbles(o, 1, 1);
  const out_id out{c, 1, 0};
  REQUIRE(o.claim(out));
  batch work;
  work.sends = {accepted(out, "wamid.1")};
  work.statuses = {status_of_unknown("wamid.1", message_status::delivered),
                   status_of(out, "wamid.1", message_status::sent), status_of_unknown("wamid.1", message_status::read)};
  const auto r = o.apply(work);
  CHECK(r.sends.at(0).changed);
  CHECK(r.statuses.at(0).changed);
  CHECK_FALSE(r.statuses.at(1).changed);
  CHECK(r.statuses.at(2).changed);
  CHECK(o.history(c)[1].status == message_status::read);
}
