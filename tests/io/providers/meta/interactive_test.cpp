#include "io/providers/meta/build.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

/// Messages that can be tapped, against the forms and limits of Graph (providers.md A8).
using namespace charla;
using namespace charla::flows;
namespace bj = boost::json;

namespace {

using form = interactive_content::form;

result<ports::client_request> build(content body) {
  const ports::channel_access channel{channel_id{1}, tenant_id{1}, "wa_main", "PN1", "https://graph.facebook.com/v25.0",
                                      "TOKEN",       "secret",     "verify"};
  const out_id id{conversation_id{*parse_uuid("0190163d-8694-7392-8000-5a5c8bd2a0ff")}, 7, 0};
  return meta::build_request(channel, {id, {"5491122223333", ""}, std::move(body), {}});
}

interactive_content tappable(form what, std::string body = "¿Qué buscas?") {
  interactive_content c;
  c.what = what;
  c.body = std::move(body);
  return c;
}

std::string repeated(std::string_view one, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i)
    out += one;
  return out;
}

/// The member `interactive` of what goes out.
bj::value sent(const interactive_content& c) {
  const auto r = build(c);
  REQUIRE(r);
  const auto whole = bj::parse(r->body);
  CHECK(whole.at("type") == "interactive");
  return whole.at("interactive");
}

std::string refused(const interactive_content& c) {
  const auto r = build(c);
  return r ? "built" : r.error().code + '@' + r.error().where;
}

} // namespace

TEST_CASE("buttons, a list, a link, a place and a form become what Graph wants", "[meta][build]") {
  auto buttons = tappable(form::buttons);
  buttons.header = "Tienda";
  buttons.footer = "9 a 18";
  buttons.buttons = {{"si", "Sí"}, {"no", "No"}};
  CHECK(sent(buttons)
        == bj::parse(R"({"type":"button","header":{"type":"text","text":"Tienda"},"body":{"text":"¿Qué buscas?"},
    "footer":{"text":"9 a 18"},"action":{"buttons":[{"type":"reply","reply":{"id":"si","title":"Sí"}},
    {"type":"reply","reply":{"id":"no","title":"No"}}]}})"));

  auto list = tappable(form::list);
  list.label = "Ver";
  list.sections = {{"Comida", {{"p", "Pizza", "Grande"}}}, {"Bebida", {{"a", "Agua", ""}}}};
  CHECK(sent(list) == bj::parse(R"({"type":"list","body":{"text":"¿Qué buscas?"},"action":{"button":"Ver","sections":[
    {"title":"Comida","rows":[{"id":"p","title":"Pizza","description":"Grande"}]},
    {"title":"Bebida","rows":[{"id":"a","title":"Agua"}]}]}})"));

  auto link = tappable(form::cta_url);
  link.label = "Abrir";
  link.url = "https://a.example/x";
  CHECK(sent(link) == bj::parse(R"({"type":"cta_url","body":{"text":"¿Qué buscas?"},"action":{"name":"cta_url",
    "parameters":{"display_text":"Abrir","url":"https://a.example/x"}}})"));

  CHECK(sent(tappable(form::location_request))
        == bj::parse(
            R"({"type":"location_request_message","body":{"text":"¿Qué buscas?"},"action":{"name":"send_location"}})"));

  auto whatsapp_flow = tappable(form::whatsapp_flow);
  whatsapp_flow.label = "Empezar";
  whatsapp_flow.flow_id = "998877";
  whatsapp_flow.flow_token = "t1";
  whatsapp_flow.screen = "DATOS";
  whatsapp_flow.data_json = R"({"nombre":"Ana"})";
  CHECK(sent(whatsapp_flow)
        == bj::parse(R"({"type":"flow","body":{"text":"¿Qué buscas?"},"action":{"name":"flow","parameters":{
    "flow_message_version":"3","flow_id":"998877","flow_cta":"Empezar","flow_action":"navigate","flow_token":"t1",
    "flow_action_payload":{"screen":"DATOS","data":{"nombre":"Ana"}}}}})"));
  whatsapp_flow.data_json = "{}"; // Graph refuses an empty one
  CHECK_FALSE(sent(whatsapp_flow).at_pointer("/action/parameters/flow_action_payload").as_object().contains("data"));
}

TEST_CASE("what is over the provider's limits is refused before it is sent, with its place", "[meta][build]") {
  auto buttons = tappable(form::buttons);
  CHECK(refused(buttons) == "send.interactive@buttons");
  buttons.buttons = {{"a", "A"}, {"b", "B"}, {"c", "C"}};
  CHECK(refused(buttons) == "built");
  buttons.buttons.push_back({"d", "D"});
  CHECK(refused(buttons) == "send.interactive@buttons");
  buttons.buttons = {{"a", "A"}, {"a", "B"}};
  CHECK(refused(buttons) == "send.interactive@buttons.id");
  buttons.buttons = {{"a", repeated("ñ", 20)}};
  CHECK(refused(buttons) == "built");
  buttons.buttons = {{"a", repeated("ñ", 21)}};
  CHECK(refused(buttons) == "send.too_long@buttons.title");
  CHECK(refused(tappable(form::location_request, "")) == "send.empty@body");
  CHECK(refused(tappable(form::location_request, repeated("ñ", 1024))) == "built");
  CHECK(refused(tappable(form::location_request, repeated("ñ", 1025))) == "send.too_long@body");

  auto list = tappable(form::list);
  list.label = "Ver";
  CHECK(refused(list) == "send.interactive@sections.rows");
  list.sections = {{"", {}}};
  for (int i = 0; i < 10; ++i)
    list.sections[0].rows.push_back({std::to_string(i), "x", ""});
  CHECK(refused(list) == "built");
  list.sections.push_back({"otra", {{"z", "x", ""}}});
  CHECK(refused(list) == "send.empty@sections.title");
  list.sections[0].title = "una";
  CHECK(refused(list) == "send.interactive@sections.rows");

  auto form_with_no_object = tappable(form::whatsapp_flow);
  form_with_no_object.label = "x";
  form_with_no_object.flow_id = "1";
  form_with_no_object.screen = "S";
  form_with_no_object.data_json = "[1]";
  CHECK(refused(form_with_no_object) == "send.interactive@data_json");
}
