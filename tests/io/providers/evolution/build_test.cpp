#include "io/providers/given.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

/// What the golden requests do not show of Evolution: addresses, and texts with numbers.
using namespace charla;
using namespace charla::flows;
namespace bj = boost::json;

namespace {

const auto crypto_ = tests::crypto();
const auto provider_ = evolution::make_provider(*crypto_);

result<ports::client_request> build(content body, address to = {"5491122223333", ""}) {
  ports::outbound m;
  m.to = std::move(to);
  m.body = std::move(body);
  return provider_->build(tests::evolution_channel(), m);
}

std::string text_of(const interactive_content& c) {
  const auto r = build(c);
  REQUIRE(r);
  return bj::parse(r->body).at("text").as_string().c_str();
}

} // namespace

TEST_CASE("the gateway gets the whole address, so that it changes no digits", "[evolution][build]") {
  const auto to = [](address a) -> std::string {
    return bj::parse(build(text_content{"x"}, std::move(a)).value().body).at("number").as_string().c_str();
  };
  CHECK(to({"5491122223333", ""}) == "5491122223333@s.whatsapp.net");
  CHECK(to({"+54 9 11 2222-3333", ""}) == "5491122223333@s.whatsapp.net");
  CHECK(to({"", "123456@lid"}) == "123456@lid");
  CHECK(to({"549", "123456@lid"}) == "549@s.whatsapp.net");
  CHECK(build(text_content{"x"}, {"", "AR.134"}).error().code == "send.no_recipient");
}

TEST_CASE("an instance's name is part of the address, whatever is in it", "[evolution][build]") {
  ports::outbound m;
  m.to = {"549", ""};
  m.body = text_content{"x"};
  auto channel = tests::evolution_channel();
  channel.phone_number_id = "tienda 1/2";
  channel.base_url = "http://localhost:8080/";
  CHECK(provider_->build(channel, m)->url == "http://localhost:8080/message/sendText/tienda%201%2F2");
}

TEST_CASE("a channel that does not say where its gateway is uses the installation's", "[evolution][build]") {
  const auto provider = evolution::make_provider(*crypto_, {"https://evo.example", "KEY", "tienda"});
  ports::outbound m;
  m.to = {"549", ""};
  m.body = text_content{"x"};
  ports::channel_access channel;
  const auto r = provider->build(channel, m);
  REQUIRE(r);
  CHECK(r->url == "https://evo.example/message/sendText/tienda");
  CHECK(ports::find_header(r->headers, "apikey") == "KEY");
  CHECK(provider->connect(channel)->url == "https://evo.example/instance/connect/tienda");
  CHECK(ports::find_header(provider->build(tests::evolution_channel(), m)->headers, "apikey") == "TOKEN");
}

TEST_CASE("what can be tapped is a text that can be answered by its number", "[evolution][build]") {
  interactive_content c;
  c.header = "Tienda";
  c.body = "¿Qué buscas?";
  c.footer = "9 a 18";
  c.buttons = {{"si", "Sí"}, {"no", "No"}};
  CHECK(text_of(c) == "*Tienda*\n\n¿Qué buscas?\n\n1. Sí\n2. No\n\n_9 a 18_");
  c = {};
  c.what = interactive_content::form::list;
  c.body = "Elegí";
  c.label = "Ver";
  c.sections = {{"Ropa", {{"r1", "Remeras", "de algodón"}, {"r2", "Pantalones", ""}}},
                {"Hogar", {{"h", "Sábanas", ""}}}};
  CHECK(text_of(c) == "Elegí\n\n*Ropa*\n1. Remeras – de algodón\n2. Pantalones\n*Hogar*\n3. Sábanas");
  c = {};
  c.what = interactive_content::form::cta_url;
  c.body = "Pagá acá";
  c.label = "Pagar";
  c.url = "https://example.org/p";
  CHECK(text_of(c) == "Pagá acá\n\nPagar: https://example.org/p");
}

TEST_CASE("nothing to choose and nothing to say is refused", "[evolution][build]") {
  interactive_content c;
  CHECK(build(c).error().where == "body");
  c.body = "?";
  CHECK(build(c).error() == error{"send.interactive", "there is nothing to choose", "buttons"});
  c.what = interactive_content::form::list;
  CHECK(build(c).error().where == "sections");
  c.what = interactive_content::form::cta_url;
  CHECK(build(c).error().where == "url");
}

TEST_CASE("an unofficial number says what it is and is not", "[evolution][build]") {
  const auto t = provider_->traits();
  CHECK_FALSE(t.official);
  CHECK_FALSE(t.risk.empty());
  CHECK_FALSE(t.service_window);
  CHECK_FALSE(t.templates);
  CHECK_FALSE(t.signed_webhooks);
  CHECK(t.media == ports::media_way::in_request);
  CHECK(build(template_content{"hola", "es", "[]"}).error().what.find("send the text itself") != std::string::npos);
  CHECK(provider_->list_templates(tests::evolution_channel(), "").error().code == "provider.unsupported");
  CHECK(provider_->upload(tests::evolution_channel(), {}, media_kind::image).error().code == "provider.unsupported");
}
