#include "flows/steps/types.hpp"

/// `webhook`: tells the organisation's subscribers an event `flow.webhook` with `data` and a little context (R168), in
/// the transaction of the turn; goes on by `next` without waiting. `event` names it for the one who reads it.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"event", field_kind::filled, false, "what happened, in your words: order_placed"},
    field_rule{"data", field_kind::table, false, "name → value"},
};

class webhook final : public step {
public:
  explicit webhook(field_reader& f) : event_(f.filled("event")), data_(f.table("data")) {}

  result<outcome> enter(context& c) const override {
    event_effect effect;
    effect.type = "flow.webhook";
    effect.data = c.fill(data_);
    // Names of ours win over the author's: whoever reads them must be able to trust them.
    effect.data.insert_or_assign("event", c.fill(event_));
    effect.data.insert_or_assign("flow", c.of().source().name);
    effect.data.insert_or_assign("step", c.at().id);
    c.trace("webhook", effect.data["event"]);
    c.in().announce(std::move(effect));
    return leave{"next"};
  }

private:
  expr::text_template event_;
  std::map<std::string, expr::text_template> data_;
};

} // namespace

step_type webhook_step() {
  return {.name = "webhook",
          .about = "Tells the subscribers of `flow.webhook` that something happened",
          .fields = rules,
          .exits = only_next,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<webhook>(f); }};
}

} // namespace charla::flows::steps
