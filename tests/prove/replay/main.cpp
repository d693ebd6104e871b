#include "flows/check/what_if.hpp"
#include "io/clock/system.hpp"
#include "io/json/codec.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/postgres.hpp"
#include "io/store/sqlite.hpp"
#include "recorder.hpp"
#include "regressions.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <sstream>

/// Deciding again what was decided (I15): see replay.sh.
namespace {

using namespace charla; // NOLINT(google-build-using-namespace)

struct options {
  std::string flow;
  std::string sqlite;
  std::string postgres;
  std::size_t turns = 100'000;
  std::size_t customers = 1'000;
  std::uint64_t seed = 1;
};

[[noreturn]] void give_up(const std::string& what) {
  std::cerr << "replay: " << what << '\n';
  std::exit(2);
}

flows::flow read_flow(const ports::codec& codec, const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  auto f = codec.decode_flow(text.str());
  if (!f) give_up(path + ": " + f.error().where + ": " + f.error().what);
  f->id = flows::flow_id{1};
  f->version = 1;
  return *std::move(f);
}

flows::catalog live(flows::flow f) {
  auto made = flows::compile(std::move(f));
  if (!made.ready) give_up(made.problems.front().where + ": " + made.problems.front().what);
  return {{made.ready}, {made.ready->version()}};
}

/// @returns true when every conversation was decided again as it was decided.
bool prove_store(ports::store& rows,
                 const ports::codec& codec,
                 ports::crypto& crypto,
                 const flows::catalog& flows,
                 const options& o) {
  if (const auto opened = rows.open(); !opened) give_up(opened.error().what);
  prove::recorder r{rows, codec, crypto, flows};
  constexpr std::size_t together = 200;
  std::size_t lived = 0;
  std::size_t wrong = 0;
  prove::digest decided;
  prove::digest again;
  for (std::size_t first = 0; first < o.customers; first += together) {
    std::vector<prove::lived> all;
    for (auto n = first; n < std::min(first + together, o.customers); ++n)
      all.push_back({prove::customer{o.seed, n}, {}, 0});
    for (std::size_t t = 0; t < o.turns / o.customers; ++t)
      if (const auto done = r.take_turns(all); !done) give_up(done.error().code + ": " + done.error().what);
    for (const auto& one : all) {
      lived += one.turns;
      decided.add(one.decided);
      const auto replayed = r.decide_again(one);
      if (replayed) again.add(*replayed);
      if (replayed && *replayed == one.decided) continue;
      ++wrong;
      std::cerr << "replay: " << to_string(one.who.birth().id.value()) << ": "
                << (replayed ? "decided differently" : replayed.error().code + ": " + replayed.error().what) << '\n';
    }
  }
  std::cout << rows.name() << ": " << lived << " turns of " << o.customers << " conversations, decided "
            << decided.text() << ", replayed " << again.text() << ", differences " << wrong << '\n';
  return wrong == 0;
}

/// The corpus for the planted edits, without a store.
std::vector<std::pair<flows::conversation, std::vector<flows::past_turn>>> corpus(const flows::catalog& flows,
                                                                                  const options& o) {
  constexpr std::size_t conversations = 300;
  constexpr std::size_t turns = 40;
  std::vector<std::pair<flows::conversation, std::vector<flows::past_turn>>> out;
  for (std::size_t n = 0; n < conversations; ++n) {
    prove::customer who{o.seed + 1, n};
    std::vector<flows::past_turn> past;
    for (std::size_t t = 0; t < turns; ++t) {
      flows::past_turn p;
      p.causes = who.next();
      p.before = {who.state().mode, who.state().human_override_until, who.state().ctl_seq};
      p.now = who.now();
      p.rule = who.rule();
      auto d = flows::decide(who.state(), p.causes, flows, p.rule, p.now);
      if (!d) give_up(d.error().code);
      who.remember(*d);
      past.push_back(std::move(p));
    }
    out.emplace_back(who.birth(), std::move(past));
  }
  return out;
}

bool prove_edits(const flows::flow& written, const flows::catalog& flows, const options& o) {
  const auto told = corpus(flows, o);
  std::size_t flagged = 0;
  std::size_t planted = 0;
  bool good = true;
  for (const auto& e : prove::planted_edits()) {
    auto draft = written;
    draft.version = 2;
    e.make(draft);
    const auto with_draft = live(std::move(draft));
    std::size_t changes = 0;
    for (const auto& [birth, past] : told) {
      const auto r = flows::what_if(birth, past, flows, with_draft);
      changes += r.changes.size() + (r.failed ? 1 : 0);
    }
    planted += e.harmless ? 0 : 1;
    flagged += !e.harmless && changes > 0 ? 1 : 0;
    if ((changes == 0) == e.harmless) continue;
    good = false;
    std::cerr << "replay: " << e.name << (e.harmless ? " changes nothing, but was flagged" : " was not noticed")
              << '\n';
  }
  std::cout << "planted edits: " << flagged << " of " << planted << " noticed in " << told.size()
            << " conversations; edits that change nothing: none flagged\n";
  return good && planted >= 30;
}

} // namespace

int main(int argc, char** argv) {
  options o;
  CLI::App app{"Replays generated turns and tries planted edits"};
  app.add_option("--flow", o.flow)->required();
  app.add_option("--sqlite", o.sqlite, "a new database file");
  app.add_option("--postgres", o.postgres, "URL of an empty database");
  app.add_option("--turns", o.turns)->capture_default_str();
  app.add_option("--customers", o.customers)->capture_default_str();
  app.add_option("--seed", o.seed)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto codec = json::make_codec();
  const auto crypto = secrets::make_crypto(std::string(32, 'k'));
  const auto clock = clock::make_system_clock();
  const auto written = read_flow(*codec, o.flow);
  const auto flows = live(written);
  bool good = true;
  if (!o.sqlite.empty())
    good = prove_store(*store::make_sqlite({.path = o.sqlite}, *crypto, *clock), *codec, *crypto, flows, o) && good;
  if (!o.postgres.empty())
    good = prove_store(*store::make_postgres(o.postgres, 1, *crypto, *clock), *codec, *crypto, flows, o) && good;
  good = prove_edits(written, flows, o) && good;
  return good ? 0 : 1;
}
