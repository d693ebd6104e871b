#include "io/providers/given.hpp"
#include "io/providers/wire/address.hpp"
#include "io/providers/wire/answer.hpp"
#include "io/providers/wire/fields.hpp"
#include "io/providers/wire/multipart.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck.h>

using namespace charla;

TEST_CASE("a number of Argentina, Brazil or Mexico has another spelling, and back", "[wire]") {
  using row = std::pair<std::string, std::string>;
  const auto [one, other] = GENERATE(values<row>({
      {"5491122223333", "541122223333"}, // Argentina: the 9 of mobiles
      {"5215512345678", "525512345678"}, // Mexico: the 1 of mobiles
      {"5531988887777", "553188887777"}, // Brazil: the ninth digit
      {"5511999998888", "551199998888"},
  }));
  CHECK(wire::other_spelling(one) == other);
  CHECK(wire::other_spelling(other) == one);
}

TEST_CASE("a number with one spelling keeps it", "[wire]") {
  const auto number = GENERATE(as<std::string>{}, "16505551234", "551133334444", "54911", "", "34600000000");
  CHECK(wire::other_spelling(number) == number);
}

TEST_CASE("the first rule that matches counts, and backwards is without it", "[wire]") {
  const std::vector<ports::number_rule> rules{{R"(^549(\d{10})$)", R"(54\1)"}, {R"(^54)", "99"}};
  CHECK(wire::recipient(rules, "+5491122223333", false) == "541122223333");
  CHECK(wire::recipient(rules, "5491122223333", true) == "5491122223333");
  CHECK(wire::recipient(rules, "541122223333", false) == "991122223333");
  CHECK(wire::recipient(rules, "16505551234", false) == "16505551234");
  CHECK(wire::recipient({}, "5491122223333", false) == "5491122223333"); // off by default
  CHECK(wire::recipient({}, "5491122223333", true) == "541122223333");
  CHECK(wire::recipient({}, "cliente~1", false) == "cliente~1"); // no number: left as it is
}

TEST_CASE("a rule that cannot be read says which part", "[wire]") {
  const auto pattern = wire::recipient({{"(", "x"}}, "54", false);
  REQUIRE_FALSE(pattern);
  CHECK(pattern.error().code == "channel.number_rule");
  CHECK(pattern.error().where == "number_rules.match");
  const auto group = wire::recipient({{"^54", R"(\1)"}}, "54", false);
  REQUIRE_FALSE(group);
  CHECK(group.error().where == "number_rules.replace");
}

TEST_CASE("an origin is what the token is for, however the address is dressed up", "[wire]") {
  using row = std::pair<std::string, std::string>;
  const auto [url, origin] = GENERATE(values<row>({
      {"https://Graph.Facebook.com/v25.0/x?y", "https://graph.facebook.com"},
      {"http://127.0.0.1:9000", "http://127.0.0.1:9000"},
      {"https://graph.facebook.com@evil.example/x", ""},
      {"https://graph.facebook.com:443@evil.example", ""},
      {"https://evil.example\\@graph.facebook.com/", "https://evil.example"},
      {"https://graph.facebook.com.evil.example/", "https://graph.facebook.com.evil.example"},
      {"https:///x", ""},
      {"ftp://graph.facebook.com/", ""},
      {"//graph.facebook.com/", ""},
      {"", ""},
  }));
  CHECK(wire::origin_of(url) == origin);
}

TEST_CASE("a moment in UTC is read to the millisecond, anything else is none", "[wire]") {
  const auto at = [](const std::string& text) {
    const auto doc = json::document::parse('"' + text + '"');
    return flows::to_unix_ms(wire::utc_of(doc->root()));
  };
  CHECK(at("2026-03-01T12:00:00.000Z") == 1772366400000);
  CHECK(at("2026-03-01T12:00:00Z") == 1772366400000);
  CHECK(at("2026-03-01T12:00:00.5Z") == 1772366400500);
  CHECK(at("2026-03-01T12:00:00.123456+00:00") == 1772366400123);
  for (const auto* wrong : {"", "2026-03-01", "2026-13-01T12:00:00Z", "2026-02-30T12:00:00Z", "2026-03-01T25:00:00Z",
                            "2026-03-01T12:00:00", "2026-03-01T12:00:00-03:00", "1969-03-01T12:00:00Z"})
    CHECK(at(wrong) == 0);
}

TEST_CASE("what is kept for people has neither secrets nor files", "[wire]") {
  const auto doc = json::document::parse(
      R"({"apikey":"K","a":[{"token":"T","mediaKey":"k","n":1.50,"x":null}],"base64":"/9j/4AAQ","token2":"t","hash":7})");
  REQUIRE(doc);
  CHECK(wire::dump_for_people(doc->root())
        == R"({"apikey":"[left out]","a":[{"token":"[left out]","mediaKey":"[left out]","n":1.5,"x":null}],)"
           R"("base64":"[8 characters]","token2":"t","hash":7})");
  CHECK(wire::metadata_of({}) == "{}");
}

TEST_CASE("an upload is the same bytes for the same file", "[wire]") {
  const auto crypto = tests::crypto();
  const ports::media_file file{"bytes", "image/png", "a\"b\r\n.png"};
  const auto body = wire::multipart(*crypto, {{"type", "image/png"}}, file);
  CHECK(body.bytes == wire::multipart(*crypto, {{"type", "image/png"}}, file).bytes);
  const auto boundary = body.content_type.substr(body.content_type.find('=') + 1);
  CHECK(body.bytes
        == "--" + boundary + "\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage/png\r\n--" + boundary
               + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a_b__.png\"\r\n"
                 "Content-Type: image/png\r\n\r\nbytes\r\n--"
               + boundary + "--\r\n");
}

TEST_CASE("a boundary is never in the file, even in one made for it", "[wire]") {
  const auto crypto = tests::crypto();
  rc::check([&](const std::string& some) {
    const ports::media_file file{some, "text/plain", "f"};
    const auto body = wire::multipart(*crypto, {}, file);
    const auto boundary = body.content_type.substr(body.content_type.find('=') + 1);
    RC_ASSERT(some.find(boundary) == std::string::npos);
    RC_ASSERT(body.bytes.find(some) != std::string::npos);
  });
}

TEST_CASE("only what WhatsApp takes is uploaded", "[wire]") {
  using flows::media_kind;
  const auto check = [](std::string type, std::size_t size, media_kind kind) {
    const auto ok = wire::check_upload({std::string(size, 'x'), std::move(type), "f"}, kind);
    return ok ? "ok" : ok.error().code + '@' + ok.error().where;
  };
  CHECK(check("image/jpeg", 5u << 20, media_kind::image) == "ok");
  CHECK(check("image/jpeg", (5u << 20) + 1, media_kind::image) == "send.media@file");
  CHECK(check("image/webp", 10, media_kind::image) == "send.media@mime_type");
  CHECK(check("Audio/OGG; codecs=opus", 10, media_kind::audio) == "ok");
  CHECK(check("image/webp", 500u << 10, media_kind::sticker) == "ok");
  CHECK(check("application/x-msdownload", 10, media_kind::document) == "send.media@mime_type");
  CHECK(check("application/pdf", 0, media_kind::document) == "send.media@file");
}
