#include "sim/checks.hpp"
#include "sim/mutants.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

/// As many worlds as a fault may hide in.
constexpr std::uint64_t seeds_max = 60;

/// The first seed in which the invariant is found broken; 0: it hides well.
std::uint64_t caught_by(const sim::mutant& m, std::vector<std::string>& others) {
  for (std::uint64_t seed = 1; seed <= seeds_max; ++seed) {
    sim::plan p;
    p.seed = seed;
    p.rest_rounds_max = 200;
    p.fault = m.plant();
    sim::simulation world{p};
    world.live();
    world.come_to_rest();
    for (const auto& what : sim::judge(world)) {
      if (what.substr(0, what.find(' ')) == m.invariant) return seed;
      others.push_back(what);
    }
  }
  return 0;
}

} // namespace

TEST_CASE("each planted fault is caught by the invariant that it breaks", "[sim][mutants]") {
  for (const auto& m : sim::all_mutants()) {
    DYNAMIC_SECTION(m.name) {
      std::vector<std::string> others;
      const auto seed = caught_by(m, others);
      INFO(m.invariant << " was to catch it; the others said: " << (others.empty() ? "nothing" : others.front()));
      CHECK(seed != 0);
      if (seed != 0) UNSCOPED_INFO("seed " << seed);
    }
  }
}
