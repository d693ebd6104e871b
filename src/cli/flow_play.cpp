#include "cli/flow_acts.hpp"
#include "cli/inspect_text.hpp"
#include "flows/check/line_of.hpp"
#include "flows/expr/duration.hpp"
#include "flows/expr/moment.hpp"
#include "io/json/codec.hpp"

#include <istream>
#include <ostream>

namespace charla::cli {

namespace {

using namespace flows::check;

constexpr flows::timestamp monday_noon = flows::from_unix_ms(1'772'452'800'000); // 2026-03-02 12:00 UTC
constexpr std::size_t shown_max = 4'000;

constexpr std::string_view manual = R"(What you write, the customer says. Beside that:
  /tap ID           taps what was offered      /time +3d      time passes
  /http ok BODY     answers what was asked (ok, failed or timeout)
  /vars  /state     what the run and the conversation hold
  /restart  /quit
)";

/// `/tap x` as `/tap` and `x`.
std::pair<std::string, std::string> first_word(const std::string& line) {
  const auto blank = line.find(' ');
  if (blank == std::string::npos) return {line, {}};
  const auto rest = line.find_first_not_of(' ', blank);
  return {line.substr(0, blank), rest == std::string::npos ? std::string{} : line.substr(rest)};
}

class chat {
public:
  chat(const flows::catalog& flows, std::ostream& out) : flows_(flows), out_(out), play_(begin()) {}

  /// @returns false: that is all.
  bool hear(const std::string& line) {
    if (!line.starts_with('/')) {
      if (!line.empty()) show(play_.hear(line));
      return true;
    }
    const auto [word, rest] = first_word(line);
    if (word == "/quit") return false;
    if (word == "/tap")
      show(play_.tap(rest));
    else if (word == "/time")
      pass(rest);
    else if (word == "/http")
      answer(rest);
    else if (word == "/vars")
      show_variables();
    else if (word == "/state")
      show_state();
    else if (word == "/restart")
      play_ = begin();
    else
      out_ << manual;
    return true;
  }

private:
  rehearsal begin() {
    stage on;
    on.flows = flows_;
    on.now = monday_noon;
    on.survives = round_trip_of(*codec_);
    return rehearsal{std::move(on)};
  }

  void say(std::string_view before, std::string_view what) { out_ << before << visible(what, shown_max) << '\n'; }

  void pair(std::string_view before, std::string name, std::string_view one) {
    say(before, name.append(" = ").append(one));
  }

  void show(const played& p) {
    if (!p) return say("! ", told(p.error()));
    for (const auto& b : p->bubbles)
      say("< ", line_of(b.body));
    for (const auto& e : p->events)
      say("# event ", e.type);
    for (const auto& r : p->runs)
      if (r.ended_at)
        say("# ",
            "run " + std::string{name_of(r.status)} + " at " + r.node + (r.reason.empty() ? "" : ": " + r.reason));
    if (p->control) say("# ", "who speaks: " + std::string{name_of(p->control->mode)});
    if (const auto* const call = play_.pending_call())
      say("? ", call->token.node + " asks " + call->request.kind + ' ' + call->request.method + ' '
                    + call->request.target + "; answer it: /http ok BODY");
  }

  void pass(std::string text) {
    if (text.starts_with('+')) text.erase(0, 1);
    const auto time = flows::expr::read_duration(text);
    if (!time) return say("! ", "write how long: /time +3d 2h");
    show(play_.wait(*time));
  }

  void answer(const std::string& text) {
    using outcome = flows::call_finished::outcome;
    const auto* const call = play_.pending_call();
    if (call == nullptr) return say("! ", "nothing has been asked");
    auto [how, body] = first_word(text);
    if (how != "ok" && how != "failed" && how != "timeout")
      return say("! ", "write /http ok, /http failed or /http timeout");
    if (how == "timeout") return show(play_.answer(call->token, outcome::timed_out, 0, {}));
    constexpr int good = 200;
    constexpr int bad = 500;
    if (how == "failed") return show(play_.answer(call->token, outcome::failed, bad, body));
    std::map<std::string, std::string> values;
    if (!call->request.pick.empty()) {
      auto picked = codec_->pick(body, call->request.pick);
      if (!picked) {
        say("! ", "the step finds nothing in it: " + told(picked.error()));
        return show(play_.answer(call->token, outcome::failed, good, body));
      }
      values = *std::move(picked);
    }
    show(play_.answer(call->token, outcome::ok, good, body, std::move(values)));
  }

  void show_variables() {
    const auto& c = play_.state();
    if (c.run)
      for (const auto& [name, one] : c.run->variables)
        pair("  ", name, one);
    for (const auto& [name, one] : c.attributes)
      pair("  contact.", name, one);
  }

  void show_state() {
    const auto& c = play_.state();
    say("  now ", flows::expr::iso_text({play_.now(), false}, {}));
    say("  run ", c.run ? "at " + c.run->node : std::string{"none"});
    say("  speaks ", name_of(bot_is_silent(c, play_.now()) ? c.mode : flows::control_mode::bot));
    say("  status ", name_of(c.status));
    for (const auto& tag : c.tags)
      say("  tag ", tag);
    for (const auto& [key, timer] : play_.timers())
      say("  timer ", key + " at " + flows::expr::iso_text({timer.due, false}, {}));
  }

  const flows::catalog& flows_;
  std::ostream& out_;
  std::unique_ptr<ports::codec> codec_ = json::make_codec();
  rehearsal play_;
};

} // namespace

int play_flow(const flow_options& o, std::istream& in, std::ostream& out, std::ostream& err) {
  constexpr int could_not_run = 2;
  std::vector<flow_file> files;
  for (const auto& path : o.files) {
    auto file = read_flow_file(path, static_cast<std::int32_t>(files.size()) + 1);
    if (!file) {
      err << "charla: " << path << ": " << told(file.error()) << '\n';
      return could_not_run;
    }
    files.push_back(*std::move(file));
  }
  const auto all = catalog_of(files);
  if (!all) {
    err << "charla: " << told(all.error()) << '\n';
    return could_not_run;
  }
  chat with{*all, out};
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!with.hear(line)) break;
    out.flush();
  }
  return 0;
}

} // namespace charla::cli
