#include "flows/check/lint_rules.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/expr/split.hpp"
#include "flows/limits.hpp"
#include "flows/steps/interactive.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace charla::flows::check {

namespace {

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }
bool has_holes(std::string_view text) { return text.find("{{") != std::string_view::npos; }

/// The text for `language` alone: `pt` does for `pt-BR`, as when it is spoken.
const value* in_language(const value& written, std::string_view language, const std::string& own) {
  const auto* const members = written.members();
  if (members == nullptr) return language == own ? &written : nullptr;
  for (const auto name : {language, language.substr(0, language.find_first_of("-_"))})
    if (const auto found = members->find(name); found != members->end() && !blank(found->second.plain()))
      return &found->second;
  return nullptr;
}

std::vector<std::string> languages_of(const flow& f, const value& titles) {
  std::vector<std::string> out{f.language};
  if (const auto* const members = titles.members()) {
    out.clear();
    for (const auto& entry : *members)
      out.push_back(entry.first);
  }
  return out;
}

/// Titles in one list: each there, no two alike.
void check_titles(const looking_at& at, const value& list, const std::string& path, severity if_alike) {
  if (list.items() == nullptr) return;
  std::set<std::string> seen;
  std::size_t i = 0;
  for (const auto& one : *list.items()) {
    const auto& title = one["title"];
    const auto here = path + '[' + std::to_string(i++) + "].title";
    for (const auto& language : languages_of(at.f, title)) {
      const auto written = title.members() == nullptr ? title.plain() : title[language].plain();
      if (blank(written))
        at.report(severity::warning, "lint.empty_title", "there is no title in `" + language + "`; write one", here);
      else if (!has_holes(written) && !seen.insert(language + '\n' + written).second)
        at.report(if_alike, "lint.duplicate_title",
                  "another one reads `" + written + "` already; WhatsApp wants them to differ", here);
    }
  }
}

void check_sections(const looking_at& at, const node& n) {
  const auto path = path_of(n) + ".fields.sections";
  const auto* const sections = field_of(n, "sections").items();
  if (sections == nullptr) return;
  for (std::size_t i = 0; i < sections->size(); ++i) {
    const auto& one = (*sections)[i];
    const auto here = path + '[' + std::to_string(i) + ']';
    check_titles(at, one["rows"], here + ".rows", severity::warning);
    const auto& title = one["title"];
    if (sections->size() > 1 && title.members() == nullptr && blank(title.plain()))
      at.report(severity::warning, "lint.empty_title", "of two sections or more each needs a title", here + ".title");
  }
}

/// Does any test of a condition match against a pattern that nothing matches?
void check_tests(const looking_at& at, const value& when, const std::string& path) {
  for (const auto group : {"all", "any", "none"}) {
    const auto* const items = when[group].items();
    for (std::size_t i = 0; items != nullptr && i < items->size(); ++i)
      check_tests(at, (*items)[i], path + '.' + group + '[' + std::to_string(i) + ']');
  }
  if (when["test"].plain() != "matches") return;
  const auto pattern = expr::compiled_pattern::parse(when["with"].plain());
  if (pattern && !pattern->can_match())
    at.report(severity::warning, "lint.pattern_never_matches", "no text can match this; look at its ^ and $",
              path + ".with");
}

} // namespace

void find_missing_translations(const looking_at& at) {
  if (at.f.languages.empty()) return;
  each_field(at.f, [&](const written_field& w) {
    if (w.rule.kind != steps::field_kind::text) return;
    std::string lacking;
    for (const auto& language : at.f.languages)
      if (in_language(w.written, language, at.f.language) == nullptr)
        lacking += (lacking.empty() ? "" : ", ") + language;
    if (!lacking.empty())
      at.report(severity::warning, "lint.missing_translation", "the text is not there in: " + lacking, w.path);
  });
}

void find_bad_titles(const looking_at& at) {
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    const auto path = path_of(n) + ".fields.";
    if (n.type == "send_buttons") check_titles(at, field_of(n, "buttons"), path + "buttons", severity::error);
    if (n.type == "send_list") check_sections(at, n);
    if (n.type == "ask") {
      const auto* const options = field_of(n, "options").items();
      const bool as_buttons = options != nullptr && options->size() <= steps::buttons_max;
      check_titles(at, field_of(n, "options"), path + "options", as_buttons ? severity::error : severity::warning);
    }
  }
}

void find_long_texts(const looking_at& at) {
  each_template(at.f, [&](const written_field& w, std::string_view text) {
    if (w.in == nullptr || w.rule.name != "text" || w.rule.length_max != 0 || has_holes(text)) return;
    const bool tappable = w.in->type == "ask" && field_of(*w.in, "options").present();
    const auto most = tappable ? steps::body_rule.length_max : limits::text_length_max;
    if (expr::length(text) <= most) return;
    at.report(severity::hint, "lint.text_too_long",
              tappable
                  ? "with more than " + std::to_string(most) + " characters the choice is asked by numbers; shorten it"
                  : "more than " + std::to_string(most) + " characters become several bubbles; shorten it",
              w.path);
  });
}

void find_idle_patterns(const looking_at& at) {
  each_field(at.f, [&](const written_field& w) {
    if (w.rule.kind == steps::field_kind::condition) return check_tests(at, w.written, w.path);
    if (w.rule.kind != steps::field_kind::pattern) return;
    const auto pattern = expr::compiled_pattern::parse(w.written.plain());
    if (pattern && !pattern->can_match())
      at.report(severity::warning, "lint.pattern_never_matches", "no text can match this; look at its ^ and $", w.path);
  });
}

} // namespace charla::flows::check
