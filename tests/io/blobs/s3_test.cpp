#include "bucket.hpp"

#include "io/blobs/blobs.hpp"
#include "io/secrets/crypto.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

constexpr flows::tenant_id acme{1};
const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string at_abc = "/shop/1/ba/" + abc;

class s3_world {
public:
  s3_world() : crypto(secrets::make_crypto(std::string(32, 'k'))), far(*crypto, "s3cr3t") {
    options.endpoint = far.endpoint();
    options.bucket = "shop";
    options.region = "sa-east-1";
    options.access_key = "AKSHOP";
    options.secret_key = "s3cr3t";
    open();
  }
  void open() { store = blobs::open_s3(options, *crypto); }

  std::unique_ptr<ports::crypto> crypto;
  blobs_test::bucket far;
  blobs::s3_options options;
  std::unique_ptr<ports::blob_store> store;
};

} // namespace

TEST_CASE("a bucket keeps, gives and removes; every request is signed over its bytes", "[blobs]") {
  s3_world w;
  CHECK(w.store->put(acme, "abc").value() == abc);
  CHECK(w.far.objects() == std::map<std::string, std::string>{{at_abc, "abc"}});
  CHECK(w.store->get(acme, abc).value() == "abc");
  REQUIRE(w.store->remove(acme, abc));
  CHECK(w.far.objects().empty());
  CHECK(w.store->get(acme, abc).error().code == "blob.missing");
  CHECK(w.store->remove(acme, abc));
  CHECK(w.store->name() == "s3");
}

TEST_CASE("a large file with every byte, and an empty one, come back from a bucket as they were", "[blobs]") {
  s3_world w;
  std::string all;
  for (int i = 0; i < 3'000'000; ++i)
    all.push_back(static_cast<char>(i * 131 + i / 256));
  for (const auto& bytes : {all, std::string{}})
    CHECK(w.store->get(acme, w.store->put(acme, bytes).value()).value() == bytes);
}

TEST_CASE("a bucket that refuses the keys is told with what to check, and the secret is not in it", "[blobs]") {
  s3_world w;
  w.options.secret_key = "wrong-key";
  w.open();
  const auto kept = w.store->put(acme, "abc");
  REQUIRE_FALSE(kept);
  CHECK(kept.error().code == "blob.unavailable");
  CHECK(kept.error().what.find("403 SignatureDoesNotMatch") != std::string::npos);
  CHECK(kept.error().what.find("media.s3_secret_key") != std::string::npos);
  CHECK(kept.error().what.find("wrong-key") == std::string::npos);
  CHECK(w.far.objects().empty());
}

TEST_CASE("a bucket that is not there is no missing file", "[blobs]") {
  s3_world w;
  w.options.bucket = "other";
  w.open();
  CHECK(w.store->get(acme, abc).error().code == "blob.unavailable");
  CHECK(w.store->remove(acme, abc).error().code == "blob.unavailable");
}

TEST_CASE("bytes of a bucket that are not what their name says are refused", "[blobs]") {
  s3_world w;
  REQUIRE(w.store->put(acme, "abc"));
  w.far.replace(at_abc, "abd");
  CHECK(w.store->get(acme, abc).error().code == "blob.corrupt");
}

TEST_CASE("a bucket without room is `blob.full`, one in trouble is `blob.unavailable`", "[blobs]") {
  s3_world w;
  w.far.fail_with("507", "InsufficientStorage");
  CHECK(w.store->put(acme, "abc").error().code == "blob.full");
  w.far.fail_with("403", "QuotaExceeded");
  CHECK(w.store->put(acme, "abc").error().code == "blob.full");
  w.far.fail_with("503", "SlowDown");
  const auto slow = w.store->get(acme, abc);
  REQUIRE_FALSE(slow);
  CHECK(slow.error().code == "blob.unavailable");
  CHECK(slow.error().what.find("503 SlowDown") != std::string::npos);
}

TEST_CASE("a bucket that never answers is waited for no longer than the timeout", "[blobs]") {
  s3_world w;
  w.options.timeout = std::chrono::milliseconds{150};
  w.open();
  w.far.fall_silent();
  const auto got = w.store->get(acme, abc);
  REQUIRE_FALSE(got);
  CHECK(got.error().code == "blob.unavailable");
  CHECK(got.error().what.find("does not answer") != std::string::npos);
}

TEST_CASE("an answer that is larger than any file of ours is given up", "[blobs]") {
  s3_world w;
  REQUIRE(w.store->put(acme, "abc"));
  w.far.replace(at_abc, std::string(100'000, 'x'));
  w.options.size_max = 1000;
  w.open();
  CHECK(w.store->get(acme, abc).error().code == "blob.unavailable");
}

TEST_CASE("the configuration chooses: a bucket when one is named, else the folder", "[blobs]") {
  const s3_world w;
  ports::media_config config;
  CHECK(blobs::open(config, *w.crypto)->name() == "folder");
  config.s3_bucket = "shop";
  config.s3_endpoint = w.options.endpoint;
  CHECK(blobs::open(config, *w.crypto)->name() == "s3");
}
