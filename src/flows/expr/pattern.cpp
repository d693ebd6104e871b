#include "flows/expr/pattern.hpp"

#include <re2/re2.h>

namespace charla::flows::expr {

namespace {

/// Does a plain character stand before a `^` or behind a `$` of the same branch? Groups are looked at as if their
/// brackets were not there; one that may be empty (`a?^`) is given the benefit of the doubt.
bool is_past_an_end(std::string_view written) {
  bool consumed = false;
  bool ended = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    const char next = i + 1 < written.size() ? written[i + 1] : '\0';
    if (c == '[' || c == '\\' || c == '(' || c == '{') return false; // more than this look can tell
    if (c == '|') consumed = ended = false;
    if (c == '|' || c == ')') continue;
    if (c == '^' && consumed) return true;
    if (c == '$') ended = true;
    if (c == '^' || c == '$' || next == '?' || next == '*' || c == '?' || c == '*' || c == '+') continue;
    if (ended) return true;
    consumed = true;
  }
  return false;
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
