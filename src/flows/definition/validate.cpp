#include "flows/definition/validate.hpp"

#include "flows/definition/circles.hpp"
#include "flows/steps/step.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

using steps::field_path;
using steps::step_type;
using problem_list = std::vector<error>;

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

void check_fields(const node& n, const step_type& type, problem_list& problems) {
  for (const auto& rule : type.fields) {
    if (!rule.required) continue;
    const auto found = n.fields.find(std::string{rule.name});
    if (found == n.fields.end() || blank(found->second))
      problems.push_back({"flow.missing_field", "fill in `" + std::string{rule.name} + '`', field_path(n, rule.name)});
  }
  for (const auto& field : n.fields) {
    const auto& name = field.first; // clang 14 cannot capture a structured binding
    const bool known =
        std::any_of(type.fields.begin(), type.fields.end(), [&](const auto& r) { return r.name == name; });
    if (known || (type.takes_field != nullptr && type.takes_field(name))) continue;
    problems.push_back({"flow.unknown_field",
                        "the step `" + n.type + "` has no such field; remove it or correct its name",
                        field_path(n, name)});
  }
}

void check_exits(const flow& f, const node& n, const step_type& type, problem_list& problems) {
  for (const auto& [name, target] : n.exits) {
    const auto where = "nodes." + n.id + ".exits." + name;
    const bool known = std::find(type.exits.begin(), type.exits.end(), name) != type.exits.end();
    if (!known && (type.takes_exit == nullptr || !type.takes_exit(n, name)))
      problems.push_back({"flow.unknown_exit", "the step `" + n.type + "` has no such exit", where});
    if (!f.nodes.contains(target))
      problems.push_back({"flow.missing_node", "there is no step `" + target + "` to go to", where});
  }
}

void check_node(const flow& f, const std::string& id, const node& n, problem_list& problems) {
  if (id.empty() || n.id != id)
    problems.push_back({"flow.bad_id", "a step's id is its key and not empty", "nodes." + id});
  const auto* const type = steps::find_step(n.type);
  if (type == nullptr) {
    std::string known;
    for (const auto& t : steps::all_steps())
      known += (known.empty() ? "" : ", ") + std::string{t.name};
    problems.push_back(
        {"flow.unknown_step", "no step type `" + n.type + "`; there are: " + known, "nodes." + id + ".type"});
    return;
  }
  check_fields(n, *type, problems);
  check_exits(f, n, *type, problems);
  if (type->check != nullptr) type->check(n, problems);
}

void check_circles(const flow& f, problem_list& problems) {
  for (const auto& circle : endless_circles(f)) {
    std::string ids;
    for (const auto& id : circle)
      ids += (ids.empty() ? "" : " > ") + id;
    problems.push_back({"flow.loop", "these steps run in a circle without waiting: " + ids, "nodes." + circle.back()});
  }
}

} // namespace

std::vector<error> validate(const flow& f) {
  problem_list problems;
  if (blank(f.name)) problems.push_back({"flow.missing_name", "give the flow a name", "name"});
  if (f.nodes.empty()) problems.push_back({"flow.no_nodes", "a flow has at least one step", "nodes"});
  if (f.nodes.size() > limits::nodes_per_flow_max) {
    problems.push_back(
        {"flow.too_many_nodes", "at most " + std::to_string(limits::nodes_per_flow_max) + " steps; split it", "nodes"});
    return problems;
  }
  if (!f.nodes.contains(f.start))
    problems.push_back({"flow.missing_start", "there is no step `" + f.start + "` to begin with", "start"});
  for (const auto& [id, n] : f.nodes)
    check_node(f, id, n, problems);
  check_circles(f, problems);
  return problems;
}

} // namespace charla::flows
