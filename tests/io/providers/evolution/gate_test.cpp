#include "io/providers/evolution/gate.hpp"
#include "io/providers/given.hpp"

#include <catch2/catch.hpp>

/// Evolution's webhooks are not signed; what they show instead. The tokens were made by another implementation
/// (Python's hmac and base64), with the key `secret`.
using namespace charla;

namespace {

constexpr auto made = 1'700'000'000'000; // the tokens' `iat`

const std::string right_token =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMCwiYXBwIjoiZXZvbHV"
    "0aW9uIiwiYWN0aW9uIjoid2ViaG9vayJ9.pulTXd4SrX5HMfs46ABt2hYN6_mVabcQH-Ey1HYWOoI";
const std::string of_another_key =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMCwiYXBwIjoiZXZvbHV"
    "0aW9uIiwiYWN0aW9uIjoid2ViaG9vayJ9.pByM2kt_gvAg3dB7CdCNjqMj-87GEkpo06fQzcGAKcs";
const std::string without_end =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDAwMDB9.l2uo_FN2ihbdUEDkUNmEyo-TGo8OTa85DumjZy"
    "MwLRo";
const std::string of_no_algorithm =
    "eyJhbGciOiJub25lIn0.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMCwiYXBwIjoiZXZvbHV0aW9uIiwiYWN0aW9u"
    "Ijoid2ViaG9vayJ9.Fw3NFHmKPa2wGO2H6Qjp5nITmPtawBlrpd51FuYV4bw";
const std::string of_another_algorithm =
    "eyJhbGciOiJIUzUxMiJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDYwMCwiYXBwIjoiZXZvbHV0aW9uIiwiYWN0aW9"
    "uIjoid2ViaG9vayJ9.SArzgQTR5uvC-DJfVq53YjZGLJ-PAA_JF9VhRBhVoME";
const std::string with_a_text_as_end =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOiIxNzAwMDAwNjAwIn0.eqVFTZS4AsaJY2QEDHA1tT0RM0RsvB_cTW4"
    "e1WkYu_o";
const std::string not_yet_good =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE3MDAwMDk5OTksIm5iZiI6MTcwMDAwMTAwMH0.mUQqkgxl0ZKkM8c"
    "ciyLmcN1B-aqwt71B8yO9Wzg3xPo";
const std::string made_tomorrow =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3MDAwMDEwMDAsImV4cCI6MTcwMDAwOTk5OX0.cMM8O2NKrDs1Zc_"
    "XTy1IIZQMkOBJeYg0vlX33p3oeAs";

ports::channel_access with_secret(std::string secret) {
  auto c = tests::evolution_channel();
  c.app_secret = std::move(secret);
  return c;
}

bool comes_in(const ports::http_request& r, std::int64_t now_ms = made, std::string secret = "secret") {
  const auto crypto = tests::crypto();
  return evolution::make_provider(*crypto)->signed_by(r, with_secret(std::move(secret)), flows::from_unix_ms(now_ms));
}

ports::http_request with_header(std::string name, std::string value) {
  ports::http_request r;
  r.headers.push_back({std::move(name), std::move(value)});
  return r;
}

ports::http_request with_query(std::string name, std::string value) {
  ports::http_request r;
  r.query.emplace_back(std::move(name), std::move(value));
  return r;
}

bool token_holds(const std::string& token, std::int64_t now_ms = made) {
  return comes_in(with_header("authorization", "Bearer " + token), now_ms);
}

} // namespace

TEST_CASE("a secret in the header or in the address lets a webhook in", "[evolution][gate]") {
  CHECK(comes_in(with_header("x-charla-secret", "secret")));
  CHECK(comes_in(with_query("secret", "secret")));
  CHECK_FALSE(comes_in(with_header("X-Charla-Secret", "secre")));
  CHECK_FALSE(comes_in(with_header("X-Charla-Secret", "secret ")));
  CHECK_FALSE(comes_in(with_query("secret", "")));
  CHECK_FALSE(comes_in(with_query("Secret", "secret")));
  CHECK_FALSE(comes_in({}));
}

TEST_CASE("an empty secret lets nobody in", "[evolution][gate]") {
  CHECK_FALSE(comes_in(with_header("X-Charla-Secret", ""), made, ""));
  CHECK_FALSE(comes_in(with_query("secret", ""), made, ""));
  CHECK_FALSE(comes_in(with_header("Authorization", "Bearer " + right_token), made, ""));
}

TEST_CASE("a token lets a webhook in until it ends", "[evolution][gate]") {
  CHECK(token_holds(right_token));
  CHECK(token_holds(right_token, made + 600'000));
  CHECK(token_holds(right_token, made + 660'000)); // a minute for clocks that differ
  CHECK_FALSE(token_holds(right_token, made + 661'000));
  CHECK(token_holds(right_token, made - 60'000));
  CHECK_FALSE(token_holds(right_token, made - 61'000));
}

TEST_CASE("a token of another key, another algorithm or without an end is refused", "[evolution][gate]") {
  for (const auto& token : {of_another_key, without_end, of_no_algorithm, of_another_algorithm, with_a_text_as_end,
                            not_yet_good, made_tomorrow}) {
    INFO(token);
    CHECK_FALSE(token_holds(token));
  }
}

TEST_CASE("a token that was touched is refused", "[evolution][gate]") {
  CHECK_FALSE(token_holds(""));
  CHECK_FALSE(token_holds("."));
  CHECK_FALSE(token_holds(".."));
  CHECK_FALSE(token_holds("a.b.c.d"));
  CHECK_FALSE(token_holds(right_token.substr(0, right_token.rfind('.') + 1)));
  CHECK_FALSE(token_holds(right_token + "="));
  CHECK_FALSE(comes_in(with_header("Authorization", right_token)));
  CHECK_FALSE(comes_in(with_header("Authorization", "Basic " + right_token)));
  for (std::size_t at = 0; at + 1 < right_token.size(); at += 7) {
    auto touched = right_token;
    touched[at] = touched[at] == 'A' ? 'B' : 'A';
    INFO(at);
    CHECK_FALSE(token_holds(touched));
  }
}
