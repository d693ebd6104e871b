#include "io/providers/given.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

/// Templates at Graph: listed page by page, submitted as they are.
using namespace charla;
using namespace charla::ports;
using tests::http;
namespace bj = boost::json;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = meta::make_provider(*crypto_);
const auto channel_ = tests::meta_channel();

} // namespace

TEST_CASE("templates are asked for a hundred at a time", "[meta][templates]") {
  const auto first = provider_->list_templates(channel_, "");
  REQUIRE(first);
  CHECK(first->method == "GET");
  CHECK(first->url.starts_with("https://graph.facebook.com/v25.0/WABA1/message_templates?fields=id%2Cname%2C"));
  CHECK(first->url.ends_with("&limit=100"));
  CHECK(provider_->list_templates(channel_, "a=b")->url.ends_with("&limit=100&after=a%3Db"));
  auto without = channel_;
  without.account_id.clear();
  REQUIRE_FALSE(provider_->list_templates(without, ""));
  CHECK(provider_->list_templates(without, "").error().code == "channel.account_id");
}

TEST_CASE("a template is read with what a send must fill in", "[meta][templates]") {
  const auto page =
      provider_->listed(http(200, R"({"data":[{"id":"7","name":"pedido","language":"es_AR","category":"UTILITY",
    "status":"REJECTED","quality_score":{"score":"GREEN"},"rejected_reason":"INVALID_FORMAT","components":[
      {"type":"HEADER","format":"IMAGE"},
      {"type":"BODY","text":"Hola {{1}}, tu pedido {{ 2 }} para {{1}}","example":{"body_text":[["Ana","1042"]]}},
      {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Sí"},
        {"type":"URL","text":"Ver","url":"https://x.example/{{1}}","example":["https://x.example/9"]},
        {"type":"COPY_CODE","example":"PROMO"}]}]},
    {"id":"8","name":"hola","language":"es","category":"MARKETING","status":"APPROVED","rejected_reason":"NONE","components":[
      {"type":"HEADER","format":"TEXT","text":"{{tienda}}","example":{"header_text_named_params":[{"param_name":"tienda","example":"La Casa"}]}},
      {"type":"BODY","text":"Hola {{nombre}}","example":{"body_text_named_params":[{"param_name":"nombre","example":"Ana"}]}}]}],
    "paging":{"cursors":{"before":"B","after":"A"},"next":"https://graph.facebook.com/next"}})"));
  REQUIRE(page);
  REQUIRE(page->rows.size() == 2);
  CHECK(page->next == "A");
  const auto& t = page->rows[0];
  CHECK(t.provider_id == "7");
  CHECK(t.language == "es_AR");
  CHECK(t.status == "REJECTED");
  CHECK(t.quality == "GREEN");
  CHECK(t.reason == "INVALID_FORMAT");
  CHECK(t.body == "Hola {{1}}, tu pedido {{ 2 }} para {{1}}");
  CHECK(bj::parse(t.variables) == bj::parse(R"([{"name":"IMAGE","in":"header","example":""},
    {"name":"1","in":"body","example":"Ana"},{"name":"2","in":"body","example":"1042"},
    {"name":"1","in":"button 1","example":"https://x.example/9"},{"name":"coupon_code","in":"button 2","example":"PROMO"}])"));
  CHECK(page->rows[1].reason.empty());
  CHECK(page->rows[1].quality == "UNKNOWN");
  CHECK(bj::parse(page->rows[1].variables) == bj::parse(R"([{"name":"tienda","in":"header","example":"La Casa"},
    {"name":"nombre","in":"body","example":"Ana"}])"));
  CHECK(provider_->listed(http(200, R"({"data":[],"paging":{"cursors":{"after":"A"}}})"))->next.empty());
}

TEST_CASE("a template is submitted with its components, or with its text alone", "[meta][templates]") {
  template_row row;
  row.name = "hola";
  row.language = "es_AR";
  row.category = "UTILITY";
  row.body = "Hola";
  const auto plain = provider_->submit_template(channel_, row);
  REQUIRE(plain);
  CHECK(plain->url == "https://graph.facebook.com/v25.0/WABA1/message_templates");
  CHECK(bj::parse(plain->body) == bj::parse(R"({"name":"hola","language":"es_AR","category":"UTILITY",
    "components":[{"type":"BODY","text":"Hola"}]})"));
  row.components = R"([{"type":"BODY","text":"Hola {{1}}","example":{"body_text":[["Ana"]]}}])";
  CHECK(bj::parse(provider_->submit_template(channel_, row)->body).at("components") == bj::parse(row.components));
  row.components = "{}";
  CHECK(provider_->submit_template(channel_, row).error().code == "template.components");
  row.components = "[]";
  row.body.clear();
  CHECK(provider_->submit_template(channel_, row).error().code == "template.body");
}

TEST_CASE("a submitted template has Meta's id, status and category", "[meta][templates]") {
  template_row row;
  row.category = "UTILITY";
  const auto done = provider_->submitted(row, http(200, R"({"id":"7","status":"PENDING","category":"MARKETING"})"));
  REQUIRE(done);
  CHECK(done->provider_id == "7");
  CHECK(done->status == "PENDING");
  CHECK(done->category == "MARKETING");
  const auto no = provider_->submitted(
      row,
      http(400, R"({"error":{"message":"Invalid parameter","error_user_msg":"There is already one","code":100}})"));
  REQUIRE_FALSE(no);
  CHECK(no.error().code == "provider.refused");
  CHECK(no.error().what == "There is already one");
  for (const auto& r : {http(200, "<html>"), http(302, ""), http(200, "{}"), tests::no_answer(transport_errc::unknown)})
    CHECK_FALSE(provider_->submitted(row, r));
}
