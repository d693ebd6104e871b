#pragma once

#include "flows/expr/scope.hpp"

#include <map>
#include <string>

/// Names, a time and a place for the tests of the expressions.
namespace given {

/// Saturday, 2026-11-21 16:37:05 UTC.
inline constexpr charla::flows::timestamp some_saturday = charla::flows::from_unix_ms(1'795'279'025'000);

template <class Base = charla::flows::expr::scope>
struct names : Base {
  std::map<std::string, std::string, std::less<>> values;
  charla::flows::timestamp time = some_saturday;
  charla::flows::expr::zone place = charla::flows::expr::zone::parse("<-03>3").value();
  std::string speaks = "es";

  std::optional<std::string> find(std::string_view name) const override {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional{found->second};
  }
  charla::flows::timestamp now() const override { return time; }
  const charla::flows::expr::zone& local() const override { return place; }
  std::string_view language() const override { return speaks; }
};

} // namespace given
