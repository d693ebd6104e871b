#include "console.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string watch = R"({"t":"sub","id":1,"topic":"presence","filter":{}})";

std::string here(const flows::conversation_id& id, bool typing = false) {
  return R"({"t":"here","conv":")" + flows::to_string(id.value()) + R"(","typing":)" + (typing ? "true}" : "false}");
}

/// The ops of the next delta that comes within `seconds`; none when nothing does.
std::vector<json::document> wait(console& c, int seconds) {
  for (int i = 0; i < seconds * 5; ++i)
    if (auto frames = c.hear(); !frames.empty()) return frames;
  return {};
}

} // namespace

TEST_CASE("colleagues see where somebody is, and that they type") {
  world w;
  const auto id = w.talk("5491155550100");
  console ana{w, w.as(ports::role::agent)}; // agent2@1.test
  console beto{w, w.as(ports::role::agent)};
  ana.hear();
  beto.hear();
  CHECK(beto.say(watch).at(0).root()["items"].items().empty());
  ana.say(here(id, true));
  const auto delta = wait(beto, 2);
  REQUIRE(delta.size() == 1);
  const auto told = delta[0].root()["ops"].items().at(0);
  CHECK(told["op"].text() == "put");
  const auto v = told["v"];
  CHECK(v["email"].text() == "agent2@1.test");
  CHECK(v["name"].text() == "Ana 2");
  CHECK(v["conversation"].text() == flows::to_string(id.value()));
  CHECK(v["typing"].boolean() == true);
  CHECK(told["k"].text()->starts_with(std::to_string(*v["user_id"].integer()) + "/"));

  SECTION("gone with the socket") {
    ana.session->on_close();
    const auto gone = wait(beto, 2);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].root()["ops"].items().at(0)["op"].text() == "del");
  }
  SECTION("gone after half a minute in which nothing was said") {
    w.clock.at += std::chrono::seconds{31};
    const auto gone = wait(beto, 2);
    REQUIRE(gone.size() == 1);
    CHECK(gone[0].root()["ops"].items().at(0)["op"].text() == "del");
  }
  SECTION("of what is said within a second the last word is passed on") {
    ana.session->on_text(here(id, false));
    ana.say(R"({"t":"here","conv":""})");
    const auto moved = wait(beto, 3);
    REQUIRE(moved.size() == 1);
    CHECK(moved[0].root()["ops"].items().at(0)["v"]["conversation"].text() == "");
    CHECK(moved[0].root()["ops"].items().at(0)["v"]["typing"].boolean() == false);
  }
}

TEST_CASE("another tenant's people are not seen, and a program is nobody") {
  world w;
  const auto id = w.talk("5491155550100");
  console rivals{w, w.as(ports::role::agent, rival)};
  console program{w, w.with_key({"conversations:read"})};
  console beto{w, w.as(ports::role::agent)};
  rivals.hear();
  program.hear();
  beto.hear();
  rivals.say(here(id));
  program.say(here(id));
  CHECK(beto.say(watch).at(0).root()["items"].items().empty());
  CHECK(wait(beto, 3).empty());
}

TEST_CASE("a word about presence that is none is refused, and the socket lives on") {
  world w;
  console c{w, w.as(ports::role::agent)};
  c.hear();
  for (const std::string frame :
       {R"({"t":"here"})", R"({"t":"here","conv":7})", R"({"t":"here","conv":"nobody"})", R"({"t":"here","conv":null})",
        R"({"t":"here","conv":"","typing":"yes"})", R"({"t":"here","conv":[]})"}) {
    INFO(frame);
    const auto err = c.say(frame);
    REQUIRE(err.size() == 1);
    CHECK(err[0].root()["code"].text() == "bad_frame");
  }
  CHECK(c.say(R"({"t":"ping","n":1})").at(0).root()["t"].text() == "pong");
}

TEST_CASE("badges count every view, and letters for who may see them") {
  world w;
  w.talk("5491155550100");
  const auto counts = [&](const headers& h) {
    console c{w, h};
    c.hear();
    const auto snap = c.say(R"({"t":"sub","id":1,"topic":"counts","filter":{}})");
    std::map<std::string, std::int64_t> out;
    for (const auto i : snap.at(0).root()["items"].items())
      out[std::string{*i["k"].text()}] = *i["v"]["count"].integer();
    return out;
  };
  const auto admin = counts(w.as(ports::role::admin));
  CHECK(admin
        == std::map<std::string, std::int64_t>{{"all", 1},
                                               {"bot", 1},
                                               {"closed", 0},
                                               {"letters", 0},
                                               {"mine", 0},
                                               {"paused", 0},
                                               {"person", 0},
                                               {"snoozed", 0},
                                               {"unassigned", 1},
                                               {"unread", 1},
                                               {"waiting", 0}});
  CHECK(counts(w.with_key({"conversations:read"})).count("letters") == 0);
}

TEST_CASE("no part of a word about presence breaks the socket") {
  world w;
  const auto whole = here(w.talk("5491155550100"), true);
  console c{w, w.as(ports::role::agent)};
  c.hear();
  for (std::size_t end = 0; end < whole.size(); ++end) {
    INFO(whole.substr(0, end));
    const auto err = c.say(whole.substr(0, end));
    REQUIRE(err.size() == 1);
    CHECK(err[0].root()["code"].text() == "bad_json");
  }
  CHECK(c.say(whole).empty());
}
