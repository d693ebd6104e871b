#include "flows/steps/localized.hpp"

namespace charla::flows::steps {

const expr::text_template* localized::in(std::string_view language) const {
  if (by_language_.empty()) return nullptr;
  if (const auto exact = by_language_.find(language); exact != by_language_.end()) return &exact->second;
  const auto base = by_language_.find(language.substr(0, language.find('-')));
  if (base != by_language_.end()) return &base->second;
  const auto spoken = by_language_.find(fallback_);
  return spoken != by_language_.end() ? &spoken->second : &by_language_.begin()->second;
}

} // namespace charla::flows::steps
