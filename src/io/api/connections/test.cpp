#include "io/api/connections/connection.hpp"
#include "io/json/reader.hpp"

namespace charla::api {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds wait_max{10'000};
constexpr std::size_t answer_max = 256 << 10;
constexpr std::size_t name_max = 100;

ports::http_response tested(bool ok, const std::string& detail, milliseconds took) {
  return object_response([&](json::writer& w) {
    w.member("ok", ok).member("detail", detail).member("took_ms", static_cast<std::int64_t>(took.count()));
  });
}

/// The shop's name in its first language: `{"name":{"es":"Remeras"}}`.
std::string name_in(const std::string& body) {
  const auto document = json::document::parse(body);
  if (!document) return {};
  const auto names = document->root()["name"].members();
  return names.empty() ? std::string{} : std::string{names.front().second.text().value_or("")}.substr(0, name_max);
}

std::string trouble_of(const ports::client_response& r) {
  if (r.error != ports::transport_errc::none)
    return "Tienda Nube cannot be reached (" + r.error_text + "): try again in a minute.";
  switch (r.status) {
  case 400: return "Tienda Nube does not take this `user_agent`: write Name (mail@example.com).";
  case 401: return "Tienda Nube does not know this `access_token`: install the application in the shop again.";
  case 402: return "The shop or the application has not paid: its owner must put that right in Tienda Nube.";
  case 403: return "The token may not read the shop: the application needs that permission.";
  case 404: return "There is no shop of this `store_id`.";
  case 429: return "Tienda Nube wants fewer requests: try again in a minute.";
  default: break;
  }
  return "Tienda Nube answers with status " + std::to_string(r.status) + ": try again later.";
}

ports::client_request question(const context& house, const known_connection& k, std::string_view token_field) {
  ports::client_request q;
  q.method = "GET";
  q.url = house.with.config.engine.tienda_nube_url + "/v1/" + k.at("store_id") + "/store";
  q.headers = {{std::string{token_field}, "bearer " + k.at("access_token")}, {"User-Agent", k.at("user_agent")}};
  q.timeout = wait_max;
  q.answer_max = answer_max;
  return q;
}

void answer_shop(const ports::responder_ptr& done, const ports::client_response& r, milliseconds took) {
  const bool ok = r.error == ports::transport_errc::none && r.status == 200;
  const auto name = ok ? name_in(r.body) : std::string{};
  (*done)(tested(ok,
                 !ok            ? trouble_of(r)
                 : name.empty() ? "The shop answers."
                                : "The shop answers: " + name + ".",
                 took));
}

/// Its own field is `Authentication`; newer ways also read the usual one, so a 401 is asked about once more.
void test_shop(const call& c, const known_connection& k, const ports::responder_ptr& done) {
  const std::weak_ptr<context> weak = c.house.weak_from_this();
  c.house.with.http.send(question(c.house, k, "Authentication"), [weak, k, done](const ports::client_response& first) {
    const auto house = weak.lock();
    if (!house || first.status != 401) return answer_shop(done, first, first.took);
    house->with.http.send(question(*house, k, "Authorization"),
                          [done, before = first.took](const ports::client_response& second) {
                            answer_shop(done, second, before + second.took);
                          });
  });
}

ports::mail_server server_of(const call& c, const known_connection& k) {
  using protection = ports::mail_server::protection;
  ports::mail_server s;
  s.host = k.at("host");
  s.port = static_cast<std::uint16_t>(number_of(k.at("port")).value_or(0));
  s.user = k.at("user");
  s.password = k.at("password");
  const auto how = k.at("security");
  s.security = how == "tls" ? protection::tls : how == "none" ? protection::none : protection::starttls;
  s.timeout = wait_max;
  s.private_too = c.house.with.config.engine.webhooks_anywhere;
  return s;
}

} // namespace

void test_connection(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto k = find_connection(c);
  if (!k) return fail(k.error());
  note_audit(c, "connection.test", k->row.kind);
  if (k->row.kind == "tienda_nube") return test_shop(c, *k, done);
  if (c.house.with.mail == nullptr) return fail(unavailable("This program cannot speak with mail servers."));
  c.house.with.mail->check(server_of(c, *k),
                           [done](const ports::mail_answer& a) { (*done)(tested(a.ok, a.detail, a.took)); });
}

} // namespace charla::api
