#include "flows/expr/split.hpp"
#include "flows/steps/ask.hpp"

namespace charla::flows::steps {

namespace {

using options_list = std::vector<expr::answer_option>;

options_list yes_and_no(std::string_view language) {
  if (language.starts_with("pt")) return {{"yes", "Sim"}, {"no", "Não"}};
  if (language.starts_with("en")) return {{"yes", "Yes"}, {"no", "No"}};
  return {{"yes", "Sí"}, {"no", "No"}};
}

std::string_view choose_word(std::string_view language) {
  if (language.starts_with("pt")) return "Escolher";
  if (language.starts_with("en")) return "Choose";
  return "Elegir";
}

bool fit(const options_list& options, std::size_t most, std::size_t title_max) {
  return !options.empty() && options.size() <= most && std::all_of(options.begin(), options.end(), [&](const auto& o) {
    return expr::length(o.title) <= title_max;
  });
}

std::string numbered(std::string text, const options_list& options) {
  std::size_t n = 0;
  for (const auto& o : options)
    text += '\n' + std::to_string(++n) + ". " + o.title;
  return text;
}

} // namespace

question::question(field_reader& f, std::string_view kind)
    : text_(f.text("text")), label_(f.text("label")), options_(read_options(f, "options")),
      asks_place_(kind == "location"), asks_yes_no_(kind == "yes_no") {
  const auto* const found = std::find(manner_names.begin(), manner_names.end(), f.word("show"));
  if (found != manner_names.end()) how_ = static_cast<manner>(found - manner_names.begin());
}

options_list question::options(context& c) const {
  if (asks_yes_no_) return yes_and_no(c.language());
  options_list out;
  for (const auto& o : options_)
    out.push_back({o.id, c.fill(o.title)});
  return out;
}

manner question::manner_for(const options_list& options) const {
  const bool as_buttons = fit(options, buttons_max, button_title_max);
  const bool as_list = fit(options, rows_max, row_title_max);
  switch (how_) {
  case manner::automatic: break;
  case manner::buttons:
    if (as_buttons) return manner::buttons;
    break;
  case manner::list:
    if (as_list) return manner::list;
    break;
  case manner::numbers:
  case manner::plain: return how_;
  }
  // What does not fit is still asked: in the next simpler form that can hold it.
  return as_buttons ? manner::buttons : as_list ? manner::list : manner::numbers;
}

interactive_content question::tappable(context& c, const options_list& options, std::string text, manner how) const {
  interactive_content body;
  body.body = std::move(text);
  if (how == manner::buttons) {
    for (const auto& o : options)
      body.buttons.push_back({o.id, o.title});
    return body;
  }
  body.what = interactive_content::form::list;
  const auto label = c.fill(label_);
  body.label = expr::first_characters(label.empty() ? choose_word(c.language()) : label, button_title_max);
  auto& section = body.sections.emplace_back();
  for (std::size_t i = 0; i < options.size(); ++i)
    section.rows.push_back(
        {options[i].id, options[i].title, i < options_.size() ? c.fill(options_[i].description) : std::string{}});
  return body;
}

result<void> question::put(context& c) const {
  constexpr std::size_t interactive_body_max = 1024;
  auto text = c.fill(text_);
  const bool short_enough = expr::length(text) <= interactive_body_max;
  if (asks_place_ && how_ == manner::automatic && short_enough) {
    interactive_content body;
    body.what = interactive_content::form::location_request;
    body.body = std::move(text);
    return c.send(std::move(body));
  }
  const auto choices = options(c);
  if (choices.empty()) return c.send_text(text);
  auto how = manner_for(choices);
  if (!short_enough && (how == manner::buttons || how == manner::list)) how = manner::numbers;
  if (how == manner::plain) return c.send_text(text);
  if (how == manner::numbers) return c.send_text(numbered(std::move(text), choices));
  return c.send(tappable(c, choices, std::move(text), how));
}

} // namespace charla::flows::steps
