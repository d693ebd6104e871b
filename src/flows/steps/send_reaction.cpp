#include "flows/steps/types.hpp"

#include <algorithm>

/// `send_reaction`: reacts with `emoji` to the customer's last message that is still remembered; an empty one takes
/// the reaction back.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{field_rule{"emoji", field_kind::filled, false, "one emoji; empty: takes it back"}};

class send_reaction final : public step {
public:
  explicit send_reaction(field_reader& f) : emoji_(f.filled("emoji")) {}

  result<outcome> enter(context& c) const override {
    const auto& memory = c.with().memory;
    const auto last = std::find_if(memory.rbegin(), memory.rend(), [](const message& m) {
      return m.dir == direction::inbound && !m.provider_id.empty() && !std::holds_alternative<reaction_content>(m.body);
    });
    if (last == memory.rend()) {
      c.trace("nothing_to_react_to");
      return leave{"next"};
    }
    if (auto sent = c.send(reaction_content{last->provider_id, c.fill(emoji_)}); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  expr::text_template emoji_;
};

} // namespace

step_type send_reaction_step() {
  return {.name = "send_reaction",
          .about = "Reacts to the customer's last message with an emoji",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_reaction>(f); }};
}

} // namespace charla::flows::steps
