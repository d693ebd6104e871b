#include "flows/expr/cursor.hpp"
#include "flows/expr/decimal.hpp"
#include "flows/expr/filters.hpp"
#include "flows/expr/fold.hpp"

#include <algorithm>
#include <set>

namespace charla::flows::expr::apply {

namespace {

/// The lines that are not blank, each without blanks around it.
std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < list.size();) {
    const auto end = std::min(list.find('\n', at), list.size());
    if (const auto one = trim(list.substr(at, end - at)); !one.empty()) out.push_back(one);
    at = end + 1;
  }
  return out;
}

std::string joined(const std::vector<std::string_view>& items, std::string_view between) {
  std::string out;
  for (const auto item : items) {
    if (!out.empty()) out += between;
    out += item;
    if (out.size() > filtered_max) break; // the caller cuts it off there
  }
  return out;
}

} // namespace

std::string join(const std::string& text, const filter_input& with) {
  return joined(items_of(text), with.arguments[0]);
}

std::string split_list(const std::string& text, const filter_input& with) {
  const auto& between = with.arguments[0];
  if (between.empty()) return text;
  std::string lines;
  std::size_t at = 0;
  for (auto found = text.find(between); found != std::string::npos; found = text.find(between, at)) {
    lines.append(text, at, found - at).append("\n");
    at = found + between.size();
  }
  lines.append(text, at);
  return joined(items_of(lines), "\n");
}

std::string first(const std::string& text, const filter_input&) {
  const auto items = items_of(text);
  return items.empty() ? std::string{} : std::string{items.front()};
}

std::string last(const std::string& text, const filter_input&) {
  const auto items = items_of(text);
  return items.empty() ? std::string{} : std::string{items.back()};
}

std::string item(const std::string& text, const filter_input& with) {
  const auto items = items_of(text);
  const auto read = decimal::read(with.arguments[0]);
  const auto wanted = read ? read->whole() : std::nullopt;
  if (!wanted) {
    add_note(with.notes, "not_a_number", with.arguments[0]);
    return {};
  }
  const auto size = static_cast<std::int64_t>(items.size());
  const auto index = *wanted < 0 ? size + *wanted : *wanted - 1;
  if (index < 0 || index >= size) return {};
  return std::string{items[static_cast<std::size_t>(index)]};
}

std::string count(const std::string& text, const filter_input&) { return std::to_string(items_of(text).size()); }

std::string sort(const std::string& text, const filter_input&) {
  std::vector<std::pair<std::string, std::string_view>> keyed;
  for (const auto one : items_of(text))
    keyed.emplace_back(fold(one), one);
  std::sort(keyed.begin(), keyed.end());
  std::vector<std::string_view> out;
  out.reserve(keyed.size());
  for (const auto& one : keyed)
    out.push_back(one.second);
  return joined(out, "\n");
}

std::string uniq(const std::string& text, const filter_input&) {
  std::set<std::string_view> seen;
  std::vector<std::string_view> out;
  for (const auto one : items_of(text))
    if (seen.insert(one).second) out.push_back(one);
  return joined(out, "\n");
}

} // namespace charla::flows::expr::apply
