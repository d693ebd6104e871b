#include "cli/flow_acts.hpp"
#include "cli/inspect_text.hpp"
#include "io/json/codec.hpp"
#include "io/json/flow_test_codec.hpp"

#include <filesystem>
#include <ostream>

namespace charla::cli {

namespace {

using namespace flows::check;

constexpr std::size_t shown_max = 2'000;

/// One file of tests with the flows that it is about, the tested one first.
struct suite {
  std::string path;
  test_file tests;
  std::vector<flow_file> files;
};

std::string flow_beside(const std::string& tests) {
  constexpr std::string_view ending = ".test.json";
  return tests.substr(0, tests.size() - ending.size()) + ".json";
}

flows::result<suite> read_suite(const std::string& path) {
  suite out;
  out.path = is_test_file(path) ? path : tests_beside(path);
  const auto text = read_text(out.path);
  if (!text) return tl::make_unexpected(text.error());
  auto tests = json::read_flow_tests(*text);
  if (!tests) {
    tests.error().where = out.path + ": " + tests.error().where;
    return tl::make_unexpected(std::move(tests.error()));
  }
  out.tests = *std::move(tests);
  const auto folder = std::filesystem::path{out.path}.parent_path();
  std::vector<std::string> paths{is_test_file(path) ? flow_beside(path) : path};
  if (is_test_file(path) && !out.tests.flow.empty()) paths.front() = (folder / out.tests.flow).string();
  for (const auto& other : out.tests.others)
    paths.push_back((folder / other).string());
  for (const auto& one : paths) {
    auto file = read_flow_file(one, static_cast<std::int32_t>(out.files.size()) + 1);
    if (!file) {
      if (file.error().where != one) file.error().where = one + ": " + file.error().where;
      return tl::make_unexpected(std::move(file.error()));
    }
    out.files.push_back(*std::move(file));
  }
  return out;
}

void print(const std::string& name, const std::vector<failure>& failures, std::ostream& out) {
  out << (failures.empty() ? "ok    " : "FAIL  ") << visible(name, shown_max) << '\n';
  for (const auto& one : failures) {
    out << "      step " << one.step + 1 << ": " << visible(one.what, shown_max) << '\n';
    for (const auto& line : one.diff)
      out << "        " << visible(line, shown_max) << '\n';
  }
}

void print(const coverage& c, std::ostream& out) {
  out << "coverage: " << c.covered << '/' << c.total << '\n';
  for (const auto& one : c.missing)
    out << "      not covered: " << visible(one, shown_max) << '\n';
}

class tester {
public:
  tester(bool update, std::ostream& out) : update_(update), out_(out) {}

  /// @returns the number of tests that failed.
  flows::result<std::size_t> run_all(suite s) {
    auto all = catalog_of(s.files);
    if (!all) return tl::make_unexpected(std::move(all.error()));
    const test_world world{
        *std::move(all), round_trip_of(*codec_),
        [this](std::string_view body, const auto& pointers) { return codec_->pick(body, pointers); }};
    out_ << s.path << '\n';
    std::size_t failed = 0;
    std::vector<flows::visit> visits;
    for (auto& test : s.tests.tests) {
      auto done = run(test, world);
      if (update_ && !done.failures.empty()) {
        test = std::move(done.updated);
        done = run(test, world);
      }
      print(test.name, done.failures, out_);
      failed += done.failures.empty() ? 0 : 1;
      visits.insert(visits.end(), done.visits.begin(), done.visits.end());
    }
    print(coverage_of(s.files.front().graph, visits), out_);
    if (update_)
      if (auto kept = write_text(s.path, json::write_flow_tests(s.tests)); !kept)
        return tl::make_unexpected(std::move(kept.error()));
    ran_ += s.tests.tests.size();
    return failed;
  }
  [[nodiscard]] std::size_t ran() const { return ran_; }

private:
  bool update_;
  std::ostream& out_;
  std::unique_ptr<ports::codec> codec_ = json::make_codec();
  std::size_t ran_ = 0;
};

} // namespace

int test_flows(const flow_options& o, std::ostream& out, std::ostream& err) {
  constexpr int could_not_run = 2;
  tester all{o.update, out};
  std::size_t failed = 0;
  for (const auto& path : o.files) {
    auto done = read_suite(path).and_then([&](suite s) { return all.run_all(std::move(s)); });
    if (!done) {
      err << "charla: " << told(done.error()) << '\n';
      return could_not_run;
    }
    failed += *done;
  }
  out << "tests: " << all.ran() << ", failed: " << failed << '\n';
  return failed == 0 ? 0 : 1;
}

} // namespace charla::cli
