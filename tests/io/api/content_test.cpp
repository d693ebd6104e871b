#include "fixture.hpp"
#include "sent.hpp"

using namespace charla;
using namespace charla::api_test;

namespace {

using names = std::vector<std::string>;
using form = flows::interactive_content::form;

const std::string path = "/api/v1/messages";

/// What reaches the engine.
flows::content said(world& w, const std::string& members) {
  w.ask(202, "POST", path, w.with_key({"messages:send"}), R"({"to":"5491155550100",)" + members + '}');
  return sent(w).message.body;
}

names refused(world& w, const std::string& members) {
  const auto before = w.engine.commands.size();
  auto fields =
      fields_of(w.ask(422, "POST", path, w.with_key({"messages:send"}), R"({"to":"5491155550100",)" + members + '}'));
  CHECK(w.engine.commands.size() == before);
  return fields;
}

const std::string picture_id(64, 'a');

/// A file of acme's.
void upload(world& w, const std::string& id, const std::string& mime) {
  REQUIRE(w.admin->put_asset({acme, id, mime, 10, "foto.png", w.clock.now(), w.clock.now()}));
}

flows::interactive_content tapped(world& w, const std::string& members) {
  return std::get<flows::interactive_content>(said(w, members));
}

} // namespace

TEST_CASE("every kind of file is read, each way of naming it") {
  world w;
  upload(w, picture_id, "image/png");
  const auto by_asset = std::get<flows::media_content>(
      said(w, R"("type":"image","media":{"asset":")" + picture_id + R"(","caption":"pie"})"));
  CHECK(by_asset.asset == picture_id);
  CHECK(by_asset.mime_type == "image/png");
  CHECK(by_asset.caption == "pie");
  CHECK(by_asset.kind == flows::media_kind::image);
  const auto voice =
      std::get<flows::media_content>(said(w, R"("type":"audio","media":{"media_id":"M1","voice":true})"));
  CHECK(voice.media_id == "M1");
  CHECK(voice.voice);
  const auto file = std::get<flows::media_content>(
      said(w, R"("type":"document","media":{"url":"https://x.test/a.pdf","filename":"a.pdf"})"));
  CHECK(file.url == "https://x.test/a.pdf");
  CHECK(file.filename == "a.pdf");
  for (const std::string kind : {"video", "sticker"})
    CHECK(flows::type_name(said(w, R"("type":")" + kind + R"(","media":{"media_id":"M1"})")) == kind);
}

TEST_CASE("a file that is none, or not one, is refused by field") {
  world w;
  upload(w, picture_id, "application/pdf");
  CHECK(refused(w, R"("type":"image")") == names{"media"});
  CHECK(refused(w, R"("type":"image","media":"x")") == names{"media"});
  CHECK(refused(w, R"("type":"image","media":{})") == names{"media.asset"});
  CHECK(refused(w, R"("type":"image","media":{"media_id":"M1","url":"https://x.test/a.png"})") == names{"media.asset"});
  CHECK(refused(w, R"("type":"image","media":{"url":"http://x.test/a.png"})") == names{"media.url"});
  CHECK(refused(w, R"("type":"image","media":{"url":"file:///etc/passwd"})") == names{"media.url"});
  CHECK(refused(w, R"("type":"image","media":{"asset":"../../etc"})") == names{"media.asset"});
  CHECK(refused(w, R"("type":"image","media":{"asset":")" + std::string(64, 'b') + R"("})") == names{"media.asset"});
  CHECK(refused(w, R"("type":"image","media":{"asset":")" + picture_id + R"("})") == names{"media.asset"});
  CHECK(refused(w, R"("type":"image","media":{"media_id":"M1","link":"x"})") == names{"media.link"});
  CHECK(refused(w, R"("type":"sticker","media":{"media_id":"M1","caption":"x"})") == names{"media.caption"});
}

TEST_CASE("another tenant's file is no file") {
  world w;
  REQUIRE(w.admin->put_asset({rival, picture_id, "image/png", 10, "foto.png", w.clock.now(), w.clock.now()}));
  CHECK(refused(w, R"("type":"image","media":{"asset":")" + picture_id + R"("})") == names{"media.asset"});
}

TEST_CASE("a location, contact cards and a reaction are read") {
  world w;
  const auto place = std::get<flows::location_content>(
      said(w, R"("type":"location","location":{"latitude":-34.6,"longitude":-58,"name":"Local","address":"Calle 1"})"));
  CHECK(place.latitude == -34.6);
  CHECK(place.longitude == -58);
  CHECK(place.name == "Local");
  const auto cards = std::get<flows::contacts_content>(
      said(w, R"("type":"contacts","contacts":[{"formatted_name":"Ana","phones":["+54911"],"emails":["a@x.test"]}])"));
  REQUIRE(cards.cards.size() == 1);
  CHECK(cards.cards[0] == flows::contact_card{"Ana", {"+54911"}, {"a@x.test"}});
  const auto heart =
      std::get<flows::reaction_content>(said(w, R"("type":"reaction","reaction":{"target":"wamid.1","emoji":"❤"})"));
  CHECK(heart == flows::reaction_content{"wamid.1", "❤"});
  CHECK(
      std::get<flows::reaction_content>(said(w, R"("type":"reaction","reaction":{"target":"wamid.1"})")).emoji.empty());
}

TEST_CASE("their bad forms are refused by field") {
  world w;
  CHECK(refused(w, R"("type":"location")") == names{"location"});
  CHECK(refused(w, R"("type":"location","location":{"latitude":91,"longitude":"x"})")
        == names{"location.latitude", "location.longitude"});
  CHECK(refused(w, R"("type":"contacts","contacts":[])") == names{"contacts"});
  CHECK(refused(w, R"("type":"contacts","contacts":[{"phones":["1"]}])") == names{"contacts[0].formatted_name"});
  CHECK(refused(w, R"("type":"contacts","contacts":[{"formatted_name":"A","phone":"1"}])")
        == names{"contacts[0].phone"});
  CHECK(refused(w, R"("type":"reaction","reaction":{"emoji":"x"})") == names{"reaction.target"});
  CHECK(refused(w, R"("type":"hologram","text":"x")") == names{"type"});
  CHECK(refused(w, R"("type":"text","text":"  ")") == names{"text"});
}

TEST_CASE("buttons, lists and links are read") {
  world w;
  upload(w, picture_id, "image/png");
  const auto buttons = tapped(
      w, R"("type":"buttons","interactive":{"body":"¿Cuál?","footer":"pie","header_media":{"kind":"image","asset":")"
             + picture_id + R"("},"buttons":[{"id":"si","title":"Sí"},{"id":"no","title":"No"}]})");
  CHECK(buttons.what == form::buttons);
  CHECK(buttons.buttons == std::vector<flows::reply_button>{{"si", "Sí"}, {"no", "No"}});
  REQUIRE(buttons.header_media);
  CHECK(buttons.header_media->asset == picture_id);
  const auto list = tapped(w, R"("type":"list","interactive":{"header":"H","body":"B","label":"Ver","sections":)"
                              R"([{"title":"S","rows":[{"id":"1","title":"Uno","description":"d"}]}]})");
  CHECK(list.label == "Ver");
  CHECK(list.sections == std::vector<flows::list_section>{{"S", {{"1", "Uno", "d"}}}});
  const auto link = tapped(w, R"("type":"cta_url","interactive":{"body":"B","label":"Abrir","url":"https://x.test"})");
  CHECK(link.url == "https://x.test");
  const auto flow = tapped(w, R"("type":"whatsapp_flow","interactive":{"body":"B","label":"Abrir","flow_id":"9",)"
                              R"("flow_token":"t","screen":"S","data":{"a":1}})");
  CHECK(flow.flow_id == "9");
  CHECK(flow.data_json == R"({"a":1})");
  CHECK(tapped(w, R"("type":"location_request","interactive":{"body":"¿Dónde?"})").what == form::location_request);
}

TEST_CASE("their bad forms are refused by the part that is wrong") {
  world w;
  CHECK(refused(w, R"("type":"buttons")") == names{"interactive"});
  CHECK(refused(w, R"("type":"buttons","interactive":{"body":"x","buttons":[]})") == names{"interactive.buttons"});
  CHECK(refused(w, R"("type":"buttons","interactive":{"body":"x","buttons":[{"id":"a"},7]})")
        == names{"interactive.buttons[0].title", "interactive.buttons[1].id", "interactive.buttons[1].title"});
  CHECK(refused(w, R"("type":"list","interactive":{"body":"x","label":"Ver","sections":[{"rows":[{"id":"a"}]}]})")
        == names{"interactive.sections[0].rows[0].title"});
  CHECK(refused(w, R"("type":"cta_url","interactive":{"body":"x","label":"Ver","url":"https://x.test","extra":1})")
        == names{"interactive.extra"});
  CHECK(refused(w, R"("type":"whatsapp_flow","interactive":{"body":"x","label":"Ver","flow_id":"1","data":[1]})")
        == names{"interactive.data"});
  CHECK(refused(w, R"("type":"product_list","interactive":{"header":"H","body":"x","products":[{"title":"T"}]})")
        == names{"interactive.catalog_id", "interactive.products[0].products"});
  CHECK(refused(w, R"("type":"buttons","interactive":{"body":"x","header_media":{"kind":"gif","media_id":"1"},)"
                   R"("buttons":[{"id":"a","title":"A"}]})")
        == names{"interactive.header_media.kind"});
}

TEST_CASE("what the provider would refuse is refused at once, in its words") {
  world w;
  const auto title = refused(w, R"("type":"buttons","interactive":{"body":"x","buttons":[{"id":"a","title":")"
                                    + std::string(21, 'T') + R"("}]})");
  CHECK(title == names{"interactive.buttons.title"});
  CHECK(
      refused(
          w, R"("type":"buttons","interactive":{"body":"x","buttons":[{"id":"a","title":"A"},{"id":"a","title":"B"}]})")
      == names{"interactive.buttons.id"});
  CHECK(refused(w, R"("type":"template","template":{"name":"x","language":""})") == names{"template.language"});
}

TEST_CASE("a person in a conversation may send every kind, too") {
  world w;
  const auto id = w.talk("5491155550100");
  w.ask(200, "POST", "/api/v1/conversations/" + flows::to_string(id.value()) + "/messages", w.as(ports::role::agent),
        R"({"type":"location","location":{"latitude":1,"longitude":2}})");
  CHECK(std::get<flows::location_content>(sent(w).message.body).longitude == 2);
  CHECK(!sent(w).submitted);
}
