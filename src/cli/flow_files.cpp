#include "cli/flow_files.hpp"

#include "io/json/flow_codec.hpp"

#include <fstream>
#include <sstream>

namespace charla::cli {

namespace {

constexpr std::string_view test_ending = ".test.json";
constexpr std::string_view ending = ".json";

} // namespace

flows::result<std::string> read_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream out;
  if (in) out << in.rdbuf();
  if (!in) return flows::fail("file.unreadable", "this file cannot be read", path);
  return out.str();
}

flows::result<void> write_text(const std::string& path, const std::string& text) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  out << text << std::flush;
  if (!out) return flows::fail("file.unwritable", "this file cannot be written", path);
  return {};
}

flows::result<flow_file> read_flow_file(const std::string& path, std::int32_t number) {
  const auto text = read_text(path);
  if (!text) return tl::make_unexpected(text.error());
  auto graph = json::read_flow(*text);
  if (!graph) return tl::make_unexpected(std::move(graph.error()));
  graph->id = flows::flow_id{number};
  graph->version = 1;
  return flow_file{path, *std::move(graph)};
}

bool is_test_file(const std::string& path) { return path.ends_with(test_ending); }

std::string tests_beside(const std::string& path) {
  const auto stem = path.ends_with(ending) ? path.substr(0, path.size() - ending.size()) : path;
  return stem + std::string{test_ending};
}

flows::result<flows::catalog> catalog_of(const std::vector<flow_file>& files) {
  std::vector<std::shared_ptr<const flows::program>> versions;
  std::vector<flows::flow_version> live;
  for (const auto& file : files) {
    auto made = flows::compile(file.graph);
    if (!made.problems.empty()) {
      auto first = std::move(made.problems.front());
      first.where = file.path + ": " + first.where;
      return tl::make_unexpected(std::move(first));
    }
    live.push_back(made.ready->version());
    versions.push_back(std::move(made.ready));
  }
  return flows::catalog{versions, live};
}

flows::check::round_trip round_trip_of(const ports::codec& codec) {
  return [&codec](const flows::conversation& c) { return codec.decode_conversation(codec.encode(c)); };
}

std::string told(const flows::error& e) {
  return (e.where.empty() ? "" : e.where + ": ") + e.what + " (" + e.code + ')';
}

} // namespace charla::cli
