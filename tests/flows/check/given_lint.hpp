#pragma once

#include "flows/check/lint.hpp"
#include "flows/given.hpp"

/// What the tests of the linter are written with.
namespace charla::flows::test {

using nodes = std::map<std::string, node>;
using places = std::vector<std::string>;

/// Where this code was found; `!` behind an error, `?` behind a hint.
inline places found(std::string_view code, const flow& f, const check::lint_context& beside = {}) {
  places out;
  for (const auto& one : check::lint(f, beside)) {
    if (one.code != code) continue;
    const auto* const mark = one.how_bad == check::severity::error  ? "!"
                             : one.how_bad == check::severity::hint ? "?"
                                                                    : "";
    out.push_back(one.where + mark);
  }
  return out;
}

inline places found(std::string_view code, nodes all) { return found(code, flow_of(std::move(all))); }

inline node say(std::string text, std::map<std::string, std::string> exits = {}) {
  return step("send_text", {{"text", std::move(text)}}, std::move(exits));
}

inline flow named(std::string name, nodes all) {
  auto f = flow_of(std::move(all));
  f.name = std::move(name);
  f.id = {};
  return f;
}

inline value title(std::string id, value text) {
  return value::object{{"id", std::move(id)}, {"title", std::move(text)}};
}

inline node buttons(value::list list) {
  return step("send_buttons", {{"text", "Elija"}, {"buttons", std::move(list)}});
}

inline node asking(value::object more, std::map<std::string, std::string> exits) {
  more.emplace("text", "¿Qué?");
  return step("ask", std::move(more), std::move(exits));
}

inline node fetching(std::string url) {
  return step("http", {{"url", std::move(url)}}, {{"ok", "end"}, {"failed", "end"}, {"timeout", "end"}});
}

} // namespace charla::flows::test
