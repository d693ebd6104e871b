#pragma once

#include "fixture.hpp"

/// Flows that the sentences about their routes begin with.
namespace charla::api_test {

/// A graph that greets with this text.
[[nodiscard]] inline std::string greeting(const std::string& text) {
  return R"({"name":"Saludo","start":"a","nodes":{"a":{"type":"send_text","fields":{"text":")" + text
         + R"("},"exits":{}}}})";
}

/// A graph that asks for a name and waits for it.
[[nodiscard]] inline std::string question(const std::string& text) {
  return R"({"name":"Pregunta","start":"ask","nodes":{"ask":{"type":"ask","fields":{"text":")" + text
         + R"(","variable":"nombre"},"exits":{"next":"end"}},"end":{"type":"send_text","fields":{"text":"Hola {{nombre}}"},"exits":{}}}})";
}

inline constexpr const char* unfinished = R"({"name":"Saludo","start":"nowhere","nodes":{}})";

/// Adds a draft; its path.
[[nodiscard]] inline std::string add_draft(world& w, const headers& who, const std::string& graph) {
  const auto made = w.ask(200, "POST", "/api/v1/flows", who, R"({"draft":true,"name":"Saludo","graph":)" + graph + "}");
  return "/api/v1/flows/" + std::to_string(made.root()["id"].integer().value_or(0));
}

/// Publishes revision 1 of a draft, live; its path.
inline std::string add_live(world& w, const headers& who, const std::string& graph) {
  const auto path = add_draft(w, who, graph);
  w.ask(200, "POST", path + "/publish", who, R"({"revision":1,"force":true})");
  return path;
}

[[nodiscard]] inline std::string draft_of(const std::string& graph, int revision) {
  return R"({"name":"Saludo","graph":)" + graph + R"(,"revision":)" + std::to_string(revision) + "}";
}

/// The next turn of a conversation, with a cause that it takes.
[[nodiscard]] inline ports::turn_write next_turn(world& w, const flows::conversation_id& id) {
  const auto row = *w.admin->conversation(acme, id);
  REQUIRE(row);
  ports::inbox_append cause;
  cause.tenant = acme;
  cause.channel = row->summary.channel;
  cause.conversation = id;
  cause.provider_time = w.clock.now();
  cause.key = {7, static_cast<std::uint8_t>(row->version), id.value().bytes[0], id.value().bytes[1]};
  cause.kind = "run_request";
  cause.body = w.codec->encode(flows::cause_body{flows::run_request{}});
  ports::batch first;
  first.appends.push_back(cause);
  const auto pending = w.lane->apply(first)->appends.at(0);
  ports::turn_write turn;
  turn.conversation = id;
  turn.turn = flows::turn_id{w.crypto->row_uuid(flows::to_unix_ms(w.clock.now()))};
  turn.epoch = w.lane->epoch();
  turn.base_version = row->version;
  turn.base_ctl = row->ctl_seq;
  turn.causes = {*pending};
  turn.state = row->state;
  turn.summary = row->summary;
  turn.decided_at = w.clock.now();
  return turn;
}

inline void commit(world& w, ports::turn_write turn) {
  ports::batch b;
  b.turns.push_back(std::move(turn));
  REQUIRE(w.lane->apply(b)->turns.at(0) == ports::verdict::ok);
}

/// Commits a run of a conversation, as the engine would.
inline void commit_run(world& w, const flows::conversation_id& id, const ports::run_write& run) {
  auto turn = next_turn(w, id);
  turn.runs.push_back(run);
  turn.visits = {{run.flow, run.node, "", 1}, {run.flow, run.node, "next", 1}};
  commit(w, std::move(turn));
}

inline void commit_timers(world& w, const flows::conversation_id& id, std::vector<ports::timer_write> timers) {
  auto turn = next_turn(w, id);
  turn.timers = std::move(timers);
  commit(w, std::move(turn));
}

[[nodiscard]] inline ports::run_write waiting_run(flows::flow_version flow, const std::string& node) {
  ports::run_write r;
  r.number = 1;
  r.flow = flow;
  r.status = flows::run_status::waiting;
  r.node = node;
  r.started_at = flows::from_unix_ms(1'795'000'000'000);
  r.variables = R"({"nombre":"Eva"})";
  return r;
}

} // namespace charla::api_test
