#include "io/providers/given.hpp"
#include "io/providers/ycloud/signature.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

/// The vector of providers.md B1.
constexpr std::string_view body = R"({"id":"evt_demo","type":"whatsapp.inbound_message.received"})";
constexpr std::string_view right = "a0f1ac38eb61b0b2174b5305efcd6ee4b7c5463c82a31fc2bad01ca97da92d7d";
constexpr auto moment = 1'700'000'000'000;

bool is_signed(std::string header, std::int64_t now_ms = moment, std::string secret = "whsec-demo") {
  const auto crypto = tests::crypto();
  ports::http_request r;
  r.body = body;
  if (!header.empty()) r.headers.push_back({"ycloud-signature", std::move(header)});
  auto channel = tests::ycloud_channel();
  channel.app_secret = std::move(secret);
  return ycloud::make_provider(*crypto)->signed_by(r, channel, flows::from_unix_ms(now_ms));
}

std::string header(std::string_view t, std::string_view s) { return "t=" + std::string{t} + ",s=" + std::string{s}; }

} // namespace

TEST_CASE("YCloud's signature is taken over its moment and the raw bytes", "[ycloud][signature]") {
  const auto crypto = tests::crypto();
  CHECK(ycloud::signature_of(*crypto, "whsec-demo", "1700000000", body) == right);
  CHECK(is_signed(header("1700000000", right)));
  CHECK(is_signed("s=" + std::string{right} + ", t=1700000000")); // in any order
  CHECK_FALSE(is_signed(header("1700000001", right)));
  CHECK_FALSE(is_signed(header("1700000000", "b" + std::string{right.substr(1)})));
  CHECK_FALSE(is_signed(header("1700000000", right), moment, "whsec-other"));
  CHECK_FALSE(is_signed(header("1700000000", right), moment, ""));
  CHECK_FALSE(is_signed(""));
  CHECK_FALSE(is_signed("sha256=" + std::string{right}));
}

TEST_CASE("a retry of hours ago is let in, a moment in the future is not", "[ycloud][signature]") {
  CHECK(is_signed(header("1700000000", right), moment + 7 * 3'600'000));
  CHECK(is_signed(header("1700000000", right), moment - 5 * 60'000));
  CHECK_FALSE(is_signed(header("1700000000", right), moment - 5 * 60'000 - 1000));
}

TEST_CASE("a moment that is no number lets nobody in, whatever was signed", "[ycloud][signature]") {
  const auto crypto = tests::crypto();
  const auto t =
      GENERATE(as<std::string>{}, "", "-1", "x", "1700000000x", "99999999999999999999", "1e3", " 1700000000");
  CHECK_FALSE(is_signed(header(t, ycloud::signature_of(*crypto, "whsec-demo", t, body))));
}
