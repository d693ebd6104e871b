#include "support/golden.hpp"
#include "support/paths.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace charla::test {

namespace {

namespace json = boost::json;

void print(std::string& out, const json::value& what, std::size_t depth);

void break_line(std::string& out, std::size_t depth) {
  out += '\n';
  out.append(depth * 2, ' ');
}

void print_object(std::string& out, const json::object& object, std::size_t depth) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    if (!first) out += ',';
    first = false;
    break_line(out, depth + 1);
    out += json::serialize(json::string{key}) + ": ";
    print(out, value, depth + 1);
  }
  if (!first) break_line(out, depth);
  out += '}';
}

void print_array(std::string& out, const json::array& array, std::size_t depth) {
  out += '[';
  bool first = true;
  for (const auto& value : array) {
    if (!first) out += ',';
    first = false;
    break_line(out, depth + 1);
    print(out, value, depth + 1);
  }
  if (!first) break_line(out, depth);
  out += ']';
}

void print(std::string& out, const json::value& what, std::size_t depth) {
  if (const auto* object = what.if_object()) {
    print_object(out, *object, depth);
  } else if (const auto* array = what.if_array()) {
    print_array(out, *array, depth);
  } else {
    out += json::serialize(what);
  }
}

} // namespace

bool updating_golden() {
  const char* const wish = std::getenv("CHARLA_UPDATE_GOLDEN");
  return wish != nullptr && std::string_view{wish} == "1";
}

std::vector<std::filesystem::path> golden_files(const std::string& folder) {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator{repository("tests/golden/" + folder)}) {
    if (entry.path().extension() == ".json") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

json::value read_json(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot read " + path.string()};
  std::ostringstream bytes;
  bytes << file.rdbuf();
  json::error_code ec;
  auto value = json::parse(bytes.str(), ec);
  if (ec) throw std::runtime_error{path.string() + " is not JSON: " + ec.message()};
  return value;
}

void write_json(const std::filesystem::path& path, const json::value& what) {
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file << pretty(what) << '\n';
  if (!file.flush()) throw std::runtime_error{"cannot write " + path.string()};
}

std::string pretty(const json::value& what) {
  std::string out;
  print(out, what, 0);
  return out;
}

} // namespace charla::test
