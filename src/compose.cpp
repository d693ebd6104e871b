#include "compose.hpp"

#include "cli/first_run.hpp"
#include "cli/local_access.hpp"
#include "cli/simulator_server.hpp"
#include "io/api/routes.hpp"
#include "io/api/token.hpp"
#include "io/blobs/blobs.hpp"
#include "io/client/curl_client.hpp"
#include "io/client/mail_checker.hpp"
#include "io/clock/system.hpp"
#include "io/clock/zone_file.hpp"
#include "io/http/server.hpp"
#include "io/http/static_files.hpp"
#include "io/json/codec.hpp"
#include "io/log/writer.hpp"
#include "io/metrics/process.hpp"
#include "io/metrics/registry.hpp"
#include "io/secrets/crypto.hpp"
#include "io/secrets/key.hpp"
#include "io/store/memory.hpp"
#include "io/store/postgres.hpp"
#include "io/store/sqlite.hpp"
#include "spoken_providers.hpp"
#include "timer_account.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <unistd.h>

namespace charla {

namespace {

constexpr int exit_software = 70; // sysexits.h: an internal error
constexpr std::string_view key_file = "var/secret.key";
constexpr std::chrono::seconds grace{5};

std::unique_ptr<ports::store> make_store(const ports::config& config, ports::crypto& crypto, ports::clock& clock) {
  if (config.store.kind == "postgres")
    return store::make_postgres(config.store.database_url, config.store.lanes, crypto, clock);
  if (config.store.kind == "memory") return store::open_memory(clock);
  store::sqlite_options options;
  options.path = config.store.path;
  return store::make_sqlite(std::move(options), crypto, clock);
}

log::log_options log_options_of(const ports::log_config& config) {
  log::log_options options;
  options.level = log::parse_level(config.level).value_or(ports::log_level::info);
  options.format = log::parse_format(config.format).value_or(log::line_format::json);
  return options;
}

/// What this machine is called; that is what its cluster node is called too.
std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == 0) return "charla";
  return name.data();
}

/// What is read at a scrape rather than kept: the backlog in the store, lines the log has lost.
void gauge_backlog(ports::metrics& m, ports::store_admin& admin, std::mutex& one_at_a_time, timer_account& timers) {
  const std::lock_guard lock{one_at_a_time};
  const auto before = timers.look();
  const auto now = admin.backlog_now();
  if (!now) return; // `/ready` says that the store is away
  m.set("charla_inbox_pending", static_cast<double>(now->inbox));
  m.set("charla_outbox", static_cast<double>(now->outbox_ready), {{"state", "ready"}});
  m.set("charla_outbox", static_cast<double>(now->outbox_sending), {{"state", "sending"}});
  m.set("charla_outbox", static_cast<double>(now->outbox_in_doubt), {{"state", "in_doubt"}});
  m.set("charla_webhook_deliveries", static_cast<double>(now->webhooks_pending), {{"state", "pending"}});
  m.set("charla_webhook_deliveries", static_cast<double>(now->webhooks_dead), {{"state", "dead"}});
  m.set("charla_timers_armed", static_cast<double>(now->timers));
  timers.settle(m, before, now->timers);
}

} // namespace

struct application::parts {
  // In the order of construction; whatever uses something stands below it.
  ports::config config;
  std::unique_ptr<ports::clock> clock;
  std::unique_ptr<ports::crypto> crypto;
  std::unique_ptr<log::writer> log;
  std::unique_ptr<ports::codec> codec;
  std::unique_ptr<spoken_providers> providers;
  std::unique_ptr<ports::store> store;
  std::unique_ptr<ports::store_admin> admin; ///< for the directory and the gauges
  std::mutex admin_mutex;
  timer_account timers;
  std::unique_ptr<ports::metrics> metrics;
  std::unique_ptr<ports::http_client> client;
  std::unique_ptr<ports::mail_checker> mail;
  std::unique_ptr<ports::blob_store> blobs;
  std::unique_ptr<cli::simulator_server> simulator;
  std::shared_ptr<api::sign_in_links> links;
  std::unique_ptr<actors::local_engine> engine;
  std::unique_ptr<http::server> server;
  cli::local_access terminal;

  std::mutex mutex;
  std::condition_variable changed;
  bool told_to_stop = false;
  std::string gave_up;

  flows::result<ports::opening> open_store();
  flows::result<std::string> simulator_url();
  flows::result<void> start_engine(const ports::opening& opened);
  flows::result<greeting> open_doors(const cli::first_run_result& first);
  void let_terminal_in();
};

flows::result<ports::opening> application::parts::open_store() {
  store = make_store(config, *crypto, *clock);
  const auto opened = store->open();
  if (!opened) return flows::fail("store.open", opened.error().what);
  auto connection = store->admin();
  if (!connection) return flows::fail("store.open", connection.error().what);
  admin = std::move(*connection);
  return *opened;
}

flows::result<std::string> application::parts::simulator_url() {
  if (!config.channel.fake_mode || !config.channel.simulator_url.empty()) return config.channel.simulator_url;
  cli::simulator_settings settings;
  settings.app_secret = config.channel.app_secret;
  settings.phone_number_id = config.channel.phone_number_id;
  settings.callback_url = "http://127.0.0.1:" + std::to_string(config.http.port) + "/api/webhooks/whatsapp";
  simulator = std::make_unique<cli::simulator_server>(settings, *client, *log, *metrics, *clock, *crypto);
  if (auto started = simulator->start(); !started) return tl::make_unexpected(started.error());
  return simulator->url();
}

flows::result<void> application::parts::start_engine(const ports::opening& opened) {
  actors::engine_options options;
  options.batch_max = config.store.batch_max;
  options.opened = opened;
  options.directory = [this]() {
    const std::lock_guard lock{admin_mutex};
    return load_directory(*admin, providers->all(), *codec, config.channel.number_rate, *log);
  };
  options.gave_up = [this](std::string why) {
    const std::lock_guard lock{mutex};
    gave_up = std::move(why);
    changed.notify_all();
  };
  const auto found = admin->backlog_now(); // before the first turn
  try {
    engine =
        std::make_unique<actors::local_engine>(actors::services{*clock, *crypto, *codec, *log, *metrics, *client,
                                                                config.engine, config.channel, *blobs, config.media},
                                               *store, std::move(options));
  } catch (const std::exception& e) {
    return flows::fail("engine.start", e.what());
  }
  timers.begin(*metrics, *engine, found ? found->timers : 0);
  return {};
}

/// Without it everything works but `charla inspect` without a key.
void application::parts::let_terminal_in() {
  const auto host = cli::loopback_host(config.http.address);
  if (host.empty()) return; // `charla inspect` needs a key then
  terminal.url = "http://" + host + ":" + std::to_string(server->port());
  const auto file = cli::local_access_file(config);
  if (const auto written = cli::write_local_access(file, terminal); !written)
    log->warn("terminal.no_key", {{"error", written.error().what}});
}

flows::result<greeting> application::parts::open_doors(const cli::first_run_result& first) {
  links = std::make_shared<api::sign_in_links>(*crypto, *clock);
  terminal.token = "cht_" + api::to_base64url(crypto->random_bytes(32));
  http::static_options pages;
  pages.directory = config.web_dir;
  pages.fallback = "index.html"; // the console's own addresses
  pages.nonce = [&c = *crypto] { return api::to_base64url(c.random_bytes(18)); };
  if (!std::filesystem::exists(std::filesystem::path{config.web_dir} / "index.html"))
    log->warn("pages.missing",
              {{"folder", config.web_dir}, {"hint", "build the console (./dev web), or set paths.web to where it is"}});
  api::dependencies with{
      *engine,
      [this]() -> std::unique_ptr<ports::store_admin> {
        auto a = store->admin();
        return a ? std::move(*a) : nullptr;
      },
      [this]() -> std::unique_ptr<ports::store_reader> {
        auto r = store->reader();
        return r ? std::move(*r) : nullptr;
      },
      [this] { return store->reachable(); },
      providers->all(),
      *codec,
      *crypto,
      *clock,
      *log,
      *metrics,
      config,
      *client,
      *blobs,
      {},
      links,
      http::make_static_handler(pages),
      terminal.token,
      clock::posix_zone,
      mail.get(),
      &log->lines(),
      [] {
        const auto used = metrics::read_process_usage();
        return api::process_use{used.cpu_seconds, static_cast<std::int64_t>(used.resident_bytes)};
      },
      host_name(),
      CHARLA_VERSION,
  };
  server =
      std::make_unique<http::server>(config.http, api::make_routes(std::move(with)), *log, *metrics, *clock, *crypto);
  if (auto started = server->start(); !started) return tl::make_unexpected(started.error());
  let_terminal_in();
  greeting hello;
  hello.address =
      config.http.public_url.empty() ? "http://127.0.0.1:" + std::to_string(server->port()) : config.http.public_url;
  hello.simulated = config.channel.fake_mode;
  hello.email = first.owner_email;
  hello.password = first.owner_password;
  hello.development = config.security.development;
  hello.ownerless = !first.owner && first.owner_email.empty();
  if (config.security.development && first.owner) hello.sign_in = hello.address + links->make(*first.owner);
  return hello;
}

application::application() : parts_(std::make_unique<parts>()) {}

application::~application() { stop(); }

flows::result<greeting> application::start(const ports::config& config) {
  auto& p = *parts_;
  p.config = config;
  p.clock = clock::make_system_clock();
  const auto key = secrets::installation_key(config.security.secret_key, std::string{key_file});
  if (!key) return tl::make_unexpected(key.error());
  p.crypto = secrets::make_crypto(*key);
  p.log = std::make_unique<log::writer>(*p.clock, log_options_of(config.log));
  p.codec = json::make_codec();
  p.providers = std::make_unique<spoken_providers>(*p.crypto, config);
  const auto opened = p.open_store();
  if (!opened) return tl::make_unexpected(opened.error());
  metrics::registry_options gauges;
  gauges.before_scrape.emplace_back([&p](ports::metrics& m) { gauge_backlog(m, *p.admin, p.admin_mutex, p.timers); });
  p.metrics = metrics::make_metrics(*p.log, std::move(gauges));
  p.client = client::make_curl_client();
  p.mail = client::make_mail_checker();
  p.blobs = blobs::open(config.media, *p.crypto);
  const auto simulator = p.simulator_url();
  if (!simulator) return tl::make_unexpected(simulator.error());
  const auto first = cli::prepare_installation(*p.admin, config, *simulator, *p.codec, *p.crypto, *p.clock);
  if (!first) return tl::make_unexpected(first.error());
  if (auto engine = p.start_engine(*opened); !engine) return tl::make_unexpected(engine.error());
  auto hello = p.open_doors(*first);
  if (hello)
    p.log->info("charla.started", {{"address", hello->address},
                                   {"store", std::string{p.store->name()}},
                                   {"simulated", hello->simulated ? "true" : "false"}});
  return hello;
}

void application::ask_to_stop() {
  const std::lock_guard lock{parts_->mutex};
  parts_->told_to_stop = true;
  parts_->changed.notify_all();
}

int application::wait() {
  auto& p = *parts_;
  std::unique_lock lock{p.mutex};
  p.changed.wait(lock, [&] { return p.told_to_stop || !p.gave_up.empty(); });
  if (p.gave_up.empty()) return 0;
  p.log->error("charla.gave_up", {{"reason", p.gave_up}});
  return exit_software;
}

void application::stop() {
  auto& p = *parts_;
  const bool ran = p.engine != nullptr;
  std::error_code ignored; // a key that opens nothing any more
  if (p.server && !p.terminal.url.empty()) std::filesystem::remove(cli::local_access_file(p.config), ignored);
  if (p.server) p.server->stop(grace);
  if (p.engine) p.engine->stop();
  p.server.reset();
  p.timers = {};
  p.engine.reset();
  p.simulator.reset();
  p.client.reset();
  if (ran && p.log) p.log->info("charla.stopped");
}

} // namespace charla
