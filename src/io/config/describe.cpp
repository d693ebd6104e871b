#include "io/config/field.hpp"

namespace charla::config {

namespace {

using namespace field;

std::vector<key> http_keys() {
  using h = ports::http_config;
  constexpr auto s = &config::http;
  return {
      in<s, &h::address>("http.address", "Address to listen on; 0.0.0.0 for every network.", {"APP_HOST"}),
      range(in<s, &h::port>("http.port", "Port to listen on; 0 takes a free one and prints it.", {"APP_PORT"}), 0,
            65535),
      range(in<s, &h::io_threads>("http.io_threads", "Threads that read and write sockets."), 1, 64),
      range(in<s, &h::workers>("http.workers", "Threads for requests that read the store."), 1, 256),
      range(in<s, &h::worker_queue>("http.worker_queue",
                                    "Requests that may wait for such a thread; more is answered 503."),
            1, 100'000),
      range(in<s, &h::connections_max>("http.connections_max", "Open connections; further ones are turned away."), 1,
            1'000'000),
      range(in<s, &h::header_timeout>("http.header_timeout_ms",
                                      "A request must arrive whole in this time, or its connection is closed; a body "
                                      "has a second more for each 256 kB."),
            100, day_ms),
      range(in<s, &h::idle_timeout>("http.idle_timeout_ms", "A connection without requests is closed after this time."),
            100, day_ms),
      range(in<s, &h::webhook_body_max>("http.webhook_body_max", "Bytes of a webhook's body; Meta sends up to 3 MB."),
            1024, 64 << 20),
      in<s, &h::public_url>(
          "http.public_url",
          "Address under which browsers and providers reach this server; empty: http://address:port."),
      in<s, &h::cors_origins>("http.cors_origins", "Other origins whose pages may call the API; empty: none."),
  };
}

std::vector<key> store_keys() {
  using s = ports::store_config;
  constexpr auto at = &config::store;
  return {
      one_of(in<at, &s::kind>("store.kind",
                              "sqlite: one file, nothing to install; postgres: for several hosts; memory: nothing is "
                              "kept. Becomes postgres by itself when a database_url is set and no kind."),
             {"sqlite", "postgres", "memory"}),
      in<at, &s::path>("store.path", "The SQLite file; its folder is made when missing."),
      secret(in<at, &s::database_url>("store.database_url",
                                      "postgresql://user:password@host:port/database; the spellings postgres:// and "
                                      "postgresql+psycopg:// are understood.",
                                      {"DATABASE_URL"})),
      range(in<at, &s::lanes>("store.lanes", "Writing connections to PostgreSQL; SQLite has one."), 1, 64),
      range(in<at, &s::batch_max>("store.batch_max", "Items that share a commit."), 1, 10'000),
  };
}

std::vector<key> engine_keys() {
  using e = ports::engine_config;
  constexpr auto at = &config::engine;
  return {
      range(in<at, &e::scheduler_threads>(
                "engine.scheduler_threads",
                "Threads that run actors; 0: half of the cores, for the doors and the store need the others."),
            0, 256),
      range(in<at, &e::shard_actors>("engine.shard_actors",
                                     "Actors among whom the 1024 shards of conversations are divided."),
            1, 1024),
      range(in<at, &e::resident_max>("engine.resident_max",
                                     "Conversations held in memory before the longest silent leave it."),
            1, 10'000'000),
      range(in<at, &e::passivate_after>(
                "engine.passivate_after_ms",
                "A conversation leaves memory after this silence; the next message brings it back."),
            100, day_ms),
      range(in<at, &e::append_queue_max>("engine.append_queue_max",
                                         "Webhook events that may wait for their commit; more is answered 503."),
            1, 1'000'000),
      range(in<at, &e::append_wait_max>("engine.append_wait_max_ms", "Longest wait for such a commit before 503."), 1,
            60'000),
      range(in<at, &e::tenant_backlog_max>("engine.tenant_backlog_max",
                                           "Events of one tenant that may wait for their turn; more of it is "
                                           "answered 503 until the bot has caught up."),
            1, 100'000'000),
      range(in<at, &e::sweep_every>("engine.sweep_every_ms",
                                    "How often the inbox is searched for causes whose hint was lost."),
            10, day_ms),
      range(in<at, &e::sweep_older_than>("engine.sweep_older_than_ms", "How old such a cause must be."), 10, day_ms),
      range(in<at, &e::in_doubt_wait>("engine.in_doubt_wait_ms",
                                      "How long a send without an answer waits for a status before a person is asked."),
            1000, day_ms),
      range(in<at, &e::cause_attempts_max>(
                "engine.cause_attempts_max",
                "Attempts at a cause before it becomes a dead letter. FLOW_ENGINE_MAX_RETRIES + 1."),
            1, 100),
      range(in<at, &e::send_attempts_max>("engine.send_attempts_max",
                                          "Tries of a send of which nobody knows whether it arrived, before it becomes "
                                          "a dead letter; what is refused is tried "
                                          "as often as its channel says."),
            1, 100),
      range(in<at, &e::channel_log_days>("engine.channel_log_days",
                                         "Days that requests to providers and their webhooks are kept, redacted, for "
                                         "the channel log; 0: none are."),
            0, 365),
      range(in<at, &e::tasks_kept_days>("engine.tasks_kept_days",
                                        "Days that a send by API can be asked for, and that its key keeps it from "
                                        "being sent twice."),
            1, 3650),
      in<at, &e::webhooks_anywhere>(
          "engine.webhooks_anywhere",
          "Lets outgoing webhooks and flows' calls go to http:// and to private addresses; in development only."),
      in<at, &e::tienda_nube_url>(
          "engine.tienda_nube_url",
          "Where Tienda Nube is asked, without the version and the shop; another address for tests and simulators."),
      in<at, &e::assistant_url>("engine.assistant_url",
                                "Where the flow step `assistant` is asked: a POST of {assistant, task, language, text, "
                                "conversation_id}, answered with {text, outcome}. Empty: the step leaves by `failed`."),
  };
}

std::vector<key> other_keys() {
  using s = ports::security_config;
  using l = ports::log_config;
  key environment{
      .name = "security.environment",
      .sentence = "development: default secrets are allowed and a secret key is made. production: start is "
                  "refused while any secret has its default.",
      .put = [](config& c, const value& v) { c.security.development = std::get<std::string>(v) == "development"; },
      .get = [](const config& c) -> value {
        return std::string(c.security.development ? "development" : "production");
      },
      .also = {"CHARLA_ENV"},
      .choices = {"development", "production"}};
  return {
      environment,
      secret(in<&config::security, &s::secret_key>(
          "security.secret_key",
          "Seals credentials in the database: 32 bytes in base64 (`openssl rand -base64 32`). Keep a copy: without it "
          "they cannot be read. Empty in development: made once, in var/secret.key.",
          {"CHARLA_SECRET_KEY"})),
      secret(in<&config::security, &s::jwt_secret>(
          "security.jwt_secret",
          "Read from the installations that Charla replaces; refused outside development while it is the default.",
          {"JWT_SECRET"})),
      secret(in<&config::security, &s::admin_token>(
          "security.admin_token", "Token with which the first owner is made; empty in development: made and printed.",
          {"CHARLA_ADMIN_TOKEN", "ADMIN_TOKEN"})),
      range(in<&config::security, &s::key_rate_per_minute>(
                "security.key_rate_per_minute",
                "Requests a minute by one API key that has no limit of its own; 0: without limit."),
            0, 1'000'000),
      one_of(in<&config::log, &l::level>("log.level", "The least level that is written."),
             {"debug", "info", "warn", "error"}),
      one_of(in<&config::log, &l::format>("log.format", "json: one document a line; text: for people."),
             {"json", "text"}),
      top<&config::flows_dir>("paths.flows", "Folder of the example flows."),
      top<&config::web_dir>("paths.web", "Folder of the built console."),
      secret(top<&config::redis_url>("redis.url", "redis://host:port/database of an optional Redis; empty: none.",
                                     {"REDIS_URL"})),
  };
}

} // namespace

std::span<const key> keys() {
  static const std::vector<key> all = [] {
    std::vector<key> out;
    for (auto part :
         {http_keys(), store_keys(), engine_keys(), channel_keys(), media_keys(), evolution_keys(), other_keys()})
      out.insert(out.end(), part.begin(), part.end());
    return out;
  }();
  return all;
}

} // namespace charla::config
