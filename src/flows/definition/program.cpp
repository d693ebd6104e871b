#include "flows/definition/program.hpp"

#include "flows/definition/circles.hpp"
#include "flows/definition/triggers.hpp"
#include "flows/limits.hpp"
#include "flows/steps/fields.hpp"

#include <algorithm>

namespace charla::flows {

namespace {

using steps::step_type;

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

std::string path_of(const node& n) { return "nodes." + n.id; }

template <class Range, class Name>
std::string listed(const Range& all, Name name) {
  std::string out;
  for (const auto& one : all)
    out += (out.empty() ? "" : ", ") + std::string{name(one)};
  return out;
}

} // namespace

program::program() = default;
program::~program() = default;

const program::place* program::find(std::string_view node) const {
  const auto found = places_.find(node);
  return found == places_.end() ? nullptr : &found->second;
}

/// Builds one program and collects what is wrong with it.
struct compiler {
  std::shared_ptr<program> out{new program};
  std::vector<error> problems;

  void report(std::string code, std::string what, std::string where) {
    problems.push_back({std::move(code), std::move(what), std::move(where)});
  }
  void check_head();
  void read_triggers();
  void read_node(const std::string& id, const node& n);
  void check_exits(const node& n, const step_type& type);
  void connect();
  void check_circles();
  compilation run(flow f);
};

void compiler::check_head() {
  const auto& f = out->source_;
  if (blank(f.name)) report("flow.missing_name", "give the flow a name", "name");
  if (f.nodes.empty()) report("flow.no_nodes", "a flow has at least one step", "nodes");
  if (!f.nodes.contains(f.start))
    report("flow.missing_start", "there is no step `" + f.start + "` to begin with", "start");
  if (f.expires_s && (*f.expires_s <= 0 || std::chrono::seconds{*f.expires_s} > limits::wait_max))
    report("flow.bad_field", "write a time above zero, at most a year", "expires");
}

void compiler::read_triggers() {
  const auto& f = out->source_;
  for (std::size_t i = 0; i < f.triggers.size(); ++i) {
    const auto& t = f.triggers[i];
    const auto path = "triggers[" + std::to_string(i) + ']';
    const auto types = all_triggers();
    const auto type =
        std::find_if(types.begin(), types.end(), [&](const trigger_type& k) { return name_of(k.kind) == t.type; });
    if (type == types.end()) {
      report("flow.bad_trigger",
             "no trigger `" + t.type + "`; there are: " + listed(types, [](const auto& k) { return name_of(k.kind); }),
             path + ".type");
      continue;
    }
    steps::field_reader written{f, t.fields, path, problems};
    written.check(type->fields);
    out->triggers_.emplace_back(t, *type, written);
  }
  if (!f.triggers.empty()) return;
  // A flow that names none is begun by any message, as those of the systems before Charla.
  static const trigger any{"any_message", 0, false, {}};
  steps::field_reader nothing{f, any.fields, "triggers", problems};
  out->triggers_.emplace_back(any, all_triggers().back(), nothing);
}

void compiler::check_exits(const node& n, const step_type& type) {
  for (const auto& [name, target] : n.exits) {
    const auto where = path_of(n) + ".exits." + name;
    const bool known = std::find(type.exits.begin(), type.exits.end(), name) != type.exits.end();
    if (!known && (type.takes_exit == nullptr || !type.takes_exit(n, name)))
      report("flow.unknown_exit", "the step `" + n.type + "` has no such exit", where);
    if (!out->source_.nodes.contains(target))
      report("flow.missing_node", "there is no step `" + target + "` to go to", where);
  }
}

void compiler::read_node(const std::string& id, const node& n) {
  if (id.empty() || n.id != id) report("flow.bad_id", "a step's id is its key and not empty", "nodes." + id);
  const auto* const type = steps::find_step(n.type);
  if (type == nullptr) {
    report("flow.unknown_step",
           "no step type `" + n.type
               + "`; there are: " + listed(steps::all_steps(), [](const auto& t) { return t.name; }),
           "nodes." + id + ".type");
    return;
  }
  steps::field_reader written{out->source_, n.fields, path_of(n) + ".fields", problems};
  written.check(type->fields, type->takes_field);
  check_exits(n, *type);
  auto& place = out->places_[id];
  place.at = &n;
  place.type = type;
  place.act = type->compile(written);
}

void compiler::connect() {
  auto& places = out->places_;
  for (auto& [id, place] : places)
    for (const auto& [name, target] : place.at->exits)
      if (const auto found = places.find(target); found != places.end()) place.exits.emplace(name, &found->second);
  out->start_ = out->find(out->source_.start);
}

void compiler::check_circles() {
  for (const auto& circle : endless_circles(out->source_)) {
    std::string ids;
    for (const auto& id : circle)
      ids += (ids.empty() ? "" : " > ") + id;
    report("flow.loop", "these steps run in a circle without waiting: " + ids, "nodes." + circle.back());
  }
}

compilation compiler::run(flow f) {
  out->source_ = std::move(f);
  const auto& nodes = out->source_.nodes;
  check_head();
  if (nodes.size() > limits::nodes_per_flow_max) {
    report("flow.too_many_nodes", "at most " + std::to_string(limits::nodes_per_flow_max) + " steps; split it",
           "nodes");
    return {nullptr, std::move(problems)};
  }
  read_triggers();
  for (const auto& [id, n] : nodes)
    read_node(id, n);
  connect();
  check_circles();
  if (!problems.empty()) return {nullptr, std::move(problems)};
  return {std::move(out), {}};
}

compilation compile(flow f) { return compiler{}.run(std::move(f)); }

} // namespace charla::flows
