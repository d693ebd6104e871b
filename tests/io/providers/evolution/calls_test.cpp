#include "io/providers/given.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::ports;
using tests::http;
namespace bj = boost::json;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = evolution::make_provider(*crypto_);
const auto channel_ = tests::evolution_channel();

flows::media_content wanted() {
  flows::media_content m;
  m.media_id = "3EB0AAA";
  m.mime_type = "image/jpeg";
  return m;
}

media_step got(const client_response& r) { return provider_->fetch(channel_, wanted(), 1, &r); }

} // namespace

TEST_CASE("a message is marked read in its chat", "[evolution][calls]") {
  const auto r = provider_->mark_read(channel_, {"549", ""}, "3EB0AAA", true);
  REQUIRE(r);
  CHECK(r->url == "http://localhost:8080/chat/markMessageAsRead/shop1");
  CHECK(find_header(r->headers, "apikey") == "TOKEN");
  CHECK(bj::parse(r->body)
        == bj::parse(R"({"readMessages":[{"id":"3EB0AAA","fromMe":false,"remoteJid":"549@s.whatsapp.net"}]})"));
  CHECK(provider_->mark_read(channel_, {}, "a", false).error().code == "send.no_recipient");
}

TEST_CASE("the gateway decrypts a file and hands it over in its answer", "[evolution][calls]") {
  const auto ask = std::get<client_request>(provider_->fetch(channel_, wanted(), 0, nullptr));
  CHECK(ask.url == "http://localhost:8080/chat/getBase64FromMediaMessage/shop1");
  CHECK(bj::parse(ask.body) == bj::parse(R"({"message":{"key":{"id":"3EB0AAA"}},"convertToMp4":false})"));
  CHECK(ask.answer_max > 100u << 20);
  const auto file = std::get<media_file>(got(http(
      201, R"({"mediaType":"imageMessage","fileName":"3EB0AAA.jpeg","mimetype":"image/png","base64":"Ynl0ZXM="})")));
  CHECK(file.bytes == "bytes");
  CHECK(file.mime_type == "image/png");
  CHECK(file.filename == "3EB0AAA.jpeg");
  CHECK(std::get<media_file>(got(http(201, R"({"base64":"data:image/png;base64,Ynl0ZXM="})"))).bytes == "bytes");
  CHECK(std::get<media_file>(got(http(201, R"({"base64":"Ynl0ZXM="})"))).mime_type == "image/jpeg");
}

TEST_CASE("a file larger than a parser takes is read all the same", "[evolution][calls]") {
  const std::string bytes(18u << 20, 'x');
  const auto file =
      std::get<media_file>(got(http(201, R"({"mimetype":"video/mp4","base64":")" + crypto_->base64(bytes) + R"("})")));
  CHECK(file.bytes.size() == bytes.size());
  CHECK(file.mime_type == "video/mp4");
}

TEST_CASE("a file that does not come says whether to try again", "[evolution][calls]") {
  const auto trouble = [](const client_response& r) { return std::get<media_trouble>(got(r)); };
  const auto gone = trouble(http(400, R"({"status":400,"response":{"message":["Message not found"]}})"));
  CHECK(gone.what == "Message not found");
  CHECK_FALSE(gone.again);
  CHECK(trouble(http(400, R"({"status":400,"response":{"message":["Connection Closed"]}})")).again);
  CHECK(trouble(http(500, "<html>")).again);
  CHECK(trouble(http(201, "{}")).again);
  CHECK(trouble(http(201, R"({"base64":"not base64!"})")).again);
  CHECK(trouble(http(201, R"({"base64":"Ynl0ZXM)")).again);
  CHECK(trouble(tests::no_answer(transport_errc::unknown)).again);
  CHECK_FALSE(trouble(tests::no_answer(transport_errc::too_large)).again);
  flows::media_content nothing;
  CHECK_FALSE(std::get<media_trouble>(provider_->fetch(channel_, nothing, 0, nullptr)).again);
}

TEST_CASE("a number is connected by a code to scan", "[evolution][calls]") {
  CHECK(provider_->connect(channel_)->url == "http://localhost:8080/instance/connect/shop1");
  CHECK(provider_->connect(channel_)->method == "GET");
  const auto code = provider_->health(
      channel_,
      http(200, R"({"pairingCode":"WZYEH1YY","code":"2@abc","base64":"data:image/png;base64,iVBOR","count":1})"));
  REQUIRE(code);
  CHECK(code->connection == "connecting");
  CHECK(code->qr == "data:image/png;base64,iVBOR");
  CHECK(code->pairing_code == "WZYEH1YY");
  CHECK(code->channel == channel_.id);
  const auto open = provider_->health(channel_, http(200, R"({"instance":{"instanceName":"shop1","state":"open"}})"));
  REQUIRE(open);
  CHECK(open->connection == "open");
  CHECK(open->qr == "");
}

TEST_CASE("the state of a connection is asked for", "[evolution][calls]") {
  CHECK(provider_->ask_health(channel_)->url == "http://localhost:8080/instance/connectionState/shop1");
  const auto closed =
      provider_->health(channel_, http(200, R"({"instance":{"instanceName":"shop1","state":"close"}})"));
  REQUIRE(closed);
  CHECK(closed->connection == "close");
  CHECK_FALSE(closed->qr);
}

TEST_CASE("a gateway that answers otherwise is refused with its words", "[evolution][calls]") {
  const auto why = [](const client_response& r) {
    const auto fact = provider_->health(channel_, r);
    return fact ? "a fact" : fact.error().code + ": " + fact.error().what;
  };
  CHECK(why(http(200, R"({"error":true,"message":"no instance"})")) == "provider.refused: no instance");
  CHECK(why(http(404, R"({"status":404,"response":{"message":["does not exist"]}})"))
        == "provider.refused: does not exist");
  CHECK(why(http(200, R"({"count":0})")).starts_with("provider.refused: "));
  CHECK(why(http(200, R"({"base64":"javascript:x"})")).starts_with("provider.refused: "));
  CHECK(why(http(200, "<html>")).starts_with("provider.refused: "));
  CHECK(why(http(302, "")).starts_with("provider.refused: "));
  CHECK(why(tests::no_answer(transport_errc::unknown)) == "provider.refused: words");
}
