#include "io/providers/meta/build.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace charla;
using namespace charla::flows;
namespace bj = boost::json;

namespace {

const ports::channel_access channel{channel_id{1}, tenant_id{1}, "wa_main", "PN1", "https://graph.facebook.com/v25.0",
                                    "TOKEN",       "secret",     "verify"};
const out_id id{conversation_id{*parse_uuid("0190163d-8694-7392-8000-5a5c8bd2a0ff")}, 7, 0};

result<ports::client_request> build(content body, address to = {"5491122223333", ""}, std::string reply_to = {}) {
  return meta::build_request(channel, {id, std::move(to), std::move(body), std::move(reply_to)});
}

/// What every message has, with the message's own members put in.
bj::value expected(std::string_view own) {
  auto whole = bj::parse(R"({"messaging_product":"whatsapp","recipient_type":"individual","to":"+5491122223333",
      "biz_opaque_callback_data":"0190163d-8694-7392-8000-5a5c8bd2a0ff:7:0"})");
  const auto parsed = bj::parse(bj::string_view{own.data(), own.size()});
  for (const auto& member : parsed.as_object())
    whole.as_object()[member.key()] = member.value();
  return whole;
}

media_content file(media_kind kind, std::string media_id, std::string url, std::string caption = {}) {
  media_content m;
  m.kind = kind;
  m.media_id = std::move(media_id);
  m.url = std::move(url);
  m.caption = std::move(caption);
  return m;
}

} // namespace

TEST_CASE("a request goes to the number's messages with the token and ten seconds", "[meta][build]") {
  const auto r = build(text_content{"Hola"});
  REQUIRE(r);
  CHECK(r->method == "POST");
  CHECK(r->url == "https://graph.facebook.com/v25.0/PN1/messages");
  CHECK(ports::find_header(r->headers, "authorization") == "Bearer TOKEN");
  CHECK(ports::find_header(r->headers, "content-type") == "application/json");
  CHECK(r->timeout == std::chrono::seconds{10});
  CHECK_FALSE(r->tenant_url);
}

TEST_CASE("every content becomes the request that Graph wants", "[meta][build][golden]") {
  struct row {
    content body;
    std::string_view own;
  };
  auto pdf = file(media_kind::document, "M1", "", "acá va");
  pdf.filename = "factura.pdf";
  auto voice = file(media_kind::audio, "M1", "");
  voice.voice = true;
  const auto [body, own] = GENERATE_COPY(values<row>({
      {text_content{"¿Tenés \"café\"?"}, R"({"type":"text","text":{"body":"¿Tenés \"café\"?"}})"},
      {text_content{"ver https://example.org"},
       R"({"type":"text","text":{"body":"ver https://example.org","preview_url":true}})"},
      {file(media_kind::image, "M1", "", "mi patio"), R"({"type":"image","image":{"id":"M1","caption":"mi patio"}})"},
      {file(media_kind::video, "", "https://example.org/v.mp4"),
       R"({"type":"video","video":{"link":"https://example.org/v.mp4"}})"},
      {pdf, R"({"type":"document","document":{"id":"M1","caption":"acá va","filename":"factura.pdf"}})"},
      {voice, R"({"type":"audio","audio":{"id":"M1","voice":true}})"},
      {file(media_kind::sticker, "M1", ""), R"({"type":"sticker","sticker":{"id":"M1"}})"},
      {location_content{-34.6037, -58.3816, "Obelisco", "", ""},
       R"({"type":"location","location":{"latitude":-34.6037,"longitude":-58.3816,"name":"Obelisco"}})"},
      {contacts_content{{{"Carla", {"+549111"}, {"c@example.org"}}}, false},
       R"({"type":"contacts","contacts":[{"name":{"formatted_name":"Carla","first_name":"Carla"},
          "phones":[{"phone":"+549111"}],"emails":[{"email":"c@example.org"}]}]})"},
      {reaction_content{"wamid.X", ""}, R"({"type":"reaction","reaction":{"message_id":"wamid.X","emoji":""}})"},
      {template_content{"pedido_listo", "es_AR", R"([{"type":"body","parameters":[{"type":"text","text":"Ana"}]}])"},
       R"({"type":"template","template":{"name":"pedido_listo","language":{"code":"es_AR"},
          "components":[{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]}})"},
      {template_content{"hola", "es", "[]"},
       R"({"type":"template","template":{"name":"hola","language":{"code":"es"}}})"},
  }));
  const auto r = build(body);
  REQUIRE(r);
  CHECK(bj::parse(r->body) == expected(own));
}

TEST_CASE("whom it goes to", "[meta][build]") {
  const auto to = [](address a) { return bj::parse(build(text_content{"x"}, std::move(a)).value().body); };
  CHECK(to({"5491122223333", ""}).at("to") == "+5491122223333");
  CHECK(to({"+5491122223333", ""}).at("to") == "+5491122223333");
  CHECK(to({"5491122223333", "AR.1"}).at("to") == "+5491122223333");
  CHECK_FALSE(to({"5491122223333", "AR.1"}).as_object().contains("recipient"));
  CHECK(to({"", "AR.1"}).at("recipient") == "AR.1");
  CHECK_FALSE(to({"", "AR.1"}).as_object().contains("to"));
}

TEST_CASE("a reply quotes its message, a reaction does not", "[meta][build]") {
  const auto reply = bj::parse(build(text_content{"x"}, {"1", ""}, "wamid.Q")->body);
  CHECK(reply.at("context").at("message_id") == "wamid.Q");
  const auto reaction = bj::parse(build(reaction_content{"wamid.X", "👍"}, {"1", ""}, "wamid.Q")->body);
  CHECK_FALSE(reaction.as_object().contains("context"));
}

TEST_CASE("what cannot be sent says why", "[meta][build]") {
  struct row {
    content body;
    std::string code, where;
  };
  std::string emojis;
  for (int i = 0; i < 4097; ++i)
    emojis += "😀";
  const auto [body, code, where] = GENERATE_COPY(values<row>({
      {text_content{""}, "send.empty", "body"},
      {text_content{emojis}, "send.too_long", "body"},
      {file(media_kind::image, "", ""), "send.media", "media_id"},
      {file(media_kind::image, "", "file:///etc/passwd"), "send.media", "media_id"},
      {file(media_kind::image, "M1", "", std::string(1025, 'x')), "send.too_long", "caption"},
      {file(media_kind::audio, "M1", "", "hola"), "send.media", "caption"},
      {location_content{91, 0, "", "", ""}, "send.location", "latitude"},
      {contacts_content{}, "send.contacts", "cards"},
      {contacts_content{{contact_card{}}, false}, "send.contacts", "cards.formatted_name"},
      {reaction_content{"", "👍"}, "send.empty", "target"},
      {template_content{"", "es", "[]"}, "send.template", "name"},
      {template_content{"hola", "", "[]"}, "send.template", "language"},
      {template_content{"hola", "es", "{}"}, "send.template", "components_json"},
      {template_content{"hola", "es", "[}"}, "send.template", "components_json"},
      {choice_content{}, "send.unsupported_type", "type"},
      {unsupported_content{}, "send.unsupported_type", "type"},
      {welcome_content{}, "send.unsupported_type", "type"},
  }));
  const auto r = build(body);
  REQUIRE_FALSE(r);
  CHECK(r.error().code == code);
  CHECK(r.error().where == where);
  CHECK_FALSE(r.error().what.empty());
}

TEST_CASE("a text of exactly the limit is sent, counted in characters", "[meta][build]") {
  std::string text;
  for (int i = 0; i < 4096; ++i)
    text += "ñ";
  CHECK(build(text_content{text}));
  CHECK_FALSE(build(text_content{text + "x"}));
}

TEST_CASE("without any address nothing is built", "[meta][build]") {
  const auto r = build(text_content{"x"}, {"", ""});
  REQUIRE_FALSE(r);
  CHECK(r.error().code == "send.no_recipient");
}
