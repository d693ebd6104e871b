#include "io/blobs/blobs.hpp"
#include "io/secrets/crypto.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

using namespace charla;
namespace fs = std::filesystem;

namespace {

constexpr flows::tenant_id acme{1};
constexpr flows::tenant_id rival{2};
// SHA-256 of "abc" (FIPS 180-2, appendix B.1).
const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

class folder_world {
public:
  folder_world() : crypto(secrets::make_crypto(std::string(32, 'k'))) {
    std::string name = (fs::temp_directory_path() / "charla-blobs-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    root = name;
    store = blobs::open_folder((root / "media").string(), *crypto);
  }
  ~folder_world() { fs::remove_all(root); }
  folder_world(const folder_world&) = delete;
  folder_world& operator=(const folder_world&) = delete;

  [[nodiscard]] fs::path place(flows::tenant_id t, const std::string& sha256) const {
    return root / "media" / std::to_string(t.value()) / sha256.substr(0, 2) / sha256;
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t n = 0;
    for (const auto& e : fs::recursive_directory_iterator{root})
      n += e.is_regular_file() ? 1 : 0;
    return n;
  }

  fs::path root;
  std::unique_ptr<ports::crypto> crypto;
  std::unique_ptr<ports::blob_store> store;
};

} // namespace

TEST_CASE("a file is kept by its SHA-256, in its tenant's folder, and nobody else may read it", "[blobs]") {
  const folder_world w;
  const auto id = w.store->put(acme, "abc");
  REQUIRE(id);
  CHECK(*id == abc);
  CHECK(w.store->get(acme, abc).value() == "abc");
  REQUIRE(fs::is_regular_file(w.place(acme, abc)));
  CHECK(fs::status(w.place(acme, abc)).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(w.store->name() == "folder");
}

TEST_CASE("bytes of any kind come back as they were, and so do none", "[blobs]") {
  const folder_world w;
  std::string all;
  for (int i = 0; i < 70'000; ++i)
    all.push_back(static_cast<char>(i * 31));
  for (const auto& bytes : {all, std::string{}, std::string(3, '\0')})
    CHECK(w.store->get(acme, w.store->put(acme, bytes).value()).value() == bytes);
}

TEST_CASE("the same bytes twice are kept once, and nothing half-written stays beside them", "[blobs]") {
  const folder_world w;
  REQUIRE(w.store->put(acme, "abc"));
  REQUIRE(w.store->put(acme, "abc"));
  CHECK(w.files() == 1);
  std::vector<std::thread> at_once;
  for (int i = 0; i < 8; ++i)
    at_once.emplace_back([&w] { static_cast<void>(w.store->put(acme, std::string(100'000, 'x'))); });
  for (auto& t : at_once)
    t.join();
  CHECK(w.files() == 2);
}

TEST_CASE("another tenant has not what one tenant has", "[blobs]") {
  const folder_world w;
  REQUIRE(w.store->put(acme, "abc"));
  const auto theirs = w.store->get(rival, abc);
  REQUIRE_FALSE(theirs);
  CHECK(theirs.error().code == "blob.missing");
  REQUIRE(w.store->remove(rival, abc));
  CHECK(w.store->get(acme, abc));
}

TEST_CASE("a file whose bytes were altered is noticed, and keeping it again repairs it", "[blobs]") {
  const folder_world w;
  REQUIRE(w.store->put(acme, "abc"));
  std::ofstream{w.place(acme, abc)} << "abd";
  const auto altered = w.store->get(acme, abc);
  REQUIRE_FALSE(altered);
  CHECK(altered.error().code == "blob.corrupt");
  REQUIRE(w.store->put(acme, "abc"));
  CHECK(w.store->get(acme, abc).value() == "abc");
}

TEST_CASE("what was removed is missing, and removing it again is no error", "[blobs]") {
  const folder_world w;
  REQUIRE(w.store->put(acme, "abc"));
  REQUIRE(w.store->remove(acme, abc));
  CHECK(w.store->get(acme, abc).error().code == "blob.missing");
  CHECK(w.store->remove(acme, abc));
}

TEST_CASE("a name that is no hash never becomes a path", "[blobs]") {
  const folder_world w;
  std::ofstream{w.root / "secret"} << "mine";
  for (const std::string name : {"../../secret", "", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a/"}) {
    CHECK(w.store->get(acme, name).error().code == "blob.missing");
    CHECK(w.store->remove(acme, name));
  }
  CHECK(fs::exists(w.root / "secret"));
}

TEST_CASE("a folder that cannot be made is told with its path and its reason", "[blobs]") {
  const folder_world w;
  std::ofstream{w.root / "media"} << "a file where the folder should be";
  const auto kept = w.store->put(acme, "abc");
  REQUIRE_FALSE(kept);
  CHECK(kept.error().code == "blob.unavailable");
  CHECK(kept.error().where.find("media") != std::string::npos);
}
