#include "actors/turn_reports.hpp"

#include <algorithm>

namespace charla::actors {

namespace {

/// What is in `a` and not in `b`; both sorted.
std::vector<std::string> without(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

} // namespace

std::vector<ports::visit_count> count_visits(const std::vector<flows::visit>& visits) {
  std::vector<ports::visit_count> out;
  for (const auto& v : visits) {
    const auto same = std::find_if(out.begin(), out.end(), [&](const ports::visit_count& c) {
      return c.flow == v.flow && c.node == v.node && c.exit == v.exit;
    });
    if (same != out.end())
      ++same->count;
    else
      out.push_back({v.flow, v.node, v.exit, 1});
  }
  return out;
}

ports::contact_write contact_of(const flows::conversation& before, const flows::conversation& after) {
  ports::contact_write w;
  if (before.attributes != after.attributes) {
    for (const auto& [key, value] : after.attributes) {
      const auto known = before.attributes.find(key);
      if (known == before.attributes.end() || known->second != value) w.attributes.emplace(key, value);
    }
    for (const auto& [key, value] : before.attributes)
      if (!after.attributes.contains(key)) w.attributes.emplace(key, std::string{});
  }
  w.tags_added = without(after.tags, before.tags);
  w.tags_removed = without(before.tags, after.tags);
  if (after.named && after.contact_name != before.contact_name) w.name = after.contact_name;
  if (after.language != before.language) w.language = after.language;
  if (after.agreed != before.agreed) {
    w.agreed = after.agreed;
    w.agreed_by = after.agreed_by;
  }
  return w;
}

} // namespace charla::actors
