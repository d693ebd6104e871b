#include "flows/check/lint_rules.hpp"
#include "flows/definition/graph.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace charla::flows::check {

namespace {

/// A step of one of the flows.
struct spot {
  const flow* in = nullptr;
  const node* at = nullptr;
  friend auto operator<=>(const spot&, const spot&) = default;
};

spot spot_of(const flow* f, const std::string& id) {
  const auto found = f->nodes.find(id);
  return found == f->nodes.end() ? spot{} : spot{f, &found->second};
}

bool waits(const node& n) {
  const auto* const type = steps::find_step(n.type);
  return type == nullptr || type->suspends;
}

/// Where a run comes to from here in the same turn, if it leaves the flow; an empty spot when it does not.
spot entered_by(const looking_at& at, const node& n) {
  if (!leads_to_flow(n)) return {};
  const auto* const target = named_flow(at, field_of(n, "flow"));
  if (target == nullptr) return {};
  const auto& to = field_of(n, "to");
  return spot_of(target, n.type == "jump" && to.present() ? to.plain() : target->start);
}

/// Does a run that stands at `from` come to `to` without waiting for the outside?
bool comes_back(const looking_at& at, const spot& from, const spot& to) {
  std::set<spot> seen;
  std::vector<spot> open{from};
  while (!open.empty()) {
    const auto here = open.back();
    open.pop_back();
    if (here.at == nullptr || !seen.insert(here).second) continue;
    if (here == to) return true;
    if (waits(*here.at)) continue;
    for (const auto& next : successors(*here.in, *here.at))
      open.push_back(spot_of(here.in, next));
    open.push_back(entered_by(at, *here.at));
  }
  return false;
}

std::vector<const flow*> sub_flows_of(const looking_at& at, const flow& f) {
  std::vector<const flow*> out;
  for (const auto& entry : f.nodes)
    if (entry.second.type == "sub_flow")
      if (const auto* const target = named_flow(at, field_of(entry.second, "flow"))) out.push_back(target);
  return out;
}

/// The names of flows from `f` back to `f`, or nothing.
std::string circle_from(const looking_at& at, const flow& entered) {
  std::map<const flow*, const flow*> came_from{{&entered, nullptr}};
  std::deque<const flow*> open{&entered};
  while (!open.empty()) {
    const auto* const here = open.front();
    open.pop_front();
    if (here == &at.f) {
      std::string out;
      for (const auto* step = here; step != nullptr; step = came_from[step])
        out = step->name + (out.empty() ? "" : " > ") + out;
      return at.f.name + " > " + out;
    }
    for (const auto* next : sub_flows_of(at, *here))
      if (came_from.emplace(next, here).second) open.push_back(next);
  }
  return {};
}

} // namespace

void find_unknown_flows(const looking_at& at) {
  each_field(at.f, [&](const written_field& w) {
    if (w.rule.kind != steps::field_kind::flow || named_flow(at, w.written) != nullptr) return;
    at.report(severity::warning, "lint.unknown_flow",
              "there is no flow `" + w.written.plain() + "` here; check its name, or publish it first", w.path);
  });
}

void find_loops_between_flows(const looking_at& at) {
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    const auto target = entered_by(at, n);
    if (target.at != nullptr && comes_back(at, target, {&at.f, &n}))
      at.report(severity::error, "lint.loop_between_flows",
                "the flows come back here without waiting for anybody; put a question or a wait on the way",
                path_of(n) + ".fields.flow");
  }
}

void find_sub_flow_cycles(const looking_at& at) {
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    const auto* const target = n.type == "sub_flow" ? named_flow(at, field_of(n, "flow")) : nullptr;
    const auto circle = target == nullptr ? std::string{} : circle_from(at, *target);
    if (!circle.empty())
      at.report(severity::error, "lint.sub_flow_cycle",
                "the flow enters itself (" + circle + "); `jump` goes there without coming back",
                path_of(n) + ".fields.flow");
  }
}

} // namespace charla::flows::check
