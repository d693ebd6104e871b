#include "flows/expr/duration.hpp"
#include "flows/overloaded.hpp"
#include "flows/steps/types.hpp"

/// `call`: asks the outside (`kind`: `http`, `llm`, a tool) with `body` and waits for the answer. The answer's body is
/// kept in `variable` (default `result`), its HTTP status in `<variable>_status`; exits `ok`, `failed`, `timeout`.
/// `timeout` is in seconds (default 10, at most `limits::call_timeout_max`). What the customer says meanwhile is kept
/// and begins the next run.
namespace charla::flows::steps {

namespace {

constexpr std::array fields{field_rule{"kind", true}, field_rule{"body"}, field_rule{"timeout"},
                            field_rule{"variable"}};
constexpr std::array<std::string_view, 3> exits{"ok", "failed", "timeout"};

std::optional<milliseconds> timeout_of(std::string_view field) {
  if (field.empty()) return call_effect{}.timeout;
  const auto time = expr::read_seconds(field);
  if (!time || *time > limits::call_timeout_max) return std::nullopt;
  return time;
}

result<outcome> enter(context& c) {
  const auto timeout = timeout_of(c.field("timeout"));
  if (!timeout) return c.bad_field("timeout", "not a number of seconds from above zero to ten minutes");
  call_effect effect;
  // A second call of the same step in the same turn is another question.
  effect.token = {c.in().next().version, c.at().id, static_cast<std::int32_t>(c.in().call_count())};
  effect.kind = c.field("kind");
  effect.body = c.filled("body");
  effect.timeout = *timeout;
  // The answer comes as a cause; should it never come, this timer ends the wait.
  c.arm(wait_state::kind::call, *timeout + limits::call_grace);
  auto& wait = c.run().wait;
  wait.call = effect.token;
  wait.call_kind = effect.kind;
  wait.call_body = effect.body;
  c.trace("call", effect.kind);
  c.in().call(std::move(effect));
  return suspend{};
}

result<outcome> answered(context& c, const call_finished& m) {
  const auto named = c.field("variable");
  const std::string variable{named.empty() ? "result" : named};
  if (auto kept = c.remember(variable, m.body); !kept) return failed(kept);
  if (auto kept = c.remember(variable + "_status", std::to_string(m.status)); !kept) return failed(kept);
  switch (m.how) {
  case call_finished::outcome::ok: c.trace("answer", "ok"); return leave{"ok"};
  case call_finished::outcome::failed: c.trace("answer", "failed"); return leave{"failed"};
  case call_finished::outcome::timed_out: c.trace("answer", "timeout"); return leave{"timeout"};
  }
  return leave{"failed"};
}

result<outcome> resume(context& c, const resumption& why) {
  return std::visit(overloaded{
                        [&](const replied& r) -> result<outcome> {
                          c.trace("busy");
                          if (auto kept = c.keep_for_later(r.text); !kept) return failed(kept);
                          return suspend{};
                        },
                        [&](const timed_out&) -> result<outcome> {
                          c.trace("answer", "timeout");
                          return leave{"timeout"};
                        },
                        [&](const call_finished* m) { return answered(c, *m); },
                    },
                    why);
}

void check(const node& n, std::vector<error>& problems) {
  const auto timeout = n.fields.find("timeout");
  if (timeout != n.fields.end() && !timeout_of(timeout->second))
    problems.push_back({"flow.bad_field", "write seconds, from above zero to 600", field_path(n, "timeout")});
}

} // namespace

step_type call_step() {
  step_type type;
  type.name = "call";
  type.fields = fields;
  type.exits = exits;
  type.check = check;
  type.suspends = true;
  type.enter = enter;
  type.resume = resume;
  return type;
}

} // namespace charla::flows::steps
