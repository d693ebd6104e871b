#include "flows/definition/value.hpp"

#include <fmt/core.h>

#include <cmath>

namespace charla::flows {

const value& value::operator[](std::string_view key) const {
  static const value nothing;
  const auto* const held = members();
  if (held == nullptr) return nothing;
  const auto found = held->find(key);
  return found == held->end() ? nothing : found->second;
}

std::string value::plain() const {
  if (const auto* const t = text()) return *t;
  if (const auto* const n = number()) return number_text(*n);
  if (const auto* const b = boolean()) return *b ? "true" : "false";
  return {};
}

std::string_view name_of(value::kind k) {
  switch (k) {
  case value::kind::absent: return "nothing";
  case value::kind::boolean: return "true or false";
  case value::kind::number: return "number";
  case value::kind::text: return "text";
  case value::kind::list: return "list";
  case value::kind::object: return "object";
  }
  return "?";
}

std::string number_text(double n) {
  constexpr double whole_max = 9'007'199'254'740'992.0; // 2^53: beyond it a double has no units
  if (std::trunc(n) == n && std::abs(n) < whole_max) return fmt::format("{}", static_cast<std::int64_t>(n));
  return fmt::format("{}", n);
}

} // namespace charla::flows
