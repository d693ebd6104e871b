#pragma once

#include "flows/check/rehearsal.hpp"

/// Tests of flows as their authors write them: what the customer does, and every bubble that must come of it.
namespace charla::flows::check {

/// The answer to a call that a step is going to ask; given before the act that leads there, used once.
struct mock {
  std::string kind; ///< `http` or `assistant`
  std::string step;
  std::optional<call_finished::outcome> how; ///< absent: it is never answered, so that its timeout can be waited for
  std::int32_t status = 200;
  std::string body;
  std::map<std::string, std::string> values; ///< variable → value; what is `pick`ed from the body need not stand here
  friend bool operator==(const mock&, const mock&) = default;
};

struct tap_of {
  std::string id;
  std::string title; ///< empty: as it was offered
  friend bool operator==(const tap_of&, const tap_of&) = default;
};
struct told_by_program {
  std::string name;
  std::map<std::string, std::string> variables;
  friend bool operator==(const told_by_program&, const told_by_program&) = default;
};
/// All bubbles since the last of these, as `line_of` writes them.
struct expected_bubbles {
  std::vector<std::string> lines;
  friend bool operator==(const expected_bubbles&, const expected_bubbles&) = default;
};
/// Only what is named is looked at.
struct expected_state {
  std::optional<std::string> node;
  std::map<std::string, std::string> variables; ///< of the run, or of the last one when none is left; empty: not there
  std::map<std::string, std::string> attributes;
  std::optional<std::vector<std::string>> tags;
  std::optional<bool> ended;          ///< no run is left
  std::optional<std::string> control; ///< who speaks: `bot`, `human`
  std::optional<std::string> status;  ///< of the conversation: `open`, `resolved`
  friend bool operator==(const expected_state&, const expected_state&) = default;
};

/// One line of a test; a `content` is what the customer sends, `milliseconds` is time that passes.
using test_step = std::variant<content, tap_of, milliseconds, told_by_program, mock, expected_bubbles, expected_state>;

struct flow_test {
  std::string name;
  std::string comment;
  std::optional<timestamp> at; ///< when it begins; absent: a Monday at noon
  rules rule;
  conversation who; ///< name, language, attributes and tags of the customer; the rest is as of a new one
  std::vector<test_step> steps;
  friend bool operator==(const flow_test&, const flow_test&) = default;
};

/// One file of tests.
struct test_file {
  std::string flow;                ///< path from the file; empty: the file of the same name without `.test`
  std::vector<std::string> others; ///< flows that stand beside it, likewise
  std::string comment;
  std::vector<flow_test> tests;
  friend bool operator==(const test_file&, const test_file&) = default;
};

/// What a test is run with.
struct test_world {
  catalog flows;
  round_trip survives;
  /// Picks what an `http` step asks for from the body of its answer.
  std::function<result<std::map<std::string, std::string>>(std::string_view body,
                                                           const std::map<std::string, std::string>& pointers)>
      pick;
};

struct failure {
  std::size_t step = 0; ///< its index; one past the last: at the end
  std::string what;
  std::vector<std::string> diff; ///< `- expected`, `+ came`, `  both`
  friend bool operator==(const failure&, const failure&) = default;
};
struct test_result {
  std::vector<failure> failures; ///< empty: passed. A step that cannot be played ends the test.
  std::vector<visit> visits;
  flow_test updated; ///< the test with its expectations as it went; the same when it passed
};
[[nodiscard]] test_result run(const flow_test& t, const test_world& in);

/// How much of a flow its tests have gone through: its steps and its connected exits.
struct coverage {
  std::size_t covered = 0;
  std::size_t total = 0;
  std::vector<std::string> missing; ///< `saludo`, `menu.exits.precio`
};
[[nodiscard]] coverage coverage_of(const flow& f, const std::vector<visit>& visits);

/// The lines of both, those that differ marked.
[[nodiscard]] std::vector<std::string> line_diff(const std::vector<std::string>& expected,
                                                 const std::vector<std::string>& came);

} // namespace charla::flows::check
