#include "flows/given.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;

namespace {

using texts = std::vector<std::string>;

/// A flow that says its name, begun by the triggers.
std::shared_ptr<const program> saying(std::int32_t id, const std::string& name, std::vector<trigger> triggers) {
  auto f = flow_of({{"start", step("send_text", {{"text", name}})}});
  f.id = flow_id{id};
  f.name = name;
  f.triggers = std::move(triggers);
  return ready(std::move(f));
}

trigger on(std::string type, value::object fields = {}, int priority = 0, bool interrupts = false) {
  return {std::move(type), priority, interrupts, std::move(fields)};
}

/// All of them live, the first with the highest precedence.
catalog live(std::vector<std::shared_ptr<const program>> flows) {
  std::vector<flow_version> order;
  for (const auto& p : flows)
    order.push_back(p->version());
  return {flows, order};
}

texts answers(const catalog& flows, const std::string& said) {
  return bot_texts(decided(new_conversation(), {inbound(said)}, flows));
}

cause tap(choice_content::origin source, std::string id) {
  choice_content body;
  body.source = source;
  body.id = std::move(id);
  body.title = "Sí";
  return inbound_content(std::move(body));
}

/// A conversation that waits in a question of the first flow.
struct waiting_world {
  catalog flows;
  conversation state;
};
waiting_world waiting(std::vector<std::shared_ptr<const program>> others) {
  auto f = flow_of(
      {{"start", step("wait_for_reply", {}, {{"reply", "b"}})}, {"b", step("send_text", {{"text", "gracias"}})}});
  f.name = "pregunta";
  others.insert(others.begin(), ready(std::move(f)));
  auto flows = live(std::move(others));
  auto state = decided(new_conversation(), {inbound("hola")}, flows).next;
  return {std::move(flows), std::move(state)};
}

} // namespace

TEST_CASE("of several flows the most particular trigger answers, and the record says why", "[flows][triggers]") {
  const auto flows = live({saying(1, "cualquiera", {on("any_message")}), saying(2, "primera", {on("first_contact")}),
                           saying(3, "precio", {on("keyword", {{"words", "precio, precios"}})}),
                           saying(4, "forma", {on("pattern", {{"pattern", "^turno \\d+"}})})});
  CHECK(answers(flows, "¡PRECIOS!") == texts{"precio"});
  CHECK(answers(flows, "turno 12") == texts{"forma"});
  CHECK(answers(flows, "qué precio tiene") == texts{"primera"});
  auto known = new_conversation();
  known.last_inbound_at = noon - hours{1};
  const auto d = decided(known, {inbound("qué precio tiene")}, flows);
  CHECK(bot_texts(d) == texts{"cualquiera"});
  CHECK(traced(decided(known, {inbound("precio")}, flows), "chosen",
               "keyword of precio v1; before any_message of cualquiera v1"));
}

TEST_CASE("priority goes before kind, and precedence decides a draw", "[flows][triggers]") {
  const auto flows =
      live({saying(1, "uno", {on("keyword", {{"words", "x"}})}), saying(2, "dos", {on("keyword", {{"words", "x"}})}),
            saying(3, "tres", {on("any_message", {}, 5)})});
  CHECK(answers(flows, "x") == texts{"tres"});
  CHECK(bot_texts(decided(new_conversation(), {inbound("x")}, flows.answered_by({{flow_id{2}, 1}, {flow_id{1}, 1}})))
        == texts{"dos"});
}

TEST_CASE("a keyword is the whole text, its beginning or a word in it", "[flows][triggers]") {
  const auto with = [](const char* match) {
    return live({saying(1, "sí", {on("keyword", {{"words", "catálogo"}, {"match", match}})})});
  };
  CHECK(answers(with("whole"), " CATALOGO. ") == texts{"sí"});
  CHECK(answers(with("whole"), "el catálogo").empty());
  CHECK(answers(with("start"), "catálogo de verano") == texts{"sí"});
  CHECK(answers(with("start"), "catálogos").empty());
  CHECK(answers(with("part"), "mándame el catálogo, por favor") == texts{"sí"});
  CHECK(answers(with("part"), "minicatálogo").empty());
}

TEST_CASE("taps, ads and agreements begin flows", "[flows][triggers]") {
  using origin = choice_content::origin;
  const auto flows =
      live({saying(1, "botón", {on("button", {{"ids", "b1, b2"}})}), saying(2, "plantilla", {on("template_button")}),
            saying(3, "anuncio", {on("referral", {{"sources", "ad7"}})}), saying(4, "acuerdo", {on("opt_in")})});
  const auto said = [&](cause c) { return bot_texts(decided(new_conversation(), {std::move(c)}, flows)); };
  CHECK(said(tap(origin::list, "b2")) == texts{"botón"});
  CHECK(said(tap(origin::button, "b9")).empty());
  CHECK(said(tap(origin::template_button, "b1")) == texts{"plantilla"});
  auto from_ad = inbound("hola");
  std::get<inbound_message>(from_ad.body).came_from = referral{"ad", "ad7", {}, {}, {}, {}};
  CHECK(said(from_ad) == texts{"anuncio"});
  contact_changed agreed;
  agreed.opted_in = true;
  const auto d = decided(new_conversation(), {of(agreed)}, flows);
  CHECK(bot_texts(d) == texts{"acuerdo"});
  CHECK(bot_texts(decided(d.next, {of(agreed)}, flows)).empty());
}

TEST_CASE("a waiting run keeps what the customer says, unless a trigger interrupts", "[flows][triggers]") {
  const auto w = waiting({saying(2, "menú", {on("keyword", {{"words", "menu"}}, 0, true)}),
                          saying(3, "precio", {on("keyword", {{"words", "precio"}}, 9)})});
  CHECK(bot_texts(decided(w.state, {inbound("precio")}, w.flows)) == texts{"gracias"});
  const auto d = decided(w.state, {inbound("menú")}, w.flows);
  CHECK(bot_texts(d) == texts{"menú"});
  REQUIRE(d.runs.size() == 2);
  CHECK(d.runs[0].status == run_status::interrupted);
  CHECK(d.runs[1].number == 2);
}

TEST_CASE("an event begins the flow that waits for it; one that would interrupt must say so", "[flows][triggers]") {
  run_request told;
  told.what = run_request::act::event;
  told.event = "pedido_enviado";
  told.variables = {{"guia", "A-1"}};
  auto f = flow_of({{"start", step("send_text", {{"text", "Va en camino: {{guia}}"}})}});
  f.id = flow_id{2};
  f.name = "envío";
  f.triggers = {on("event", {{"events", "pedido_enviado"}})};
  const auto polite = ready(f);
  CHECK(bot_texts(decided(new_conversation(), {of(told)}, live({polite}))) == texts{"Va en camino: A-1"});
  const auto w = waiting({polite});
  const auto held = decided(w.state, {of(told)}, w.flows);
  CHECK(bot_texts(held).empty());
  CHECK(traced(held, "busy", "pedido_enviado"));
  f.triggers[0].interrupts = true;
  const auto rude = waiting({ready(f)});
  CHECK(bot_texts(decided(rude.state, {of(told)}, rude.flows)) == texts{"Va en camino: A-1"});
}

TEST_CASE("silence begins a flow, and a word from the customer puts it off", "[flows][triggers]") {
  const auto flows =
      live({saying(1, "hola", {on("any_message")}), saying(2, "¿sigues?", {on("schedule", {{"after", "3d"}})})});
  const auto first = decided(new_conversation(), {inbound("hola")}, flows);
  REQUIRE(first.timers.size() == 1);
  CHECK(first.timers[0].due == noon + hours{72});
  const auto again = decided(first.next, {inbound("hola")}, flows, noon + hours{1});
  CHECK(again.timers.at(0).due == noon + hours{73});
  const auto d = decided(again.next, {timer(again.timers[0].key, {})}, flows, noon + hours{73});
  CHECK(bot_texts(d) == texts{"¿sigues?"});
  CHECK(d.sends[0].prio == priority::follow_up);
}

TEST_CASE("a run that waits longer than its flow allows has expired, and another flow may take over",
          "[flows][triggers]") {
  auto asks = flow_of({{"start", step("ask", {{"text", "¿Nombre?"}})}});
  asks.name = "alta";
  asks.expires_s = 3600;
  const auto flows = live({ready(asks), saying(2, "¿Te ayudo?", {on("timeout", {{"flow", "alta"}})})});
  const auto first = decided(new_conversation(), {inbound("hola")}, flows);
  REQUIRE(first.timers.size() == 1);
  const auto d = decided(first.next, {timer(first.timers[0].key, first.timers[0].body)}, flows, noon + hours{1});
  CHECK(bot_texts(d) == texts{"¿Te ayudo?"});
  REQUIRE(d.runs.size() == 2);
  CHECK(d.runs[0].status == run_status::expired);
}

TEST_CASE("resolving a conversation ends its run and begins the flow for that", "[flows][triggers]") {
  const auto w = waiting({saying(2, "¿Qué tal te atendimos?", {on("resolved")})});
  const auto d = decided(w.state, {of(status_changed{conversation_status::resolved, "Luis"})}, w.flows);
  CHECK(bot_texts(d) == texts{"¿Qué tal te atendimos?"});
}

TEST_CASE("operators start, stop, restart and move runs", "[flows][runs]") {
  using act = run_request::act;
  auto first = flow_of(
      {{"start", step("ask", {{"text", "¿A?"}}, {{"next", "b"}})}, {"b", step("send_text", {{"text", "fin"}})}});
  const auto one = ready(first);
  first.version = 2;
  first.nodes["b"].fields["text"] = "nuevo fin";
  const auto two = ready(first);
  const catalog flows{{one, two}, {two->version()}};
  const auto old = decided(new_conversation(), {inbound("hola")}, catalog{{one}, {one->version()}}).next;
  const auto ask = [&](act what, auto change) {
    run_request r;
    r.what = what;
    r.by = "Luis";
    change(r);
    return decided(old, {of(r)}, flows);
  };
  const auto moved = ask(act::move, [](auto& r) { r.version = 2; });
  CHECK(bot_texts(moved).empty());
  CHECK(bot_texts(decided(moved.next, {inbound("x")}, flows)) == texts{"nuevo fin"});
  CHECK(bot_texts(ask(act::move, [](auto& r) { r.node = "b"; })) == texts{"fin"});
  CHECK(traced(ask(act::move, [](auto& r) { r.node = "z"; }), "cannot_move"));
  const auto stopped = ask(act::stop, [](auto&) {});
  CHECK_FALSE(stopped.next.run);
  CHECK(stopped.runs.at(0).reason == "stopped by Luis");
  CHECK(ask(act::restart, [](auto&) {}).next.run->flow_version == 2);
  const auto started = ask(act::start, [](auto& r) {
    r.flow = flow_id{7};
    r.node = "b";
  });
  CHECK(bot_texts(started) == texts{"nuevo fin"});
  CHECK(traced(ask(act::start, [](auto& r) { r.flow = flow_id{99}; }), "missing"));
}

TEST_CASE("operators cancel what is armed, or let it fire at once", "[flows][runs][R176]") {
  using act = run_request::act;
  const auto flows = with_flow(
      {{"start", step("schedule_message", {{"name", "luego"}, {"after", "1h"}, {"text", "¿Sigues?"}}, {{"next", "w"}})},
       {"w", step("wait_for_reply", {{"seconds", "600"}}, {{"timeout", "late"}})},
       {"late", step("send_text", {{"text", "Tarde"}})}});
  const auto armed = decided(new_conversation(), {inbound("hola")}, flows);
  REQUIRE(armed.timers.size() == 2);
  const auto wait = armed.next.run->wait.timer_key;
  const auto ask = [&](const conversation& from, act what, std::string key) {
    run_request r;
    r.what = what;
    r.node = std::move(key);
    r.event = "wait";
    r.by = "Luis";
    return decided(from, {of(r)}, flows, noon + seconds{5});
  };
  const auto cancelled = [](const decision& d, const std::string& key) {
    return std::any_of(d.timers.begin(), d.timers.end(), [&](const auto& t) { return t.key == key && !t.due; });
  };

  const auto unsaid = ask(armed.next, act::cancel_timer, "message:luego");
  CHECK(unsaid.next.scheduled.empty());
  CHECK(cancelled(unsaid, "message:luego"));
  CHECK(unsaid.next.run); // the run goes on
  const auto over = ask(armed.next, act::cancel_timer, wait);
  CHECK_FALSE(over.next.run);
  CHECK(over.runs.at(0).reason == "cancelled by Luis");

  const auto said = ask(armed.next, act::fire_timer, "message:luego");
  CHECK(bot_texts(said) == texts{"¿Sigues?"});
  CHECK(cancelled(said, "message:luego"));
  const auto late = ask(armed.next, act::fire_timer, wait);
  CHECK(bot_texts(late) == texts{"Tarde"});
  CHECK(cancelled(late, wait));
  // What has been worked off is nobody's any more.
  CHECK(bot_texts(ask(late.next, act::fire_timer, wait)).empty());
  CHECK(bot_texts(ask(said.next, act::fire_timer, "message:luego")).empty());

  auto with_person = armed.next;
  with_person.mode = control_mode::human;
  CHECK(ask(with_person, act::cancel_timer, "message:luego").next.scheduled.empty());
  CHECK(bot_texts(ask(with_person, act::fire_timer, "message:luego")).empty()); // never over a person
}
