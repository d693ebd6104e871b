#pragma once

#include "flows/expr/zone.hpp"
#include "flows/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// Something that evaluation got over, for the author to see. `code` is stable: `unknown_name`, `not_a_number`,
/// `not_a_date`, `too_long`, `too_much_work`. `about` is the name or the text it is about, clipped.
struct note {
  std::string code;
  std::string about;

  friend bool operator==(const note&, const note&) = default;
};

/// Adds a note unless the same one is there; keeps the first 50.
void add_note(std::vector<note>& notes, std::string_view code, std::string_view about);

/// What the names of a template stand for, and where and when it is read. The context of a step implements it.
class scope {
public:
  scope() = default;
  scope(const scope&) = default;
  scope& operator=(const scope&) = default;
  scope(scope&&) = default;
  scope& operator=(scope&&) = default;
  virtual ~scope() = default;

  /// A text of its own, as some values are worked out when they are asked for; `nullopt` when nobody knows the name.
  [[nodiscard]] virtual std::optional<std::string> find(std::string_view name) const = 0;
  [[nodiscard]] virtual timestamp now() const = 0;
  /// The tenant's.
  [[nodiscard]] virtual const zone& local() const = 0;
  /// `es`, `pt-BR`, …; what is neither Spanish nor Portuguese is written as English.
  [[nodiscard]] virtual std::string_view language() const = 0;
};

} // namespace charla::flows::expr
