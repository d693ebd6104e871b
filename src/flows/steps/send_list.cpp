#include "flows/expr/split.hpp"
#include "flows/steps/interactive.hpp"

/// `send_list`: a text with a button that opens a list of at most ten rows in at most ten sections; goes on by `next`
/// at once. To wait for the choice, ask.
namespace charla::flows::steps {

namespace {

constexpr std::size_t section_title_max = 24;
constexpr std::array row_rules{
    field_rule{"id", field_kind::name, true, "what comes back when it is chosen"},
    field_rule{"title", field_kind::text, true, "what the customer reads", {}, {}, row_title_max},
    field_rule{"description", field_kind::text, false, "a second line", {}, {}, 72},
};
constexpr std::array section_rules{
    field_rule{"title",
               field_kind::text,
               false,
               "above its rows; needed when there are two or more",
               {},
               {},
               section_title_max},
    field_rule{"rows", field_kind::items, true, "what can be chosen", {}, row_rules},
};
constexpr std::array rules{
    header_rule,
    body_rule,
    footer_rule,
    field_rule{"label", field_kind::text, true, "what stands on the button", {}, {}, button_title_max},
    field_rule{"sections", field_kind::items, true, "groups of rows, ten rows in all", {}, section_rules},
};

class send_list final : public step {
public:
  explicit send_list(field_reader& f) : texts_(f), label_(f.text("label")) {
    std::size_t rows = 0;
    for (auto& written : f.items("sections")) {
      sections_.push_back({written.text("title"), read_options(written, "rows")});
      rows += sections_.back().rows.size();
    }
    if (rows > rows_max) f.wrong("sections", "flow.too_many", "WhatsApp takes at most ten rows in all sections");
  }

  result<outcome> enter(context& c) const override {
    auto body = texts_.fill(c, interactive_content::form::list);
    body.label = expr::first_characters(c.fill(label_), button_title_max);
    for (const auto& s : sections_) {
      auto& out = body.sections.emplace_back();
      out.title = expr::first_characters(c.fill(s.title), section_title_max);
      for (const auto& r : s.rows)
        out.rows.push_back({r.id, expr::first_characters(c.fill(r.title), row_title_max), c.fill(r.description)});
    }
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  struct section {
    localized title;
    std::vector<option> rows;
  };
  interactive_texts texts_;
  localized label_;
  std::vector<section> sections_;
};

} // namespace

step_type send_list_step() {
  return {.name = "send_list",
          .about = "Sends a text with a list to choose from",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_list>(f); }};
}

} // namespace charla::flows::steps
