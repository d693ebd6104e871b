#include "flows/expr/condition_test.hpp"

#include "flows/expr/cursor.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/fold.hpp"
#include "flows/expr/moment.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::expr {

namespace {

using input = const test_input&;

/// As texts are compared: without blanks around, case and accents.
std::string key(std::string_view text) { return fold(trim(text)); }
std::string_view with(input in) { return in.with.empty() ? std::string_view{} : std::string_view{in.with.front()}; }

bool is(input in) { return key(in.value) == key(with(in)); }
bool is_not(input in) { return !is(in); }

// An empty `with` occurs in nothing: a name that nobody knows should not make a test hold.
bool contains(input in) {
  const auto wanted = key(with(in));
  return !wanted.empty() && key(in.value).find(wanted) != std::string::npos;
}
bool not_contains(input in) { return !contains(in); }
bool starts_with(input in) {
  const auto wanted = key(with(in));
  return !wanted.empty() && key(in.value).starts_with(wanted);
}
bool ends_with(input in) {
  const auto wanted = key(with(in));
  return !wanted.empty() && key(in.value).ends_with(wanted);
}
bool one_of(input in) {
  const auto wanted = key(in.value);
  return std::any_of(in.with.begin(), in.with.end(), [&](const std::string& one) { return key(one) == wanted; });
}
bool matches(input in) { return in.pattern != nullptr && in.pattern->matches(in.value); }
bool is_empty(input in) { return trim(in.value).empty(); }
bool is_present(input in) { return !is_empty(in); }
bool is_number(input in) { return decimal::read(in.value).has_value(); }

std::optional<decimal> number(std::string_view text, input in) {
  const auto out = decimal::read(text);
  if (!out) add_note(in.notes, "not_a_number", text);
  return out;
}

/// Compares numbers with what the order of the two has to be.
template <class Order>
bool compare(input in, Order order) {
  const auto left = number(in.value, in);
  const auto right = number(with(in), in);
  return left && right && order(*left, *right);
}

bool equals(input in) { return compare(in, std::equal_to<>{}); }
bool less_than(input in) { return compare(in, std::less<>{}); }
bool at_most(input in) { return compare(in, std::less_equal<>{}); }
bool more_than(input in) { return compare(in, std::greater<>{}); }
bool at_least(input in) { return compare(in, std::greater_equal<>{}); }
bool between(input in) {
  if (in.with.size() != 2) {
    add_note(in.notes, "not_a_number", with(in));
    return false;
  }
  const auto n = number(in.value, in);
  const auto least = number(in.with[0], in);
  const auto most = number(in.with[1], in);
  return n && least && most && *least <= *n && *n <= *most;
}

std::optional<moment> date(std::string_view text, input in) {
  const auto out = read_moment(text, in.about.now(), in.about.local());
  if (!out) add_note(in.notes, "not_a_date", text);
  return out;
}

bool before(input in) {
  const auto left = date(in.value, in);
  const auto right = date(with(in), in);
  return left && right && left->at < right->at;
}
bool after(input in) {
  const auto left = date(in.value, in);
  const auto right = date(with(in), in);
  return left && right && left->at > right->at;
}
bool same_day(input in) {
  const auto left = date(in.value, in);
  const auto right = date(with(in), in);
  if (!left || !right) return false;
  return iso_date(in.about.local().to_local(left->at)) == iso_date(in.about.local().to_local(right->at));
}

bool has_tag(input in) { return in.about.has_tag(trim(with(in))); }
bool channel_is(input in) { return in.about.channel_key() == trim(with(in)); }
/// `pt` is also Brazil's; `pt-BR` only that.
bool language_is(input in) {
  auto spoken = fold(in.about.language());
  auto wanted = key(with(in));
  std::replace(spoken.begin(), spoken.end(), '_', '-');
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  return !wanted.empty() && (spoken == wanted || spoken.starts_with(wanted + "-"));
}
bool window_open(input in) { return in.about.window_open(); }
bool business_hours(input in) { return in.about.within_business_hours(); }
bool is_first_contact(input in) { return in.about.first_contact(); }

using kind = with_kind;

constexpr std::array<condition_test, 26> table{{
    {"is", true, kind::text, "the same text, without regard to case and accents", is},
    {"is_not", true, kind::text, "another text", is_not},
    {"contains", true, kind::text, "the text occurs in it", contains},
    {"not_contains", true, kind::text, "the text does not occur in it", not_contains},
    {"starts_with", true, kind::text, "it begins with the text", starts_with},
    {"ends_with", true, kind::text, "it ends with the text", ends_with},
    {"one_of", true, kind::texts, "one of a list, or of texts between commas", one_of},
    {"matches", true, kind::pattern, "a pattern in RE2 syntax occurs in it", matches},
    {"is_empty", true, kind::none, "there is nothing but blanks", is_empty},
    {"is_present", true, kind::none, "there is something", is_present},
    {"is_number", true, kind::none, "it is a number such as 12 or -1.5", is_number},
    {"equals", true, kind::number, "the same number", equals},
    {"less_than", true, kind::number, "a smaller number", less_than},
    {"at_most", true, kind::number, "a smaller number or the same", at_most},
    {"more_than", true, kind::number, "a larger number", more_than},
    {"at_least", true, kind::number, "a larger number or the same", at_least},
    {"between", true, kind::range, "a number from the first to the second, both included: 10..20", between},
    {"before", true, kind::date, "an earlier date or time", before},
    {"after", true, kind::date, "a later date or time", after},
    {"same_day", true, kind::date, "the same day in the organisation's zone", same_day},
    {"has_tag", false, kind::text, "the contact has the tag", has_tag},
    {"language_is", false, kind::text, "the conversation's language: pt is also pt-BR", language_is},
    {"channel_is", false, kind::text, "the channel's key", channel_is},
    {"window_open", false, kind::none, "the customer wrote within the last 24 hours", window_open},
    {"business_hours", false, kind::none, "the organisation is open now", business_hours},
    {"is_first_contact", false, kind::none, "the contact never wrote before", is_first_contact},
}};

} // namespace

std::span<const condition_test> condition_tests() { return table; }

const condition_test* find_condition_test(std::string_view name) {
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const condition_test& t) { return t.name == name; });
  return found == table.end() ? nullptr : found;
}

std::vector<std::string> comma_list(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    if (const auto one = trim(text.substr(at, end - at)); !one.empty()) out.emplace_back(one);
    at = end + 1;
  }
  return out;
}

std::optional<std::vector<std::string>> range_ends(std::string_view text) {
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  return std::vector<std::string>{std::string{trim(text.substr(0, dots))}, std::string{trim(text.substr(dots + 2))}};
}

} // namespace charla::flows::expr
