#include "io/api/flow/tested.hpp"

#include "io/api/flow/tenant_flows.hpp"
#include "io/json/flow_test_codec.hpp"

namespace charla::api {

namespace {

constexpr std::size_t tests_max = 500;

void write_failure(json::writer& w, const flows::check::failure& f) {
  w.begin_object().member("step", static_cast<std::int64_t>(f.step)).member("what", f.what).key("diff").begin_array();
  for (const auto& line : f.diff)
    w.text(line);
  w.end_array().end_object();
}

void write_result(json::writer& w, const tested::one& r) {
  w.begin_object().member("name", r.name).member("ok", r.failures.empty()).key("failures").begin_array();
  for (const auto& f : r.failures)
    write_failure(w, f);
  w.end_array().end_object();
}

} // namespace

tl::expected<tested, problem>
run_tests(const call& c, const std::shared_ptr<const flows::program>& flow, const std::string& tests) {
  const auto file = json::read_flow_tests(R"({"tests":)" + tests + "}");
  if (!file) {
    const auto& e = file.error();
    return refuse(invalid(e.where.empty() ? "tests" : e.where, e.code, e.what));
  }
  if (file->tests.size() > tests_max)
    return refuse(invalid("tests", "too_many", "At most " + std::to_string(tests_max) + "."));
  const auto all = read_tenant_flows(c);
  if (!all) return refuse(all.error());
  const auto& codec = c.house.with.codec;
  const flows::check::test_world world{
      all->with(flow), [&codec](const flows::conversation& s) { return codec.decode_conversation(codec.encode(s)); },
      [&codec](std::string_view body, const auto& pointers) { return codec.pick(body, pointers); }};
  tested out;
  std::vector<flows::visit> visits;
  for (const auto& t : file->tests) {
    auto done = flows::check::run(t, world);
    if (!done.failures.empty()) ++out.failed;
    visits.insert(visits.end(), done.visits.begin(), done.visits.end());
    out.results.push_back({t.name, std::move(done.failures)});
  }
  out.covered = flows::check::coverage_of(flow->source(), visits);
  return out;
}

std::vector<field_error> test_errors(const tested& t) {
  std::vector<field_error> out;
  for (std::size_t i = 0; i < t.results.size(); ++i) {
    const auto& r = t.results[i];
    if (r.failures.empty()) continue;
    const auto& first = r.failures.front();
    auto hint = r.name + ", step " + std::to_string(first.step + 1) + ": " + first.what;
    for (const auto& line : first.diff)
      hint += "\n" + line;
    out.push_back({"tests." + std::to_string(i), "test_failed", std::move(hint)});
  }
  return out;
}

void write_tests(json::writer& w, const std::optional<tested>& t) {
  w.key("tests");
  if (!t || t->results.empty()) {
    w.null();
    return;
  }
  const auto failed = static_cast<std::int64_t>(t->failed);
  w.begin_object().member("passed", static_cast<std::int64_t>(t->results.size()) - failed).member("failed", failed);
  w.key("results").begin_array();
  for (const auto& r : t->results)
    write_result(w, r);
  w.end_array().key("coverage").begin_object();
  w.member("covered", static_cast<std::int64_t>(t->covered.covered));
  w.member("total", static_cast<std::int64_t>(t->covered.total)).key("missing").begin_array();
  for (const auto& place : t->covered.missing)
    w.text(place);
  w.end_array().end_object().end_object();
}

} // namespace charla::api
