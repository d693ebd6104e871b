#include "flows/check/lint_rules.hpp"
#include "flows/definition/graph.hpp"

#include <algorithm>
#include <set>

namespace charla::flows::check {

namespace {

bool is_one_of(std::string_view what, std::initializer_list<std::string_view> of) {
  return std::find(of.begin(), of.end(), what) != of.end();
}

bool leads(const node& n, std::string_view exit) { return n.exits.contains(std::string{exit}); }

/// What an exit that leads nowhere deserves; `nullopt`: another exit takes its place, or an end there is usual.
std::optional<severity> verdict(const node& n, std::string_view exit, bool own) {
  if (own) return n.type == "ask" && leads(n, "next") ? std::nullopt : std::optional{severity::warning};
  if (is_one_of(exit, {"missing", "default", "handoff"})) return severity::warning;
  // Who does not care for the good answer does not care for the bad one.
  if (exit == "failed") return leads(n, "ok") || leads(n, "done") ? severity::warning : severity::hint;
  if (is_one_of(exit, {"done", "limit", "ok"})) return severity::hint;
  if (exit == "timeout" && is_one_of(n.type, {"http", "assistant"})) return severity::hint;
  return std::nullopt;
}

/// A sub-flow or a jump within the flow cannot be missing.
bool can_be_left_by(const node& n, std::string_view exit) {
  return exit != "missing" || n.type != "jump" || field_of(n, "flow").present();
}

} // namespace

void find_unreachable(const looking_at& at) {
  std::set<std::string, std::less<>> seen;
  std::vector<std::string> open{at.f.start};
  // Other flows may jump into the middle of this one.
  for (const auto* other : at.others)
    for (const auto& entry : other->nodes)
      if (entry.second.type == "jump" && leads_to_flow(entry.second)
          && named_flow(at, field_of(entry.second, "flow")) == &at.f)
        open.push_back(field_of(entry.second, "to").plain());
  while (!open.empty()) {
    auto id = std::move(open.back());
    open.pop_back();
    const auto found = at.f.nodes.find(id);
    if (found == at.f.nodes.end() || !seen.insert(std::move(id)).second) continue;
    for (auto& next : successors(at.f, found->second))
      open.push_back(std::move(next));
  }
  for (const auto& [id, n] : at.f.nodes)
    if (!seen.contains(id))
      at.report(severity::warning, "lint.unreachable", "no way leads here; connect it or remove it", path_of(n));
}

void find_dead_ends(const looking_at& at) {
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    if (is_one_of(n.type, {"ask", "wait_for_reply"}) && n.exits.empty())
      at.report(severity::warning, "lint.dead_end", "the answer leads nowhere; connect an exit, or do not ask",
                path_of(n));
  }
}

void find_open_exits(const looking_at& at) {
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    const auto* const type = steps::find_step(n.type);
    if (type == nullptr) continue;
    const auto look = [&](std::string_view exit, bool own) {
      const auto how_bad = verdict(n, exit, own);
      if (!how_bad || leads(n, exit) || !can_be_left_by(n, exit)) return;
      const bool ends_whole_question = n.type == "ask" && n.exits.empty(); // said once, as a dead end
      if (!ends_whole_question)
        at.report(*how_bad, "lint.exit_without_edge",
                  "nothing follows when the step leaves by `" + std::string{exit}
                      + "`; connect it, to an `end` if that is meant",
                  path_of(n) + ".exits." + std::string{exit});
    };
    for (const auto exit : type->exits)
      look(exit, false);
    if (type->own_exits == nullptr) continue;
    for (const auto& exit : type->own_exits(n))
      look(exit, true);
  }
}

void find_missing_timeouts(const looking_at& at) {
  if (at.f.expires_s) return;
  for (const auto& entry : at.f.nodes) {
    const auto& n = entry.second;
    const auto field = n.type == "ask" ? "timeout" : n.type == "wait_for_reply" ? "seconds" : "";
    if (*field == '\0' || field_of(n, field).present()) continue;
    at.report(severity::hint, "lint.missing_timeout",
              std::string{"it waits for ever; give it `"} + field + "`, or the flow `expires`", path_of(n));
  }
}

} // namespace charla::flows::check
