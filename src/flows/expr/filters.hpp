#pragma once

#include "flows/expr/filter.hpp"

/// The filters by subject; `filter.cpp` has the table. Each takes the text it is behind of and gives the one for the
/// next.
namespace charla::flows::expr::apply {

std::string default_text(const std::string& text, const filter_input& with);
std::string json(const std::string& text, const filter_input& with);
std::string upcase(const std::string& text, const filter_input& with);
std::string downcase(const std::string& text, const filter_input& with);
std::string capitalize(const std::string& text, const filter_input& with);
std::string trimmed(const std::string& text, const filter_input& with);
std::string truncate(const std::string& text, const filter_input& with);
std::string replace(const std::string& text, const filter_input& with);
std::string url(const std::string& text, const filter_input& with);
std::string digits(const std::string& text, const filter_input& with);
std::string first_word(const std::string& text, const filter_input& with);

std::string round(const std::string& text, const filter_input& with);
std::string plus(const std::string& text, const filter_input& with);
std::string minus(const std::string& text, const filter_input& with);
std::string times(const std::string& text, const filter_input& with);
std::string divided_by(const std::string& text, const filter_input& with);
std::string number(const std::string& text, const filter_input& with);
std::string money(const std::string& text, const filter_input& with);

std::string date(const std::string& text, const filter_input& with);
std::string add_days(const std::string& text, const filter_input& with);
std::string add_hours(const std::string& text, const filter_input& with);

// A list is text with one item a line.
std::string join(const std::string& text, const filter_input& with);
std::string split_list(const std::string& text, const filter_input& with);
std::string first(const std::string& text, const filter_input& with);
std::string last(const std::string& text, const filter_input& with);
std::string item(const std::string& text, const filter_input& with);
std::string count(const std::string& text, const filter_input& with);
std::string sort(const std::string& text, const filter_input& with);
std::string uniq(const std::string& text, const filter_input& with);

} // namespace charla::flows::expr::apply
