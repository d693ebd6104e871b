#include "flows/expr/duration.hpp"
#include "flows/expr/plain_number.hpp"
#include "flows/expr/split.hpp"
#include "flows/steps/fields.hpp"

#include <algorithm>
#include <cmath>

namespace charla::flows::steps {

namespace {

bool is_scalar(const value& v) {
  const auto k = v.what();
  return k == value::kind::text || k == value::kind::number || k == value::kind::boolean;
}

bool is_name(std::string_view s) {
  constexpr std::size_t name_length_max = 100;
  return !s.empty() && s.size() <= name_length_max && std::all_of(s.begin(), s.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
           || c == '-' || c >= 0x80;
  });
}

std::string listed(std::span<const std::string_view> names) {
  std::string out;
  for (const auto& n : names)
    out += (out.empty() ? "" : ", ") + std::string{n};
  return out;
}

/// Why a field that has one value is not of its kind; empty: it is.
std::string complaint(const field_rule& rule, const value& v) {
  const auto written = v.plain();
  switch (rule.kind) {
  case field_kind::name: return is_name(written) ? "" : "a name has letters, digits, `_`, `.` and `-` only";
  case field_kind::duration:
    return expr::read_duration(written) ? "" : "write seconds above zero, at most a year: 90, 0.5 or 3d 2h";
  case field_kind::whole: {
    const auto n = expr::read_number(written);
    return n && std::trunc(*n) == *n ? "" : "write a whole number";
  }
  case field_kind::number: return expr::read_number(written) ? "" : "write a number";
  case field_kind::yes_no: return written == "true" || written == "false" ? "" : "write true or false";
  case field_kind::one_of:
    return std::find(rule.choices.begin(), rule.choices.end(), written) != rule.choices.end()
               ? ""
               : "write one of: " + listed(rule.choices);
  default: return {};
  }
}

std::string wants(field_kind k, const value& found) {
  return "expected " + std::string{name_of(k)} + ", found " + std::string{name_of(found.what())};
}

bool has_form(const field_rule& rule, const value& v) {
  switch (rule.kind) {
  case field_kind::condition: return v.what() == value::kind::object;
  case field_kind::words: return is_scalar(v) || v.what() == value::kind::list;
  case field_kind::items: return v.what() == value::kind::list;
  case field_kind::table: return v.what() == value::kind::object;
  case field_kind::text: return is_scalar(v) || v.what() == value::kind::object;
  default: return is_scalar(v);
  }
}

} // namespace

std::string_view name_of(field_kind k) {
  switch (k) {
  case field_kind::word: return "a text";
  case field_kind::text: return "a text, or one for each language";
  case field_kind::filled: return "a text";
  case field_kind::name: return "a name";
  case field_kind::duration: return "a duration";
  case field_kind::whole: return "a whole number";
  case field_kind::number: return "a number";
  case field_kind::yes_no: return "true or false";
  case field_kind::one_of: return "one of its choices";
  case field_kind::words: return "a list of texts";
  case field_kind::pattern: return "a pattern";
  case field_kind::condition: return "a condition";
  case field_kind::hours: return "opening hours";
  case field_kind::flow: return "a flow's number or name";
  case field_kind::node: return "a step's id";
  case field_kind::items: return "a list of objects";
  case field_kind::table: return "an object of texts";
  }
  return "?";
}

void field_reader::check_text(const field_rule& rule, const value& v) {
  const auto one = [&](const std::string& path, const value& text) {
    if (!is_scalar(text)) return wrong(path, "flow.bad_field", wants(field_kind::filled, text));
    const auto written = text.plain();
    // What is filled in at run time can be longer or shorter: only a text without names can be measured now.
    if (rule.length_max == 0 || written.find("{{") != std::string::npos) return;
    if (expr::length(written) > rule.length_max)
      wrong(path, "flow.too_long", "WhatsApp takes at most " + std::to_string(rule.length_max) + " characters here");
  };
  const std::string name{rule.name};
  if (const auto* const translations = v.members()) {
    if (translations->empty()) wrong(name, "flow.missing_field", "write the text in at least one language");
    for (const auto& [language, text] : *translations)
      one(name + '.' + language, text);
    return;
  }
  one(name, v);
}

void field_reader::check_items(const field_rule& rule, const value& v) {
  const auto& list = *v.items();
  if (rule.required && list.empty()) wrong(rule.name, "flow.missing_field", "put at least one into it");
  std::size_t i = 0;
  for (const auto& item : list) {
    const auto path = std::string{rule.name} + '[' + std::to_string(i++) + ']';
    const auto* const members = item.members();
    if (members == nullptr) {
      wrong(path, "flow.bad_field", "expected an object, found " + std::string{flows::name_of(item.what())});
      continue;
    }
    field_reader{flow_, *members, at(path), problems_}.check(rule.members);
  }
}

void field_reader::check_one(const field_rule& rule, const value& v) {
  if (!has_form(rule, v)) return wrong(rule.name, "flow.bad_field", wants(rule.kind, v));
  if (rule.kind == field_kind::items) return check_items(rule, v);
  if (rule.kind == field_kind::text || rule.kind == field_kind::filled) return check_text(rule, v);
  if (rule.kind == field_kind::table) {
    for (const auto& [key, one] : *v.members())
      if (!is_scalar(one)) wrong(std::string{rule.name} + '.' + key, "flow.bad_field", wants(field_kind::filled, one));
    return;
  }
  if (auto what = complaint(rule, v); !what.empty()) wrong(rule.name, "flow.bad_field", std::move(what));
}

void field_reader::check(std::span<const field_rule> rules, bool (*takes)(std::string_view)) {
  for (const auto& rule : rules) {
    if (has(rule.name))
      check_one(rule, raw(rule.name));
    else if (rule.required)
      wrong(rule.name, "flow.missing_field", "fill in `" + std::string{rule.name} + '`');
  }
  for (const auto& field : written_) {
    const auto& name = field.first; // clang 14 cannot capture a structured binding
    const bool known = std::any_of(rules.begin(), rules.end(), [&](const auto& r) { return r.name == name; });
    if (known || (takes != nullptr && takes(name))) continue;
    std::string names;
    for (const auto& r : rules)
      names += (names.empty() ? "" : ", ") + std::string{r.name};
    wrong(name, "flow.unknown_field",
          names.empty() ? "nothing is to be filled in here; remove it" : "no such field; there are: " + names);
  }
}

} // namespace charla::flows::steps
