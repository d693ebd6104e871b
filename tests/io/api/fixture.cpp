#include "fixture.hpp"

#include "wire.hpp"

#include "io/api/meta_envelope.hpp"
#include "io/api/token.hpp"
#include "io/json/codec.hpp"
#include "io/json/credentials.hpp"
#include "io/providers/meta/provider.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/memory.hpp"
#include "support/paths.hpp"

namespace charla::api_test {

namespace {

template <class T>
T must(ports::stored<T> s) {
  if (!s) FAIL(s.error().what);
  return std::move(*s);
}

ports::channel_row channel_row_of(flows::tenant_id tenant,
                                  const std::string& key,
                                  const std::string& number_id,
                                  const std::string& secret) {
  ports::channel_row c;
  c.tenant = tenant;
  c.key = key;
  c.phone_number = "+54 9 11 0000-0000";
  c.phone_number_id = number_id;
  c.base_url = "http://127.0.0.1:1";
  c.credentials = json::write_credentials({"token-abcd", secret, "verify-" + key});
  return c;
}

std::string label_text(std::string_view name, ports::labels l) {
  std::string out{name};
  for (const auto& [key, value] : l)
    out += '{' + std::string{key} + '=' + std::string{value} + '}';
  return out;
}

} // namespace

void kept_log::write(ports::log_level, std::string_view event, std::initializer_list<ports::field> fields) {
  std::string line{event};
  for (const auto& f : fields)
    line += ' ' + std::string{f.key} + '=' + f.value;
  lines.push_back(line);
}

void counted_metrics::count(std::string_view name, ports::labels l, double by) { counts[label_text(name, l)] += by; }
void counted_metrics::set(std::string_view name, double value, ports::labels l) { counts[label_text(name, l)] = value; }

world::world()
    : crypto(secrets::make_crypto(std::string(32, 'k'))), blobs(*crypto), codec(json::make_codec()),
      meta(meta::make_provider(*crypto)), rows(store::open_memory(clock)),
      links(std::make_shared<api::sign_in_links>(*crypto, clock)) {
  must(rows->open());
  admin = must(rows->admin());
  lane = must(rows->lane(0));
  for (const auto* name : {"Acme", "Rival"}) {
    ports::tenant_row t;
    t.name = name;
    must(admin->add_tenant(t));
  }
  must(admin->add_channel(channel_row_of(acme, "wa_main", "1001", "s3cret")));
  must(admin->add_channel(channel_row_of(rival, "wa_rival", "2002", "rival-secret")));
  config.security.development = false;
  config.web_dir = test::repository("web");
  open_doors();
}

world::~world() = default;

void world::open_doors() {
  std::vector<const ports::provider*> providers{meta.get()};
  providers.insert(providers.end(), other_providers.begin(), other_providers.end());
  const auto made = [](api::dependencies d) { return d; };
  auto with =
      made({engine, [this] { return must(rows->admin()); }, [this] { return must(rows->reader()); },
            [this] { return store_reachable; }, providers, *codec, *crypto, clock, log, metrics, config, http, blobs,
            [this](std::chrono::milliseconds wait, std::function<void()> work) {
              later.emplace(clock.boot_ms() + wait.count(), std::move(work));
            },
            links,
            [](ports::http_request r, const ports::responder_ptr& done) {
              (*done)({200, {}, "file " + std::string{r.param("path")}});
            },
            local_token, posix_zone, mail});
  with.lines = lines;
  with.process = [this] { return process; };
  with.node = "node-1";
  with.build = "1.2.3";
  routes = api::make_routes(std::move(with));
}

void world::run_later() {
  clock.at += flows::milliseconds{200};
  while (!later.empty() && later.begin()->first <= clock.boot_ms()) {
    const auto work = std::move(later.begin()->second);
    later.erase(later.begin());
    work();
  }
}

ports::http_response
world::send(const std::string& method, const std::string& target, headers h, const std::string& body) {
  ports::http_request r;
  r.method = method;
  r.target = target;
  parse_target(r);
  r.headers = std::move(h);
  r.headers.push_back({"Host", "charla.test"});
  r.body = body;
  r.remote_address = "192.0.2.7";
  r.correlation_id = "corr-1";
  if (const auto ip = r.header_value("x-test-address")) r.remote_address = std::string{*ip};
  if (!body.empty() && !r.header_value("content-type")) r.headers.push_back({"Content-Type", "application/json"});
  const ports::route* best = nullptr;
  int best_score = 0;
  for (const auto& route : routes.http) {
    params found;
    const auto score = route.method == method ? matches(route.pattern, r.path, found) : 0;
    if (score <= best_score) continue;
    best = &route;
    best_score = score;
    r.params = found;
  }
  INFO(method << " " << target << " has no route");
  REQUIRE(best != nullptr);
  std::vector<ports::http_response> answers;
  best->handle(std::move(r),
               std::make_shared<ports::responder>([&](ports::http_response a) { answers.push_back(std::move(a)); }));
  // An answer that waits for somebody else is given by what is to be done at once, but elsewhere.
  while (answers.empty() && !later.empty() && later.begin()->first <= clock.boot_ms()) {
    const auto work = std::move(later.begin()->second);
    later.erase(later.begin());
    work();
  }
  INFO(method << " " << target);
  REQUIRE(answers.size() == 1);
  return answers.front();
}

json::document world::ask(
    int status, const std::string& method, const std::string& target, const headers& h, const std::string& body) {
  const auto r = send(method, target, h, body);
  INFO(method << " " << target << " answered " << r.body);
  CHECK(r.status == status);
  return read(r.body);
}

headers world::as(ports::role r, flows::tenant_id tenant) {
  ports::user_row u;
  u.tenant = tenant;
  u.email = std::string{name_of(r)} + std::to_string(++made_) + "@" + std::to_string(tenant.value()) + ".test";
  u.name = "Ana " + std::to_string(made_);
  u.what = r;
  const auto added = must(admin->add_user(u));
  const auto token = "cookie-" + std::to_string(made_);
  REQUIRE(
      admin->add_session({crypto->sha256(token), added.id, tenant, clock.now(), clock.now() + std::chrono::hours{12}}));
  return {{"Cookie", "session=" + token}, {"Sec-Fetch-Site", "same-origin"}};
}

headers world::with_key(std::vector<std::string> scopes, flows::tenant_id tenant) {
  ports::api_key_row k;
  k.tenant = tenant;
  k.name = "key " + std::to_string(++made_);
  const auto token = "chk_test" + std::to_string(made_);
  k.prefix = token.substr(0, 8);
  k.hash = crypto->sha256(token);
  k.scopes = std::move(scopes);
  must(admin->add_api_key(k));
  return {{"Authorization", "Bearer " + token}};
}

flows::channel_id world::channel(const std::string& key, flows::tenant_id t) {
  for (const auto& c : must(admin->channels()))
    if (c.tenant == t && c.key == key) return c.id;
  FAIL("no channel " << key);
  return {};
}

flows::conversation_id world::talk(const std::string& wa_id, const std::string& key, flows::tenant_id t) {
  const flows::address peer{wa_id, {}};
  const auto on = channel(key, t);
  const auto id = ports::conversation_of(*crypto, on, peer);
  flows::inbound_message m;
  m.provider_id = "wamid." + wa_id;
  m.from = peer;
  m.sent_at = clock.now();
  m.body = flows::text_content{"hola"};
  ports::inbox_append cause;
  cause.tenant = t;
  cause.channel = on;
  cause.conversation = id;
  cause.provider_time = clock.now();
  cause.key[0] = static_cast<std::uint8_t>(++made_);
  cause.kind = "inbound_message";
  cause.body = codec->encode(flows::cause_body{m});
  ports::batch first;
  first.appends.push_back(cause);
  const auto row = must(lane->apply(first)).appends.at(0);
  flows::conversation c;
  c.tenant = t;
  c.channel = on;
  c.id = id;
  c.contact = ports::contact_of(*crypto, t, peer);
  c.peer = peer;
  c.contact_name = "Eva";
  ports::turn_write turn;
  turn.conversation = id;
  turn.turn = flows::turn_id{crypto->row_uuid(flows::to_unix_ms(clock.now()))};
  turn.epoch = lane->epoch();
  turn.causes = {*row};
  turn.state = codec->encode(c);
  turn.summary = {t, on, c.contact, peer, "Eva", flows::conversation_status::open, clock.now(), "hola", clock.now(), 1};
  turn.messages.push_back({1,
                           clock.now(),
                           flows::direction::inbound,
                           flows::author::contact,
                           "text",
                           codec->encode(flows::content{flows::text_content{"hola"}}),
                           m.provider_id,
                           {},
                           {},
                           {},
                           {}});
  turn.messages.push_back({2,
                           clock.now(),
                           flows::direction::outbound,
                           flows::author::bot,
                           "text",
                           codec->encode(flows::content{flows::text_content{"buenas"}}),
                           {},
                           {},
                           std::int16_t{0},
                           {},
                           {}});
  turn.sends.push_back({on,
                        flows::author::bot,
                        flows::priority::reply,
                        true,
                        true,
                        false,
                        {},
                        codec->encode(peer),
                        "corr",
                        codec->encode(flows::content{flows::text_content{"buenas"}})});
  turn.decided_at = clock.now();
  turn.record = codec->encode(
      ports::turn_record{clock.now(), {}, {{*row, clock.now(), "corr", m}}, {{"saludo", "step", "said it"}}, {}, {}});
  ports::batch second;
  second.turns.push_back(std::move(turn));
  REQUIRE(must(lane->apply(second)).turns.at(0) == ports::verdict::ok);
  return id;
}

std::string world::signature(const std::string& body, const std::string& secret) const {
  const auto mac = crypto->hmac_sha256(secret, body);
  return "sha256=" + api::to_hex({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::string header_of(const ports::http_response& r, std::string_view name) {
  return std::string{ports::find_header(r.headers, name).value_or("")};
}

json::document read(const std::string& text) {
  auto parsed = json::document::parse(text);
  INFO(text);
  REQUIRE(parsed);
  return std::move(*parsed);
}

std::vector<std::string> fields_of(const json::document& problem) {
  std::vector<std::string> out;
  for (const auto e : problem.root()["errors"].items())
    out.emplace_back(e["field"].text().value_or("?"));
  return out;
}

std::string message_body(const std::string& phone_number_id,
                         const std::string& wamid,
                         const std::string& from,
                         const std::string& text) {
  return api::meta_webhook_of(
      {phone_number_id, "5491100000000", wamid, from, "Eva", text, flows::from_unix_ms(1'795'000'000'000)});
}

} // namespace charla::api_test
