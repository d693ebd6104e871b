#pragma once

#include "flows/expr/filter.hpp"

/// The filters by subject; `filter.cpp` has the table. Each takes the text it is behind of and gives the one for the
/// next.
namespace charla::flows::expr::apply {

std::string default_text(std::string text, const filter_input& with);
std::string json(std::string text, const filter_input& with);
std::string upcase(std::string text, const filter_input& with);
std::string downcase(std::string text, const filter_input& with);
std::string capitalize(std::string text, const filter_input& with);
std::string trimmed(std::string text, const filter_input& with);
std::string truncate(std::string text, const filter_input& with);
std::string replace(std::string text, const filter_input& with);
std::string url(std::string text, const filter_input& with);
std::string digits(std::string text, const filter_input& with);
std::string first_word(std::string text, const filter_input& with);

std::string round(std::string text, const filter_input& with);
std::string plus(std::string text, const filter_input& with);
std::string minus(std::string text, const filter_input& with);
std::string times(std::string text, const filter_input& with);
std::string divided_by(std::string text, const filter_input& with);
std::string number(std::string text, const filter_input& with);
std::string money(std::string text, const filter_input& with);

std::string date(std::string text, const filter_input& with);
std::string add_days(std::string text, const filter_input& with);
std::string add_hours(std::string text, const filter_input& with);

// A list is text with one item a line.
std::string join(std::string text, const filter_input& with);
std::string split_list(std::string text, const filter_input& with);
std::string first(std::string text, const filter_input& with);
std::string last(std::string text, const filter_input& with);
std::string item(std::string text, const filter_input& with);
std::string count(std::string text, const filter_input& with);
std::string sort(std::string text, const filter_input& with);
std::string uniq(std::string text, const filter_input& with);

} // namespace charla::flows::expr::apply
