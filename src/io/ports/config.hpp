#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

/// The configuration as plain values with their defaults: read once by `io/config`, passed down, never changed. The
/// name, the sentence and the environment name of every key stand in `io/config/describe.cpp`, next to its reader;
/// `config/charla.toml` is generated from there.
namespace charla::ports {

struct http_config {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8000;
  std::size_t io_threads = 1;
  std::size_t workers = 2;        ///< threads for handlers that block
  std::size_t worker_queue = 256; ///< requests that may wait for one of them; more is 503
  std::size_t connections_max = 2000;
  std::chrono::milliseconds header_timeout{10'000}; ///< slow-loris bound for the request line, headers and body
  std::chrono::milliseconds idle_timeout{60'000};
  std::size_t webhook_body_max = 4u << 20; ///< Meta sends up to 3 MB
  std::string public_url;                  ///< as browsers and providers see us; empty: http://address:port
  std::vector<std::string> cors_origins;   ///< R146; empty: same origin only
};

struct store_config {
  std::string kind = "sqlite"; ///< sqlite | postgres | memory
  std::string path = "var/charla.db";
  std::string database_url;    ///< postgresql://…
  std::size_t lanes = 2;       ///< writer connections on PostgreSQL
  std::size_t batch_max = 256; ///< items a commit takes
};

struct engine_config {
  std::size_t scheduler_threads = 0; ///< 0: half of the cores
  std::size_t shard_actors = 16;     ///< actors that share the 1024 virtual shards
  std::size_t resident_max = 50'000; ///< conversations in memory before the least recent leave
  std::chrono::milliseconds passivate_after{600'000};
  std::size_t append_queue_max = 2000; ///< webhook events waiting for their commit; more is 503
  std::chrono::milliseconds append_wait_max{1000};
  std::size_t tenant_backlog_max = 50'000; ///< causes of one tenant that may wait for their turn; more is 503
  std::chrono::milliseconds sweep_every{2000};
  std::chrono::milliseconds sweep_older_than{3000};
  std::chrono::milliseconds in_doubt_wait{120'000}; ///< W of protocol §2.5
  std::int32_t cause_attempts_max = 3;              ///< after that the dead letters (R162: 2 retries)
  std::int32_t send_attempts_max = 5;               ///< of one bubble that stays in doubt; refusals: `retry_settings`
  std::int32_t channel_log_days = 7;                ///< 0: no channel log
  std::int32_t tasks_kept_days = 30;                ///< keys of sends, and what became of them
  bool webhooks_anywhere = false; ///< outgoing webhooks and flows' calls may go to http:// and to private addresses
  std::string tienda_nube_url = "https://api.tiendanube.com"; ///< another one for tests and simulators
  std::string assistant_url;                                  ///< who answers the step `assistant`; empty: nobody
};

struct channel_config {
  bool fake_mode = true;            ///< WHATSAPP_FAKE_MODE
  std::string token = "fake_token"; ///< WHATSAPP_TOKEN
  std::string phone_number_id = "000000000000000";
  std::string app_secret = "dev_secret";
  std::string verify_token = "change-me";
  std::string graph_url = "https://graph.facebook.com/v25.0";
  std::string simulator_url; ///< empty: an own simulator on a free loopback port
  double number_rate = 80;   ///< messages a second and number (providers.md A11)
  double pair_burst = 45;
  std::chrono::milliseconds pair_interval{6000};
  std::chrono::milliseconds send_timeout{10'000};
  std::chrono::milliseconds group_quiet{2000}; ///< R117; 0: every message is a turn of its own
  std::chrono::milliseconds group_max{6000};
};

/// Files: what customers send and what is sent to them.
struct media_config {
  std::string folder = "var/media";    ///< unless a bucket is set
  std::int64_t size_max = 100ll << 20; ///< bytes of one file, either way
  std::size_t fetches_max = 4;         ///< at a time
  std::int32_t attempts_max = 6;
  std::int32_t keep_days = 365; ///< since a file was last used; 0: for ever
  std::chrono::minutes link_lifetime{15};
  std::string s3_endpoint; ///< `https://s3.eu-west-1.amazonaws.com`, or one that speaks alike
  std::string s3_bucket;
  std::string s3_region = "us-east-1";
  std::string s3_access_key;
  std::string s3_secret_key;
};

/// Where the unofficial gateway is that a channel of type `evolution` uses unless it says otherwise (R205 to R207).
struct evolution_config {
  std::string url = "http://localhost:8080";
  std::string api_key;
  std::string instance = "default";
};

struct security_config {
  bool development = true; ///< CHARLA_ENV=development; outside it default secrets are refused (X7)
  std::string secret_key;  ///< CHARLA_SECRET_KEY: 32 bytes, base64; seals credentials
  std::string jwt_secret =
      "devsecret"; ///< JWT_SECRET: accepted from the old installations' .env; signs nothing unless set
  std::int32_t key_rate_per_minute = 600; ///< requests by one API key; 0: without limit
  std::string admin_token;                ///< bootstrap token for the first owner; printed in development
};

struct log_config {
  std::string level = "info";
  std::string format = "json"; ///< json | text
};

struct config {
  http_config http;
  store_config store;
  engine_config engine;
  channel_config channel;
  media_config media;
  evolution_config evolution;
  security_config security;
  log_config log;
  std::string flows_dir = "config/flows";
  std::string web_dir = "web/dist";
  std::string redis_url;
};

} // namespace charla::ports
