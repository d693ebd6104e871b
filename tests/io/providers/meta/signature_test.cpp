#include "io/providers/meta/provider.hpp"
#include "io/secrets/crypto.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

/// The vector of the provider's documentation as we have it: non-ASCII written as escapes, signed as sent.
constexpr std::string_view body =
    R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"text":"\u00bfTen\u00e9s caf\u00e9?"}}]}]})";
constexpr std::string_view signature = "sha256=34a044b7591e8a2b8dc6b2aa53766c6122a04569d3e9dc8e6845117d95978ac4";

ports::http_request signed_request(std::string_view header, std::string_view value) {
  ports::http_request r;
  r.body = body;
  if (!header.empty()) r.headers.push_back({std::string{header}, std::string{value}});
  return r;
}

ports::channel_access with_secret(std::string secret) {
  ports::channel_access c;
  c.app_secret = std::move(secret);
  return c;
}

} // namespace

TEST_CASE("a signature is taken over the raw bytes", "[meta][signature]") {
  const auto crypto = secrets::make_crypto(std::string(32, 'k'));
  const auto provider = meta::make_provider(*crypto);
  REQUIRE(body.size() == 139);

  CHECK(provider->signed_by(signed_request("X-Hub-Signature-256", signature), with_secret("app-secret-demo"), {}));
  CHECK(provider->signed_by(signed_request("x-hub-signature-256", signature), with_secret("app-secret-demo"), {}));

  SECTION("one changed byte of the body is refused") {
    auto r = signed_request("X-Hub-Signature-256", signature);
    r.body[20] ^= 1;
    CHECK_FALSE(provider->signed_by(r, with_secret("app-secret-demo"), {}));
  }
  SECTION("the same text written otherwise is refused") {
    auto r = signed_request("X-Hub-Signature-256", signature);
    r.body.replace(r.body.find("\\u00bf"), 6, "¿");
    CHECK_FALSE(provider->signed_by(r, with_secret("app-secret-demo"), {}));
  }
  SECTION("anything but the right value is refused") {
    const auto value =
        GENERATE(as<std::string>{}, "", "sha256=", "34a044b7591e8a2b8dc6b2aa53766c6122a04569d3e9dc8e6845117d95978ac4",
                 "sha1=34a044b7591e8a2b8dc6b2aa53766c6122a04569",
                 "sha256=34a044b7591e8a2b8dc6b2aa53766c6122a04569d3e9dc8e6845117d95978ac5",
                 "sha256=34a044b7591e8a2b8dc6b2aa53766c6122a04569d3e9dc8e6845117d95978ac4 ");
    CHECK_FALSE(provider->signed_by(signed_request("X-Hub-Signature-256", value), with_secret("app-secret-demo"), {}));
  }
  SECTION("no header, another secret or none at all is refused") {
    CHECK_FALSE(provider->signed_by(signed_request("", ""), with_secret("app-secret-demo"), {}));
    CHECK_FALSE(
        provider->signed_by(signed_request("X-Hub-Signature-256", signature), with_secret("app-secret-other"), {}));
    CHECK_FALSE(provider->signed_by(signed_request("X-Hub-Signature-256", signature), with_secret(""), {}));
  }
}
