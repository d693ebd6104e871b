#pragma once

#include "flows/expr/condition.hpp"
#include "flows/expr/hours.hpp"
#include "flows/expr/pattern.hpp"
#include "flows/steps/localized.hpp"
#include "flows/steps/step.hpp"

namespace charla::flows::steps {

/// Reads the fields of one step (or of one object in a list of them). The rules have checked the form of each field
/// already; what a reader finds wrong beyond that is added to the problems, with its path. An absent field reads as an
/// empty value.
class field_reader {
public:
  field_reader(const flow& f, const value::object& written, std::string path, std::vector<error>& problems)
      : flow_(f), written_(written), path_(std::move(path)), problems_(problems) {}

  /// Checks every field against the rules: `flow.missing_field`, `flow.unknown_field`, `flow.bad_field`,
  /// `flow.too_long`.
  void check(std::span<const field_rule> rules, bool (*takes)(std::string_view) = nullptr);

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const value& raw(std::string_view name) const;
  [[nodiscard]] const value::object& all() const noexcept { return written_; }

  [[nodiscard]] std::string word(std::string_view name) const;
  [[nodiscard]] localized text(std::string_view name);
  [[nodiscard]] expr::text_template filled(std::string_view name);
  [[nodiscard]] std::optional<milliseconds> duration(std::string_view name, milliseconds longest);
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view name, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<double> number(std::string_view name) const;
  [[nodiscard]] bool yes(std::string_view name, bool otherwise = false) const;
  [[nodiscard]] std::vector<std::string> words(std::string_view name) const;
  [[nodiscard]] std::optional<expr::compiled_pattern> pattern(std::string_view name);
  [[nodiscard]] std::optional<expr::condition> condition(std::string_view name);
  [[nodiscard]] std::optional<expr::business_hours> hours(std::string_view name);
  [[nodiscard]] std::map<std::string, expr::text_template> table(std::string_view name);
  /// One reader for each object of a list.
  [[nodiscard]] std::vector<field_reader> items(std::string_view name);

  void wrong(std::string_view name, std::string code, std::string what);
  [[nodiscard]] const flow& of() const noexcept { return flow_; }

private:
  [[nodiscard]] std::string at(std::string_view name) const;
  void check_one(const field_rule& rule, const value& v);
  void check_items(const field_rule& rule, const value& v);
  void check_text(const field_rule& rule, const value& v);
  expr::text_template parse(std::string_view name, const std::string& text, std::string_view language = {});

  const flow& flow_;
  const value::object& written_;
  std::string path_;
  std::vector<error>& problems_;
};

/// Words of a list, or of one text with commas: trimmed, none empty.
[[nodiscard]] std::vector<std::string> words_of(const value& v);

} // namespace charla::flows::steps
