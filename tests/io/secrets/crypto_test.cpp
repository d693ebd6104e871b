#include "io/secrets/crypto.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <thread>

using namespace charla;

namespace {

std::string hex(const ports::hash256& h) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (const auto b : h) {
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

std::unique_ptr<ports::crypto> crypto(char fill = 'k') { return secrets::make_crypto(std::string(32, fill)); }

} // namespace

TEST_CASE("hashes and signatures are the published ones", "[secrets]") {
  const auto c = crypto();
  SECTION("SHA-256 of FIPS 180-2") {
    CHECK(hex(c->sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(c->sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }
  SECTION("HMAC-SHA-256 of RFC 4231, cases 1, 2 and 6") {
    CHECK(hex(c->hmac_sha256(std::string(20, '\x0b'), "Hi There"))
          == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hex(c->hmac_sha256("Jefe", "what do ya want for nothing?"))
          == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex(c->hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"))
          == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }
  SECTION("an empty key does not reuse the key before it") {
    const auto first = hex(c->hmac_sha256("", ""));
    CHECK(first == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    (void)c->hmac_sha256("another", "");
    CHECK(hex(c->hmac_sha256("", "")) == first);
  }
}

TEST_CASE("texts of other lengths are different, equal ones the same", "[secrets]") {
  const auto c = crypto();
  CHECK(c->same("", ""));
  CHECK(c->same("sha256=aa", "sha256=aa"));
  CHECK_FALSE(c->same("sha256=aa", "sha256=ab"));
  CHECK_FALSE(c->same("sha256=aa", "sha256=aaa"));
}

TEST_CASE("a named uuid is RFC 9562 version 5", "[secrets]") {
  const auto dns = flows::parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  REQUIRE(dns);
  CHECK(flows::to_string(crypto()->named_uuid(*dns, "www.example.com")) == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("row uuids carry their time and ascend, from any thread", "[secrets]") {
  const auto c = crypto();
  const auto id = c->row_uuid(1'645'557'742'000);
  CHECK(flows::to_string(id).substr(0, 15) == "017f22e2-79b0-7"); // RFC 9562 A.6
  CHECK((id.bytes[8] & 0xc0) == 0x80);

  std::vector<flows::uuid> all;
  for (int i = 0; i < 5000; ++i)
    all.push_back(c->row_uuid(1'645'557'742'000));
  CHECK(std::is_sorted(all.begin(), all.end()));
  CHECK(c->row_uuid(1'645'557'741'000) > all.back());  // a clock that steps back a second
  CHECK(c->row_uuid(1'645'557'000'000) < all.front()); // one that was wrong by minutes

  std::array<std::vector<flows::uuid>, 4> made;
  std::vector<std::thread> threads;
  for (auto& mine : made)
    threads.emplace_back([&mine, &c] {
      for (int i = 0; i < 2000; ++i)
        mine.push_back(c->row_uuid(1'700'000'000'000));
    });
  for (auto& t : threads)
    t.join();
  std::set<flows::uuid> unique;
  for (const auto& m : made) {
    CHECK(std::is_sorted(m.begin(), m.end()));
    unique.insert(m.begin(), m.end());
  }
  CHECK(unique.size() == 8000);
}

TEST_CASE("a password opens only its own hash", "[secrets]") {
  const auto c = crypto();
  const auto hash = c->hash_password("corazón de melón");
  CHECK(hash.rfind("$argon2id$v=19$m=65536,t=2,p=1$", 0) == 0);
  CHECK(c->verify_password(hash, "corazón de melón"));
  CHECK_FALSE(c->verify_password(hash, "corazon de melon"));
  CHECK_FALSE(c->verify_password("", ""));
  CHECK_FALSE(c->verify_password("devsecret", "devsecret"));
  CHECK_FALSE(c->verify_password(std::string(5000, '$'), "x"));
}

TEST_CASE("a sealed secret opens with its key and context only", "[secrets]") {
  const auto c = crypto();
  const auto sealed = c->seal("EAAG-token", "channel:7");
  CHECK(sealed.find("EAAG") == std::string::npos);
  CHECK(c->seal("EAAG-token", "channel:7") != sealed);
  CHECK(c->unseal(sealed, "channel:7").value() == "EAAG-token");
  CHECK(c->unseal(c->seal("", ""), "").value().empty());

  CHECK(c->unseal(sealed, "channel:8").error().code == "crypto.unseal");
  CHECK(crypto('x')->unseal(sealed, "channel:7").error().code == "crypto.unseal");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    CHECK_FALSE(c->unseal(altered, "channel:7"));
    CHECK_FALSE(c->unseal(sealed.substr(0, i), "channel:7"));
  }
}

TEST_CASE("a key that is not 32 bytes long cannot start", "[secrets]") {
  CHECK_THROWS_AS(secrets::make_crypto("short"), std::invalid_argument);
}

TEST_CASE("random bytes have the length asked for and differ", "[secrets]") {
  const auto c = crypto();
  CHECK(c->random_bytes(0).empty());
  CHECK(c->random_bytes(32).size() == 32);
  CHECK(c->random_bytes(32) != c->random_bytes(32));
}
