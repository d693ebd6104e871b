#pragma once

#include "flows/error.hpp"
#include "flows/expr/filter.hpp"
#include "flows/expr/scope.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace charla::flows::expr {

/// A text with holes: `Hola {{contact.name | first_word | default: "ahí"}}`. Parsed once, when a flow is published.
///
/// A hole is a name, `now`, or a text in quotes (`{{'{{'}}` writes braces), and up to 16 filters behind bars. An
/// argument is a text in quotes, a number or a name. In quotes `\n`, `\"`, `\'` and `\\` are what they are everywhere.
class text_template {
public:
  /// The empty text.
  text_template() = default;
  /// Error `flow.bad_template`; `where` is `offset N`, in bytes.
  [[nodiscard]] static result<text_template> parse(std::string_view text);

  /// Total. A name that nobody knows is empty, with the note `unknown_name` unless the filter `default` follows. A
  /// value is never looked into again, so a customer's text cannot name anything. At most 64 KiB: what is over is cut
  /// off between characters with the note `too_long`.
  [[nodiscard]] std::string render(const scope& names, std::vector<note>& notes) const;

  /// Each name once, `now` left out.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// Always the same text, whatever the names are.
  [[nodiscard]] bool constant() const;
  /// That text; empty unless it is constant.
  [[nodiscard]] std::string_view constant_text() const;

private:
  friend class template_reader;
  /// A text or a name.
  struct operand {
    std::string text;
    bool named = false;
  };
  struct filter_call {
    const filter* what = nullptr; ///< of the table, which lives as long as the program
    std::vector<operand> arguments;
  };
  struct part {
    operand head;
    std::vector<filter_call> filters;
    bool has_default = false;
  };

  [[nodiscard]] static std::string
  value_of(const operand& of, bool may_lack, const scope& names, std::vector<note>& notes);
  /// Takes what the filters read and write off `work_left`; the text is void when that is used up.
  [[nodiscard]] static std::string
  evaluate(const part& p, const scope& names, std::vector<note>& notes, std::size_t& work_left);

  std::vector<part> parts_;
  std::vector<std::string> names_;
};

/// Bytes of a template and of what is made of it.
inline constexpr std::size_t template_length_max = 64 * 1024;

/// May this stand for a value? Letters, digits, `_`, `.`, `-` and all that is not ASCII; 100 bytes at most.
[[nodiscard]] bool is_name(std::string_view s);

} // namespace charla::flows::expr
