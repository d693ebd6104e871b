#include "flows/expr/answer.hpp"

#include "flows/expr/cursor.hpp"
#include "flows/expr/letters.hpp"
#include "flows/expr/spoken.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace charla::flows::expr {

namespace {

constexpr std::array<std::string_view, 8> kind_names{"text",  "number", "date",   "time",
                                                     "email", "phone",  "choice", "yes_no"};
/// Bytes of an answer that is no free text: longer ones are none.
constexpr std::size_t short_answer_max = 500;
constexpr std::size_t options_max = 200;

tl::unexpected<error> bad(std::string what, std::string where) {
  return fail("flow.bad_answer", std::move(what), std::move(where));
}

/// A found text, or the error.
result<std::string> found(std::optional<std::string> read, const char* code, const char* what) {
  if (read) return *std::move(read);
  return fail(code, what);
}

/// Dates and times in their one form are in the order of their letters.
result<std::string>
within(std::string read, const std::optional<std::string>& min, const std::optional<std::string>& max) {
  if (min && read < *min) return fail("answer.too_early", "give " + *min + " or later");
  if (max && read > *max) return fail("answer.too_late", "give " + *max + " or earlier");
  return read;
}

/// Does the limit mean something for that kind? Dates are tried on any day: `today` is one.
bool is_limit(answer_kind kind, const std::string& limit) {
  if (limit.empty()) return true;
  switch (kind) {
  case answer_kind::number: return decimal::read(limit).has_value();
  case answer_kind::date: return spoken::date(limit, local_time{}).has_value();
  case answer_kind::time: return spoken::time(limit).has_value();
  default: return true;
  }
}

result<void> check_options(const std::vector<answer_option>& options) {
  if (options.empty() || options.size() > options_max) return bad("give 1 to 200 options", "options");
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto where = fmt::format("options[{}]", i);
    if (trim(options[i].title).empty()) return bad("give the option a title", where);
    const auto same = [&](const answer_option& o) {
      return o.title == options[i].title || (!o.id.empty() && o.id == options[i].id);
    };
    if (std::any_of(options.begin(), options.begin() + static_cast<std::ptrdiff_t>(i), same))
      return bad("there is one with that title or id already", where);
  }
  return {};
}

result<void> check_rules(answer_kind kind, const answer_rules& rules) {
  if (!is_limit(kind, rules.min)) return bad(fmt::format("write a {}", name_of(kind)), "min");
  if (!is_limit(kind, rules.max)) return bad(fmt::format("write a {}", name_of(kind)), "max");
  if (kind == answer_kind::choice) return check_options(rules.options);
  if (kind == answer_kind::phone && !rules.country_code.empty()) {
    const auto& code = rules.country_code;
    const bool digits = std::all_of(code.begin(), code.end(), is_digit);
    if (!digits || code.size() > 3 || code.front() == '0')
      return bad("write the digits only, such as 54", "country_code");
  }
  return {};
}

std::optional<std::string> limit_of(const std::string& written, std::optional<std::string> read) {
  return written.empty() ? std::nullopt : std::move(read);
}

} // namespace

std::string_view name_of(answer_kind k) { return kind_names.at(static_cast<std::size_t>(k)); }

std::optional<answer_kind> answer_kind_named(std::string_view name) {
  const auto* const at = std::find(kind_names.begin(), kind_names.end(), name);
  if (at == kind_names.end()) return std::nullopt;
  return static_cast<answer_kind>(at - kind_names.begin());
}

result<answer_reader> answer_reader::parse(answer_kind kind, answer_rules rules) {
  if (auto checked = check_rules(kind, rules); !checked) return tl::make_unexpected(std::move(checked.error()));
  answer_reader out{kind, std::move(rules)};
  if (kind == answer_kind::text && !out.rules_.pattern.empty()) {
    auto compiled = compiled_pattern::parse(out.rules_.pattern);
    if (!compiled) return tl::make_unexpected(std::move(compiled.error()));
    out.pattern_ = *std::move(compiled);
  }
  return out;
}

result<std::string> answer_reader::read(std::string_view text, const scope& in) const {
  auto asked = trim(text);
  if (kind_ != answer_kind::text && asked.size() > short_answer_max) asked = {};
  switch (kind_) {
  case answer_kind::text: return read_text(asked);
  case answer_kind::number: return read_number(asked, in);
  case answer_kind::date: return read_date(asked, in);
  case answer_kind::time: return read_time(asked);
  case answer_kind::email:
    return found(spoken::email(asked), "answer.not_an_email", "give an e-mail address, such as ana@example.com");
  case answer_kind::phone:
    return found(spoken::phone(asked, rules_.country_code), "answer.not_a_phone",
                 "give a phone number with its country's code, such as +54 9 11 5555-0100");
  case answer_kind::choice:
    return found(spoken::choice(asked, rules_.options), "answer.not_a_choice", "give one of the options or its number");
  case answer_kind::yes_no: break;
  }
  const auto yes = spoken::yes_no(asked);
  if (!yes) return fail("answer.not_yes_or_no", "answer yes or no");
  return std::string{*yes ? "yes" : "no"};
}

result<std::string> answer_reader::read_text(std::string_view text) const {
  const auto length = characters_of(text);
  const auto least = rules_.min_length.value_or(1);
  if (length < least) return fail("answer.too_short", fmt::format("give {} characters at least", least));
  if (rules_.max_length && length > *rules_.max_length)
    return fail("answer.too_long", fmt::format("give {} characters at most", *rules_.max_length));
  if (pattern_ && !pattern_->matches_all_of(text)) return fail("answer.no_match", "write it as it is asked for");
  return std::string{text};
}

result<std::string> answer_reader::read_number(std::string_view text, const scope& in) const {
  const auto n = spoken::number(text, locale_of(in.language()));
  if (!n) return fail("answer.not_a_number", "give a number, such as 12 or 1.5");
  if (const auto least = decimal::read(rules_.min); least && *n < *least)
    return fail("answer.too_small", "give " + rules_.min + " or more");
  if (const auto most = decimal::read(rules_.max); most && *n > *most)
    return fail("answer.too_large", "give " + rules_.max + " or less");
  return n->text();
}

result<std::string> answer_reader::read_date(std::string_view text, const scope& in) const {
  const auto today = in.local().to_local(in.now());
  auto read = spoken::date(text, today);
  if (!read) return fail("answer.not_a_date", "give a date, such as 21/11/2026");
  return within(*std::move(read), limit_of(rules_.min, spoken::date(rules_.min, today)),
                limit_of(rules_.max, spoken::date(rules_.max, today)));
}

result<std::string> answer_reader::read_time(std::string_view text) const {
  auto read = spoken::time(text);
  if (!read) return fail("answer.not_a_time", "give a time, such as 15:30");
  return within(*std::move(read), limit_of(rules_.min, spoken::time(rules_.min)),
                limit_of(rules_.max, spoken::time(rules_.max)));
}

result<std::string> parse_answer(answer_kind kind, std::string_view text, const answer_rules& rules, const scope& in) {
  return answer_reader::parse(kind, rules).and_then([&](const answer_reader& r) { return r.read(text, in); });
}

} // namespace charla::flows::expr
