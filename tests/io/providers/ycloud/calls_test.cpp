#include "io/providers/given.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::ports;
using tests::http;
namespace bj = boost::json;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = ycloud::make_provider(*crypto_);
const auto channel_ = tests::ycloud_channel();
const std::string base = "https://api.ycloud.com/v2/";

flows::media_content file_at(std::string url) {
  flows::media_content m;
  m.media_id = "M1";
  m.url = std::move(url);
  m.filename = "a.pdf";
  return m;
}

} // namespace

TEST_CASE("YCloud marks a message read, or shows that an answer is written", "[ycloud][calls]") {
  const auto read = provider_->mark_read(channel_, {}, "wamid.A/=", false);
  REQUIRE(read);
  CHECK(read->method == "POST");
  CHECK(read->url == base + "whatsapp/inboundMessages/wamid.A%2F%3D/markAsRead");
  CHECK(find_header(read->headers, "X-API-Key") == "TOKEN");
  CHECK(provider_->mark_read(channel_, {}, "a", true)->url == base + "whatsapp/inboundMessages/a/typingIndicator");
}

TEST_CASE("the API key goes with a file's link to the channel's own host only", "[ycloud][calls]") {
  const auto ask = [](const std::string& url) { return provider_->fetch(channel_, file_at(url), 0, nullptr); };
  const auto own = std::get<client_request>(ask(base + "media/M1?sig=s"));
  CHECK(own.url == base + "media/M1?sig=s");
  CHECK(find_header(own.headers, "X-API-Key") == "TOKEN");
  CHECK_FALSE(own.tenant_url);
  for (const auto* url :
       {"https://evil.example/M1", "http://api.ycloud.com/M1", "https://api.ycloud.com.evil.example/"}) {
    const auto other = std::get<client_request>(ask(url));
    CHECK(other.headers.empty());
    CHECK(other.tenant_url);
  }
  CHECK_FALSE(std::get<media_trouble>(ask("")).again);
  CHECK_FALSE(std::get<media_trouble>(ask("https://api.ycloud.com@evil.example/")).again);
}

TEST_CASE("a file of YCloud is its bytes, or the reason why not", "[ycloud][calls]") {
  const auto got = [](client_response r) { return provider_->fetch(channel_, file_at(base), 1, &r); };
  CHECK(std::get<media_file>(got(http(200, "bytes", {{"Content-Type", "application/pdf"}}))).bytes == "bytes");
  CHECK_FALSE(std::get<media_trouble>(got(http(404, ""))).again);
  CHECK(std::get<media_trouble>(got(http(503, ""))).again);
  CHECK(std::get<media_trouble>(got(http(200, ""))).again);
  CHECK(std::get<media_trouble>(got(tests::no_answer(transport_errc::unknown))).again);
}

TEST_CASE("a file is uploaded to the number at YCloud", "[ycloud][calls]") {
  const auto r = provider_->upload(channel_, {"bytes", "image/png", "a.png"}, flows::media_kind::image);
  REQUIRE(r);
  CHECK(r->url == base + "whatsapp/media/%2B5491100000000/upload");
  CHECK(find_header(r->headers, "Content-Type")->starts_with("multipart/form-data; boundary="));
  CHECK(r->body.find("name=\"file\"; filename=\"a.png\"") != std::string::npos);
  CHECK_FALSE(provider_->upload(channel_, {"bytes", "image/gif", "a.gif"}, flows::media_kind::image));
  CHECK(provider_->uploaded(http(200, R"({"id":"M9"})")) == "M9");
  CHECK(provider_->uploaded(http(413, R"({"error":{"code":"CONTENT_TOO_LARGE","message":"too large"}})")).error()
        == flows::error{"provider.refused", "too large", ""});
  CHECK_FALSE(provider_->uploaded(http(200, "{}")));
}

TEST_CASE("YCloud's templates come in numbered pages", "[ycloud][calls]") {
  CHECK(provider_->list_templates(channel_, "")->url
        == base + "whatsapp/templates?filter.wabaId=WABA1&limit=100&page=1");
  CHECK(provider_->list_templates(channel_, "3")->url.ends_with("&page=3"));
  const auto last = provider_->listed(http(200, R"({"offset":100,"limit":100,"length":1,"items":[
    {"officialTemplateId":"7","name":"hola","language":"es_AR","category":"UTILITY","status":"APPROVED","qualityRating":"GREEN",
     "reason":"NONE","components":[{"type":"BODY","text":"Hola {{1}}","example":{"body_text":[["Ana"]]}}]}]})"));
  REQUIRE(last);
  CHECK(last->next.empty());
  REQUIRE(last->rows.size() == 1);
  CHECK(last->rows[0].provider_id == "7");
  CHECK(last->rows[0].quality == "GREEN");
  CHECK(last->rows[0].body == "Hola {{1}}");
  CHECK(last->rows[0].reason.empty());
  CHECK(provider_->listed(http(200, R"({"offset":2,"limit":2,"length":2,"items":[{},{}]})"))->next == "3");
  CHECK_FALSE(provider_->listed(http(403, R"({"error":{"code":"ACCOUNT_LIMITED","message":"limited"}})")));
}

TEST_CASE("a template is submitted to YCloud for its account", "[ycloud][calls]") {
  template_row row;
  row.name = "hola";
  row.language = "es_AR";
  row.category = "UTILITY";
  row.body = "Hola";
  const auto r = provider_->submit_template(channel_, row);
  REQUIRE(r);
  CHECK(bj::parse(r->body) == bj::parse(R"({"wabaId":"WABA1","name":"hola","language":"es_AR","category":"UTILITY",
    "components":[{"type":"BODY","text":"Hola"}]})"));
  const auto done =
      provider_->submitted(row, http(200, R"({"officialTemplateId":"7","name":"hola","status":"PENDING"})"));
  REQUIRE(done);
  CHECK(done->provider_id == "7");
  CHECK(done->status == "PENDING");
  CHECK(done->category == "UTILITY");
  CHECK_FALSE(provider_->submitted(row, http(200, "{}")));
  auto nameless = channel_;
  nameless.account_id.clear();
  CHECK(provider_->submit_template(nameless, row).error().code == "channel.account_id");
  CHECK(provider_->ask_health(nameless).error().code == "channel.account_id");
}

TEST_CASE("YCloud says how a number is", "[ycloud][calls]") {
  CHECK(provider_->ask_health(channel_)->url == base + "whatsapp/phoneNumbers/WABA1/%2B5491100000000");
  const auto fact = provider_->health(
      channel_, http(200, R"({"qualityRating":"GREEN","messagingLimit":"TIER_1K","status":"CONNECTED"})"));
  REQUIRE(fact);
  CHECK(fact->quality == "GREEN");
  CHECK(fact->limit == "TIER_1K");
  CHECK_FALSE(fact->rate);
  CHECK(provider_->health(channel_, http(404, R"({"error":{"code":"NOT_FOUND","message":"no such number"}})"))
            .error()
            .what
        == "no such number");
  CHECK(provider_->connect(channel_).error().code == "provider.unsupported");
  CHECK(provider_->traits().official);
}
