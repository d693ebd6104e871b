#include "io/config/load.hpp"

#include "io/config/derive.hpp"
#include "io/config/toml_file.hpp"
#include "io/config/value.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/core.h>
#include <set>

namespace charla::config {

namespace {

/// A configuration that is being put together, and what was wrong on the way.
struct draft {
  ports::config config;
  std::set<std::string> given;
  std::vector<std::string> problems;
  std::string where; ///< of the first problem

  void problem(std::string what, std::string_view key) {
    if (problems.empty()) where = key;
    problems.push_back(std::move(what));
  }
  void put(const key& k, flows::result<value> v, std::string_view source) {
    if (!v) return problem(fmt::format("{} ({})", v.error().what, source), k.name);
    k.put(config, *v);
    given.emplace(k.name);
  }
};

const key* find(std::string_view name) {
  const auto all = keys();
  const auto it = std::find_if(all.begin(), all.end(), [name](const key& k) { return k.name == name; });
  return it == all.end() ? nullptr : &*it;
}

std::string unknown(std::string_view what, std::string_view name, std::string_view meant) {
  return fmt::format("unknown {} \"{}\"{}", what, name,
                     meant.empty() ? "" : fmt::format("; did you mean \"{}\"?", meant));
}

void unknown_key(draft& d, std::string_view name, std::string_view source) {
  std::vector<std::string> known;
  for (const auto& k : keys())
    known.emplace_back(k.name);
  d.problem(fmt::format("{} ({})", unknown("key", name, nearest(name, known)), source), name);
}

void read_file(draft& d, const std::string& file) {
  auto settings = read_toml(file);
  if (!settings) return d.problem(settings.error().what, settings.error().where);
  for (auto& s : *settings) {
    const auto source = fmt::format("{}:{}", file, s.line);
    const auto* k = find(s.name);
    if (k == nullptr)
      unknown_key(d, s.name, source);
    else if (!s.given)
      d.problem(fmt::format("{}: expected {}, found {} ({})", k->name, expected(*k), s.found, source), k->name);
    else
      d.put(*k, fit(*k, std::move(*s.given), s.found), source);
  }
}

void read_environment(draft& d, const environment& env) {
  for (const auto& k : keys()) {
    // Charla's own name wins over the names of other systems.
    std::vector<std::string> names{environment_name(k)};
    names.insert(names.end(), k.also.begin(), k.also.end());
    for (const auto& name : names) {
      const auto it = env.find(name);
      if (it == env.end() || it->second.empty()) continue; // `NAME=` in a .env file says nothing
      d.put(k, parse(k, it->second), "environment " + name);
      break;
    }
  }
}

std::string chosen_file(const std::string& file, const environment& env) {
  if (!file.empty()) return file;
  if (const auto it = env.find("CHARLA_CONFIG"); it != env.end() && !it->second.empty()) return it->second;
  const std::string usual = "config/charla.toml";
  return std::filesystem::exists(usual) ? usual : std::string{};
}

} // namespace

std::string environment_name(const key& k) {
  std::string out = "CHARLA_" + std::string(k.name);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    if (c == '.') return '_';
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return out;
}

flows::result<ports::config> load(const std::string& file, const environment& env, const overrides& command_line) {
  draft d;
  if (const auto chosen = chosen_file(file, env); !chosen.empty()) read_file(d, chosen);
  read_environment(d, env);
  for (const auto& [name, text] : command_line) {
    if (const auto* k = find(name))
      d.put(*k, parse(*k, text), "command line");
    else
      unknown_key(d, name, "command line");
  }
  for (auto& p : derive(d.config, env, d.given))
    d.problem(p, p.substr(0, p.find(':')));
  if (d.problems.empty()) return std::move(d.config);

  std::string all;
  for (const auto& p : d.problems)
    all += (all.empty() ? "" : "\n") + p;
  return flows::fail("config.invalid", all, d.where);
}

std::vector<std::string> notes(const environment& env) {
  std::set<std::string> ours;
  for (const auto& k : keys()) {
    ours.insert(environment_name(k));
    ours.insert(k.also.begin(), k.also.end());
  }
  std::set<std::string_view> unused;
  for (const auto& v : variables()) {
    if (v.used)
      ours.emplace(v.name);
    else
      unused.insert(v.name);
  }
  const std::vector<std::string> known(ours.begin(), ours.end());
  std::vector<std::string> out;
  for (const auto& [name, text] : env) {
    if (unused.contains(name)) out.push_back(name + " is set but this version of Charla does not use it");
    // CHARLA_TEST_… belongs to the tests.
    if (name.starts_with("CHARLA_") && !name.starts_with("CHARLA_TEST_") && !ours.contains(name))
      out.push_back(unknown("variable", name, nearest(name, known)));
  }
  return out;
}

} // namespace charla::config
