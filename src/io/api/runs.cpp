#include "io/api/addressee.hpp"
#include "io/api/flow/draft.hpp"
#include "io/api/flow/pinned.hpp"
#include "io/api/resources.hpp"
#include "io/api/run_wish.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t id_max = std::numeric_limits<std::int32_t>::max();

using made = tl::expected<ports::change_run, problem>;

/// Reads a body into a request about this conversation's run, tells the engine, and answers when it is durable.
template <class Read>
handler about_run(std::string_view audit, Read read) {
  return [audit, read](call& c, const ports::responder_ptr& done) {
    const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
    const auto to = find_addressee(c);
    if (!to) return fail(to.error());
    auto b = body::of(c.request);
    if (!b) return fail(b.error());
    auto request = read(c, *b, to->row);
    if (!request) return fail(request.error());
    note_audit(c, audit, flows::to_string(to->row.id.value()));
    command(c, done, to->channel, to->row.summary.peer, std::move(*request),
            [](json::writer& w, const ports::command_result&) { w.member("queued", true); });
  };
}

/// What is wrong with the version, the step and the variables that a run shall begin with.
void check_beginning(body& b, const flows::flow& f, const flows::run_request& r) {
  if (!r.node.empty() && !f.nodes.contains(r.node)) b.wrong("node", "unknown", "The version has no such step.");
  for (const auto& [name, v] : r.variables)
    if (std::find(f.parameters.begin(), f.parameters.end(), name) == f.parameters.end())
      b.wrong("variables." + name, "unknown", "A run begins only with what the flow lists as its `parameters`.");
}

made read_start(const call& c, body& b, const ports::conversation_row&) {
  ports::change_run out;
  auto& r = out.request;
  r.what = flows::run_request::act::start;
  const auto flow = b.maybe_integer("flow", 1, id_max);
  if (!flow) b.wrong("flow", "required", "The number of the flow.");
  const auto version = b.maybe_integer("version", 1, id_max);
  r.node = b.maybe_text("node", 200).value_or("");
  r.variables = b.maybe_variables("variables", variables_max, variable_max);
  out.client_id = b.maybe_text("client_id", 128).value_or("");
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  r.flow = flows::flow_id{static_cast<std::int32_t>(*flow)};
  r.version = static_cast<std::int32_t>(version.value_or(0));
  const auto f = find_runnable(c, r.flow, r.version);
  if (!f) return refuse(f.error());
  check_beginning(b, *f, r);
  if (!b.good()) return refuse(b.take_problem());
  return out;
}

made read_stop(const call&, body& b, const ports::conversation_row&) {
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  ports::change_run out;
  out.request.what = flows::run_request::act::stop;
  return out;
}

tl::expected<ports::run_row, problem> find_present(const call& c, const flows::conversation_id& id) {
  auto run = present_run(c, id);
  if (!run) return refuse(run.error());
  if (!*run) return refuse(conflict("No flow runs in this conversation now."));
  return std::move(**run);
}

made read_restart(const call& c, body& b, const ports::conversation_row& row) {
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  const auto run = find_present(c, row.id);
  if (!run) return refuse(run.error());
  const auto f = find_runnable(c, run->run.flow.flow, 0);
  if (!f) return refuse(f.error());
  ports::change_run out;
  out.request.what = flows::run_request::act::restart;
  out.request.flow = run->run.flow.flow;
  return out;
}

made read_move(const call& c, body& b, const ports::conversation_row& row) {
  ports::change_run out;
  auto& r = out.request;
  r.what = flows::run_request::act::move;
  r.node = b.text("node", 200);
  const auto version = b.maybe_integer("version", 1, id_max);
  b.refuse_unknown();
  if (!b.good()) return refuse(b.take_problem());
  const auto run = find_present(c, row.id);
  if (!run) return refuse(run.error());
  r.flow = run->run.flow.flow;
  r.version = static_cast<std::int32_t>(version.value_or(run->run.flow.version));
  const auto f = find_runnable(c, r.flow, r.version);
  if (!f) return refuse(f.error());
  if (!f->nodes.contains(r.node)) return refuse(invalid("node", "unknown", "The version has no such step."));
  return out;
}

} // namespace

endpoints run_endpoints() {
  return {
      {"POST", "/api/v1/conversations/{id}/runs", right::conversations_write,
       "Begins a flow in this conversation, in place of what runs", "run_start", "run_queued",
       about_run("conversation.run_start", read_start)},
      {"POST", "/api/v1/conversations/{id}/runs/stop", right::conversations_write, "Interrupts what runs", "run_plain",
       "run_queued", about_run("conversation.run_stop", read_stop)},
      {"POST", "/api/v1/conversations/{id}/runs/restart", right::conversations_write,
       "Begins the flow that runs again, in its live version", "run_plain", "run_queued",
       about_run("conversation.run_restart", read_restart)},
      {"POST", "/api/v1/conversations/{id}/runs/move", right::conversations_write,
       "Puts the run on another step, of its version or another", "run_move", "run_queued",
       about_run("conversation.run_move", read_move)},
  };
}

} // namespace charla::api
