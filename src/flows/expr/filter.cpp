#include "flows/expr/filter.hpp"

#include "flows/expr/filters.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::expr {

namespace {

using kind = argument_kind;

constexpr std::array<filter, 29> table{{
    {"add_days", kind::whole_number, 1, 1, "add_days: 1", "the date so many days later (-1: earlier)", apply::add_days},
    {"add_hours", kind::whole_number, 1, 1, "add_hours: 2", "the time so many hours later", apply::add_hours},
    {"capitalize", kind::none, 0, 0, "capitalize", "first letter upper case", apply::capitalize},
    {"count", kind::none, 0, 0, "count", "how many items the list has", apply::count},
    {"date", kind::date_format, 1, 1, "date: \"%d/%m/%Y %H:%M\"",
     "a date in the organisation's zone and the customer's language", apply::date},
    {"default", kind::text, 1, 1, "default: \"friend\"", "this when there is nothing", apply::default_text},
    {"digits", kind::none, 0, 0, "digits", "only the digits", apply::digits},
    {"divided_by", kind::number, 1, 1, "divided_by: 4", "the quotient", apply::divided_by},
    {"downcase", kind::none, 0, 0, "downcase", "lower case", apply::downcase},
    {"first", kind::none, 0, 0, "first", "the first item of a list", apply::first},
    {"first_word", kind::none, 0, 0, "first_word", "up to the first blank", apply::first_word},
    {"item", kind::whole_number, 1, 1, "item: 2", "that item of a list, from 1; -1 is the last", apply::item},
    {"join", kind::text, 1, 1, "join: \", \"", "the items of a list in one line", apply::join},
    {"json", kind::none, 0, 0, "json", "as it may stand between the quotes of a JSON text", apply::json},
    {"last", kind::none, 0, 0, "last", "the last item of a list", apply::last},
    {"minus", kind::number, 1, 1, "minus: 1", "the difference", apply::minus},
    {"money", kind::text, 1, 1, "money: \"ARS\"", "an amount with its currency, as the customer's language writes it",
     apply::money},
    {"number", kind::whole_number, 0, 1, "number: 2",
     "a number as the customer's language writes it, with so many decimals", apply::number},
    {"plus", kind::number, 1, 1, "plus: 1", "the sum", apply::plus},
    {"replace", kind::text, 2, 2, "replace: \"a\", \"b\"", "the second for each of the first", apply::replace},
    {"round", kind::whole_number, 0, 1, "round: 2", "rounded to so many decimals", apply::round},
    {"sort", kind::none, 0, 0, "sort", "a list by the alphabet, without regard to case and accents", apply::sort},
    {"split", kind::text, 1, 1, "split: \",\"", "a list of what stands between", apply::split_list},
    {"times", kind::number, 1, 1, "times: 2", "the product", apply::times},
    {"trim", kind::none, 0, 0, "trim", "without blanks around it", apply::trimmed},
    {"truncate", kind::whole_number, 1, 1, "truncate: 20", "at most so many characters, the last one … when it is cut",
     apply::truncate},
    {"uniq", kind::none, 0, 0, "uniq", "each item of a list once", apply::uniq},
    {"upcase", kind::none, 0, 0, "upcase", "upper case", apply::upcase},
    {"url", kind::none, 0, 0, "url", "as it may stand in a URL", apply::url},
}};

} // namespace

std::span<const filter> filters() { return table; }

const filter* find_filter(std::string_view name) {
  const auto* const found = std::find_if(table.begin(), table.end(), [&](const filter& f) { return f.name == name; });
  return found == table.end() ? nullptr : found;
}

} // namespace charla::flows::expr
