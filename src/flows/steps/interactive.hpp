#pragma once

#include "flows/steps/types.hpp"

/// What the steps that send tappable bubbles share.
namespace charla::flows::steps {

/// Header, body and footer of an interactive bubble, with the provider's limits (providers.md A8).
inline constexpr field_rule header_rule{"header", field_kind::text, false, "the line above", {}, {}, 60};
inline constexpr field_rule body_rule{"text", field_kind::text, true, "what the customer reads", {}, {}, 1024};
inline constexpr field_rule footer_rule{"footer", field_kind::text, false, "the small line below", {}, {}, 60};

class interactive_texts {
public:
  explicit interactive_texts(field_reader& f)
      : header_(f.text("header")), body_(f.text("text")), footer_(f.text("footer")) {}
  [[nodiscard]] interactive_content fill(context& c, interactive_content::form what) const;

private:
  localized header_;
  localized body_;
  localized footer_;
};

/// One thing to choose: `id`, `title`, `description`.
struct option {
  std::string id;
  localized title;
  localized description;
};
inline constexpr std::array option_rules{
    field_rule{"id", field_kind::name, true, "what comes back when it is chosen"},
    field_rule{"title", field_kind::text, true, "what the customer reads"},
    field_rule{"description", field_kind::text, false, "a second line, in lists", {}, {}, 72},
};
/// Reads a list of options; ids that stand there twice are `flow.duplicate_id`.
[[nodiscard]] std::vector<option> read_options(field_reader& f, std::string_view name);

inline constexpr std::size_t buttons_max = 3;
inline constexpr std::size_t rows_max = 10;
inline constexpr std::size_t button_title_max = 20;
inline constexpr std::size_t row_title_max = 24;

} // namespace charla::flows::steps
