#include "cli/flow_acts.hpp"
#include "cli/inspect_text.hpp"
#include "flows/check/lint.hpp"
#include "io/json/flow_test_codec.hpp"
#include "io/json/pretty.hpp"
#include "io/json/writer.hpp"

#include <array>
#include <ostream>

namespace charla::cli {

namespace {

using flows::check::finding;
using flows::check::severity;

struct found_in {
  std::string file;
  finding what;
};

finding unreadable(const flows::error& e, const std::string& file) {
  return {severity::error, e.code, e.what, e.where == file ? std::string{} : e.where};
}

/// Everything about all files, each flow seen beside the others.
std::vector<found_in> look_at(const std::vector<std::string>& paths) {
  std::vector<found_in> out;
  std::vector<flow_file> files;
  for (const auto& path : paths) {
    if (is_test_file(path)) {
      const auto tests = read_text(path).and_then([](const std::string& text) { return json::read_flow_tests(text); });
      if (!tests) out.push_back({path, unreadable(tests.error(), path)});
      continue;
    }
    auto file = read_flow_file(path, static_cast<std::int32_t>(files.size()) + 1);
    if (file)
      files.push_back(*std::move(file));
    else
      out.push_back({path, unreadable(file.error(), path)});
  }
  flows::check::lint_context beside;
  for (const auto& file : files)
    beside.others.push_back(&file.graph);
  for (const auto& file : files)
    for (auto& one : flows::check::lint(file.graph, beside))
      out.push_back({file.path, std::move(one)});
  return out;
}

void print(const std::vector<found_in>& all, const std::array<std::size_t, 3>& counts, std::ostream& out) {
  constexpr std::size_t shown_max = 400;
  for (const auto& [file, one] : all) {
    std::string line = file;
    line.append(": ");
    if (!one.where.empty()) line.append(one.where).append(": ");
    line.append(name_of(one.how_bad)).append(": ").append(one.what);
    out << visible(line, shown_max) << " (" << one.code << ")\n";
  }
  out << "errors: " << counts[0] << ", warnings: " << counts[1] << ", hints: " << counts[2] << '\n';
}

void print_json(const std::vector<found_in>& all, std::ostream& out) {
  json::writer w;
  w.begin_array();
  for (const auto& [file, one] : all)
    w.begin_object()
        .member("file", file)
        .member("severity", name_of(one.how_bad))
        .member("code", one.code)
        .member("where", one.where)
        .member("what", one.what)
        .end_object();
  w.end_array();
  out << json::pretty(w.text_so_far()).value_or(w.text_so_far());
}

} // namespace

int check_flows(const flow_options& o, std::ostream& out) {
  const auto all = look_at(o.files);
  std::array<std::size_t, 3> counts{};
  for (const auto& one : all)
    ++counts.at(static_cast<std::size_t>(one.what.how_bad));
  if (o.json)
    print_json(all, out);
  else
    print(all, counts, out);
  constexpr int has_errors = 2;
  if (counts[0] != 0) return has_errors;
  return o.strict && counts[1] != 0 ? 1 : 0;
}

} // namespace charla::cli
