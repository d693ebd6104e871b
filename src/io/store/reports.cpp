#include "io/store/reports.hpp"

#include "io/json/reader.hpp"
#include "io/json/writer.hpp"

#include <algorithm>

namespace charla::store {

using namespace ports; // NOLINT(google-build-using-namespace): the adapters speak the port's language

bool can_be_kept(const turn_write& t) {
  const auto run_is_good = [](const run_write& r) {
    return r.number > 0 && r.status <= run_status::expired && r.node.size() <= step_name_max;
  };
  const auto visit_is_good = [](const visit_count& v) {
    return v.count > 0 && v.node.size() <= step_name_max && v.exit.size() <= step_name_max;
  };
  return std::all_of(t.runs.begin(), t.runs.end(), run_is_good)
         && std::all_of(t.visits.begin(), t.visits.end(), visit_is_good);
}

std::map<visit_key, std::int64_t> visits_of(const batch& work, const std::vector<verdict>& verdicts) {
  std::map<visit_key, std::int64_t> sums;
  for (std::size_t i = 0; i < work.turns.size(); ++i) {
    const auto& t = work.turns[i];
    if (t.visits.empty() || verdicts[i] != verdict::ok) continue;
    for (const auto& v : t.visits)
      sums[{t.summary.tenant, v.flow, v.node, v.exit}] += v.count;
  }
  return sums;
}

std::string as_json_array(const std::vector<std::string>& texts) {
  if (texts.empty()) return "[]";
  json::writer w{32};
  w.begin_array();
  for (const auto& text : texts)
    w.text(text);
  w.end_array();
  return w.take();
}

std::vector<std::string> texts_of(std::string_view json_array) {
  std::vector<std::string> texts;
  if (json_array.empty() || json_array == "[]") return texts;
  const auto parsed = json::document::parse(json_array);
  if (!parsed) return texts;
  for (const auto& item : parsed->root().items())
    if (const auto text = item.text()) texts.emplace_back(*text);
  return texts;
}

std::string as_patch(const std::map<std::string, std::string>& changes) {
  if (changes.empty()) return "{}";
  json::writer w{64};
  w.begin_object();
  for (const auto& [name, value] : changes) {
    w.key(name);
    if (value.empty())
      w.null();
    else
      w.text(value);
  }
  w.end_object();
  return w.take();
}

std::string patched(std::string_view attributes, const std::map<std::string, std::string>& changes) {
  json::writer w{attributes.size() + 64};
  w.begin_object();
  if (const auto before = json::document::parse(attributes))
    for (const auto& [name, value] : before->root().members())
      if (!changes.contains(std::string{name})) w.key(name).raw(value.dump());
  for (const auto& [name, value] : changes)
    if (!value.empty()) w.member(name, value);
  w.end_object();
  return w.take();
}

} // namespace charla::store
