#include "flows/check/lint_rules.hpp"
#include "flows/expr/condition.hpp"
#include "flows/expr/text_template.hpp"
#include "flows/limits.hpp"

#include <algorithm>
#include <set>

namespace charla::flows::check {

namespace {

using names = std::set<std::string, std::less<>>;

void add_keys(std::vector<std::string>& out, const value& table) {
  if (const auto* const members = table.members())
    for (const auto& entry : *members)
      out.push_back(entry.first);
}

std::string word_or(const value& written, const std::string& otherwise) {
  const auto text = written.plain();
  return text.empty() ? otherwise : text;
}

void add_set_by(std::vector<std::string>& out, const node& n) {
  if (n.type == "set_variable") out.push_back(field_of(n, "name").plain());
  if (n.type == "set_attribute") out.push_back(field_of(n, "key").plain());
  if (n.type == "wait_for_reply") out.push_back(word_or(field_of(n, "variable"), "reply"));
  if (n.type == "intent") out.emplace_back("intent");
  if (n.type == "sub_flow") add_keys(out, field_of(n, "returns"));
  if (n.type == "http") {
    out.emplace_back("http_status");
    out.push_back(field_of(n, "variable").plain());
    add_keys(out, field_of(n, "pick"));
  }
  if (n.type != "ask") return;
  const auto name = word_or(field_of(n, "variable"), n.id);
  out.push_back(name);
  if (field_of(n, "kind").plain() == "media") out.insert(out.end(), {name + "_type", name + "_caption"});
}

/// What another flow brings along when it enters this one.
void add_brought_by(names& known, const looking_at& at, const flow& other) {
  for (const auto& entry : other.nodes) {
    const auto& n = entry.second;
    if (n.type == "set_attribute") known.insert(field_of(n, "key").plain());
    if (!leads_to_flow(n) || named_flow(at, field_of(n, "flow")) != &at.f) continue;
    std::vector<std::string> brought;
    if (n.type == "sub_flow") {
      add_keys(brought, field_of(n, "parameters"));
    } else {
      brought = names_set_by(other);
    }
    known.insert(brought.begin(), brought.end());
  }
}

names known_names(const looking_at& at) {
  names out{"input", "pending_input", "channel", "flow"};
  out.insert(at.f.parameters.begin(), at.f.parameters.end());
  const auto set = names_set_by(at.f);
  out.insert(set.begin(), set.end());
  for (const auto* other : at.others)
    add_brought_by(out, at, *other);
  return out;
}

bool of_contact(std::string_view name) { return name.starts_with("contact.") || name.starts_with("attributes."); }

/// Every name that something reads, with the place.
void each_name(const flow& f, const std::function<void(const std::string& name, const std::string& path)>& look) {
  each_template(f, [&](const written_field& w, std::string_view text) {
    const auto parsed = expr::text_template::parse(text);
    if (!parsed) return; // an error of its own
    for (const auto& name : parsed->names())
      look(name, w.path);
  });
  each_field(f, [&](const written_field& w) {
    if (w.rule.kind != steps::field_kind::condition) return;
    const auto parsed = expr::condition::parse(w.written);
    if (!parsed) return;
    for (const auto& name : parsed->names())
      look(name, w.path);
  });
}

} // namespace

std::vector<std::string> names_set_by(const flow& f) {
  std::vector<std::string> out;
  for (const auto& entry : f.nodes)
    add_set_by(out, entry.second);
  return out;
}

void find_unknown_names(const looking_at& at) {
  const auto known = known_names(at);
  const bool any_may_come = std::any_of(at.f.nodes.begin(), at.f.nodes.end(),
                                        [](const auto& entry) { return entry.second.type == "assistant"; });
  names read;
  each_name(at.f, [&](const std::string& name, const std::string& path) {
    read.insert(name);
    if (known.contains(name) || of_contact(name)) return;
    at.report(any_may_come ? severity::hint : severity::warning, "lint.unknown_variable",
              "nothing sets `" + name + "`; set it, name it among the flow's `parameters`, or write `contact." + name
                  + "` for an attribute",
              path);
  });
  for (std::size_t i = 0; i < at.f.parameters.size(); ++i)
    if (!read.contains(at.f.parameters[i]))
      at.report(severity::hint, "lint.unused_parameter", "nothing reads `" + at.f.parameters[i] + "`; remove it",
                "parameters[" + std::to_string(i) + ']');
}

} // namespace charla::flows::check
