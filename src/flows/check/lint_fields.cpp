#include "flows/check/lint_rules.hpp"
#include "flows/definition/triggers.hpp"
#include "flows/expr/fold.hpp"

#include <algorithm>
#include <array>

namespace charla::flows::check {

namespace {

using looker = std::function<void(const written_field&)>;

void look_at(const node* in,
             std::span<const steps::field_rule> rules,
             const value::object& written,
             const std::string& path,
             const looker& look) {
  for (const auto& rule : rules) {
    const auto found = written.find(rule.name);
    if (found == written.end() || !found->second.present()) continue;
    const auto here = path + '.' + std::string{rule.name};
    look({in, rule, found->second, here});
    const auto* const items = found->second.items();
    if (items == nullptr || rule.members.empty()) continue;
    std::size_t i = 0;
    for (const auto& item : *items) {
      const auto at = here + '[' + std::to_string(i++) + ']';
      if (const auto* const members = item.members()) look_at(in, rule.members, *members, at, look);
    }
  }
}

/// Tables whose values are no templates.
bool holds_names(const written_field& w) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> tables{
      {{"http", "pick"}, {"sub_flow", "returns"}, {"intent", "map"}}};
  return std::any_of(tables.begin(), tables.end(), [&](const auto& t) {
    return w.in != nullptr && t.first == w.in->type && t.second == w.rule.name;
  });
}

} // namespace

std::string path_of(const node& n) { return "nodes." + n.id; }

const value& field_of(const node& n, std::string_view name) {
  static const value nothing;
  const auto found = n.fields.find(name);
  return found == n.fields.end() ? nothing : found->second;
}

void each_field(const flow& f, const looker& look) {
  std::size_t i = 0;
  for (const auto& t : f.triggers) {
    const auto path = "triggers[" + std::to_string(i++) + ']';
    for (const auto& type : all_triggers())
      if (name_of(type.kind) == t.type) look_at(nullptr, type.fields, t.fields, path, look);
  }
  for (const auto& entry : f.nodes)
    if (const auto* const type = steps::find_step(entry.second.type))
      look_at(&entry.second, type->fields, entry.second.fields, path_of(entry.second) + ".fields", look);
}

void each_template(const flow& f, const std::function<void(const written_field&, std::string_view)>& look) {
  using steps::field_kind;
  each_field(f, [&](const written_field& w) {
    const auto kind = w.rule.kind;
    if ((kind != field_kind::text && kind != field_kind::filled && kind != field_kind::table) || holds_names(w)) return;
    const auto* const members = w.written.members();
    if (members == nullptr) return look(w, w.written.plain());
    for (const auto& [name, one] : *members)
      look({w.in, w.rule, one, w.path + '.' + name}, one.plain());
  });
}

bool leads_to_flow(const node& n) {
  return (n.type == "jump" || n.type == "sub_flow") && field_of(n, "flow").present();
}

const flow* named_flow(const looking_at& at, const value& name) {
  const auto wanted = expr::fold(name.plain());
  const auto is = [&](const flow& f) {
    return expr::fold(f.name) == wanted || (f.id != flow_id{} && std::to_string(f.id.value()) == wanted);
  };
  if (is(at.f)) return &at.f;
  const auto found = std::find_if(at.others.begin(), at.others.end(), [&](const flow* o) { return is(*o); });
  return found == at.others.end() ? nullptr : *found;
}

} // namespace charla::flows::check
