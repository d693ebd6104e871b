#include "flows/check/what_if.hpp"
#include "flows/given.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

flow shop() {
  return flow_of({{"start", step("ask", {{"text", "¿Cuántas?"}, {"kind", "number"}, {"timeout", "1h"}},
                                 {{"next", "http"}, {"timeout", "late"}})},
                  {"http", step("http", {{"url", "https://a.example"}}, {{"ok", "wait"}, {"failed", "late"}})},
                  {"wait", step("wait", {{"seconds", "30"}}, {{"next", "done"}})},
                  {"done", step("send_text", {{"text", "Van {{start}}"}})},
                  {"late", step("send_text", {{"text", "Luego seguimos"}})}});
}

/// A conversation that was led by the flow: asked, answered, called, waited; then nobody answered.
std::vector<past_turn> recorded(const catalog& flows) {
  std::vector<past_turn> out;
  auto state = new_conversation();
  const auto turn = [&](cause c, timestamp at) {
    past_turn p;
    p.now = at;
    p.causes = {std::move(c)};
    const auto d = decided(state, p.causes, flows, at);
    out.push_back(p);
    state = d.next;
    return d;
  };
  turn(inbound("hola"), noon);
  const auto asked = turn(inbound("3"), noon + seconds{10});
  turn(of(call_finished{asked.calls.at(0).token, call_finished::outcome::ok, 200, "{}", {}}), noon + seconds{12});
  turn(timer(state.run->wait.timer_key), noon + seconds{42});
  turn(inbound("otra"), noon + minutes{5});
  turn(timer(state.run->wait.timer_key), noon + minutes{65});
  return out;
}

catalog live(flow f) {
  const auto p = ready(std::move(f));
  return {{p}, {p->version()}};
}

what_if_result try_draft(flow draft) {
  const auto then = live(shop());
  draft.version = 2;
  return what_if(new_conversation(), recorded(then), then, live(std::move(draft)));
}

} // namespace

TEST_CASE("a draft that says the same changes nothing, whatever is drawn or noted", "[flows][what_if]") {
  auto draft = shop();
  draft.comment = "otra nota";
  draft.nodes["done"].at = position{10, 20};
  const auto r = try_draft(draft);
  CHECK(r.changes.empty());
  CHECK(r.unanswered.empty());
  CHECK(r.spans == 3);
}

TEST_CASE("each answer that a draft changes is shown with what was said and what would be", "[flows][what_if]") {
  auto draft = shop();
  draft.nodes["done"].fields["text"] = "Anoto {{start}}";
  const auto r = try_draft(draft);
  REQUIRE(r.changes.size() == 1);
  CHECK(r.changes[0].said == "3");
  CHECK(r.changes[0].before == std::vector<content>{text_content{"Van 3"}});
  CHECK(r.changes[0].after == std::vector<content>{text_content{"Anoto 3"}});
}

TEST_CASE("a draft's own timers fire at its own moments", "[flows][what_if]") {
  auto draft = shop();
  draft.nodes["wait"].fields["seconds"] = 600;
  const auto r = try_draft(draft);
  REQUIRE(r.changes.size() == 1); // it would still have been waiting when the customer wrote again
  CHECK(r.changes[0].after.empty());
}

TEST_CASE("a call that the draft asks from another step has no answer, and that is said", "[flows][what_if]") {
  auto draft = shop();
  draft.nodes["start"].exits["next"] = "stock";
  auto moved = draft.nodes.extract("http");
  moved.key() = "stock";
  moved.mapped().id = "stock";
  draft.nodes.insert(std::move(moved));
  const auto r = try_draft(draft);
  CHECK(r.unanswered == std::vector<std::string>{"stock"});
  CHECK_FALSE(r.changes.empty());
}
