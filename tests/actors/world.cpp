#include "actors/world.hpp"

#include "io/json/codec.hpp"
#include "io/json/reader.hpp"
#include "io/providers/meta/provider.hpp"
#include "io/secrets/crypto.hpp"
#include "io/store/memory.hpp"
#include "io/store/sqlite.hpp"
#include "support/paths.hpp"

#include <caf/scheduler/test_coordinator.hpp>

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

namespace charla::tests {

namespace {

constexpr flows::milliseconds step{50};

caf::scheduler::test_coordinator& scheduler_of(actors::local_engine& e) {
  return dynamic_cast<caf::scheduler::test_coordinator&>(e.test_system().scheduler());
}

std::shared_ptr<const flows::program> example_flow(const ports::codec& codec) {
  std::ifstream in{test::repository("config/flows/bienvenida.json")};
  std::ostringstream text;
  text << in.rdbuf();
  auto flow = codec.decode_flow(text.str());
  REQUIRE(flow);
  flow->id = flows::flow_id{1};
  flow->version = 1;
  flow->tenant = flows::tenant_id{1};
  auto made = flows::compile(*std::move(flow));
  REQUIRE(made.ready);
  return made.ready;
}

} // namespace

ports::client_response recorded_http::accepted(std::size_t n) {
  ports::client_response r;
  r.status = 200;
  r.body = R"({"messaging_product":"whatsapp","contacts":[{"input":"x","wa_id":"x"}],"messages":[{"id":"wamid.OUT)"
           + std::to_string(n) + R"("}]})";
  return r;
}

void recorded_http::send(ports::client_request request, std::function<void(ports::client_response)> done) {
  if (elsewhere && elsewhere(request, done)) return;
  requests.push_back(std::move(request));
  if (silent) {
    open.push_back(std::move(done));
    return;
  }
  if (answers.empty()) return done(accepted(requests.size()));
  auto answer = std::move(answers.front());
  answers.erase(answers.begin());
  done(std::move(answer));
}

world::world(bool in_memory) : in_memory_(in_memory) {
  std::string name = (std::filesystem::temp_directory_path() / "charla-world-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  config.channel.number_rate = 10'000;
  crypto = secrets::make_crypto(std::string(32, 'k'));
  blobs = std::make_unique<test::memory_blobs>(*crypto);
  codec = json::make_codec();
  meta = meta::make_provider(*crypto);
  directory.tenants[flows::tenant_id{1}].flows =
      flows::catalog{{example_flow(*codec)}, {flows::flow_version{flows::flow_id{1}, 1}}};
  auto& channel = directory.channels[flows::channel_id{1}];
  channel.access = {
      flows::channel_id{1}, flows::tenant_id{1}, "wa_main", "PN1", "http://provider", "token", "secret", "verify"};
  channel.speaks = meta.get();
  channel.group_quiet = flows::milliseconds{0};
  begin();
}

world::~world() {
  engine.reset();
  store.reset();
  std::filesystem::remove_all(folder_);
}

void world::begin() {
  store::sqlite_options file;
  file.path = (folder_ / "charla.db").string();
  store = in_memory_ ? store::open_memory(clock) : store::make_sqlite(std::move(file), *crypto, clock);
  const auto opened = store->open();
  REQUIRE(opened);
  actors::engine_options options;
  options.opened = *opened;
  options.directory = [this]() -> ports::stored<actors::directory_ptr> {
    return std::make_shared<const actors::directory>(directory);
  };
  options.gave_up = [this](std::string why) { gave_up = std::move(why); };
  options.deterministic = true;
  engine = std::make_unique<actors::local_engine>(
      actors::services{clock, *crypto, *codec, log, metrics, http, config.engine, config.channel, *blobs, config.media},
      *store, options);
  run();
}

void world::restart() {
  http.open.clear();
  engine.reset();
  store.reset();
  begin();
}

void world::run() { scheduler_of(*engine).run(); }

void world::advance(flows::milliseconds by) {
  auto& scheduler = scheduler_of(*engine);
  for (auto left = by; left.count() > 0; left -= step) {
    const auto turn = std::min(step, left);
    clock.advance(turn);
    scheduler.advance_time(turn);
    scheduler.run();
  }
}

ports::accept_outcome world::accept(flows::cause_body event_body) {
  decltype(ports::provider_event::what) what;
  std::visit(
      [&](auto& b) {
        if constexpr (requires { what = b; }) what = b;
      },
      event_body);
  return accept_event(std::move(what));
}

ports::accept_outcome world::accept_event(decltype(ports::provider_event::what) what) {
  ports::routed_event e;
  e.raw = std::make_shared<const std::string>(R"({"object":"whatsapp_business_account","apikey":"k"})");
  e.channel = directory.channels.at(flows::channel_id{1}).access;
  e.event.phone_number_id = "PN1";
  e.event.what = std::move(what);
  std::optional<ports::accept_outcome> answer;
  engine->accept({e}, [&](ports::accept_outcome how) { answer = how; });
  run();
  REQUIRE(answer);
  return *answer;
}

ports::accept_outcome
world::customer_says(const std::string& text, const std::string& wamid, const std::string& phone) {
  flows::inbound_message m;
  m.provider_id = wamid;
  m.from = {phone, ""};
  m.profile_name = "Ana";
  m.sent_at = clock.now();
  m.body = flows::text_content{text};
  return accept(m);
}

ports::command_result world::command(ports::conversation_command what, const std::string& phone) {
  std::optional<ports::command_result> answer;
  engine->command(directory.channels.at(flows::channel_id{1}).access, {phone, ""}, "Marta", std::move(what), "corr",
                  [&](ports::command_result r) { answer = r; });
  run();
  REQUIRE(answer);
  return *answer;
}

std::vector<std::string> world::sent_texts() const {
  std::vector<std::string> texts;
  for (const auto& r : http.requests) {
    const auto body = json::document::parse(r.body);
    REQUIRE(body);
    texts.emplace_back(body->root()["text"]["body"].text().value_or("?"));
  }
  return texts;
}

flows::conversation_id world::conversation(const std::string& phone) const {
  return ports::conversation_of(*crypto, flows::channel_id{1}, {phone, ""});
}

std::optional<ports::conversation_row> world::row(const std::string& phone) {
  auto reader = store->reader();
  REQUIRE(reader);
  auto loaded = (*reader)->load(conversation(phone));
  REQUIRE(loaded);
  return *loaded;
}

std::vector<ports::stored_message> world::history(const std::string& phone) {
  auto reader = store->reader();
  REQUIRE(reader);
  auto lines = (*reader)->history(conversation(phone), 0, 1000);
  REQUIRE(lines);
  return *lines;
}

ports::store_admin::backlog world::backlog() {
  auto admin = store->admin();
  REQUIRE(admin);
  auto now = (*admin)->backlog_now();
  REQUIRE(now);
  return *now;
}

} // namespace charla::tests
