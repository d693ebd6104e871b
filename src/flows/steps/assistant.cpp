#include "flows/steps/external.hpp"

/// `assistant`: lets the AI assistant `name` speak with the customer. It is asked with what the customer said last;
/// what it answers is sent, and the next message goes to it again, until it says `done` or `handoff` (value `outcome`
/// of its answer; absent: it goes on) or has spoken `turns` times. Leaves by `done`, `handoff`, `failed`, `timeout`
/// (also when the customer is silent longer than `patience`) or `limit`.
namespace charla::flows::steps {

namespace {

constexpr std::int64_t turns_default = 20;
constexpr std::array rules{
    field_rule{"name", field_kind::filled, true, "which assistant"},
    field_rule{"task", field_kind::filled, false, "what it is to do here"},
    field_rule{"turns", field_kind::whole, false, "answers at most, 1 to 100; absent: 20"},
    field_rule{"timeout", field_kind::duration, false, "of one answer; absent: 60 seconds"},
    field_rule{"patience", field_kind::duration, false,
               "how long it waits for the customer; absent: as the flow allows"},
    meanwhile_rule,
};
constexpr std::array<std::string_view, 6> exits{"done", "handoff", "failed", "timeout", "limit", "interrupted"};

class assistant final : public external {
public:
  explicit assistant(field_reader& f)
      : external(f), name_(f.filled("name")), task_(f.filled("task")),
        turns_(static_cast<std::int32_t>(f.whole("turns", 1, 100).value_or(turns_default))),
        timeout_(f.duration("timeout", limits::call_timeout_max).value_or(std::chrono::seconds{60})),
        patience_(f.duration("patience", limits::wait_max)) {}

  result<outcome> enter(context& c) const override {
    c.run().wait.attempts = 0;
    consult(c);
    return suspend{};
  }

  result<outcome> resume(context& c, const resumption& why) const override {
    auto& wait = c.run().wait;
    const auto* const said = std::get_if<replied>(&why);
    if (said == nullptr || wait.what != wait_state::kind::reply) return external::resume(c, why);
    if (auto heard = c.hear(said->text); !heard) return failed(heard);
    consult(c);
    return suspend{};
  }

private:
  void consult(context& c) const {
    call_request request;
    request.kind = "assistant";
    request.target = c.fill(name_);
    request.body = c.variable(input_variable);
    request.headers = {{"task", c.fill(task_)}, {"language", std::string{c.language()}}};
    request.timeout = timeout_;
    c.ask(std::move(request));
  }

  [[nodiscard]] result<outcome> answered(context& c, const call_finished& m) const override {
    if (m.how != call_finished::outcome::ok) {
      const bool late = m.how == call_finished::outcome::timed_out;
      c.trace("answer", late ? "timeout" : "failed");
      return leave{late ? late_exit(c) : "failed"};
    }
    for (const auto& [name, given] : m.values)
      if (auto kept = c.remember(name, given); !kept) return failed(kept);
    if (auto sent = c.send_text(m.body); !sent) return failed(sent);
    const auto found = m.values.find("outcome");
    const auto verdict = found == m.values.end() ? std::string{"reply"} : found->second;
    c.trace("answer", verdict);
    if (verdict == "done" || verdict == "handoff") return leave{verdict};
    return listen(c);
  }

  [[nodiscard]] result<outcome> listen(context& c) const {
    const auto spoken = c.run().wait.attempts + 1;
    if (spoken >= turns_) {
      c.trace("limit", std::to_string(spoken));
      return leave{"limit"};
    }
    c.forget_wait();
    // What was said while it thought is its next question, not the next run's.
    const std::string kept{c.variable(pending_variable)};
    c.run().variables.erase(std::string{pending_variable});
    if (!kept.empty()) {
      if (auto heard = c.hear(kept); !heard) return failed(heard);
      consult(c);
    } else if (patience_) {
      c.arm(wait_state::kind::reply, *patience_);
    } else {
      c.await_reply();
    }
    c.run().wait.attempts = spoken;
    return suspend{};
  }

  expr::text_template name_;
  expr::text_template task_;
  std::int32_t turns_;
  milliseconds timeout_;
  std::optional<milliseconds> patience_;
};

} // namespace

step_type assistant_step() {
  return {.name = "assistant",
          .about = "Lets an AI assistant speak with the customer",
          .fields = rules,
          .exits = exits,
          .suspends = true,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<assistant>(f); }};
}

} // namespace charla::flows::steps
