#pragma once

#include "flows/definition/program.hpp"
#include "flows/expr/condition.hpp"
#include "flows/expr/facts.hpp"
#include "flows/steps/localized.hpp"
#include "flows/steps/step.hpp"

namespace charla::flows::steps {

/// What the turn's input was, for steps and triggers.
struct heard {
  std::string text;                        ///< the texts of the burst, joined by newlines
  const inbound_message* newest = nullptr; ///< the last message that wants an answer
  bool first_contact = false;              ///< the customer has never written before
};

/// What a step sees and may do. Lives for one step of one turn.
class context final : public expr::facts {
public:
  context(turn& t, const program& p, const node& at, priority prio, bool first_contact)
      : turn_(t), program_(p), at_(at), prio_(prio), first_contact_(first_contact) {}

  [[nodiscard]] turn& in() noexcept { return turn_; }
  [[nodiscard]] const conversation& with() const noexcept { return turn_.next(); }
  [[nodiscard]] const node& at() const noexcept { return at_; }
  [[nodiscard]] const program& of() const noexcept { return program_; }
  [[nodiscard]] run_state& run() noexcept { return *turn_.next().run; }
  [[nodiscard]] bool connected(std::string_view exit) const { return at_.exits.contains(std::string{exit}); }

  /// A variable of the run; empty when it is absent.
  [[nodiscard]] std::string_view variable(std::string_view name) const;
  /// The template with its names filled in: `contact.name`, `contact.phone`, `contact.user_id`, `contact.language`,
  /// `contact.tags`, any attribute as `contact.<key>` or `attributes.<key>`, `channel`, `flow`, `now`, any variable of
  /// the run by its bare name, then any attribute. What went wrong is traced.
  [[nodiscard]] std::string fill(const expr::text_template& text);
  [[nodiscard]] std::string fill(const localized& text);
  [[nodiscard]] std::map<std::string, std::string> fill(const std::map<std::string, expr::text_template>& table);
  [[nodiscard]] bool holds(const expr::condition& c);

  /// Sends a text as the bot, in as many bubbles as its length needs; an empty one is only traced.
  result<void> send_text(std::string_view text);
  result<void> send(content body) { return turn_.send_as_bot(std::move(body), prio_); }
  /// Keeps a value in the run; cut at `limits::attribute_length_max`. Error `flow.too_many_variables`.
  result<void> remember(std::string_view name, std::string_view value);

  /// The customer's words become the flow's input.
  result<void> hear(std::string_view text) { return remember(input_variable, text); }
  /// The flow is busy: the words wait until it ends, and begin the next run unless it has asked a question meanwhile.
  result<void> keep_for_later(std::string_view text);

  /// Suspends until a durable timer is due; its key is this wait's own, so an earlier one can never end it.
  void arm(wait_state::kind what, milliseconds after);
  /// Suspends until the customer speaks; a flow that expires arms a timer for it.
  void await_reply();
  /// The wait is over and another follows in the same step.
  void forget_wait();
  /// Suspends for an external call; its answer is a `call_finished` with the same token.
  void ask(call_request request);
  void trace(std::string what, std::string detail = {}) { turn_.trace(at_.id, std::move(what), std::move(detail)); }

  /// The error of a field that does not hold what the step needs: `flow.bad_field`.
  [[nodiscard]] tl::unexpected<error> bad_field(std::string_view name, std::string what) const;

  // what names and conditions stand for
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const override;
  [[nodiscard]] timestamp now() const override { return turn_.now(); }
  [[nodiscard]] const expr::zone& local() const override;
  [[nodiscard]] std::string_view language() const override;
  [[nodiscard]] bool has_tag(std::string_view name) const override;
  [[nodiscard]] bool window_open() const override { return service_window_open(turn_.next(), turn_.now()); }
  [[nodiscard]] bool within_business_hours() const override;
  [[nodiscard]] std::string_view channel_key() const override { return turn_.rule().channel; }
  [[nodiscard]] bool first_contact() const override { return first_contact_; }

private:
  void trace(std::vector<expr::note> notes);

  turn& turn_;
  const program& program_;
  const node& at_;
  priority prio_;
  bool first_contact_;
  mutable std::optional<expr::zone> zone_; ///< read when it is first asked for
};

} // namespace charla::flows::steps
