#include "flows/definition/diff.hpp"

#include <algorithm>
#include <set>

namespace charla::flows {

namespace {

value list_of(const std::vector<std::string>& texts) {
  if (texts.empty()) return {};
  return value::list{texts.begin(), texts.end()};
}

value text_or_absent(const std::string& text) { return text.empty() ? value{} : value{text}; }

/// All that can differ, by the path that a reader of the written flow knows.
value::object members_of(const node& n) {
  value::object out{{"type", n.type}, {"comment", text_or_absent(n.comment)}};
  for (const auto& [name, v] : n.fields)
    out["fields." + name] = v;
  for (const auto& [name, target] : n.exits)
    out["exits." + name] = target;
  return out;
}

value::object members_of(const trigger& t) {
  auto out = t.fields;
  out["priority"] = t.priority;
  out["interrupts"] = t.interrupts;
  return out;
}

value::object members_of(const flow& f) {
  return {{"name", text_or_absent(f.name)},
          {"language", f.language},
          {"languages", list_of(f.languages)},
          {"parameters", list_of(f.parameters)},
          {"expires", f.expires_s ? value{static_cast<double>(*f.expires_s)} : value{}},
          {"start", f.start},
          {"comment", text_or_absent(f.comment)}};
}

std::vector<field_change> compare_members(const value::object& before, const value::object& after) {
  std::set<std::string> names;
  for (const auto* side : {&before, &after})
    for (const auto& [name, v] : *side)
      names.insert(name);
  std::vector<field_change> out;
  const auto of = [](const value::object& o, const std::string& name) {
    const auto found = o.find(name);
    return found == o.end() ? value{} : found->second;
  };
  for (const auto& name : names) {
    auto a = of(before, name);
    auto b = of(after, name);
    if (a != b) out.push_back({name, std::move(a), std::move(b)});
  }
  return out;
}

std::vector<step_change> compare_steps(const flow& before, const flow& after) {
  std::vector<step_change> out;
  for (const auto& [id, n] : before.nodes) {
    const auto now = after.nodes.find(id);
    if (now == after.nodes.end()) {
      out.push_back({change_kind::removed, id, n.type, compare_members(members_of(n), {})});
      continue;
    }
    auto fields = compare_members(members_of(n), members_of(now->second));
    if (!fields.empty()) out.push_back({change_kind::changed, id, now->second.type, std::move(fields)});
  }
  for (const auto& [id, n] : after.nodes)
    if (!before.nodes.contains(id)) out.push_back({change_kind::added, id, n.type, compare_members({}, members_of(n))});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.node < b.node; });
  return out;
}

/// What is in `of` and not in `others`, as often as it is there more.
std::vector<trigger> without(std::vector<trigger> of, const std::vector<trigger>& others) {
  for (const auto& t : others)
    if (const auto found = std::find(of.begin(), of.end(), t); found != of.end()) of.erase(found);
  return of;
}

std::vector<trigger_change> compare_triggers(const flow& before, const flow& after) {
  std::vector<trigger_change> out;
  auto fresh = without(after.triggers, before.triggers);
  for (const auto& t : without(before.triggers, after.triggers)) {
    const auto same = std::find_if(fresh.begin(), fresh.end(), [&](const trigger& n) { return n.type == t.type; });
    if (same == fresh.end()) {
      out.push_back({change_kind::removed, t.type, compare_members(members_of(t), {})});
      continue;
    }
    out.push_back({change_kind::changed, t.type, compare_members(members_of(t), members_of(*same))});
    fresh.erase(same);
  }
  for (const auto& t : fresh)
    out.push_back({change_kind::added, t.type, compare_members({}, members_of(t))});
  return out;
}

} // namespace

std::string_view name_of(change_kind k) {
  switch (k) {
  case change_kind::added: return "added";
  case change_kind::removed: return "removed";
  case change_kind::changed: break;
  }
  return "changed";
}

flow_diff diff(const flow& before, const flow& after) {
  return {compare_members(members_of(before), members_of(after)), compare_triggers(before, after),
          compare_steps(before, after)};
}

} // namespace charla::flows
