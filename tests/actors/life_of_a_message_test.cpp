#include "actors/world.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;
using tests::world;

namespace {

using texts = std::vector<std::string>;

std::string greeting() { return "¿En qué puedo ayudarte?"; }
std::string prices() { return "Nuestra lista de precios: ..."; }

} // namespace

TEST_CASE("a message comes in, is answered, and nothing is left over", "[actors][engine]") {
  world w;
  CHECK(w.customer_says("precio?", "wamid.1") == ports::accept_outcome::durable);
  w.advance(1s);
  CHECK(w.sent_texts() == texts{prices()});
  const auto row = w.row();
  REQUIRE(row);
  CHECK(row->version == 1);
  const auto lines = w.history();
  REQUIRE(lines.size() == 2);
  CHECK(lines[1].status == flows::message_status::sent);
  CHECK(lines[1].provider_id == "wamid.OUT1");
  const auto left = w.backlog();
  CHECK(left.inbox == 0);
  CHECK(left.outbox_ready + left.outbox_sending + left.outbox_in_doubt == 0);
}

TEST_CASE("a webhook that comes twice is answered once", "[actors][engine]") {
  world w;
  w.customer_says("precio", "wamid.1");
  CHECK(w.customer_says("precio", "wamid.1") == ports::accept_outcome::durable);
  w.advance(5s);
  CHECK(w.sent_texts() == texts{prices()});
}

TEST_CASE("three lines within two seconds are one turn", "[actors][grouping][R117]") {
  world w;
  w.directory.channels[flows::channel_id{1}].group_quiet = 2s;
  w.restart();
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  w.customer_says("quería saber", "wamid.2");
  w.advance(1s);
  w.customer_says("el precio", "wamid.3");
  CHECK(w.sent_texts().empty());
  w.advance(3s);
  CHECK(w.sent_texts() == texts{prices()});
  CHECK(w.row()->version == 1);
}

TEST_CASE("somebody who never stops writing is answered after six seconds", "[actors][grouping][R117]") {
  world w;
  w.directory.channels[flows::channel_id{1}].group_quiet = 2s;
  w.restart();
  for (int i = 0; i < 7; ++i) {
    w.customer_says("y también", "wamid." + std::to_string(i));
    w.advance(1s);
  }
  CHECK(w.sent_texts() == texts{greeting()});
}

TEST_CASE("what was accepted before a crash is answered after it", "[actors][recovery]") {
  world w;
  w.directory.channels[flows::channel_id{1}].group_quiet = 2s;
  w.restart();
  w.customer_says("precio", "wamid.1");
  w.restart(); // while the group was still open
  w.advance(5s);
  CHECK(w.sent_texts() == texts{prices()});
}

TEST_CASE("a send that was under way when the process died is in doubt, and is sent again after its time",
          "[actors][sender][I6]") {
  world w;
  w.http.silent = true;
  w.customer_says("precio", "wamid.1");
  w.advance(100ms);
  REQUIRE(w.http.requests.size() == 1);
  w.http.silent = false;
  w.restart();
  w.advance(60s);
  CHECK(w.http.requests.size() == 1);
  CHECK(w.backlog().outbox_in_doubt == 1);
  SECTION("when nobody has heard of it") {
    w.advance(90s);
    CHECK(w.http.requests.size() == 2);
    CHECK(w.backlog().outbox_in_doubt == 0);
  }
  SECTION("but not when a status says that it arrived") {
    ports::routed_event e;
    e.channel = w.directory.channels.at(flows::channel_id{1}).access;
    ports::status_fact s;
    s.out = flows::out_id{w.conversation(), 1, 0};
    s.provider_id = "wamid.OUT1";
    s.status = flows::message_status::delivered;
    s.at = w.clock.now();
    e.event.what = s;
    w.engine->accept({e}, [](ports::accept_outcome how) { CHECK(how == ports::accept_outcome::durable); });
    w.advance(90s);
    CHECK(w.http.requests.size() == 1);
    CHECK(w.history().at(1).status == flows::message_status::delivered);
  }
}

TEST_CASE("while a person has the conversation the bot is silent, and it comes back by itself",
          "[actors][override][R103][R123]") {
  world w;
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  REQUIRE(w.sent_texts() == texts{greeting()});
  CHECK(w.command(ports::take_over{}).how == ports::command_result::outcome::done);
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.sent_texts().size() == 1);
  CHECK(w.row()->mode == flows::control_mode::human);

  SECTION("after twenty-four hours") {
    w.advance(24h);
    CHECK(w.row()->mode == flows::control_mode::bot);
    w.customer_says("precio", "wamid.3");
    w.advance(1s);
    CHECK(w.sent_texts() == texts{greeting(), prices()});
  }
  SECTION("or when it is handed back") {
    w.command(ports::hand_back{});
    w.customer_says("precio", "wamid.3");
    w.advance(1s);
    CHECK(w.sent_texts() == texts{greeting(), prices()});
  }
  SECTION("also across a restart") {
    w.restart();
    w.customer_says("precio", "wamid.3");
    w.advance(1s);
    CHECK(w.sent_texts().size() == 1);
  }
}

TEST_CASE("a person's takeover suppresses what the bot had not begun to send", "[actors][override][I8]") {
  world w;
  w.http.silent = true;
  w.directory.channels[flows::channel_id{1}].stopped = true; // the bubble stays ready
  w.restart();
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  REQUIRE(w.backlog().outbox_ready == 1);
  const auto r = w.command(ports::take_over{});
  CHECK(r.control.suppressed == 1);
  CHECK(r.control.in_flight == 0);
  CHECK(w.backlog().outbox_ready == 0);
}

TEST_CASE("a person who types on the phone silences the bot", "[actors][override][R123]") {
  world w;
  flows::echo_message e;
  e.provider_id = "wamid.E1";
  e.to = {"5491122223333", ""};
  e.sent_at = w.clock.now();
  e.body = flows::text_content{"Te atiendo yo"};
  w.accept(e);
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  CHECK(w.sent_texts().empty());
  CHECK(w.row()->mode == flows::control_mode::human);
}

TEST_CASE("a person's message goes out and takes the conversation", "[actors][override][R151]") {
  world w;
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  flows::outgoing_request m;
  m.by = flows::author::human;
  m.author_name = "Marta";
  m.client_id = "c1";
  m.body = flows::text_content{"Hola, soy Marta"};
  w.command(ports::send_message{m});
  w.command(ports::send_message{m}); // the same key: a double click
  w.advance(1s);
  CHECK(w.sent_texts() == texts{greeting(), "Hola, soy Marta"});
  CHECK(w.row()->mode == flows::control_mode::human);
}

TEST_CASE("the provider's rate limit slows the number and loses nothing", "[actors][sender]") {
  world w;
  ports::client_response limited;
  limited.status = 400;
  limited.body = R"({"error":{"message":"(#130429) Rate limit hit","type":"OAuthException","code":130429}})";
  w.http.answers = {limited};
  w.customer_says("precio", "wamid.1");
  w.advance(120s);
  CHECK(w.sent_texts() == texts{prices(), prices()});
  CHECK(w.history().at(1).status == flows::message_status::sent);
}

TEST_CASE("an idle conversation leaves memory and comes back with its past", "[actors][passivation]") {
  world w;
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  REQUIRE(w.engine->actors(10).resident_conversations == 1);
  w.advance(11min);
  CHECK(w.engine->actors(10).resident_conversations == 0);
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.engine->actors(10).resident_conversations == 1);
  CHECK(w.row()->version == 2);
  CHECK(w.history().size() == 4);
}

TEST_CASE("an operator restarts a conversation's actor and the customer notices nothing", "[actors][inspector]") {
  world w;
  w.customer_says("hola", "wamid.1");
  w.advance(1s);
  const auto tree = w.engine->actors(10);
  const auto found =
      std::find_if(tree.actors.begin(), tree.actors.end(), [](const auto& a) { return a.type == "conversation"; });
  REQUIRE(found != tree.actors.end());
  bool obeyed = false;
  w.engine->command_actor(found->id, ports::actor_command::restart, [&](ports::actor_answer a) { obeyed = a.done; });
  w.advance(1s);
  CHECK(obeyed);
  w.customer_says("precio", "wamid.2");
  w.advance(1s);
  CHECK(w.sent_texts() == texts{greeting(), prices()});
}
