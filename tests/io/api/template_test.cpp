#include "fixture.hpp"
#include "io/api/templates/variables.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

const std::string templates = "/api/v1/templates";
using some = std::vector<std::string>;

/// A template with these components, as a request's body.
std::string draft(const std::string& components, const std::string& category = "UTILITY") {
  return R"({"channel":"wa_main","name":"pedido_listo","language":"es_AR","category":")" + category
         + R"(","components":)" + components + "}";
}

const std::string good = draft(R"([
  {"type":"HEADER","format":"TEXT","text":"Pedido {{1}}","example":{"header_text":["1042"]}},
  {"type":"BODY","text":"Hola {{1}}, tu pedido llega {{2}}.","example":{"body_text":[["Ana","hoy"]]}},
  {"type":"FOOTER","text":"Panadería Sol"},
  {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Gracias"},
    {"type":"URL","text":"Ver","url":"https://sol.test/{{1}}","example":["https://sol.test/1042"]}]}])");

std::string path_of(const json::document& made) {
  return templates + "/" + std::to_string(*made.root()["id"].integer());
}

some body_errors(world& w, const headers& who, const std::string& text) {
  return fields_of(w.ask(422, "POST", templates, who, draft(R"([{"type":"BODY","text":")" + text + "\"}]")));
}

} // namespace

TEST_CASE("a draft is kept with what a send of it must fill in", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made = w.ask(200, "POST", templates, admin, good);
  CHECK(made.root()["status"].text() == "DRAFT");
  CHECK(made.root()["channel"].text() == "wa_main");
  CHECK(made.root()["body"].text() == "Hola {{1}}, tu pedido llega {{2}}.");
  some keys;
  for (const auto v : made.root()["variables"].items())
    keys.push_back(std::string{*v["key"].text()} + '=' + std::string{*v["example"].text()});
  CHECK(keys == some{"header.1=1042", "1=Ana", "2=hoy", "button1.1=https://sol.test/1042"});
  CHECK(w.ask(200, "GET", path_of(made), admin).root()["components"].items().size() == 4);
  CHECK(w.ask(200, "GET", templates + "?channel=wa_main&status=DRAFT&language=es_AR&q=pedido", admin)
            .root()["items"]
            .items()
            .size()
        == 1);
  CHECK(w.ask(200, "GET", templates + "?status=APPROVED", admin).root()["items"].items().empty());
  w.ask(404, "GET", path_of(made), w.as(ports::role::owner, rival));
  CHECK(fields_of(w.ask(422, "POST", templates, admin, good)) == some{"name"});
  CHECK(w.send("POST", templates, w.as(ports::role::agent), good).status == 403);
}

TEST_CASE("what WhatsApp would refuse of a text is refused before, with its place", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto reason = [&](const std::string& text) {
    const auto p = w.ask(422, "POST", templates, admin, draft(R"([{"type":"BODY","text":")" + text + "\"}]"));
    const auto e = p.root()["errors"].items().at(0);
    CHECK(e["field"].text() == "components[0].text");
    return std::string{*e["reason"].text()};
  };
  CHECK(reason("") == "required");
  CHECK(reason(std::string(1025, 'a')) == "too_long");
  CHECK(reason("Hola {{1}, chau.") == "braces");
  CHECK(reason("Hola {{Nombre}}, chau.") == "name");
  CHECK(reason("Hola {{nombre}} y {{1}}, chau.") == "mixed");
  CHECK(reason("Hola {{2}}, chau.") == "gap");
  CHECK(reason("{{1}}, hola.") == "edge");
  CHECK(reason("Hola {{1}}") == "edge");
  CHECK(reason("Hola {{1}} {{2}}, chau.") == "adjacent");
  CHECK(body_errors(w, admin, "x{{0}}x") == some{"components[0].text"});
}

TEST_CASE("which components there are, and how many buttons, is checked", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto wrong = [&](const std::string& components) {
    return fields_of(w.ask(422, "POST", templates, admin, draft(components)));
  };
  const std::string body = R"({"type":"BODY","text":"Hola."})";
  CHECK(wrong("[]") == some{"components"});
  CHECK(wrong(R"([{"type":"FOOTER","text":"x"}])") == some{"components"});
  CHECK(wrong("[" + body + "," + body + "]") == some{"components[1].type"});
  CHECK(wrong("[" + body + R"(,{"type":"body"}])") == some{"components[1].type"});
  CHECK(wrong("[" + body + R"(,{"type":"FOOTER","text":"{{1}} x"}])") == some{"components[1].text"});
  CHECK(wrong("[" + body + R"(,{"type":"HEADER","text":"{{1}} {{2}}"}])") == some{"components[1].text"});
  CHECK(wrong("[" + body + R"(,{"type":"HEADER","format":"GIF"}])") == some{"components[1].format"});
  CHECK(wrong("[" + body + R"(,{"type":"HEADER","text":")" + std::string(61, 'a') + "\"}]")
        == some{"components[1].text"});
  CHECK(wrong("[" + body + R"(,{"type":"BUTTONS"}])") == some{"components[1].buttons"});
  std::string eleven;
  for (int i = 0; i < 11; ++i)
    eleven += (i == 0 ? "" : ",") + std::string{R"({"type":"QUICK_REPLY","text":"x"})"};
  CHECK(wrong("[" + body + R"(,{"type":"BUTTONS","buttons":[)" + eleven + "]}]") == some{"components[1].buttons"});
  CHECK(wrong("[" + body
              + R"(,{"type":"BUTTONS","buttons":[{"type":"URL","text":"Ver","url":"sol.test"},)"
                R"({"type":"QUICK_REPLY"},{"type":"PHONE_NUMBER","text":"Llamar"},{"type":"FAX"}]}])")
        == some{"components[1].buttons[0].url", "components[1].buttons[1].text",
                "components[1].buttons[2].phone_number", "components[1].buttons[3].type"});
  CHECK(wrong("[" + body
              + R"(,{"type":"BUTTONS","buttons":[{"type":"URL","text":"Ver","url":"https://x.test/{{1}}/a"}]}])")
        == some{"components[1].buttons[0].url"});
}

TEST_CASE("a template's name, language, category and channel are checked", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  CHECK(fields_of(w.ask(422, "POST", templates, admin, R"({})"))
        == some{"channel", "name", "language", "category", "components"});
  const std::string rest = R"("components":[{"type":"BODY","text":"Hola."}],"category":"UTILITY")";
  const auto wrong = [&](const std::string& identity) {
    return fields_of(w.ask(422, "POST", templates, admin, "{" + identity + "," + rest + "}"));
  };
  CHECK(wrong(R"("channel":"wa_main","name":"Pedido Listo","language":"es")") == some{"name"});
  CHECK(wrong(R"("channel":"wa_main","name":"a","language":"es-AR")") == some{"language"});
  CHECK(wrong(R"("channel":"wa_main","name":"a","language":"Español")") == some{"language"});
  CHECK(wrong(R"("channel":"wa_rival","name":"a","language":"es")") == some{"channel"});
  CHECK(wrong(R"("channel":"wa_main","name":"a","language":"es","boddy":1)") == some{"boddy"});
}

TEST_CASE("only what the provider has not approved is changed", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto made = w.ask(200, "POST", templates, admin, good);
  const auto path = path_of(made);
  CHECK(w.ask(200, "PATCH", path, admin, R"({"components":[{"type":"BODY","text":"Hola {{nombre}}, ya está."}]})")
            .root()["variables"]
            .items()
            .at(0)["key"]
            .text()
        == "nombre");
  CHECK(fields_of(w.ask(422, "PATCH", path, admin, R"({"components":[],"name":"b"})")) == some{"components", "name"});
  auto row = *w.admin->message_template(acme, static_cast<std::int32_t>(*made.root()["id"].integer())).value();
  row.status = "APPROVED";
  REQUIRE(w.admin->put_template(row));
  w.ask(409, "PATCH", path, admin, R"({"category":"MARKETING"})");
  w.ask(200, "DELETE", path, admin);
  w.ask(404, "DELETE", path, admin);
}

TEST_CASE("a preview shows what the customer would see, and what is missing for it", "[templates]") {
  world w;
  const auto admin = w.as(ports::role::admin);
  const auto path = path_of(w.ask(200, "POST", templates, admin, good)) + "/preview";
  const auto seen =
      w.ask(200, "POST", path, admin, R"({"variables":{"1":"Ana","2":"hoy","header.1":"7","button1.1":"7"}})");
  CHECK(seen.root()["body"].text() == "Hola Ana, tu pedido llega hoy.");
  CHECK(seen.root()["header"]["text"].text() == "Pedido 7");
  CHECK(seen.root()["footer"].text() == "Panadería Sol");
  CHECK(seen.root()["buttons"].items().at(1)["url"].text() == "https://sol.test/7");
  CHECK(fields_of(w.ask(422, "POST", path, admin, R"({"variables":{"1":"Ana\nB","3":"x"}})"))
        == some{"variables.header.1", "variables.1", "variables.2", "variables.button1.1", "variables.3"});
  CHECK(w.ask(200, "POST", path, w.as(ports::role::agent),
              R"({"variables":{"1":"{{2}}","2":"b","header.1":"7","button1.1":"7"}})")
            .root()["body"]
            .text()
        == "Hola {{2}}, tu pedido llega b.");
}

TEST_CASE("holes are found with and without blanks, each once", "[templates]") {
  CHECK(api::holes_of("{{1}} {{ 2 }} {{1}}").value() == some{"1", "2"});
  CHECK(api::holes_of("no {hole}").value().empty());
  CHECK(api::holes_of("{{").error().code == "template.braces");
  CHECK(api::holes_of("{{100}}").error().code == "template.name");
  CHECK(api::filled("a {{ x }} b {{y}} {{z", {{"x", "1"}}) == "a 1 b {{y}} {{z");
}
