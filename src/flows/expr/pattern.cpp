#include "flows/expr/pattern.hpp"

#include <re2/re2.h>

namespace charla::flows::expr {

namespace {

/// Does a plain character stand before a `^` or behind a `$`, in every branch? Nothing is said of patterns with groups,
/// classes or escapes; a character that may be left out (`a?^`) is given the benefit of the doubt.
bool is_past_an_end(std::string_view written) {
  bool consumed = false;
  bool ended = false;
  bool dead = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    const char next = i + 1 < written.size() ? written[i + 1] : '\0';
    if (c == '[' || c == '\\' || c == '(' || c == '{') return false;
    if (c == '|') {
      if (!dead) return false;
      consumed = ended = dead = false;
      continue;
    }
    if (c == '^' && consumed) dead = true;
    if (c == '$') ended = true;
    if (c == '^' || c == '$' || next == '?' || next == '*' || c == '?' || c == '*' || c == '+') continue;
    if (ended) dead = true;
    consumed = true;
  }
  return dead;
}

} // namespace

result<compiled_pattern> compiled_pattern::parse(std::string_view pattern) {
  constexpr std::int64_t memory_max = 1 << 20;
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(memory_max);
  auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece{pattern.data(), pattern.size()}, options);
  if (!compiled->ok()) return fail("flow.bad_pattern", compiled->error() + "; RE2 syntax, see its own page", "pattern");
  return compiled_pattern{std::move(compiled)};
}

bool compiled_pattern::matches(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, *compiled_);
}

bool compiled_pattern::matches_all_of(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece{text.data(), text.size()}, *compiled_);
}

bool compiled_pattern::can_match() const {
  return compiled_->ProgramSize() > 1 && !is_past_an_end(compiled_->pattern());
}

result<bool> matches(std::string_view pattern, std::string_view text) {
  return compiled_pattern::parse(pattern).map([&](const compiled_pattern& p) { return p.matches(text); });
}

} // namespace charla::flows::expr
