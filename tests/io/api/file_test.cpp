#include "fixture.hpp"
#include "io/api/files/link.hpp"
#include "io/api/files/multipart.hpp"
#include "io/api/files/name.hpp"
#include "io/api/files/sniff.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string files = "/api/v1/files";
const std::string png = std::string{"\x89PNG\r\n\x1A\n"} + "0123456789";
using some = std::vector<std::string>;

headers typed(headers h, const std::string& type) {
  h.push_back({"Content-Type", type});
  return h;
}

/// Where a 302 leads.
std::string link_to(world& w, const std::string& path, const headers& who) {
  const auto r = w.send("GET", path, who);
  REQUIRE(r.status == 302);
  return header_of(r, "Location");
}

} // namespace

TEST_CASE("a file is kept by its hash, and a link opens it for a while", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto kept = w.ask(200, "POST", files + "?filename=gato.png", typed(agent, "image/png"), png);
  const std::string asset{*kept.root()["asset"].text()};
  CHECK(kept.root()["size"].integer() == static_cast<std::int64_t>(png.size()));
  CHECK(kept.root()["mime_type"].text() == "image/png");
  CHECK(kept.root()["kind"].text() == "image");
  CHECK(w.blobs.files.at({acme, asset}) == png);
  const auto link = link_to(w, files + "/" + asset, agent);
  const auto bytes = w.send("GET", link);
  CHECK(bytes.status == 200);
  CHECK(bytes.body == png);
  CHECK(header_of(bytes, "Content-Type") == "image/png");
  CHECK(header_of(bytes, "Content-Disposition") == "inline; filename=\"gato.png\"; filename*=UTF-8''gato.png");
  CHECK(header_of(bytes, "X-Content-Type-Options") == "nosniff");
  CHECK(header_of(bytes, "Content-Security-Policy").find("sandbox") != std::string::npos);
  CHECK(header_of(bytes, "Cache-Control") == "private, max-age=900");
  w.clock.at += std::chrono::minutes{15};
  CHECK(w.send("GET", link).status == 410);
}

TEST_CASE("a link that was altered, or made with another key, opens nothing", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto kept = w.ask(200, "POST", files, typed(agent, "image/png"), png);
  const auto link = link_to(w, files + "/" + std::string{*kept.root()["asset"].text()}, agent);
  for (std::size_t i = 7; i < link.size(); i += 11) {
    auto altered = link;
    altered[i] = altered[i] == 'A' ? 'B' : 'A';
    CHECK(w.send("GET", altered).status == 404);
  }
  for (const auto* token : {"x", "....", "AAAA"})
    CHECK(w.send("GET", "/files/" + std::string{token}).status == 404);
  CHECK(w.send("GET", link).status == 200);
}

TEST_CASE("another tenant finds nothing under the same hash", "[files]") {
  world w;
  const auto kept = w.ask(200, "POST", files, typed(w.as(ports::role::agent), "image/png"), png);
  CHECK(w.send("GET", files + "/" + std::string{*kept.root()["asset"].text()}, w.as(ports::role::owner, rival)).status
        == 404);
}

TEST_CASE("a part of a file is given to who asks for it", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto kept = w.ask(200, "POST", files, typed(agent, "image/png"), png);
  const auto link = link_to(w, files + "/" + std::string{*kept.root()["asset"].text()}, agent);
  const auto part = [&](const std::string& range) { return w.send("GET", link, {{"Range", range}}); };
  CHECK(part("bytes=8-10").status == 206);
  CHECK(part("bytes=8-10").body == "012");
  CHECK(header_of(part("bytes=8-10"), "Content-Range") == "bytes 8-10/18");
  CHECK(part("bytes=16-").body == "89");
  CHECK(part("bytes=-3").body == "789");
  CHECK(part("bytes=16-999").body == "89");
  CHECK(part("bytes=18-").status == 416);
  CHECK(header_of(part("bytes=18-"), "Content-Range") == "bytes */18");
  for (const auto* odd : {"bytes=1-2,4-5", "bytes=9-3", "lines=1-2", "bytes=a-b"})
    CHECK(part(odd).body == png);
  CHECK(w.send("GET", link, {{"If-None-Match", header_of(part("bytes=0-1"), "ETag")}}).status == 304);
}

TEST_CASE("a form's file is found, with its name and its type", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const std::string body =
      "--XyZ\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhola\r\n"
      "--XyZ\r\ncontent-disposition: form-data; name=\"upload\"; filename=\"C:\\\\fotos\\\\a b.png\"\r\n"
      "Content-Type: image/png\r\n\r\n"
      + png + "\r\n--XyZ--\r\n";
  const auto kept = w.ask(200, "POST", files, typed(agent, "multipart/form-data; boundary=\"XyZ\""), body);
  CHECK(kept.root()["filename"].text() == "a b.png");
  CHECK(kept.root()["size"].integer() == static_cast<std::int64_t>(png.size()));
}

TEST_CASE("a form that is broken is refused with what is wrong", "[files]") {
  const auto code = [](const std::string& type, const std::string& body) {
    const auto file = api::file_in_form(type, body);
    return file ? std::string{} : file.error().code;
  };
  CHECK(code("multipart/form-data", "x") == "form.boundary");
  CHECK(code("multipart/form-data; boundary=a", "--b\r\n") == "form.broken");
  CHECK(code("multipart/form-data; boundary=a", "--a\r\nX: y\r\n\r\nnever ends") == "form.broken");
  CHECK(code("multipart/form-data; boundary=a", "--a\r\nX: y\r\n\r\nz\r\n--a--") == "form.no_file");
  CHECK(code("multipart/form-data; boundary=a", "--a\r\n\r\n\r\n--a--") == "form.no_file");
  CHECK(code("multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--a--")
            .empty());
}

TEST_CASE("a file that is not what it says, or that a browser might run, is refused", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto reason = [&](const std::string& type, const std::string& bytes, const std::string& query = "") {
    const auto p = w.ask(422, "POST", files + query, typed(agent, type), bytes);
    const auto e = p.root()["errors"].items().at(0);
    return std::string{*e["field"].text()} + ' ' + std::string{*e["reason"].text()};
  };
  CHECK(reason("image/jpeg", png) == "Content-Type not_what_it_says");
  CHECK(reason("application/pdf", "hola") == "Content-Type not_what_it_says");
  CHECK(reason("image/svg+xml", "<svg xmlns='x'><script>1</script></svg>") == "file unsafe");
  CHECK(reason("image/png", "\n<!DOCTYPE html><html>") == "file unsafe");
  CHECK(reason("text/plain", "<SCRIPT>alert(1)</SCRIPT>") == "file unsafe");
  CHECK(reason("image/gif", "GIF89a") == "Content-Type not_one_of");
  CHECK(reason("application/octet-stream", std::string("\x01\x02\xff\xfe", 4)) == "Content-Type not_one_of");
  CHECK(reason("image/png", "") == "file required");
  CHECK(reason("image/png", png, "?as=sticker") == "as not_one_of");
  CHECK(reason("multipart/form-data", "x") == "file boundary");
  CHECK(w.blobs.files.empty());
}

TEST_CASE("how large a file may be follows from its kind, as the provider has it", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto large = png + std::string((5 << 20) + 1, 'x');
  const auto p = w.ask(422, "POST", files, typed(agent, "image/png"), large);
  CHECK(p.root()["errors"].items().at(0)["reason"].text() == "too_large");
  CHECK(p.root()["errors"].items().at(0)["hint"].text()->find("At most 5 MB") == 0);
  CHECK(w.ask(200, "POST", files + "?as=document", typed(agent, "image/png"), large).root()["kind"].text()
        == "document");
  const auto still = "RIFF....WEBPVP8 " + std::string(110 << 10, 'x');
  const auto moving = "RIFF....WEBPVP8X1234\x02" + std::string(110 << 10, 'x');
  CHECK(fields_of(w.ask(422, "POST", files, typed(agent, "image/webp"), still)) == some{"file"});
  CHECK(w.ask(200, "POST", files, typed(agent, "image/webp"), moving).root()["kind"].text() == "sticker");
  w.config.media.size_max = 4;
  w.open_doors();
  CHECK(fields_of(w.ask(422, "POST", files, typed(agent, "text/plain"), "hello")) == some{"file"});
}

TEST_CASE("what the first bytes say", "[files]") {
  const auto says = [](const std::string& bytes) { return std::string{api::sniff(bytes)}; };
  CHECK(says("\xFF\xD8\xFF\xE0") == "image/jpeg");
  CHECK(says(std::string("\0\0\0\x18", 4) + "ftypmp42....") == "video/mp4");
  CHECK(says(std::string("\0\0\0\x18", 4) + "ftyp3gp5....") == "video/3gpp");
  CHECK(says(std::string("\0\0\0\x18", 4) + "ftypM4A ....") == "audio/mp4");
  CHECK(says("OggS....") == "audio/ogg");
  CHECK(says("ID3\x04") == "audio/mpeg");
  CHECK(says("\xFF\xFB\x90") == "audio/mpeg");
  CHECK(says("\xFF\xF1\x50") == "audio/aac");
  CHECK(says("#!AMR\n") == "audio/amr");
  CHECK(says("%PDF-1.7") == "application/pdf");
  CHECK(says("PK\x03\x04") == "zip");
  CHECK(says("hola, José") == "text");
  CHECK(says("a < b and b > c") == "text");
  CHECK(says("").empty());
}

TEST_CASE("a type is understood by the names that phones and browsers give it", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  const auto mime = [&](const std::string& type, const std::string& bytes) {
    return std::string{*w.ask(200, "POST", files, typed(agent, type), bytes).root()["mime_type"].text()};
  };
  CHECK(mime("image/JPG", "\xFF\xD8\xFF....") == "image/jpeg");
  CHECK(mime("audio/ogg; codecs=opus", "OggS....") == "audio/ogg");
  CHECK(mime("application/octet-stream", "%PDF-1.7") == "application/pdf");
  CHECK(mime("audio/mp4", std::string("\0\0\0\x18", 4) + "ftypisom....") == "audio/mp4");
}

TEST_CASE("a name is a name: no folder, no control character, and its ending stays", "[files]") {
  CHECK(api::clean_filename("../../etc/passwd") == "passwd");
  CHECK(api::clean_filename("C:\\a\\b.pdf") == "b.pdf");
  CHECK(api::clean_filename("a\r\nX: y\"<b>.pdf") == "aX yb.pdf");
  CHECK(api::clean_filename(".htaccess") == "htaccess");
  const auto longest = api::clean_filename(std::string(400, 'a') + ".pdf");
  CHECK(longest.size() == 200);
  CHECK(longest.substr(196) == ".pdf");
  CHECK(api::disposition(false, "año \"1\".pdf")
        == "attachment; filename=\"a__o _1_.pdf\"; filename*=UTF-8''a%C3%B1o%20%221%22.pdf");
}

TEST_CASE("what a customer sent as a page or a program is only ever saved", "[files]") {
  world w;
  const auto id = w.blobs.put(acme, "<script>alert(1)</script>").value();
  for (const auto* mime : {"text/html", "image/svg+xml", "application/javascript", ""}) {
    const auto path = api::make_file_path(*w.crypto, {acme, id, mime, "x.html", w.clock.now() + std::chrono::hours{1}});
    const auto r = w.send("GET", path);
    CHECK(header_of(r, "Content-Type") == "application/octet-stream");
    CHECK(header_of(r, "Content-Disposition").rfind("attachment", 0) == 0);
  }
}

TEST_CASE("a store of files that is full or away is told apart, and nothing is noted", "[files]") {
  world w;
  const auto agent = w.as(ports::role::agent);
  w.blobs.trouble = flows::error{"blob.full", "no room", ""};
  const auto r = w.send("POST", files, typed(agent, "image/png"), png);
  CHECK(r.status == 503);
  CHECK(r.body.find("no room for files") != std::string::npos);
  CHECK(w.log.lines.back().find("blob.full") != std::string::npos);
}
