#pragma once

#include "flows/definition/value.hpp"
#include "flows/error.hpp"
#include "flows/expr/condition_test.hpp"

#include <memory>
#include <string>
#include <vector>

namespace charla::flows::expr {

/// A question with the answer yes or no, parsed once when a flow is published; copies share it.
///
/// Written `{"value": "{{contact.city}}", "test": "is", "with": "Rosario"}`, or `{"all": […]}`, `{"any": […]}`,
/// `{"none": […]}` of such ones: at most 8 groups deep and 100 tests. `value` and `with` are templates; of `one_of` and
/// `between`, `with` may be a list of them.
class condition {
public:
  /// Always holds.
  condition() = default;
  /// Error `flow.bad_condition`, or `flow.bad_template` and `flow.bad_pattern` of what is in it; `where` is the path
  /// (`all[1].test`).
  [[nodiscard]] static result<condition> parse(const value& written);

  /// Total: a test that needs a number or a date and finds none does not hold, with a note.
  [[nodiscard]] bool holds(const facts& about, std::vector<note>& notes) const;

  /// Each name of its templates once, sorted.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
  friend class condition_reader;
  struct node;

  std::shared_ptr<const node> root_;
  std::vector<std::string> names_;
};

} // namespace charla::flows::expr
