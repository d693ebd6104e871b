#include "flows/expr/pattern.hpp"

#include <re2/re2.h>

namespace charla::flows::expr {

result<bool> matches(std::string_view pattern, std::string_view text) {
  constexpr std::int64_t memory_max = 1 << 20;
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(memory_max);
  const re2::RE2 compiled{re2::StringPiece{pattern.data(), pattern.size()}, options};
  if (!compiled.ok()) return fail("flow.bad_pattern", compiled.error() + "; RE2 syntax, see its own page", "pattern");
  return re2::RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, compiled);
}

} // namespace charla::flows::expr
