#include "flows/steps/fields.hpp"

#include "flows/expr/duration.hpp"
#include "flows/expr/plain_number.hpp"
#include "flows/limits.hpp"

#include <algorithm>
#include <cmath>

namespace charla::flows::steps {

namespace {

std::string_view trim(std::string_view s) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = s.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string_view{} : s.substr(first, s.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::vector<std::string> words_of(const value& v) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view word) {
    if (const auto t = trim(word); !t.empty()) out.emplace_back(t);
  };
  if (const auto* const list = v.items()) {
    for (const auto& item : *list)
      add(item.plain());
    return out;
  }
  const auto all = v.plain();
  std::string_view rest = all;
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    add(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  }
  return out;
}

std::string field_reader::at(std::string_view name) const { return path_ + '.' + std::string{name}; }

void field_reader::wrong(std::string_view name, std::string code, std::string what) {
  problems_.push_back({std::move(code), std::move(what), at(name)});
}

const value& field_reader::raw(std::string_view name) const {
  static const value nothing;
  const auto found = written_.find(name);
  return found == written_.end() ? nothing : found->second;
}

bool field_reader::has(std::string_view name) const {
  const auto& v = raw(name);
  if (const auto* const t = v.text()) return !trim(*t).empty();
  return v.present();
}

std::string field_reader::word(std::string_view name) const { return std::string{trim(raw(name).plain())}; }

expr::text_template field_reader::parse(std::string_view name, const std::string& text, std::string_view language) {
  auto parsed = expr::text_template::parse(text);
  if (parsed) return *std::move(parsed);
  auto path = std::string{name};
  if (!language.empty()) path += '.' + std::string{language};
  wrong(path, parsed.error().code, parsed.error().what);
  return {};
}

localized field_reader::text(std::string_view name) {
  const auto& v = raw(name);
  std::map<std::string, expr::text_template, std::less<>> by_language;
  if (const auto* const translations = v.members()) {
    for (const auto& [language, one] : *translations)
      by_language.emplace(language, parse(name, one.plain(), language));
  } else if (v.present()) {
    by_language.emplace(flow_.language, parse(name, v.plain()));
  }
  return {std::move(by_language), flow_.language};
}

expr::text_template field_reader::filled(std::string_view name) { return parse(name, raw(name).plain()); }

std::optional<milliseconds> field_reader::duration(std::string_view name, milliseconds longest) {
  const auto written = word(name);
  if (written.empty()) return std::nullopt;
  const auto time = expr::read_duration(written);
  if (!time) return std::nullopt; // its form has been checked
  if (*time <= longest) return time;
  wrong(name, "flow.bad_field", "at most " + expr::show_duration(longest));
  return std::nullopt;
}

std::optional<std::int64_t> field_reader::whole(std::string_view name, std::int64_t least, std::int64_t most) {
  const auto n = number(name);
  if (!n) return std::nullopt;
  if (*n >= static_cast<double>(least) && *n <= static_cast<double>(most)) return static_cast<std::int64_t>(*n);
  wrong(name, "flow.bad_field", "from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<double> field_reader::number(std::string_view name) const {
  const auto& v = raw(name);
  if (const auto* const n = v.number()) return *n;
  return expr::read_number(word(name));
}

bool field_reader::yes(std::string_view name, bool otherwise) const {
  const auto written = word(name);
  return written.empty() ? otherwise : written == "true";
}

std::vector<std::string> field_reader::words(std::string_view name) const { return words_of(raw(name)); }

std::optional<expr::compiled_pattern> field_reader::pattern(std::string_view name) {
  if (!has(name)) return std::nullopt;
  auto parsed = expr::compiled_pattern::parse(word(name));
  if (parsed) return *std::move(parsed);
  wrong(name, parsed.error().code, parsed.error().what);
  return std::nullopt;
}

std::optional<expr::condition> field_reader::condition(std::string_view name) {
  if (!has(name)) return std::nullopt;
  auto parsed = expr::condition::parse(raw(name));
  if (parsed) return *std::move(parsed);
  auto path = std::string{name};
  if (!parsed.error().where.empty()) path += '.' + parsed.error().where;
  wrong(path, parsed.error().code, parsed.error().what);
  return std::nullopt;
}

std::optional<expr::business_hours> field_reader::hours(std::string_view name) {
  if (!has(name)) return std::nullopt;
  auto parsed = expr::business_hours::parse(word(name));
  if (parsed) return *std::move(parsed);
  wrong(name, parsed.error().code, parsed.error().what);
  return std::nullopt;
}

std::map<std::string, expr::text_template> field_reader::table(std::string_view name) {
  std::map<std::string, expr::text_template> out;
  if (const auto* const members = raw(name).members())
    for (const auto& [key, v] : *members)
      out.emplace(key, parse(std::string{name} + '.' + key, v.plain()));
  return out;
}

std::vector<field_reader> field_reader::items(std::string_view name) {
  std::vector<field_reader> out;
  const auto* const list = raw(name).items();
  if (list == nullptr) return out;
  std::size_t i = 0;
  for (const auto& item : *list) {
    auto path = at(name) + '[' + std::to_string(i++) + ']';
    if (const auto* const members = item.members()) out.emplace_back(flow_, *members, std::move(path), problems_);
  }
  return out;
}

} // namespace charla::flows::steps
