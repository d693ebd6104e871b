#include "actors/world.hpp"

#include "io/json/reader.hpp"

#include <catch2/catch.hpp>

using namespace charla;
using namespace std::chrono_literals;
using tests::world;

namespace {

constexpr flows::tenant_id acme{1};

/// Meta's two steps: where the file is, then the file.
struct media_host {
  std::string bytes = "OggS voice of a customer";
  std::string mime = "audio/ogg";
  int missing = 0; ///< so many answers are 503 first
  int asked = 0;
  int uploads = 0;
  int upload_status = 200;

  bool operator()(const ports::client_request& request, std::function<void(ports::client_response)>& done) {
    ports::client_response r;
    r.status = 200;
    if (request.method == "GET") {
      ++asked;
      if (missing-- > 0) {
        r.status = 503;
        r.body = "busy";
      } else if (request.url.find("/file/") != std::string::npos) {
        r.headers = {{"Content-Type", mime}};
        r.body = bytes;
      } else {
        r.body = R"({"url":"http://provider/file/1","mime_type":")" + mime + R"(","id":"M1"})";
      }
    } else if (request.url.ends_with("/media")) {
      ++uploads;
      r.status = upload_status;
      r.body = upload_status == 200 ? R"({"id":"UP1"})" : R"({"error":{"message":"bad file","code":131053}})";
    } else {
      return false;
    }
    done(std::move(r));
    return true;
  }
};

flows::inbound_message voice_note(const world& w, const std::string& sha256 = {}) {
  flows::inbound_message m;
  m.provider_id = "wamid.V";
  m.from = {"5491122223333", ""};
  m.sent_at = w.clock.now();
  flows::media_content file;
  file.kind = flows::media_kind::audio;
  file.media_id = "M1";
  file.mime_type = "audio/ogg; codecs=opus";
  file.sha256 = sha256;
  file.voice = true;
  m.body = file;
  return m;
}

ports::media_row row_of(world& w) {
  auto admin = w.store->admin();
  REQUIRE(admin);
  const auto row = (*admin)->media(acme, flows::channel_id{1}, "M1");
  REQUIRE(row);
  REQUIRE(*row);
  return **row;
}

std::string keep(world& w, const std::string& bytes, const std::string& mime) {
  const auto id = w.blobs->put(acme, bytes).value();
  auto admin = w.store->admin();
  REQUIRE(admin);
  REQUIRE((*admin)->put_asset(
      {acme, id, mime, static_cast<std::int64_t>(bytes.size()), "foto.jpg", w.clock.now(), w.clock.now()}));
  return id;
}

flows::outgoing_request picture(const std::string& asset, const std::string& key) {
  flows::outgoing_request m;
  m.by = flows::author::system;
  m.client_id = key;
  flows::media_content file;
  file.asset = asset;
  file.caption = "Aquí está";
  m.body = file;
  return m;
}

} // namespace

TEST_CASE("a customer's file is fetched beside the conversation and kept by its content", "[actors][media]") {
  world w{true};
  media_host host;
  w.http.elsewhere = std::ref(host);
  w.accept(voice_note(w));
  w.advance(1s);
  CHECK(w.row()->version >= 1); // the conversation did not wait
  const auto row = row_of(w);
  CHECK(row.state == ports::media_state::stored);
  CHECK(row.size == static_cast<std::int64_t>(host.bytes.size()));
  CHECK(w.blobs->get(acme, row.asset).value() == host.bytes);
  CHECK(host.asked == 2);
}

TEST_CASE("a file that cannot be had yet is asked for again, and given up after so many times", "[actors][media]") {
  world w{true};
  media_host host;
  host.missing = 3;
  w.http.elsewhere = std::ref(host);
  w.accept(voice_note(w));
  w.advance(1s);
  CHECK(row_of(w).state == ports::media_state::wanted);
  CHECK_FALSE(row_of(w).error.empty());
  w.advance(10min);
  CHECK(row_of(w).state == ports::media_state::stored);
}

TEST_CASE("a file that is not what was announced is not kept", "[actors][media]") {
  world w{true};
  media_host host;
  w.http.elsewhere = std::ref(host);
  w.accept(voice_note(w, "c29tZXRoaW5nIGVsc2U="));
  w.advance(1s);
  CHECK(row_of(w).state == ports::media_state::wanted);
  CHECK(row_of(w).error.find("checksum") != std::string::npos);
  CHECK(w.blobs->kept.empty());
}

TEST_CASE("a file larger than the installation allows is refused with the reason", "[actors][media]") {
  world w{true};
  w.config.media.size_max = 10;
  media_host host;
  w.http.elsewhere = std::ref(host);
  w.accept(voice_note(w));
  w.advance(1s);
  CHECK(row_of(w).state == ports::media_state::failed);
  CHECK(row_of(w).error.find("media.size_max") != std::string::npos);
}

TEST_CASE("a file of ours is uploaded once and its id used again", "[actors][media]") {
  world w{true};
  media_host host;
  w.http.elsewhere = std::ref(host);
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto asset = keep(w, "\xff\xd8\xff jpeg", "image/jpeg");
  w.command(ports::send_message{picture(asset, "k1"), {}});
  w.advance(1s);
  w.command(ports::send_message{picture(asset, "k2"), {}});
  w.advance(1s);
  CHECK(host.uploads == 1);
  REQUIRE(w.http.requests.size() == 3);
  const auto body = json::document::parse(w.http.requests.back().body);
  REQUIRE(body);
  CHECK(body->root()["image"]["id"].text() == "UP1");
  CHECK(w.history().back().status == flows::message_status::sent);
  auto reader = w.store->reader();
  CHECK((*reader)->uploaded(flows::channel_id{1}, asset, w.clock.now()).value() == "UP1");
}

TEST_CASE("a file that the provider refuses fails its message with the provider's words, and the next one goes",
          "[actors][media]") {
  world w{true};
  media_host host;
  host.upload_status = 400;
  w.http.elsewhere = std::ref(host);
  w.customer_says("precio", "wamid.1");
  w.advance(1s);
  const auto asset = keep(w, "\xff\xd8\xff jpeg", "image/jpeg");
  w.command(ports::send_message{picture(asset, "k1"), {}});
  flows::outgoing_request text;
  text.by = flows::author::system;
  text.client_id = "k2";
  text.body = flows::text_content{"después"};
  w.command(ports::send_message{text, {}});
  w.advance(2s);
  const auto lines = w.history();
  CHECK(lines[lines.size() - 2].status == flows::message_status::failed);
  CHECK(lines[lines.size() - 2].error_text.find("bad file") != std::string::npos);
  CHECK(lines.back().status == flows::message_status::sent);
}
