#include "flows/given.hpp"

#include <catch2/catch.hpp>

using namespace charla::flows;
using namespace charla::flows::test;

using texts = std::vector<std::string>;

TEST_CASE("the welcome flow answers by intent, whatever the case and the accents", "[flows][R058][R059]") {
  const auto [said, answer] = GENERATE(table<const char*, const char*>({
      {"precio", "Nuestra lista de precios: ..."},
      {"¿Qué PRECIO tiene?", "Nuestra lista de precios: ..."},
      {"los precios del catálogo", "Nuestra lista de precios: ..."},
      {"catálogo y precio", "Nuestra lista de precios: ..."},
      {"catalogo", "Te envío el catálogo en un momento."},
      {"CATÁLOGO", "Te envío el catálogo en un momento."},
      {"cata\xCC\x81logo", "Te envío el catálogo en un momento."},
      {"necesito Soporte ya", "Te paso con un humano de soporte."},
      {"sopórte", "Te paso con un humano de soporte."},
      {"hola", "¿En qué puedo ayudarte?"},
      {"", "¿En qué puedo ayudarte?"},
  }));
  const auto d = decided(new_conversation(), {inbound(said)}, welcome_flow());
  CHECK(bot_texts(d) == texts{answer});
}

TEST_CASE("a burst of messages is one input and gets one answer", "[flows][R117]") {
  const auto d =
      decided(new_conversation(), {inbound("hola"), inbound("quiero el"), inbound("catalogo")}, welcome_flow());
  CHECK(bot_texts(d) == texts{"Te envío el catálogo en un momento."});
  REQUIRE(d.messages.size() == 4);
  CHECK(d.messages[3].by == author::bot);
  CHECK(d.messages[3].send == 0);
  CHECK(d.next.last_seq == 4);
}

TEST_CASE("the service window is open for 24 hours after the customer's last message", "[flows][window]") {
  const auto after = decided(new_conversation(), {inbound("hola", noon - hours{1})}, welcome_flow()).next;
  CHECK(service_window_open(after, noon + hours{23} - milliseconds{1}));
  CHECK_FALSE(service_window_open(after, noon + hours{23}));
  CHECK_FALSE(service_window_open(new_conversation(), noon));

  SECTION("an older message that arrives later does not shorten it") {
    CHECK(decided(after, {inbound("tarde", noon - hours{9})}, welcome_flow()).next.last_inbound_at == noon - hours{1});
  }
  SECTION("a provider's clock that is ahead does not lengthen it") {
    CHECK(decided(after, {inbound("futuro", noon + hours{9})}, welcome_flow()).next.last_inbound_at == noon);
  }
  SECTION("an echo, an edit and a withdrawal do not open it") {
    const auto d = decided(after,
                           {echo("hola"), inbound_content(edit_content{"wamid.in", "text", "holaa"}),
                            inbound_content(revoke_content{"wamid.in"})},
                           welcome_flow());
    CHECK(d.next.last_inbound_at == noon - hours{1});
    CHECK(d.messages.size() == 3);
  }
}

TEST_CASE("a person who takes over ends the bot's run with its timer", "[flows][R123]") {
  const auto asks = with_flow({{"start", step("wait_for_reply", {{"seconds", "600"}}, {{"reply", "b"}})},
                               {"b", step("send_text", {{"text", "gracias"}})}});
  const auto waiting = decided(new_conversation(), {inbound("hola")}, asks).next;
  REQUIRE(waiting.run);
  const auto d = decided(waiting, {echo("ya lo atiendo yo")}, asks);
  CHECK_FALSE(d.next.run);
  CHECK(traced(d, "run_ended", "interrupted"));
  REQUIRE(d.timers.size() == 2);
  CHECK(d.timers[0] == timer_effect{"override", noon + hours{24}, {}});
  CHECK(d.timers[1] == timer_effect{waiting.run->wait.timer_key, std::nullopt, {}});
}

TEST_CASE("the tenant's own time of silence holds", "[flows][R103]") {
  rules r;
  r.human_override = minutes{30};
  const auto d = decided(new_conversation(), {echo("hola")}, welcome_flow(), noon, r);
  CHECK(d.control == control_effect{control_mode::human, noon + minutes{30}});
  CHECK(d.next.ctl_seq == 1);
  CHECK(bot_is_silent(d.next, noon + minutes{30} - milliseconds{1}));
  CHECK_FALSE(bot_is_silent(d.next, noon + minutes{30}));
}

TEST_CASE("an echo never shortens a longer silence, nor ends one without end", "[flows][R123]") {
  auto c = new_conversation();
  c.mode = control_mode::human;
  SECTION("longer") {
    c.human_override_until = noon + hours{72};
    CHECK(decided(c, {echo("hola")}, welcome_flow()).next.human_override_until == noon + hours{72});
  }
  SECTION("until somebody hands back") {
    const auto d = decided(c, {echo("hola")}, welcome_flow());
    CHECK_FALSE(d.control);
    CHECK_FALSE(d.next.human_override_until);
  }
}

TEST_CASE("of two words about who speaks in one turn the later one holds", "[flows]") {
  auto c = new_conversation(); // the store has taken the hand-back already
  c.ctl_seq = 1;
  const auto hand_back = of(control_changed{control_mode::bot, std::nullopt, "Luis", {}});
  SECTION("echo, then hand-back") {
    const auto d = decided(c, {echo("hola"), hand_back, inbound("precio")}, welcome_flow());
    CHECK(d.control == control_effect{control_mode::bot, std::nullopt});
    CHECK(d.next.ctl_seq == 2);
    CHECK(bot_texts(d) == texts{"Nuestra lista de precios: ..."});
    REQUIRE(d.timers.size() == 1);
    CHECK_FALSE(d.timers[0].due);
  }
  SECTION("hand-back, then echo") {
    const auto d = decided(c, {hand_back, inbound("precio"), echo("hola")}, welcome_flow());
    CHECK(d.next.mode == control_mode::human);
    CHECK(bot_texts(d).empty());
  }
}

TEST_CASE("what a person or a system asks to send keeps its key, its quote and its author", "[flows][R151]") {
  outgoing_request m;
  m.by = author::human;
  m.author_name = "Luis";
  m.client_id = "k1";
  m.body = text_content{"hola"};
  m.reply_to = "wamid.in";
  const auto d = decided(new_conversation(), {of(m)}, welcome_flow());
  REQUIRE(d.sends.size() == 1);
  CHECK(d.sends[0].prio == priority::human);
  CHECK(d.sends[0].reply_to == "wamid.in");
  REQUIRE(d.messages.size() == 1);
  CHECK(d.messages[0].client_id == "k1");
  CHECK(d.messages[0].author_name == "Luis");
  CHECK(d.messages[0].send == 0);

  m.by = author::system;
  m.body = template_content{"aviso", "es", "[]"};
  const auto by_system = decided(new_conversation(), {of(m)}, welcome_flow());
  CHECK(by_system.sends.at(0).when_in_doubt == send_effect::doubt::never);
  CHECK_FALSE(by_system.control);
}

TEST_CASE("a customer's new number and name are taken over", "[flows]") {
  system_content news;
  news.kind = "user_changed_number";
  news.wa_id = "5490000";
  const auto d = decided(new_conversation(), {inbound_content(news)}, welcome_flow());
  CHECK(d.next.peer.wa_id == "5490000");
  CHECK(d.next.contact_name == "Ana");
  CHECK(d.sends.empty());
  CHECK_FALSE(d.next.last_inbound_at);
}

TEST_CASE("a message to a group is recorded and not answered", "[flows]") {
  auto c = inbound("precio");
  std::get<inbound_message>(c.body).group_id = "g1";
  const auto d = decided(new_conversation(), {c}, welcome_flow());
  CHECK(d.messages.size() == 1);
  CHECK(d.sends.empty());
}

TEST_CASE("a run stays in the version that it began with", "[flows]") {
  auto written =
      flow_of({{"a", step("wait_for_reply", {}, {{"reply", "b"}})}, {"b", step("send_text", {{"text", "uno"}})}}, "a");
  const auto first = ready(written);
  written.version = 2;
  written.nodes["b"].fields["text"] = "dos";
  const auto second = ready(written);

  const auto waiting = decided(new_conversation(), {inbound("hola")}, catalog{{first}, {first->version()}}).next;
  const catalog both{{first, second}, {second->version()}};
  const auto d = decided(waiting, {inbound("sigo")}, both);
  CHECK(bot_texts(d) == texts{"uno"});
  CHECK(bot_texts(decided(decided(d.next, {inbound("otra")}, both).next, {inbound("vez")}, both)) == texts{"dos"});

  const auto lost = decide(waiting, std::vector{inbound("sigo")}, catalog{{second}, {second->version()}}, {}, noon);
  REQUIRE_FALSE(lost);
  CHECK(lost.error().code == "flow.missing_version");
}

TEST_CASE("a turn takes a bounded number of causes", "[flows][budget]") {
  const std::vector<cause> many(limits::causes_per_turn_max + 1, inbound("hola"));
  const auto d = decide(new_conversation(), many, welcome_flow(), {}, noon);
  REQUIRE_FALSE(d);
  CHECK(d.error().code == "turn.too_many_causes");
}

TEST_CASE("a text that is longer than the provider takes goes in several bubbles", "[flows][R120]") {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "diez letras ";
  const auto d =
      decided(new_conversation(), {inbound("hola")}, with_flow({{"start", step("send_text", {{"text", text}})}}));
  CHECK(d.sends.size() == 3);
  for (const auto& part : bot_texts(d))
    CHECK(part.size() <= limits::text_length_max);
}

TEST_CASE("a wait without a timeout exit goes on as if answered", "[flows][R171]") {
  const auto flows = with_flow({{"start", step("wait_for_reply", {{"seconds", "5"}}, {{"reply", "b"}})},
                                {"b", step("send_text", {{"text", "sigo"}})}});
  const auto waiting = decided(new_conversation(), {inbound("hola")}, flows).next;
  const auto d = decided(waiting, {timer(waiting.run->wait.timer_key)}, flows, noon + seconds{5});
  CHECK(bot_texts(d) == texts{"sigo"});
}

TEST_CASE("a text that does not match leaves by no_match where that is connected", "[flows][R169]") {
  const auto flows =
      with_flow({{"start", step("wait_for_reply", {{"pattern", "^s[ií]$"}}, {{"reply", "b"}, {"no_match", "c"}})},
                 {"b", step("send_text", {{"text", "bien"}})},
                 {"c", step("send_text", {{"text", "¿cómo? {{input}}"}}, {{"next", "start"}})}});
  const auto waiting = decided(new_conversation(), {inbound("hola")}, flows).next;
  const auto asked = decided(waiting, {inbound("quizá")}, flows);
  CHECK(bot_texts(asked) == texts{"¿cómo? quizá"});
  CHECK(bot_texts(decided(asked.next, {inbound("SÍ")}, flows)) == texts{"bien"});
}

TEST_CASE("a question overtakes what was said while the flow was busy", "[flows]") {
  const auto flows = with_flow({{"start", step("http", {{"url", "https://a.example"}}, {{"ok", "q"}})},
                                {"q", step("wait_for_reply", {}, {{"reply", "b"}})},
                                {"b", step("send_text", {{"text", "{{reply}}"}})}});
  const auto asking = decided(new_conversation(), {inbound("hola")}, flows);
  const auto busy = decided(asking.next, {inbound("¿hola?")}, flows).next;
  const auto answer = of(call_finished{asking.calls.at(0).token, call_finished::outcome::ok, 200, "{}", {}});
  const auto waiting = decided(busy, {answer}, flows);
  CHECK(waiting.sends.empty());
  REQUIRE(waiting.next.run);
  CHECK_FALSE(waiting.next.run->variables.contains("pending_input"));
  CHECK(bot_texts(decided(waiting.next, {inbound("Ana")}, flows)) == texts{"Ana"});
}

TEST_CASE("outside the service window the trace says why the provider will refuse", "[flows][window]") {
  const auto flows = with_flow({{"start", step("wait", {{"seconds", "172800"}}, {{"next", "b"}})},
                                {"b", step("send_text", {{"text", "¿sigues ahí?"}})}});
  const auto waiting = decided(new_conversation(), {inbound("hola")}, flows).next;
  CHECK(traced(decided(waiting, {timer(waiting.run->wait.timer_key)}, flows, noon + hours{48}), "window_closed"));
}
