#include "io/providers/simulator/world.hpp"

using namespace charla;
using namespace std::chrono_literals;
using tests::simulated_world;

namespace {

/// What Meta's parser of the product makes of a played message.
flows::content played(simulated_world& w, const std::string& message) {
  w.client.got.clear();
  w.control("POST", "/control/inbound", message);
  const auto events = w.events();
  REQUIRE(events.size() == 1);
  return std::get<flows::inbound_message>(events[0].what).body;
}

} // namespace

TEST_CASE("a customer sends every type, and the product reads it as what it is", "[simulator][inbound]") {
  simulated_world w;
  const auto [message, type] = GENERATE(table<std::string, std::string>({
      {R"({"text":"hola"})", "text"},
      {R"({"type":"image","caption":"mirá"})", "image"},
      {R"({"type":"video"})", "video"},
      {R"({"type":"audio"})", "audio"},
      {R"({"type":"voice"})", "audio"},
      {R"({"type":"document","media":{"filename":"factura.pdf"}})", "document"},
      {R"({"type":"sticker"})", "sticker"},
      {R"({"type":"location","latitude":-34.5,"longitude":-58.25,"place":"Obelisco"})", "location"},
      {R"({"type":"contacts","contact":{"name":"Pablo","phone":"+5491155550111"}})", "contacts"},
      {R"({"type":"reaction","about":"wamid.X","text":"👍"})", "reaction"},
      {R"({"type":"button","choice":{"id":"BUY","title":"Comprar"}})", "template_button"},
      {R"({"type":"button_reply","choice":{"id":"si","title":"Sí"}})", "button_reply"},
      {R"({"type":"list_reply","choice":{"id":"2","title":"Dos"}})", "list_reply"},
      {R"({"type":"form_reply","choice":{"id":"{\"a\":1}"}})", "form_reply"},
      {R"({"type":"order","text":"para hoy"})", "order"},
      {R"({"type":"unsupported"})", "unsupported"},
  }));
  INFO(message);
  const auto body = played(w, message);
  CHECK(flows::type_name(body) == type);
}

TEST_CASE("the parts of a message arrive as they were given", "[simulator][inbound]") {
  simulated_world w;
  const auto place = std::get<flows::location_content>(played(
      w, R"({"type":"location","latitude":-34.5,"longitude":-58.25,"place":"Obelisco","address":"9 de Julio"})"));
  CHECK(place.latitude == -34.5);
  CHECK(place.name == "Obelisco");
  const auto reaction = std::get<flows::reaction_content>(played(w, R"({"type":"reaction","about":"wamid.X"})"));
  CHECK(reaction.emoji.empty()); // taken back
  const auto file = std::get<flows::media_content>(
      played(w, R"({"type":"document","media":{"filename":"factura.pdf","size":77,"mime_type":"application/pdf"}})"));
  CHECK(file.filename == "factura.pdf");
  CHECK_FALSE(file.media_id.empty());
  w.client.got.clear();
  w.control("POST", "/control/inbound", R"({"text":"sí","reply_to":"wamid.Q","id":"wamid.ME","number":"PN9"})");
  const auto events = w.events();
  CHECK(events[0].phone_number_id == "PN9");
  const auto& m = std::get<flows::inbound_message>(events[0].what);
  CHECK(m.provider_id == "wamid.ME");
  CHECK(m.reply_to == "wamid.Q");
}

TEST_CASE("a customer who hides the number is known by an id, and the window opens for it", "[simulator][inbound]") {
  simulated_world w;
  w.control("POST", "/control/limits", R"({"window_ms":86400000,"window_by_status":false})");
  w.control("POST", "/control/inbound", R"({"from":"","user_id":"AR.134","username":"ana.p","text":"hola"})");
  const auto events = w.events();
  const auto& m = std::get<flows::inbound_message>(events.at(0).what);
  CHECK(m.from.wa_id.empty());
  CHECK(m.from.user_id == "AR.134");
  const auto to = [](const std::string& id) {
    return R"({"messaging_product":"whatsapp","recipient":")" + id + R"(","type":"text","text":{"body":"hola"}})";
  };
  CHECK(w.send(to("AR.134"))->status == 200);
  CHECK(w.send(to("AR.999"))->status == 400);
}

TEST_CASE("a message can be delivered more than once, as providers do", "[simulator][inbound]") {
  simulated_world w;
  w.control("POST", "/control/inbound", R"({"text":"hola","times":3})");
  const auto events = w.events();
  REQUIRE(events.size() == 3);
  CHECK(std::get<flows::inbound_message>(events[0].what).provider_id
        == std::get<flows::inbound_message>(events[2].what).provider_id);
}

TEST_CASE("a message that makes no sense is refused with its field", "[simulator][inbound]") {
  simulated_world w;
  const auto [body, field] = GENERATE(table<std::string, std::string>({
      {R"({"type":"hologram"})", "type"},
      {R"({"type":"reaction","text":"👍"})", "about"},
      {R"({"type":"edit","text":"x"})", "about"},
      {R"({"type":"button_reply"})", "choice"},
      {R"({"text":"x","times":0})", "times"},
      {R"({"text":"x","provider":"smoke"})", "provider"},
      {R"({"text":"x","colour":"red"})", "colour"},
      {R"({"type":"image","media":{"base64":"?"}})", "media.base64"},
      {R"({"type":"image","media":{"size":-1}})", "media.size"},
  }));
  const auto r = w.call("POST", "/control/inbound", body);
  CHECK(r->status == 400);
  CHECK(boost::json::parse(r->body).at("field").as_string() == field);
  CHECK(w.client.got.empty());
}

TEST_CASE("nobody is told when no callback is known", "[simulator][inbound]") {
  simulated_world w;
  CHECK(w.call("POST", "/control/inbound", R"({"text":"x","provider":"ycloud"})")->status == 409);
  w.control("POST", "/control/callbacks", R"({"provider":"ycloud","number":"+5491100000000","url":"http://h/y"})");
  CHECK(w.call("POST", "/control/inbound", R"({"text":"x","provider":"ycloud"})")->status == 409);
  CHECK(w.call("POST", "/control/inbound", R"({"text":"x","provider":"ycloud","number":"+5491100000000"})")->status
        == 200);
  CHECK(w.client.got.at(0).url == "http://h/y");
  CHECK(w.call("POST", "/control/callbacks", R"({"provider":"telegram","url":"http://h"})")->status == 400);
  CHECK(w.call("POST", "/control/callbacks", R"({"provider":"meta","url":"ftp://h"})")->status == 400);
}
