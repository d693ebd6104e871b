#include "flows/check/flow_test.hpp"

#include "flows/check/line_of.hpp"
#include "flows/overloaded.hpp"

#include <algorithm>
#include <set>

namespace charla::flows::check {

namespace {

constexpr timestamp monday_noon = from_unix_ms(1'772'452'800'000); // 2026-03-02 12:00 UTC

using lines = std::vector<std::string>;

rehearsal begin(const flow_test& t, const test_world& in) {
  stage on;
  on.flows = in.flows;
  on.rule = t.rule;
  on.now = t.at.value_or(monday_noon);
  on.survives = in.survives;
  on.state = t.who;
  if (!t.who.contact_name.empty()) on.name = t.who.contact_name;
  return rehearsal{std::move(on)};
}

/// One test while it runs.
class running {
public:
  running(const flow_test& t, const test_world& in) : test_(t), in_(in), play_(begin(t, in)) { out_.updated = t; }

  test_result go() {
    for (; at_ < test_.steps.size() && !stopped_; ++at_)
      std::visit([this](const auto& one) { take(one); }, test_.steps[at_]);
    if (!stopped_) finish();
    out_.visits = play_.visits();
    return std::move(out_);
  }

private:
  void fail(std::string what, lines diff = {}) { out_.failures.push_back({at_, std::move(what), std::move(diff)}); }
  void stop(const undecided& why) {
    stopped_ = true;
    fail(why.code + ": " + why.what + (why.where.empty() ? "" : " (" + why.where + ')'));
  }

  void take(const content& said) { done(play_.hear(said)); }
  void take(const tap_of& t) { done(play_.tap(t.id, t.title)); }
  void take(milliseconds time) { done(play_.wait(time)); }
  void take(const told_by_program& e) {
    run_request m;
    m.what = run_request::act::event;
    m.event = e.name;
    m.variables = e.variables;
    m.by = "test";
    done(play_.tell(std::move(m)));
  }
  void take(const mock& m) { mocks_.emplace_back(at_, m); }
  void take(const expected_bubbles& e) {
    if (e.lines != came_) fail("other bubbles came than expected", line_diff(e.lines, came_));
    std::get<expected_bubbles>(out_.updated.steps[at_]).lines = std::move(came_);
    came_.clear();
  }
  void take(const expected_state& e);

  void done(played p);
  void keep(const scene& s);
  [[nodiscard]] std::optional<mock> mock_for(const call_effect& call);
  void finish();

  const flow_test& test_;
  const test_world& in_;
  rehearsal play_;
  test_result out_;
  std::size_t at_ = 0;
  bool stopped_ = false;
  lines came_;
  std::vector<std::pair<std::size_t, mock>> mocks_; ///< with the index of their step, for the message
  std::optional<call_token> unanswered_;            ///< one that a mock wants to stay so
  std::map<std::string, std::string> variables_;    ///< of the last run
  std::string node_;                                ///< where it stood
};

void running::keep(const scene& s) {
  for (const auto& b : s.bubbles)
    came_.push_back(line_of(b.body));
  for (const auto& r : s.runs) {
    variables_ = r.variables;
    node_ = r.node;
  }
}

std::optional<mock> running::mock_for(const call_effect& call) {
  const auto fits = [&](const auto& m) {
    return m.second.step == call.token.node && m.second.kind == call.request.kind;
  };
  const auto found = std::find_if(mocks_.begin(), mocks_.end(), fits);
  if (found == mocks_.end()) return std::nullopt;
  auto out = std::move(found->second);
  mocks_.erase(found);
  return out;
}

void running::done(played p) {
  if (!p) return stop(p.error());
  keep(*p);
  while (const auto* const pending = play_.pending_call()) {
    const auto call = *pending;
    if (unanswered_ == call.token) return;
    auto given = mock_for(call);
    if (!given) {
      stopped_ = true;
      return fail("the step `" + call.token.node + "` asks (" + call.request.kind + ' ' + call.request.target
                  + ") and there is no answer for it; write a mock before this step");
    }
    if (!given->how) {
      unanswered_ = call.token;
      return;
    }
    if (in_.pick && *given->how == call_finished::outcome::ok && !call.request.pick.empty()) {
      auto picked = in_.pick(given->body, call.request.pick);
      if (picked)
        given->values.merge(*picked);
      else if (given->values.empty())
        given->how = call_finished::outcome::failed; // as it goes in earnest: what was asked for is not there
    }
    auto answered =
        play_.answer(call.token, *given->how, given->status, std::move(given->body), std::move(given->values));
    if (!answered) return stop(answered.error());
    keep(*answered);
  }
}

void running::take(const expected_state& e) {
  const auto& now = play_.state();
  auto& updated = std::get<expected_state>(out_.updated.steps[at_]);
  lines expected;
  lines came;
  const auto compare = [&](const std::string& what, const std::string& wanted, const std::string& is) {
    expected.push_back(what + " = " + wanted);
    came.push_back(what + " = " + is);
  };
  const auto compare_all = [&](const std::string& what, const auto& wanted, const auto& is, auto& fresh) {
    for (const auto& [name, one] : wanted) {
      const auto found = is.find(name);
      fresh[name] = found == is.end() ? std::string{} : found->second;
      compare(what + ' ' + name, one, fresh[name]);
    }
  };
  const auto one = [&](const std::string& what, const auto& wanted, std::string is, auto& fresh) {
    if (!wanted) return;
    compare(what, *wanted, is);
    fresh = std::move(is);
  };
  one("node", e.node, now.run ? now.run->node : node_, updated.node);
  compare_all("variable", e.variables, now.run ? now.run->variables : variables_, updated.variables);
  compare_all("attribute", e.attributes, now.attributes, updated.attributes);
  if (e.tags) {
    const auto joined = [](const lines& all) {
      std::string out;
      for (const auto& t : all)
        out += (out.empty() ? "" : ", ") + t;
      return out;
    };
    compare("tags", joined(*e.tags), joined(now.tags));
    updated.tags = now.tags;
  }
  if (e.ended) {
    compare("ended", *e.ended ? "true" : "false", now.run ? "false" : "true");
    updated.ended = !now.run;
  }
  one("control", e.control, std::string{name_of(bot_is_silent(now, play_.now()) ? now.mode : control_mode::bot)},
      updated.control);
  one("status", e.status, std::string{name_of(now.status)}, updated.status);
  if (expected != came) fail("the state is another one than expected", line_diff(expected, came));
}

void running::finish() {
  if (!came_.empty()) {
    fail("bubbles came that nothing expects", line_diff({}, came_));
    out_.updated.steps.emplace_back(expected_bubbles{std::move(came_)});
  }
  for (const auto& [index, m] : mocks_) {
    at_ = index;
    fail("the answer for the step `" + m.step + "` was never asked for");
  }
}

} // namespace

test_result run(const flow_test& t, const test_world& in) { return running{t, in}.go(); }

coverage coverage_of(const flow& f, const std::vector<visit>& visits) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& v : visits)
    if (v.flow == flow_version{f.id, f.version}) seen.emplace(v.node, v.exit);
  coverage out;
  const auto count = [&](const std::string& node, const std::string& exit, std::string name) {
    ++out.total;
    if (seen.contains({node, exit}))
      ++out.covered;
    else
      out.missing.push_back(std::move(name));
  };
  for (const auto& [id, n] : f.nodes) {
    count(id, {}, id);
    for (const auto& entry : n.exits)
      count(id, entry.first, id + ".exits." + entry.first);
  }
  return out;
}

} // namespace charla::flows::check
