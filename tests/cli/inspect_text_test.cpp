#include "cli/inspect_text.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

json::document read(const std::string& text) {
  auto d = json::document::parse(text);
  REQUIRE(d);
  return std::move(*d);
}

constexpr auto two_shards = R"({"items":[
  {"id":4,"parent":0,"type":"node_supervisor","name":"node_supervisor","state":"idle","mailbox":0,"processed":1200,"restarts":0,"last_error":"","age_ms":65000},
  {"id":8,"parent":4,"type":"shard","name":"shard/0","state":"idle","mailbox":0,"processed":3,"restarts":0,"last_error":"","age_ms":999},
  {"id":30,"parent":8,"type":"conversation","name":"conversation/a","state":"grouping","mailbox":12,"processed":7,"restarts":2,"last_error":"señal perdida","age_ms":1000},
  {"id":9,"parent":4,"type":"shard","name":"shard/1","state":"idle","mailbox":0,"processed":3,"restarts":0,"last_error":"","age_ms":999}],
  "resident_conversations":3,"hidden_conversations":2})";

} // namespace

TEST_CASE("the actors are a table in the order of their tree") {
  const auto d = read(two_shards);
  CHECK(
      cli::actor_table(d.root()) ==
      R"(ACTOR               TYPE             ID  PARENT  STATE     MAILBOX  PROCESSED  RESTARTS        AGE  LAST ERROR
node_supervisor     node_supervisor   4       0  idle            0       1200         0  1 min 5 s
  shard/0           shard             8       4  idle            0          3         0     999 ms
    conversation/a  conversation     30       8  grouping       12          7         2        1 s  señal perdida
  shard/1           shard             9       4  idle            0          3         0     999 ms

4 actors; conversations in memory: 3, of them not listed: 2
)");
}

TEST_CASE("an actor whose parent is not listed stands at the top, and a loop of parents ends") {
  const auto d = read(
      R"({"items":[{"id":7,"parent":99,"name":"orphan"},{"id":1,"parent":2,"name":"a"},{"id":2,"parent":1,"name":"b"}]})");
  const auto text = cli::actor_table(d.root());
  CHECK(text.find("\norphan") != std::string::npos);
  CHECK(text.find("conversations in memory: 0\n") != std::string::npos);
}

TEST_CASE("no text of a stranger commands the terminal") {
  CHECK(cli::visible("a\x1b[2Jb\r\n\tc\x7f", 20) == "a·[2Jb···c·");
  CHECK(cli::visible("\xc2\x9b"
                     "31mred",
                     20)
        == "·31mred"); // CSI as one C1 character
  CHECK(cli::visible("ñandú 👋", 20) == "ñandú 👋");
  const auto d = read(R"({"items":[{"id":7,"parent":0,"name":"x","last_error":"\u001b]0;owned\u0007"}]})");
  CHECK(cli::actor_table(d.root()).find('\x1b') == std::string::npos);
}

TEST_CASE("a long text is cut between characters") {
  CHECK(cli::visible("ñandú", 5) == "ñandú");
  CHECK(cli::visible("ñandúes", 5) == "ñandú…");
  CHECK(cli::visible("", 5).empty());
}

TEST_CASE("an age is told in the two units that matter") {
  CHECK(cli::show_age(0) == "0 ms");
  CHECK(cli::show_age(59'999) == "59 s");
  CHECK(cli::show_age(60'000) == "1 min 0 s");
  CHECK(cli::show_age(3'600'000 + 61'000) == "1 h 1 min");
  CHECK(cli::show_age(std::int64_t{90} * 3'600'000) == "3 d 18 h");
}

TEST_CASE("a conversation's page tells who speaks, where the flow waits, what is held and why") {
  const auto c =
      read(R"({"id":"d62d","contact_name":"Eva","phone":"549","channel":"wa_main","simulated":true,"status":"open",
    "mode":"human","human_override_until":"2026-11-22T13:57:17.369Z","version":4})");
  const auto inside = read(
      R"({"resident":true,"actor":{"id":30,"state":"grouping","mailbox":1,"processed":4,"restarts":1,"age_ms":3000,"last_error":"boom"},
    "pending":["inbound_message","timer_fired"],
    "state":{"run":{"flow":2,"flow_version":3,"node":"preguntar","wait":{"for":"reply","timer_key":"reply"},"variables":{"plan":"oro"}},"attributes":{"vip":"1"}},
    "memory":[{"seq":1,"at":"T1","author":"contact","type":"text","text":"hola"},{"seq":2,"at":"T2","author":"bot","type":"image","text":""}]})");
  const auto turns = read(
      R"({"items":[{"version":1,"at":"T1","causes":[{"kind":"inbound_message"}],"trace":[{"what":"step","detail":"send_text"},{"what":"run_ended","detail":""}]}]})");
  const auto text = cli::conversation_page(c.root(), inside.root(), turns.root());
  for (const auto* part :
       {"wa_main (simulated)", "a person; the bot is silent until 2026-11-22T13:57:17.369Z",
        "30, grouping, mailbox 1, processed 4, restarts 1, age 3 s", "boom", "inbound_message, timer_fired",
        "flow 2 version 3, at node preguntar, waits for reply, timer reply", "  plan = oro", "  vip = 1",
        "contact hola", "bot     [image]", "step=send_text > run_ended"}) {
    INFO(part << " in\n" << text);
    CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("a conversation that is not in memory has no actor to describe") {
  const auto c = read(R"({"id":"d62d","mode":"bot"})");
  const auto inside = read(R"({"resident":false,"state":null,"memory":null,"pending":[]})");
  const auto turns = read(R"({"items":[]})");
  const auto text = cli::conversation_page(c.root(), inside.root(), turns.root());
  CHECK(text.find("not in memory") != std::string::npos);
  for (const auto* part : {"mailbox", "memory ", "pending", "flow"}) {
    INFO(part << " in\n" << text);
    CHECK(text.substr(text.find("not in memory") + 13).find(part) == std::string::npos);
  }
}

TEST_CASE("what a key may not see is not shown as empty") {
  const auto c = read(R"({"id":"d62d","mode":"bot"})");
  const auto inside = read(R"({"resident":true,"actor":{"id":3},"state":null,"memory":null,"pending":[]})");
  const auto turns = read(R"({"items":[]})");
  const auto text = cli::conversation_page(c.root(), inside.root(), turns.root());
  CHECK(text.find("the key lacks contacts:phone") != std::string::npos);
  CHECK(text.find("the key lacks conversations:read") != std::string::npos);
  CHECK(text.find("under way") == std::string::npos);
}
