#include "flows/expr/scope.hpp"

#include "flows/expr/split.hpp"

#include <algorithm>

namespace charla::flows::expr {

void add_note(std::vector<note>& notes, std::string_view code, std::string_view about) {
  constexpr std::size_t notes_max = 50;
  constexpr std::size_t about_max = 100;
  if (notes.size() >= notes_max) return;
  note added{std::string{code}, std::string{clip(about, about_max)}};
  if (std::find(notes.begin(), notes.end(), added) == notes.end()) notes.push_back(std::move(added));
}

} // namespace charla::flows::expr
