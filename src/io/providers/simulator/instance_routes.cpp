#include "io/json/reader.hpp"
#include "io/json/writer.hpp"
#include "io/providers/simulator/evolution_message.hpp"
#include "io/providers/simulator/stage.hpp"

namespace charla::simulator {

namespace {

using ports::http_request;
using ports::http_response;

/// A picture of one pixel in place of the QR: nobody scans it but `/control/numbers`.
constexpr std::string_view qr_image =
    "data:image/"
    "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==";

http_response state_of(const std::string& instance, const std::string& state) {
  json::writer w;
  w.begin_object().key("instance").begin_object().member("instanceName", instance).member("state", state).end_object();
  return json_response(200, w.member("fake", true).end_object().take());
}

/// Begins to connect what is closed: the answer and a webhook carry the code to scan.
http_response connect(stage& s, const std::string& instance) {
  std::string code;
  sender_number number;
  {
    const std::scoped_lock guard{s.lock};
    auto& known = s.number_of(instance);
    if (known.connection == "open") return state_of(instance, known.connection);
    known.connection = "connecting";
    code = "2@" + hex_of(s.crypto.random_bytes(16));
    number = s.sender_of(instance);
  }
  const auto now = s.clock.now();
  s.posts->post_later(std::chrono::milliseconds{0},
                      {speech::evolution, instance, connection_webhook(number, "connecting", 200, now)});
  s.posts->post_later(std::chrono::milliseconds{0},
                      {speech::evolution, instance, qr_webhook(number, code, qr_image, now)});
  json::writer w;
  w.begin_object().key("pairingCode").null().member("code", code).member("base64", qr_image).member("count", 1);
  return json_response(200, w.member("fake", true).end_object().take());
}

http_response who_has_whatsapp(const http_request& r) {
  const auto parsed = json::document::parse(r.body);
  if (!parsed) return evolution().refused({100, 400, "The body is not JSON"});
  json::writer w;
  w.begin_array();
  for (const auto one : parsed->root()["numbers"].items()) {
    const std::string number{one.text().value_or("")};
    w.begin_object().member("jid", jid_of(number)).member("exists", true).member("number", number).end_object();
  }
  return json_response(200, w.end_array().take());
}

} // namespace

void add_instance_routes(route_list& to, const stage_ptr& s) {
  constexpr std::size_t body_max = 64u << 10;
  const auto add = [&](const char* method, const char* pattern, auto answer) {
    to.push_back({method, pattern, ports::run_on::io_thread, body_max, at_once([answer](const http_request& r) {
                    if (r.header_value("apikey").value_or("").empty())
                      return evolution().refused({190, 401, "Unauthorized"});
                    return answer(r, std::string{r.param("instance")});
                  })});
  };
  add("GET", "/instance/connect/{instance}",
      [s](const http_request&, const std::string& instance) { return connect(*s, instance); });
  add("GET", "/instance/connectionState/{instance}", [s](const http_request&, const std::string& instance) {
    const std::scoped_lock guard{s->lock};
    return state_of(instance, s->number_of(instance).connection);
  });
  add("POST", "/chat/whatsappNumbers/{instance}",
      [](const http_request& r, const std::string&) { return who_has_whatsapp(r); });
  add("POST", "/chat/markMessageAsRead/{instance}", [s](const http_request&, const std::string&) {
    const std::scoped_lock guard{s->lock};
    s->counts.read_receipt(false);
    return json_response(201, R"({"message":"Read messages","read":"success","fake":true})");
  });
  add("POST", "/chat/sendPresence/{instance}", [s](const http_request&, const std::string&) {
    const std::scoped_lock guard{s->lock};
    s->counts.read_receipt(true);
    return json_response(201, R"({"presence":"composing","fake":true})");
  });
}

} // namespace charla::simulator
