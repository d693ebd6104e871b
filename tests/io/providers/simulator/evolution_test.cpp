#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;

namespace {

void with_callback(simulated_world& w) {
  w.control("POST", "/control/callbacks",
            R"({"provider":"evolution","url":"http://127.0.0.1:8000/evo","secret":"s3"})");
}

} // namespace

TEST_CASE("Evolution answers 201 with the message's key, and its updates carry it", "[simulator][evolution]") {
  simulated_world w;
  with_callback(w);
  const auto r = w.send_evolution("sendText", R"({"number":"5491122223333","text":"hola"})");
  REQUIRE(r->status == 201);
  const auto body = boost::json::parse(r->body);
  const std::string id = body.at("key").at("id").as_string().c_str();
  CHECK(id.starts_with("3EB0"));
  CHECK(body.at("key").at("remoteJid") == "541122223333@s.whatsapp.net"); // the 9 is gone, as its createJid does
  CHECK(body.at("status") == "PENDING");
  w.pass(2s);
  REQUIRE(w.client.got.size() == 3);
  for (const auto& [n, status] : {std::pair{0u, "SERVER_ACK"}, {1u, "DELIVERY_ACK"}, {2u, "READ"}}) {
    CHECK(w.posted(n).at("event") == "messages.update");
    CHECK(w.posted(n).at("instance") == "shop1");
    CHECK(w.posted(n).at("data").at("keyId").as_string() == id);
    CHECK(w.posted(n).at("data").at("status").as_string() == status);
  }
  CHECK(ports::find_header(w.client.got[0].headers, "X-Charla-Secret") == "s3");
}

TEST_CASE("every way to send is known, and another is 404", "[simulator][evolution]") {
  simulated_world w;
  const auto [verb, body, type] = GENERATE(table<std::string, std::string, std::string>({
      {"sendText", R"({"number":"549","text":"x"})", "text"},
      {"sendMedia", R"({"number":"549","mediatype":"image","media":"aGk="})", "image"},
      {"sendWhatsAppAudio", R"({"number":"549","audio":"aGk="})", "audio"},
      {"sendSticker", R"({"number":"549","sticker":"aGk="})", "sticker"},
      {"sendLocation", R"({"number":"549","latitude":1.5,"longitude":2,"name":"x","address":"y"})", "location"},
      {"sendContact", R"({"number":"549","contact":[{"fullName":"Ana"}]})", "contacts"},
      {"sendReaction", R"({"key":{"id":"A","remoteJid":"549@s.whatsapp.net"},"reaction":"x"})", "reaction"},
      {"sendButtons", R"({"number":"549","title":"x","buttons":[]})", "interactive"},
      {"sendList", R"({"number":"549","title":"x","sections":[]})", "interactive"},
  }));
  INFO(verb);
  CHECK(w.send_evolution(verb, body)->status == 201);
  const auto seen = w.control("GET", "/control/requests").at("requests").at(0);
  CHECK(seen.at("type").as_string() == type);
  CHECK(seen.at("to") == "549");
  CHECK(seen.at("provider") == "evolution");
  CHECK(w.send_evolution("sendPigeon", body)->status == 404);
}

TEST_CASE("Evolution refuses in its own words", "[simulator][evolution]") {
  simulated_world w;
  const auto missing = w.send_evolution("sendText", R"({"number":"549"})");
  CHECK(missing->status == 400);
  CHECK(boost::json::parse(missing->body).at("response").at("message").at(0).as_string().find("text")
        != std::string::npos);
  CHECK(w.send_evolution("sendText", R"({"text":"x"})")->status == 400);
  ports::http_request r;
  r.params = {{"verb", "sendText"}, {"instance", "shop1"}};
  CHECK(w.ask("POST", "/message/{verb}/{instance}", r)->status == 401);
}

TEST_CASE("an ordinary WhatsApp has no 24-hour window", "[simulator][evolution]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"window_ms":86400000,"window_by_status":false,"number_rate":1})");
  CHECK(w.send_evolution("sendText", R"({"number":"549","text":"x"})")->status == 201);
  CHECK(w.send_evolution("sendText", R"({"number":"549","text":"x"})")->status == 429);
}

TEST_CASE("a delay holds the answer while somebody seems to type", "[simulator][evolution]") {
  simulated_world w;
  const auto r = w.send_evolution("sendText", R"({"number":"549","text":"x","delay":1200})");
  CHECK(r->status == 0);
  w.pass(1200ms);
  CHECK(r->status == 201);
}

TEST_CASE("with a key, Evolution signs a token instead of a header", "[simulator][evolution]") {
  simulated_world w;
  w.control("POST", "/control/callbacks", R"({"provider":"evolution","url":"http://h/evo","secret":"s3","jwt":true})");
  w.control("POST", "/control/inbound", R"({"provider":"evolution","number":"shop1","text":"hola"})");
  const auto& headers = w.client.got.at(0).headers;
  CHECK_FALSE(ports::find_header(headers, "X-Charla-Secret"));
  const std::string token{ports::find_header(headers, "Authorization").value_or("").substr(7)};
  const auto dot = token.rfind('.');
  const auto hash = w.crypto->hmac_sha256("s3", token.substr(0, dot));
  auto expected = w.crypto->base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
  std::replace(expected.begin(), expected.end(), '+', '-');
  std::replace(expected.begin(), expected.end(), '/', '_');
  std::erase(expected, '=');
  CHECK(token.substr(dot + 1) == expected);
}

TEST_CASE("a customer's messages have Evolution's form", "[simulator][evolution]") {
  simulated_world w;
  with_callback(w);
  const auto [message, event, kind] = GENERATE(table<std::string, std::string, std::string>({
      {R"("text":"hola")", "messages.upsert", "conversation"},
      {R"("type":"voice")", "messages.upsert", "audioMessage"},
      {R"("type":"image")", "messages.upsert", "imageMessage"},
      {R"("type":"sticker")", "messages.upsert", "stickerMessage"},
      {R"("type":"document")", "messages.upsert", "documentMessage"},
      {R"("type":"location","latitude":1)", "messages.upsert", "locationMessage"},
      {R"("type":"contacts","contact":{"name":"P","phone":"+549"})", "messages.upsert", "contactMessage"},
      {R"("type":"reaction","about":"A")", "messages.upsert", "reactionMessage"},
      {R"("type":"list_reply","choice":{"id":"2"})", "messages.upsert", "listResponseMessage"},
      {R"("type":"button_reply","choice":{"id":"2"})", "messages.upsert", "buttonsResponseMessage"},
      {R"("type":"button","choice":{"id":"2"})", "messages.upsert", "templateButtonReplyMessage"},
      {R"("type":"unsupported")", "messages.upsert", "unknown"},
      {R"("type":"edit","about":"A","text":"x")", "messages.edited", ""},
      {R"("type":"revoke","about":"A")", "messages.delete", ""},
  }));
  w.control("POST", "/control/inbound", R"({"provider":"evolution","number":"shop1","from":"549",)" + message + "}");
  const auto hook = w.posted(0);
  CHECK(hook.at("event").as_string() == event);
  CHECK(hook.at("instance") == "shop1");
  if (kind.empty()) return;
  const auto data = hook.at("data");
  CHECK(data.at("messageType").as_string() == kind);
  CHECK(data.at("key").at("remoteJid") == "549@s.whatsapp.net");
  CHECK(data.at("key").at("fromMe") == false);
  if (kind != "unknown") CHECK(data.at("message").as_object().contains(kind));
}

TEST_CASE("an instance that is closed connects by a code, and says so", "[simulator][evolution]") {
  simulated_world w;
  with_callback(w);
  const auto ask = [&](const std::string& what) {
    ports::http_request r;
    r.params = {{"instance", "shop1"}};
    r.headers = {{"apikey", "K"}};
    return boost::json::parse(w.ask("GET", "/instance/" + what + "/{instance}", r)->body);
  };
  CHECK(ask("connectionState").at("instance").at("state") == "open");
  CHECK(ask("connect").at("instance").at("state") == "open");
  w.control("POST", "/control/numbers", R"({"id":"shop1","connection":"close","reason":401})");
  w.pass(0ms);
  CHECK(w.posted(0).at("event") == "connection.update");
  CHECK(w.posted(0).at("data").at("statusReason") == 401);
  CHECK(ask("connect").at("base64").as_string().starts_with("data:image/png;base64,"));
  CHECK(ask("connectionState").at("instance").at("state") == "connecting");
  w.control("POST", "/control/numbers", R"({"id":"shop1","connection":"open"})");
  w.pass(0ms);
  std::vector<std::string> events;
  for (std::size_t n = 0; n < w.client.got.size(); ++n)
    events.emplace_back(w.posted(n).at("event").as_string());
  CHECK(events
        == std::vector<std::string>{"connection.update", "connection.update", "qrcode.updated", "connection.update"});
  CHECK(ask("connectionState").at("instance").at("state") == "open");
}

TEST_CASE("Evolution does not repeat what was refused for good", "[simulator][evolution]") {
  simulated_world w;
  with_callback(w);
  w.client.status = GENERATE(401, 503);
  w.send_evolution("sendReaction", R"({"key":{"id":"A","remoteJid":"549@s.whatsapp.net"},"reaction":"x"})");
  w.pass(1s);
  CHECK(w.client.got.size() == (w.client.status == 401 ? 1 : 2));
}
