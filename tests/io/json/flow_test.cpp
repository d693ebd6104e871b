#include "io/json/codec.hpp"

#include <catch2/catch.hpp>

using namespace charla;

namespace {

const auto codec = json::make_codec();

constexpr std::string_view small_flow = R"({
  "$schema": "schema/flow.schema.json",
  "name": "Bienvenida",
  "comment": "the smallest flow",
  "start": "hola",
  "nodes": {
    "hola": {"type": "send_text", "fields": {"text": "¿En qué puedo ayudarte?"}, "exits": {"next": "fin"},
             "position": {"x": 10, "y": 20.5}},
    "fin": {"type": "end", "comment": "nothing more"}
  }})";

} // namespace

TEST_CASE("a flow is read as its author wrote it", "[json][flow]") {
  const auto f = codec->decode_flow(small_flow);
  REQUIRE(f);
  CHECK(f->name == "Bienvenida");
  CHECK(f->start == "hola");
  REQUIRE(f->nodes.size() == 2);
  const auto& hola = f->nodes.at("hola");
  CHECK(hola.id == "hola");
  CHECK(hola.type == "send_text");
  CHECK(hola.fields.at("text") == "¿En qué puedo ayudarte?");
  CHECK(hola.exits.at("next") == "fin");
  CHECK(f->nodes.at("fin").exits.empty());
}

TEST_CASE("a flow with a mistake names the place", "[json][flow]") {
  struct row {
    std::string_view text, code, where;
  };
  const auto [text, code, where] = GENERATE(values<row>({
      {R"(nope)", "json.syntax", ""},
      {R"([])", "json.type", ""},
      {R"({"nodes":{}})", "json.missing", "start"},
      {R"({"start":"a"})", "json.missing", "nodes"},
      {R"({"start":"a","nodes":[]})", "json.type", "nodes"},
      {R"({"start":"a","nodes":{},"edges":[]})", "flow.unknown_member", "edges"},
      {R"({"start":"a","nodes":{"a":{}}})", "json.missing", "nodes.a.type"},
      {R"({"start":"a","nodes":{"a":{"type":"end","exit":{}}}})", "flow.unknown_member", "nodes.a.exit"},
      {R"({"start":"a","nodes":{"a":{"type":"end","fields":[1]}}})", "json.type", "nodes.a.fields"},
      {R"({"start":"a","triggers":{},"nodes":{}})", "json.type", "triggers"},
      {R"({"start":"a","triggers":[{"priority":1}],"nodes":{}})", "json.missing", "triggers[0].type"},
      {R"({"start":"a","languages":"es","nodes":{}})", "json.type", "languages"},
      {R"({"start":"a","expires":"soon","nodes":{}})", "flow.bad_field", "expires"},
      {R"({"start":"a","nodes":{"a":{"type":"end","exits":["b"]}}})", "json.type", "nodes.a.exits"},
      {R"({"start":"a","nodes":{"a":{"type":"end"},"a":{"type":"end"}}})", "flow.duplicate_node", "nodes.a"},
  }));
  CAPTURE(text);
  const auto f = codec->decode_flow(text);
  REQUIRE_FALSE(f);
  CHECK(f.error().code == code);
  CHECK(f.error().where == where);
}

TEST_CASE("a flow has at most a thousand nodes", "[json][flow]") {
  std::string text = R"({"start":"n0","nodes":{)";
  for (int i = 0; i <= 1000; ++i)
    text += (i ? "," : "") + ("\"n" + std::to_string(i)) + R"(":{"type":"end"})";
  const auto f = codec->decode_flow(text + "}}");
  REQUIRE_FALSE(f);
  CHECK(f.error().code == "flow.too_large");
}
