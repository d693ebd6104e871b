#include "io/providers/given.hpp"
#include "io/providers/render.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace charla;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> webhooks(const std::string& folder) {
  std::vector<fs::path> out;
  for (const auto& file : fs::directory_iterator{charla::test::repository(folder)})
    if (file.path().extension() == ".json") out.push_back(file.path());
  std::sort(out.begin(), out.end());
  return out;
}

void check(const ports::provider& provider, const std::string& folder, std::size_t at_least) {
  const bool update = std::getenv("CHARLA_UPDATE_GOLDEN") != nullptr;
  const auto files = webhooks("tests/golden/webhooks" + folder);
  REQUIRE(files.size() > at_least);
  for (const auto& file : files) {
    INFO(file.string());
    const auto events = provider.parse(tests::slurp(file));
    REQUIRE(events);
    std::string lines;
    for (const auto& e : *events)
      lines += tests::render(e) + '\n';
    auto beside = file;
    beside.replace_extension(".events");
    if (update) std::ofstream{beside, std::ios::binary} << lines;
    CHECK(lines == tests::slurp(beside));
  }
}

} // namespace

// Each webhook of tests/golden/webhooks has beside it the events that come of it, one a line. After a wanted change:
// CHARLA_UPDATE_GOLDEN=1 test_providers, then review the difference.
TEST_CASE("every golden webhook gives the events that stand beside it", "[golden]") {
  const auto crypto = tests::crypto();
  SECTION("Meta") { check(*meta::make_provider(*crypto), "", 50); }
  SECTION("YCloud") { check(*ycloud::make_provider(*crypto), "/ycloud", 40); }
}
