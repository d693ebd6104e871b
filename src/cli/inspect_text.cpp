#include "cli/inspect_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace charla::cli {

namespace {

constexpr std::size_t error_max = 60;
constexpr std::size_t line_max = 100;
constexpr std::size_t value_max = 300;

std::int64_t number(json::value v) { return v.integer().value_or(0); }
std::string_view text(json::value v) { return v.text().value_or(""); }
bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
std::size_t width(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), starts_character));
}

using row = std::vector<std::string>;

/// Columns as wide as their widest cell. `numbers` stand at the right.
std::string table(const std::vector<row>& rows, const std::vector<bool>& numbers) {
  std::vector<std::size_t> widths(numbers.size());
  for (const auto& r : rows)
    for (std::size_t i = 0; i < r.size(); ++i)
      widths[i] = std::max(widths[i], width(r[i]));
  std::string out;
  for (const auto& r : rows) {
    std::string line;
    for (std::size_t i = 0; i < r.size(); ++i) {
      const std::string gap(widths[i] - width(r[i]), ' ');
      line += (i == 0 ? "" : "  ") + (numbers[i] ? gap + r[i] : r[i] + gap);
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

/// The actors below `parent`, each with its depth, in the order of the tree.
struct tree {
  std::map<std::int64_t, std::vector<json::value>> below;
  std::vector<std::pair<json::value, std::size_t>> ordered;

  explicit tree(const std::vector<json::value>& actors) {
    std::map<std::int64_t, bool> known;
    for (const auto& a : actors)
      known[number(a["id"])] = true;
    for (const auto& a : actors)
      below[known.count(number(a["parent"])) != 0 ? number(a["parent"]) : 0].push_back(a);
    visit(0, 0);
  }
  void visit(std::int64_t parent, std::size_t depth) {
    const auto children = std::exchange(below[parent], {}); // taken: a loop of parents ends here
    for (const auto& a : children) {
      ordered.emplace_back(a, depth);
      if (number(a["id"]) != 0) visit(number(a["id"]), depth + 1);
    }
  }
};

std::string joined(json::value list, std::string_view none) {
  std::string out;
  for (const auto& v : list.items())
    out += (out.empty() ? "" : ", ") + visible(text(v), line_max);
  return out.empty() ? std::string{none} : out;
}

std::string line(std::string_view name, const std::string& value) { return fmt::format("{:<14}{}\n", name, value); }

std::string who_speaks(json::value c) {
  const auto mode = text(c["mode"]);
  if (mode == "bot") return "the bot";
  if (mode == "paused") return "nobody: paused until a person looks";
  const auto until = text(c["human_override_until"]);
  return until.empty() ? "a person, until it is handed back"
                       : "a person; the bot is silent until " + visible(until, 40);
}

std::string where_the_flow_is(json::value run) {
  if (run.kind() != json::kind::object) return "none is under way";
  auto out = fmt::format("flow {} version {}, at node {}", number(run["flow"]), number(run["flow_version"]),
                         visible(text(run["node"]), 60));
  const auto wait = run["wait"];
  if (const auto why = text(wait["for"]); !why.empty() && why != "nothing") out += ", waits for " + visible(why, 40);
  if (const auto timer = text(wait["timer_key"]); !timer.empty()) out += ", timer " + visible(timer, 60);
  return out;
}

std::string variables(std::string_view name, json::value all) {
  std::string out;
  for (const auto& [key, value] : all.members())
    out += fmt::format("  {} = {}\n", visible(key, 60), visible(value.text().value_or(value.dump()), value_max));
  return out.empty() ? "" : fmt::format("{}\n{}", name, out);
}

std::string memory(json::value inside) {
  std::string out = "memory\n";
  for (const auto& m : inside["memory"].items()) {
    const auto said = text(m["text"]);
    out += fmt::format("  {:>4}  {}  {:<8}{}\n", number(m["seq"]), visible(text(m["at"]), 24),
                       visible(text(m["author"]), 8),
                       visible(said.empty() ? "[" + std::string{text(m["type"])} + "]" : std::string{said}, line_max));
  }
  return out;
}

std::string turn_lines(json::value turns) {
  std::string out = "last turns\n";
  for (const auto& t : turns["items"].items()) {
    std::string causes;
    for (const auto& c : t["causes"].items())
      causes += (causes.empty() ? "" : ", ") + visible(text(c["kind"]), 40);
    std::string steps;
    for (const auto& s : t["trace"].items())
      steps += (steps.empty() ? "" : " > ")
               + visible(std::string{text(s["what"])} + (text(s["detail"]).empty() ? "" : "=")
                             + std::string{text(s["detail"])},
                         60);
    out +=
        fmt::format("  {:>4}  {}  {}\n        {}\n", number(t["version"]), visible(text(t["at"]), 24), causes, steps);
  }
  return out;
}

} // namespace

std::string visible(std::string_view given, std::size_t max) {
  std::string out;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto byte = static_cast<unsigned char>(given[i]);
    if (starts_character(given[i]) && shown++ == max) return out + "…";
    // C0 and DEL, and the C1 controls, which are two bytes in UTF-8.
    const bool c1 = byte == 0xC2 && i + 1 < given.size() && static_cast<unsigned char>(given[i + 1]) < 0xA0;
    if (c1) ++i;
    if (byte < 0x20 || byte == 0x7F || c1)
      out += "·";
    else
      out += given[i];
  }
  return out;
}

std::string show_age(std::int64_t ms) {
  const auto s = ms / 1000;
  if (ms < 1000) return fmt::format("{} ms", ms);
  if (s < 60) return fmt::format("{} s", s);
  if (s < 3600) return fmt::format("{} min {} s", s / 60, s % 60);
  if (s < 86400) return fmt::format("{} h {} min", s / 3600, s / 60 % 60);
  return fmt::format("{} d {} h", s / 86400, s / 3600 % 24);
}

std::string actor_table(json::value actors) {
  std::vector<row> rows{
      {"ACTOR", "TYPE", "ID", "PARENT", "STATE", "MAILBOX", "PROCESSED", "RESTARTS", "AGE", "LAST ERROR"}};
  for (const auto& [a, depth] : tree{actors["items"].items()}.ordered) {
    const auto plain = [&, &actor = a](std::string_view name) { return std::to_string(number(actor[name])); };
    rows.push_back({std::string(2 * depth, ' ') + visible(text(a["name"]), 80), visible(text(a["type"]), 30),
                    plain("id"), plain("parent"), visible(text(a["state"]), 40), plain("mailbox"), plain("processed"),
                    plain("restarts"), show_age(number(a["age_ms"])), visible(text(a["last_error"]), error_max)});
  }
  const auto total =
      fmt::format("{} actors; conversations in memory: {}", rows.size() - 1, number(actors["resident_conversations"]));
  const auto hidden = number(actors["hidden_conversations"]);
  return table(rows, {false, false, true, true, false, true, true, true, true, false}) + "\n" + total
         + (hidden > 0 ? fmt::format(", of them not listed: {}", hidden) : "") + "\n";
}

namespace {

/// What the actor holds; a key that may not see it is told so, lest nothing be taken for empty.
std::string held(json::value inside) {
  const auto state = inside["state"];
  auto out = line("flow", state.kind() == json::kind::object ? where_the_flow_is(state["run"])
                                                             : "not shown: the key lacks contacts:phone");
  out += variables("variables", state["run"]["variables"]) + variables("attributes", state["attributes"]);
  if (inside["memory"].kind() != json::kind::array)
    return out + line("memory", "not shown: the key lacks conversations:read");
  return out + memory(inside);
}

} // namespace

std::string conversation_page(json::value c, json::value inside, json::value turns) {
  const auto& actor = inside["actor"];
  std::string out = line("conversation", visible(text(c["id"]), 40));
  const auto who = text(c["contact_name"]).empty() ? text(c["user_id"]) : text(c["contact_name"]);
  out += line("contact", visible(who, 60) + " " + visible(text(c["phone"]), 30));
  out += line("channel",
              visible(text(c["channel"]), 40) + (c["simulated"].boolean().value_or(false) ? " (simulated)" : ""));
  out += line("status", visible(text(c["status"]), 20) + fmt::format(", version {}", number(c["version"])));
  out += line("who speaks", who_speaks(c));
  const bool resident = inside["resident"].boolean().value_or(false);
  if (!resident) {
    out += line("actor", "not in memory: the next message brings it back");
  } else {
    out += line("actor",
                fmt::format("{}, {}, mailbox {}, processed {}, restarts {}, age {}", number(actor["id"]),
                            visible(text(actor["state"]), 40), number(actor["mailbox"]), number(actor["processed"]),
                            number(actor["restarts"]), show_age(number(actor["age_ms"]))));
    if (const auto error = text(actor["last_error"]); !error.empty())
      out += line("last error", visible(error, value_max));
    out += line("pending", joined(inside["pending"], "nothing"));
  }
  if (resident) out += held(inside);
  return out + turn_lines(turns);
}

} // namespace charla::cli
