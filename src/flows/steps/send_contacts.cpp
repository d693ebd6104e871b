#include "flows/steps/types.hpp"

/// `send_contacts`: sends one to five contact cards.
namespace charla::flows::steps {

namespace {

constexpr std::size_t cards_max = 5;
constexpr std::array card_rules{
    field_rule{"name", field_kind::filled, true, "as it stands on the card"},
    field_rule{"phone", field_kind::filled, true, "with its country: +54911…"},
    field_rule{"email", field_kind::filled, false, "an e-mail address"},
};
constexpr std::array rules{field_rule{"contacts", field_kind::items, true, "one to five cards", {}, card_rules}};

class send_contacts final : public step {
public:
  explicit send_contacts(field_reader& f) {
    for (auto& written : f.items("contacts"))
      cards_.push_back({written.filled("name"), written.filled("phone"), written.filled("email")});
    if (cards_.size() > cards_max) f.wrong("contacts", "flow.too_many", "WhatsApp takes at most five cards");
  }

  result<outcome> enter(context& c) const override {
    contacts_content body;
    for (const auto& one : cards_) {
      auto& out = body.cards.emplace_back();
      out.formatted_name = c.fill(one.name);
      out.phones = {c.fill(one.phone)};
      if (auto email = c.fill(one.email); !email.empty()) out.emails = {std::move(email)};
    }
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  struct card {
    expr::text_template name;
    expr::text_template phone;
    expr::text_template email;
  };
  std::vector<card> cards_;
};

} // namespace

step_type send_contacts_step() {
  return {.name = "send_contacts",
          .about = "Sends contact cards",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_contacts>(f); }};
}

} // namespace charla::flows::steps
