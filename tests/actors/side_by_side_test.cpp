#include "actors/persistence.hpp"
#include "actors/sender.hpp"
#include "io/json/codec.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/memory.hpp"
#include "support/hand_clock.hpp"
#include "support/memory_blobs.hpp"
#include "support/quiet_services.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

/// Lanes commit side by side: what one of them tells may be newer than the page of the outbox that another one has
/// read. Single actors, run one message at a time in the order that a test wants.

using namespace charla;

namespace {

class no_network final : public ports::http_client {
public:
  void send(ports::client_request, std::function<void(ports::client_response)>) override { FAIL("nobody is called"); }
};

flows::out_id bubble(std::int64_t version) {
  flows::uuid id;
  id.bytes[0] = 7;
  return {flows::conversation_id{id}, version, 0};
}

ports::outbox_row row_of(const flows::out_id& out) {
  ports::outbox_row row;
  row.out = out;
  row.tenant = flows::tenant_id{1};
  row.channel = flows::channel_id{1};
  return row;
}

struct stage {
  stage() {
    config.number_rate = 10'000;
    actors::directory known;
    known.channels[flows::channel_id{1}].number_rate = config.number_rate;
    who.directory.put(std::make_shared<const actors::directory>(std::move(known)));
  }
  ~stage() {
    for (const auto& one : cast)
      caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
    scheduler().run();
  }
  stage(const stage&) = delete;
  stage& operator=(const stage&) = delete;

  caf::actor enter(caf::actor one) {
    cast.push_back(one);
    return one;
  }
  caf::scheduler::test_coordinator& scheduler() {
    return dynamic_cast<caf::scheduler::test_coordinator&>(system.scheduler());
  }
  /// Lets this one work alone, until it has nothing to do.
  void run_only(const caf::actor& one) {
    auto& jobs = scheduler().jobs;
    const auto is_it = [&](const auto* job) {
      const auto* const actor = dynamic_cast<const caf::scheduled_actor*>(job);
      return actor != nullptr && actor->id() == one.id();
    };
    for (auto job = std::find_if(jobs.begin(), jobs.end(), is_it); job != jobs.end();
         job = std::find_if(jobs.begin(), jobs.end(), is_it)) {
      std::rotate(jobs.begin(), job, job + 1);
      scheduler().run_once();
    }
  }

  tests::hand_clock clock;
  tests::silent_log log;
  tests::counting_metrics metrics;
  no_network http;
  ports::engine_config engine;
  ports::channel_config config;
  ports::media_config media;
  std::unique_ptr<ports::crypto> crypto = secrets::make_crypto(std::string(32, 'k'));
  test::memory_blobs blobs{*crypto};
  std::unique_ptr<ports::codec> codec = json::make_codec();
  actors::services with{clock, *crypto, *codec, log, metrics, http, engine, config, blobs, media};
  actors::wiring who;
  actors::roster alive;
  actors::system_config settings{alive, clock, 1, true};
  caf::actor_system system{settings};
  std::vector<caf::actor> cast; ///< all end with the stage
};

} // namespace

TEST_CASE("a bubble that is told of while the outbox is read keeps its place before the next one",
          "[actors][sender][I7]") {
  stage s;
  std::vector<actors::read_outbox_page> pages;
  std::vector<flows::out_id> claimed;
  s.who.lanes.resize(1);
  const auto lane = s.enter(s.system.spawn([&](caf::event_based_actor*) -> caf::behavior {
    return {[&](const actors::read_outbox_page& q) { pages.push_back(q); },
            [&](const actors::claim_sends& c) { claimed.insert(claimed.end(), c.outs.begin(), c.outs.end()); }};
  }));
  s.who.lanes.front().where()->fill(lane);
  const auto sender = s.enter(s.system.spawn<actors::sender>(s.with, s.who, flows::channel_id{1}));
  s.scheduler().run();
  REQUIRE(pages.size() == 1);

  // Another lane commits after the page was read, and its news is faster.
  caf::anon_send(sender, actors::send_ready{{row_of(bubble(20))}});
  caf::anon_send(sender, actors::outbox_page{actors::page_of::recovery, {}, false, pages.front().question});
  caf::anon_send(sender, actors::send_ready{{row_of(bubble(21))}});
  s.scheduler().run();
  REQUIRE(claimed.size() == 1);
  CHECK(claimed.front() == bubble(20));
}

TEST_CASE("the page that was given up as lost is not taken for the one that was asked for after it",
          "[actors][sender][I7]") {
  stage s;
  std::vector<actors::read_outbox_page> pages;
  std::vector<flows::out_id> claimed;
  s.who.lanes.resize(1);
  const auto lane = s.enter(s.system.spawn([&](caf::event_based_actor*) -> caf::behavior {
    return {[&](const actors::read_outbox_page& q) { pages.push_back(q); },
            [&](const actors::claim_sends& c) { claimed.insert(claimed.end(), c.outs.begin(), c.outs.end()); }};
  }));
  s.who.lanes.front().where()->fill(lane);
  const auto sender = s.enter(s.system.spawn<actors::sender>(s.with, s.who, flows::channel_id{1}));
  s.scheduler().run();
  caf::anon_send(sender, actors::send_ready{{row_of(bubble(20))}});
  for (int i = 0; i < 30 && pages.size() < 2; ++i) {
    s.clock.advance(std::chrono::seconds{1});
    s.scheduler().advance_time(std::chrono::seconds{1});
    s.scheduler().run();
  }
  REQUIRE(pages.size() == 2);
  caf::anon_send(sender, actors::outbox_page{actors::page_of::recovery, {}, false, pages.front().question});
  caf::anon_send(sender, actors::send_ready{{row_of(bubble(21))}});
  s.scheduler().run();
  CHECK(claimed.empty());
  caf::anon_send(sender,
                 actors::outbox_page{actors::page_of::recovery, {row_of(bubble(20))}, false, pages.back().question});
  s.scheduler().run();
  REQUIRE(claimed.size() == 1);
  CHECK(claimed.front() == bubble(20));
}

TEST_CASE("a page of the outbox shows what every lane was asked for before it", "[actors][persistence][I6][I10]") {
  stage s;
  const auto store = store::make_memory(store::make_memory_disk(), s.clock, 3);
  REQUIRE(store->open());
  s.who.lanes.resize(3);
  for (std::size_t i = 0; i < 3; ++i) {
    auto lane = store->lane(i);
    REQUIRE(lane);
    s.who.lanes[i].where()->fill(
        s.enter(s.system.spawn<actors::persistence>(s.with, s.who, std::move(*lane), i, std::size_t{64})));
  }
  std::vector<std::string> heard;
  const auto asker = s.enter(s.system.spawn([&](caf::event_based_actor*) -> caf::behavior {
    return {[&](const actors::sends_claimed&) { heard.emplace_back("claimed"); },
            [&](const actors::outbox_page& p) { heard.emplace_back(p.failed ? "failed" : "page"); }};
  }));
  s.scheduler().run();

  // The claim is that of a sender which died after it; the lane that it went to is slow.
  actors::claim_sends claim;
  claim.outs = {bubble(1)};
  claim.as_template = {false};
  claim.tenant = flows::tenant_id{1};
  claim.sender = asker;
  s.who.lanes[1].tell(std::move(claim));
  s.who.lanes.front().tell(actors::read_outbox_page{actors::page_of::recovery, std::nullopt, s.clock.now(), asker, 1});
  s.run_only(s.who.lanes.front().where()->present());
  s.run_only(asker);
  CHECK(heard.empty());
  s.scheduler().run();
  CHECK(heard == std::vector<std::string>{"claimed", "page"});
}
