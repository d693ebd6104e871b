#include "cli/flow.hpp"

#include "cli/flow_acts.hpp"
#include "flows/check/mermaid.hpp"
#include "flows/definition/import.hpp"
#include "io/json/flow_codec.hpp"
#include "io/json/flow_schema.hpp"
#include "io/json/pretty.hpp"
#include "io/json/value_codec.hpp"

#include <ostream>

namespace charla::cli {

namespace {

flows::result<std::string> drawn(const std::string& path) {
  return read_flow_file(path, 1).map([](const flow_file& file) { return flows::check::mermaid_of(file.graph); });
}

flows::result<std::string> imported(const std::string& path) {
  const auto text = read_text(path);
  if (!text) return tl::make_unexpected(text.error());
  const auto parsed = json::document::parse(*text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto made = flows::import_path(json::read_value(parsed->root()));
  if (!made) return tl::make_unexpected(made.error());
  return json::pretty(json::write_flow(*made));
}

std::string tables() {
  std::string out;
  const auto add = [&](const char* title, const std::string& table) {
    out += (out.empty() ? "## " : "\n## ") + std::string{title} + "\n\n" + table;
  };
  add("Triggers", json::flow_triggers_markdown());
  add("Steps", json::flow_steps_markdown());
  add("Tests of conditions", json::condition_tests_markdown());
  add("Filters", json::filters_markdown());
  add("Codes of the linter", json::lint_codes_markdown());
  return out;
}

int print(const flows::result<std::string>& text, const std::string& path, std::ostream& out, std::ostream& err) {
  constexpr int could_not_read = 2;
  if (!text) {
    err << "charla: " << path << ": " << told(text.error()) << '\n';
    return could_not_read;
  }
  out << *text;
  return 0;
}

} // namespace

int flow(const flow_options& o, std::istream& in, std::ostream& out, std::ostream& err) {
  switch (o.what) {
  case flow_options::act::check: return check_flows(o, out);
  case flow_options::act::test: return test_flows(o, out, err);
  case flow_options::act::play: return play_flow(o, in, out, err);
  case flow_options::act::graph: return print(drawn(o.files.front()), o.files.front(), out, err);
  case flow_options::act::import: return print(imported(o.files.front()), o.files.front(), out, err);
  case flow_options::act::schema: break;
  }
  out << (o.markdown ? tables() : json::flow_schema());
  return 0;
}

} // namespace charla::cli
