#include "webhook_given.hpp"

/// Outgoing webhooks: what becomes of a delivery, and who may see it.
namespace charla::conformance {

TEST_CASE("a failed try is due again at its time, and counts against its subscription", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto w = subscription(o, new_tenant(o, "one"), 1);
  tell(o, w, 1);
  o.apply(with_fact(tried(w, uuid_no(1), 1, delivery_state::pending)));
  CHECK(due(o, from_unix_ms(to_unix_ms(far_ahead) - 1)).empty());
  CHECK(due(o, far_ahead).size() == 1);
  auto d = delivery_of(o, w, uuid_no(1));
  CHECK(d.attempts == 1);
  CHECK(d.last_status == 500);
  CHECK(d.last_error == "HTTP 500");
  CHECK(d.last_answer == "so\xff");
  CHECK(d.last_took_ms == 12);
  CHECK(row_of(o, w).failures == 1);
  CHECK(row_of(o, w).failing_since == long_ago);

  SECTION("the same try noted again changes nothing") {
    o.apply(with_fact(tried(w, uuid_no(1), 1, delivery_state::pending)));
    CHECK(delivery_of(o, w, uuid_no(1)).attempts == 1);
    CHECK(row_of(o, w).failures == 1);
  }
  SECTION("a success ends it and clears the subscription's record") {
    o.apply(with_fact(tried(w, uuid_no(1), 2, delivery_state::delivered)));
    d = delivery_of(o, w, uuid_no(1));
    CHECK(d.state == delivery_state::delivered);
    CHECK(d.delivered_at == long_ago);
    CHECK(due(o).empty());
    CHECK(row_of(o, w).failures == 0);
    CHECK(row_of(o, w).failing_since == std::nullopt);
    CHECK(row_of(o, w).last_success_at == long_ago);
  }
  SECTION("a subscription that rests has nothing due until then") {
    auto f = tried(w, uuid_no(1), 2, delivery_state::pending);
    f.not_before = long_ago;
    f.rest_until = from_unix_ms(to_unix_ms(far_ahead) + 5);
    o.apply(with_fact(f));
    CHECK(due(o, far_ahead).empty());
    CHECK(due(o, *f.rest_until).size() == 1);
  }
  SECTION("one that is switched off has nothing due and is told nothing until it is switched on") {
    auto f = tried(w, uuid_no(1), 2, delivery_state::pending);
    f.not_before = long_ago;
    f.rest_until = from_unix_ms(to_unix_ms(far_ahead) + 5);
    f.disable = "answered 410 Gone";
    o.apply(with_fact(f));
    auto off = row_of(o, w);
    CHECK_FALSE(off.enabled);
    CHECK(off.disabled_reason == "answered 410 Gone");
    CHECK(due(o, *f.rest_until).empty());
    off.enabled = true;
    off.disabled_reason.clear();
    CHECK(o.admin->update_webhook(off) == true);
    CHECK(row_of(o, w).failures == 0);
    CHECK(row_of(o, w).rest_until == std::nullopt);
    CHECK(due(o, far_ahead).size() == 1);
  }
}

TEST_CASE("what is due comes a few of each subscription, page by page", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  for (std::uint8_t n = 1; n <= 3; ++n) {
    const auto w = subscription(o, t, n);
    for (std::uint8_t e = 1; e <= 5; ++e)
      tell(o, w, e);
  }
  const auto page = o.reader->deliveries_due({}, far_ahead, 2, 4);
  REQUIRE(page);
  REQUIRE(page->size() == 2);
  CHECK(page->at(0).rows.size() == 4);
  CHECK(page->at(0).to.secret == std::string("key\0with any byte", 17));
  CHECK(page->at(0).rows.at(0).id == uuid_no(1));
  const auto rest = o.reader->deliveries_due(page->back().to.id, far_ahead, 2, 4);
  REQUIRE(rest);
  REQUIRE(rest->size() == 1);
  CHECK(rest->front().to.id == webhook_id{uuid_no(3)});
}

TEST_CASE("the dead are listed, found and replayed, by their own tenant only", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto w = subscription(o, new_tenant(o, "one"), 1);
  const auto stranger = new_tenant(o, "two");
  for (std::uint8_t n = 1; n <= 5; ++n) {
    tell(o, w, n);
    if (n != 3) o.apply(with_fact(tried(w, uuid_no(n), 1, delivery_state::dead)));
  }
  const auto first = o.admin->deliveries(w.tenant, w.id, delivery_state::dead, "", 3);
  REQUIRE(first);
  REQUIRE(first->items.size() == 3);
  CHECK(first->items.front().id == uuid_no(5));
  REQUIRE_FALSE(first->next.empty());
  const auto second = o.admin->deliveries(w.tenant, w.id, delivery_state::dead, first->next, 3);
  REQUIRE(second);
  REQUIRE(second->items.size() == 1);
  CHECK(second->items.front().id == uuid_no(1));
  CHECK(second->next.empty());
  const auto everything = o.admin->deliveries(w.tenant, w.id, std::nullopt, "", 100);
  REQUIRE(everything);
  CHECK(everything->items.size() == 5);

  const auto theirs = o.admin->deliveries(stranger, w.id, std::nullopt, "", 100);
  REQUIRE(theirs);
  CHECK(theirs->items.empty());
  CHECK(o.admin->delivery(stranger, w.id, uuid_no(1))->has_value() == false);
  CHECK(o.admin->replay(stranger, w.id, uuid_no(1), long_ago) == false);
  CHECK(o.admin->replay_dead(stranger, w.id, long_ago, long_ago) == 0);
  CHECK(o.admin->add_delivery(stranger, w.id, event_no(9)) == false);
  CHECK(o.admin->delete_webhook(stranger, w.id) == false);
  auto stolen = w;
  stolen.tenant = stranger;
  CHECK(o.admin->update_webhook(stolen) == false);
  CHECK(due(o).size() == 1);

  CHECK(o.admin->replay(w.tenant, w.id, uuid_no(1), long_ago) == true);
  CHECK(delivery_of(o, w, uuid_no(1)).attempts == 0);
  CHECK(due(o).size() == 2);
  CHECK(o.admin->replay_dead(w.tenant, w.id, far_ahead, long_ago) == 0);
  CHECK(o.admin->replay_dead(w.tenant, w.id, long_ago, long_ago) == 3);
  CHECK(due(o).size() == 5);
  const auto counted = o.admin->backlog_now();
  REQUIRE(counted);
  CHECK(counted->webhooks_pending == 5);
  CHECK(counted->webhooks_dead == 0);

  CHECK(o.admin->delete_webhook(w.tenant, w.id) == true);
  CHECK(due(o).empty());
  CHECK(o.admin->delivery(w.tenant, w.id, uuid_no(1))->has_value() == false);
}

TEST_CASE("what was delivered long ago is forgotten, and in the end everything", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto w = subscription(o, new_tenant(o, "one"), 1);
  for (std::uint8_t n = 1; n <= 3; ++n)
    tell(o, w, n);
  o.apply(with_fact(tried(w, uuid_no(1), 1, delivery_state::delivered)));
  o.apply(with_fact(tried(w, uuid_no(2), 1, delivery_state::dead)));
  CHECK(o.lane->forget_deliveries_before(long_ago, long_ago) == 0);
  CHECK(o.lane->forget_deliveries_before(far_ahead, long_ago) == 1);
  CHECK(o.lane->forget_deliveries_before(far_ahead, far_ahead) == 2);
}

TEST_CASE("a subscription's secrets are kept, and cannot be read at rest", "[conformance][webhook]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto w = subscription(o, new_tenant(o, "one"), 1, {"message.read", "message.sent"});
  w.previous_secret = "the-former-secret-of-this-one";
  w.previous_until = far_ahead;
  w.secret = "the-present-secret-of-this-one";
  w.url = "https://example.com/elsewhere";
  w.description = "ours";
  REQUIRE(o.admin->update_webhook(w) == true);
  o.reopen();
  const auto back = row_of(o, w);
  CHECK(back.secret == w.secret);
  CHECK(back.previous_secret == w.previous_secret);
  CHECK(back.previous_until == far_ahead);
  CHECK(back.events == w.events);
  CHECK(back.url == w.url);
  CHECK(back.description == "ours");
  const auto raw = o.place().bytes_at_rest();
  CHECK(raw.find(w.secret) == std::string::npos);
  CHECK(raw.find(w.previous_secret) == std::string::npos);
}

} // namespace charla::conformance
