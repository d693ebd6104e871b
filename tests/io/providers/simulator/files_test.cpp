#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;

namespace {

std::string form(const std::string& type, const std::string& bytes, const std::string& declared = {}) {
  return "--B\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
         "--B\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n"
         + (declared.empty() ? type : declared)
         + "\r\n--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"foto.jpg\"\r\nContent-Type: " + type
         + "\r\n\r\n" + bytes + "\r\n--B--\r\n";
}

std::shared_ptr<ports::http_response> upload(simulated_world& w, std::string body) {
  ports::http_request r;
  r.headers = {{"Authorization", "Bearer T"}, {"Content-Type", "multipart/form-data; boundary=B"}};
  r.body = std::move(body);
  return w.ask("POST", "/{version}/{phone_number_id}/media", r);
}

std::string id_of(const ports::http_response& r) { return boost::json::parse(r.body).at("id").as_string().c_str(); }

boost::json::value told(simulated_world& w, const std::string& id) {
  const auto r = w.call("GET", "/{version}/{id}", {}, {{"id", id}});
  REQUIRE(r->status == 200);
  return boost::json::parse(r->body);
}

std::shared_ptr<ports::http_response> fetch(simulated_world& w, const boost::json::value& file, bool token = true) {
  const std::string url = file.at("url").as_string().c_str();
  return w.call("GET", "/emulator/files/{ticket}", {}, {{"ticket", url.substr(url.rfind('/') + 1)}}, token);
}

} // namespace

TEST_CASE("a file that is uploaded can be fetched again, with the token and for five minutes", "[simulator][files]") {
  simulated_world w;
  const std::string bytes{"\xff\xd8\xff--B\r\n\0 bytes", 16};
  const auto id = id_of(*upload(w, form("image/jpeg", bytes)));
  const auto file = told(w, id);
  CHECK(file.at("mime_type") == "image/jpeg");
  CHECK(file.at("file_size") == static_cast<std::int64_t>(bytes.size()));
  CHECK(file.at("sha256").as_string().size() == 64);
  CHECK(fetch(w, file)->body == bytes);
  CHECK(fetch(w, file, false)->status == 401);
  w.pass(5min + 1ms);
  CHECK(fetch(w, file)->status == 404);
  CHECK(fetch(w, told(w, id))->status == 200); // a new address
  const auto again = told(w, id);
  w.control("POST", "/control/expire");
  CHECK(fetch(w, again)->status == 404);
  const auto counts = w.control("GET", "/control").at("counts");
  CHECK(counts.at("uploads") == 1);
  CHECK(counts.at("files_fetched") == 2);
}

TEST_CASE("uploads live for thirty days, or until they are taken away", "[simulator][files]") {
  simulated_world w;
  const auto id = id_of(*upload(w, form("image/png", "x")));
  SECTION("time") {
    w.pass(30 * 24h + 1ms);
    CHECK(w.call("GET", "/{version}/{id}", {}, {{"id", id}})->status == 404);
  }
  SECTION("by hand") {
    CHECK(w.call("DELETE", "/{version}/{id}", {}, {{"id", id}})->status == 200);
    CHECK(w.call("DELETE", "/{version}/{id}", {}, {{"id", id}})->status == 404);
  }
}

TEST_CASE("an upload that is not what it says is refused", "[simulator][files]") {
  simulated_world w;
  const auto code = [](const ports::http_response& r) {
    return boost::json::parse(r.body).at("error").at("code").as_int64();
  };
  CHECK(code(*upload(w, form("image/jpeg", "x", "image/png"))) == 131053);
  CHECK(code(*upload(w, form("image/jpeg", std::string((5u << 20) + 1, 'x')))) == 131053);
  CHECK(code(*upload(w, form("image/jpeg", ""))) == 100);
  CHECK(code(*upload(w, "no form")) == 100);
  CHECK(code(*upload(w, form("image/jpeg", "x").substr(0, 60))) == 100);
  CHECK(w.control("GET", "/control").at("files") == 0);
}

TEST_CASE("files go wrong in every way that they do", "[simulator][files]") {
  simulated_world w;
  const std::string bytes(1000, 'x');
  const auto id = id_of(*upload(w, form("application/pdf", bytes)));
  const auto good = told(w, id);
  w.control("POST", "/control/faults",
            R"({"media_gone":{"next":1},"media_truncated":{"next":1},"media_wrong_sha":{"next":1},
                "media_too_large":{"next":1}})");
  const auto bad = told(w, id);
  CHECK(bad.at("sha256") != good.at("sha256"));
  CHECK(bad.at("file_size") == 209'715'200);
  CHECK(fetch(w, good)->status == 404);
  CHECK(fetch(w, good)->body.size() == 500);
  CHECK(fetch(w, good)->body == bytes);
  w.control("POST", "/control/faults", R"({"media_error":{"next":1,"status":503}})");
  CHECK(w.call("GET", "/{version}/{id}", {}, {{"id", id}})->status == 503);
  CHECK(told(w, id).at("sha256") == good.at("sha256"));
}

TEST_CASE("the oldest files go when there are too many", "[simulator][files]") {
  simulator::options o;
  o.file_bytes_max = 250;
  simulated_world w{o};
  const auto first = id_of(*upload(w, form("application/pdf", std::string(100, 'a'))));
  upload(w, form("application/pdf", std::string(100, 'b')));
  const auto third = id_of(*upload(w, form("application/pdf", std::string(100, 'c'))));
  CHECK(w.call("GET", "/{version}/{id}", {}, {{"id", first}})->status == 404);
  CHECK(w.call("GET", "/{version}/{id}", {}, {{"id", third}})->status == 200);
  CHECK(w.control("GET", "/control").at("file_bytes") == 200);
}

TEST_CASE("a customer's photo has real bytes behind it, whoever the provider is", "[simulator][files]") {
  simulated_world w;
  for (const auto* provider : {"ycloud", "evolution"})
    w.control("POST", "/control/callbacks",
              std::string{R"({"provider":")"} + provider + R"(","url":"http://127.0.0.1:8000/x","secret":"s"})");
  const std::string bytes = "JPEG";
  const std::string media = R"("type":"image","media":{"base64":"SlBFRw==","mime_type":"image/jpeg"})";
  SECTION("Meta") {
    w.control("POST", "/control/inbound", "{" + media + R"(,"caption":"mirá"})");
    const auto events = w.events();
    const auto& m = std::get<flows::inbound_message>(events.front().what);
    const auto& content = std::get<flows::media_content>(m.body);
    CHECK(content.caption == "mirá");
    CHECK(fetch(w, told(w, content.media_id))->body == bytes);
    w.pass(7 * 24h + 1ms);
    CHECK(w.call("GET", "/{version}/{id}", {}, {{"id", content.media_id}})->status == 404);
  }
  SECTION("YCloud") {
    w.control("POST", "/control/inbound", R"({"provider":"ycloud",)" + media + "}");
    const auto image = w.posted(0).at("whatsappInboundMessage").at("image");
    const std::string link = image.at("link").as_string().c_str();
    CHECK(link.find("/v2/whatsapp/media/download/" + std::string{image.at("id").as_string()}) != std::string::npos);
    ports::http_request r;
    r.params = {{"id", image.at("id").as_string().c_str()}};
    CHECK(w.ask("GET", "/v2/whatsapp/media/download/{id}", r)->status == 401);
    r.headers = {{"X-API-Key", "K"}};
    CHECK(w.ask("GET", "/v2/whatsapp/media/download/{id}", r)->body == bytes);
  }
  SECTION("Evolution") {
    const auto id =
        w.control("POST", "/control/inbound", R"({"provider":"evolution","number":"shop1",)" + media + "}").at("id");
    ports::http_request r;
    r.body = R"({"message":{"key":{"id":")" + std::string{id.as_string()} + R"("}},"convertToMp4":false})";
    r.headers = {{"apikey", "K"}};
    const auto answer = w.ask("POST", "/chat/getBase64FromMediaMessage/{instance}", r);
    CHECK(boost::json::parse(answer->body).at("base64") == "SlBFRw==");
    CHECK(boost::json::parse(answer->body).at("mimetype") == "image/jpeg");
  }
}
