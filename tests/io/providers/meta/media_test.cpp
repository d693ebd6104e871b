#include "io/providers/given.hpp"

#include <catch2/catch.hpp>

/// Files at Graph: two steps in, one out, and the token nowhere else.
using namespace charla;
using namespace charla::ports;
using tests::http;

namespace {

struct fetching {
  std::unique_ptr<crypto> c = tests::crypto();
  std::unique_ptr<provider> meta = meta::make_provider(*c);
  channel_access channel = tests::meta_channel();
  flows::media_content what;

  fetching() {
    what.media_id = "M 1";
    what.mime_type = "image/jpeg";
    what.filename = "a.jpg";
  }
  media_step step(std::size_t n, const client_response& last) const { return meta->fetch(channel, what, n, &last); }
  media_step first() const { return meta->fetch(channel, what, 0, nullptr); }
};

std::string url_answer(const std::string& url) {
  return R"({"url":")" + url + R"(","mime_type":"image/jpeg","id":"M1"})";
}

bool has_token(const media_step& s) {
  for (const auto& h : std::get<client_request>(s).headers)
    if (h.value.find("TOKEN") != std::string::npos) return true;
  return false;
}

} // namespace

TEST_CASE("a file is asked for by its id, then by its address", "[meta][media]") {
  const fetching f;
  const auto first = std::get<client_request>(f.first());
  CHECK(first.method == "GET");
  CHECK(first.url == "https://graph.facebook.com/v25.0/M%201?phone_number_id=PN1");
  CHECK(find_header(first.headers, "Authorization") == "Bearer TOKEN");
  const auto second = std::get<client_request>(f.step(1, http(200, url_answer("https://lookaside.fbsbx.com/x?m=1"))));
  CHECK(second.url == "https://lookaside.fbsbx.com/x?m=1");
  CHECK(second.answer_max > 100u << 20);
  const auto file = std::get<media_file>(f.step(2, http(200, "bytes", {{"content-type", "image/png"}})));
  CHECK(file.bytes == "bytes");
  CHECK(file.mime_type == "image/png");
  CHECK(file.filename == "a.jpg");
  CHECK(std::get<media_file>(f.step(2, http(200, "bytes"))).mime_type == "image/jpeg");
}

TEST_CASE("the token goes to Graph, to its files and to the channel's own host only", "[meta][media]") {
  fetching f;
  const auto leads_to = [&](const std::string& url) { return f.step(1, http(200, url_answer(url))); };
  CHECK(has_token(leads_to("https://graph.facebook.com/f")));
  CHECK(has_token(leads_to("https://lookaside.fbsbx.com/f")));
  for (const auto* url :
       {"https://evil.example/f", "http://lookaside.fbsbx.com/f", "https://lookaside.fbsbx.com.evil.example/f",
        "https://lookaside.fbsbx.com:8443/f", "http://127.0.0.1:9000/f"}) {
    INFO(url);
    CHECK_FALSE(has_token(leads_to(url)));
    CHECK(std::get<client_request>(leads_to(url)).tenant_url);
  }
  CHECK(std::holds_alternative<media_trouble>(leads_to("https://lookaside.fbsbx.com@evil.example/f")));
  CHECK(std::holds_alternative<media_trouble>(leads_to("file:///etc/passwd")));
  f.channel.base_url = "http://127.0.0.1:9000/v25.0";
  CHECK(has_token(leads_to("http://127.0.0.1:9000/f")));
}

TEST_CASE("an address that is dead is asked for once more", "[meta][media]") {
  const fetching f;
  CHECK(std::get<client_request>(f.step(2, http(404, ""))).url == std::get<client_request>(f.first()).url);
  CHECK(std::holds_alternative<client_request>(f.step(3, http(200, url_answer("https://lookaside.fbsbx.com/y")))));
  CHECK(std::get<media_file>(f.step(4, http(200, "bytes"))).bytes == "bytes");
  CHECK_FALSE(std::get<media_trouble>(f.step(4, http(404, ""))).again);
}

TEST_CASE("what cannot be fetched says whether to try again", "[meta][media]") {
  const fetching f;
  const auto trouble = [&](std::size_t step, const client_response& r) {
    return std::get<media_trouble>(f.step(step, r));
  };
  const auto gone = trouble(1, http(400, R"({"error":{"message":"Unsupported get request","code":100}})"));
  CHECK(gone.what == "Unsupported get request");
  CHECK_FALSE(gone.again);
  CHECK(trouble(1, http(500, "<html>")).again);
  CHECK(trouble(1, http(401, R"({"error":{"message":"expired","code":190}})")).again);
  CHECK(trouble(1, tests::no_answer(transport_errc::unknown)).again);
  CHECK_FALSE(trouble(2, tests::no_answer(transport_errc::too_large)).again);
  CHECK(trouble(2, http(302, "", {{"Location", "https://evil.example"}})).what.find("not followed")
        != std::string::npos);
  CHECK(trouble(2, http(503, "")).again);
  CHECK(trouble(2, http(200, "")).again);
  CHECK(trouble(1, http(200, "{}")).what.find("no address") != std::string::npos);
}

TEST_CASE("a file that comes by its address alone is fetched at once", "[meta][media]") {
  fetching f;
  f.what.media_id.clear();
  f.what.url = "https://lookaside.fbsbx.com/z";
  CHECK(std::get<client_request>(f.first()).url == f.what.url);
  CHECK(std::get<media_file>(f.step(1, http(200, "bytes"))).bytes == "bytes");
  CHECK_FALSE(std::get<media_trouble>(f.step(1, http(404, ""))).again);
}

TEST_CASE("a file is uploaded with its type, and its id comes back", "[meta][media]") {
  const fetching f;
  const auto r = f.meta->upload(f.channel, {"bytes", "image/png", "a.png"}, flows::media_kind::image);
  REQUIRE(r);
  CHECK(r->url == "https://graph.facebook.com/v25.0/PN1/media");
  CHECK(find_header(r->headers, "Content-Type")->starts_with("multipart/form-data; boundary=charla-"));
  CHECK(r->body.find("name=\"messaging_product\"\r\n\r\nwhatsapp\r\n") != std::string::npos);
  CHECK(r->body.find("name=\"type\"\r\n\r\nimage/png\r\n") != std::string::npos);
  const auto refused = f.meta->upload(f.channel, {"bytes", "image/gif", "a.gif"}, flows::media_kind::image);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "send.media");

  CHECK(f.meta->uploaded(http(200, R"({"id":"M9"})")) == "M9");
  const auto no = f.meta->uploaded(http(400, R"({"error":{"message":"(#131053) bad","code":131053}})"));
  REQUIRE_FALSE(no);
  CHECK(no.error() == flows::error{"provider.refused", "(#131053) bad", ""});
  CHECK_FALSE(f.meta->uploaded(http(200, "<html>")));
  CHECK_FALSE(f.meta->uploaded(http(200, "{}")));
  CHECK(f.meta->traits().media == media_way::upload);
}
