#include "cli/flow.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

#include <filesystem>
#include <unistd.h>

using namespace charla;
using act = cli::flow_options::act;

namespace {

/// A folder of this test alone.
class folder {
public:
  folder() : path_(std::filesystem::temp_directory_path() / ("charla-flows-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;
  folder(folder&&) = delete;
  folder& operator=(folder&&) = delete;
  ~folder() { std::filesystem::remove_all(path_); }

  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream{path_ / name} << text;
    return (path_ / name).string();
  }

private:
  std::filesystem::path path_;
};

struct outcome {
  int status = 0;
  std::string out;
  std::string err;
};

outcome run(const cli::flow_options& o, const std::string& typed = {}) {
  std::istringstream in{typed};
  std::ostringstream out;
  std::ostringstream err;
  const auto status = cli::flow(o, in, out, err);
  return {status, out.str(), err.str()};
}

outcome run(act what, std::vector<std::string> files, const std::string& typed = {}) {
  cli::flow_options o;
  o.what = what;
  o.files = std::move(files);
  return run(o, typed);
}

bool says(const outcome& o, const std::string& text) { return (o.out + o.err).find(text) != std::string::npos; }

const std::string example = test::repository("config/flows/bienvenida.json");
constexpr auto good = R"({"name":"Uno","start":"a","nodes":{"a":{"type":"send_text","fields":{"text":"Hola"}}}})";
constexpr auto doubtful = R"({"name":"Dos","start":"a","nodes":{"a":{"type":"send_text","fields":{"text":"{{x}}"}}}})";
constexpr auto broken = R"({"name":"Tres","start":"b","nodes":{"a":{"type":"dance"}}})";
constexpr auto asking = R"({"name":"Precio","start":"a","nodes":{
  "a":{"type":"http","fields":{"url":"https://shop.example","pick":{"p":"/price"}},"exits":{"ok":"b","failed":"c","timeout":"c"}},
  "b":{"type":"send_buttons","fields":{"text":"Cuesta {{p}}","buttons":[{"id":"si","title":"Lo quiero"}]}},
  "c":{"type":"send_text","fields":{"text":"No sé"}}}})";

} // namespace

TEST_CASE("charla flow check ends with 0, 1 or 2") {
  const folder f;
  const auto warned = f.put("dos.json", doubtful);
  CHECK(run(act::check, {example}).status == 0);
  CHECK(run(act::check, {f.put("uno.json", good), warned}).status == 0);
  cli::flow_options strict;
  strict.files = {warned};
  strict.strict = true;
  const auto one = run(strict);
  CHECK(one.status == 1);
  CHECK(says(one, "nodes.a.fields.text: warning: nothing sets `x`"));
  CHECK(says(one, "errors: 0, warnings: 1, hints: 0"));
  const auto two = run(act::check, {f.put("tres.json", broken)});
  CHECK(two.status == 2);
  CHECK(says(two, "(flow.unknown_step)"));
  CHECK(run(act::check, {f.put("no.json", "{")}).status == 2);
  CHECK(run(act::check, {"/no/such/file.json"}).status == 2);
  CHECK(run(act::check, {f.put("x.test.json", R"({"tests":[{}]})")}).status == 2);
}

TEST_CASE("charla flow check --json is for programs") {
  const folder f;
  cli::flow_options o;
  o.files = {f.put("dos.json", doubtful)};
  o.json = true;
  const auto done = run(o);
  CHECK(done.status == 0);
  CHECK(says(done, R"("severity": "warning")"));
  CHECK(says(done, R"("code": "lint.unknown_variable")"));
}

TEST_CASE("flows of one command stand beside each other") {
  const folder f;
  const auto from = f.put("from.json", R"({"name":"De","start":"a","nodes":{
    "a":{"type":"jump","fields":{"flow":"Uno"},"exits":{"missing":"e"}},"e":{"type":"end"}}})");
  CHECK(says(run(act::check, {from}), "lint.unknown_flow"));
  CHECK_FALSE(says(run(act::check, {from, f.put("uno.json", good)}), "lint.unknown_flow"));
}

TEST_CASE("charla flow test covers the example flow") {
  const auto done = run(act::test, {example});
  CHECK(done.status == 0);
  CHECK(says(done, "coverage: 11/11\n"));
  CHECK(says(done, "tests: 4, failed: 0\n"));
}

TEST_CASE("charla flow test shows what differs, and --update writes it down") {
  const folder f;
  const auto flow = f.put("x.json", asking);
  const auto tests = f.put("x.test.json", R"({"tests":[{"name":"precio","steps":[
    {"http":{"step":"a","body":{"price":90}}},{"in":"hola"},{"expect":["text: Hola"]},{"tap":"si"}]}]})");
  const auto failed = run(act::test, {tests});
  CHECK(failed.status == 1);
  CHECK(says(failed, "FAIL  precio"));
  CHECK(says(failed, "- text: Hola\n        + buttons: Cuesta 90 [si: Lo quiero]"));
  CHECK(says(failed, "the step `a` asks (http https://shop.example)"));
  CHECK(says(failed, "not covered: c"));
  f.put("x.test.json",
        R"({"tests":[{"name":"precio","steps":[{"http":{"step":"a","body":{"price":90}}},{"in":"hola"}]}]})");
  cli::flow_options update;
  update.what = act::test;
  update.files = {flow};
  update.update = true;
  CHECK(run(update).status == 0);
  CHECK(test::read_all(tests).find(R"({"expect": ["buttons: Cuesta 90 [si: Lo quiero]"]})") != std::string::npos);
  CHECK(run(act::test, {flow}).status == 0);
}

TEST_CASE("charla flow test says why there was nothing to run") {
  const folder f;
  CHECK(run(act::test, {f.put("a.json", good)}).status == 2);
  f.put("b.test.json", R"({"tests":[]})");
  const auto done = run(act::test, {f.put("b.json", broken)});
  CHECK(done.status == 2);
  CHECK(says(done, "b.json: "));
}

TEST_CASE("charla flow play talks") {
  const folder f;
  const auto done = run(act::play, {f.put("x.json", asking)},
                        "hola\n/http ok {\"price\":90}\n/tap si\n/http failed\n/time "
                        "+1h\n/vars\n/state\n/restart\n/tap si\n/quit\nhola\n");
  CHECK(done.status == 0);
  CHECK(done.err.empty());
  CHECK(says(done, "? a asks http GET https://shop.example"));
  CHECK(says(done, "< buttons: Cuesta 90 [si: Lo quiero]"));
  CHECK(says(done, "< text: No sé"));
  CHECK(says(done, "  now 2026-03-02T13:00:00+00:00"));
  CHECK(says(done, "(rehearsal.nothing_to_tap)"));
  CHECK(run(act::play, {f.put("b.json", broken)}).status == 2);
}

TEST_CASE("what a customer writes does not command the terminal") {
  const auto done = run(act::play, {example}, "/tap \x1b[2J\n");
  CHECK(done.out.find('\x1b') == std::string::npos);
}

TEST_CASE("charla flow graph, import and schema print one thing each") {
  CHECK(says(run(act::graph, {example}), "flowchart TD\n"));
  const auto imported = run(act::import, {test::repository("tests/golden/import/paths.json")});
  CHECK(imported.out == test::read_all(test::repository("tests/golden/import/paths.flow.json")));
  CHECK(run(act::schema, {}).out == test::read_all(test::repository("config/schema/flow.schema.json")));
  CHECK(run(act::import, {example}).status == 2);
  CHECK(run(act::graph, {"/no/such/file.json"}).status == 2);
}
