#include "io/providers/meta/provider.hpp"
#include "io/providers/render.hpp"
#include "io/secrets/crypto.hpp"
#include "support/paths.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace charla;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> webhooks() {
  std::vector<fs::path> out;
  for (const auto& file : fs::directory_iterator{charla::test::repository("tests/golden/webhooks")})
    if (file.path().extension() == ".json") out.push_back(file.path());
  std::sort(out.begin(), out.end());
  return out;
}

} // namespace

// Each webhook of tests/golden/webhooks has beside it the events that come of it, one a line. After a wanted change:
// CHARLA_UPDATE_GOLDEN=1 test_providers, then review the difference.
TEST_CASE("every golden webhook gives the events that stand beside it", "[meta][golden]") {
  const auto crypto = secrets::make_crypto(std::string(32, 'k'));
  const auto provider = meta::make_provider(*crypto);
  const bool update = std::getenv("CHARLA_UPDATE_GOLDEN") != nullptr;
  const auto files = webhooks();
  REQUIRE(files.size() > 50);
  for (const auto& file : files) {
    INFO(file.filename().string());
    const auto events = provider->parse(tests::slurp(file));
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
