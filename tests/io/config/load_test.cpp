#include "io/config/load.hpp"

#include "io/config/key.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

using namespace charla;
using config::environment;

namespace {

/// A file of its own for a test; gone at its end.
struct temporary_file {
  std::string path;
  explicit temporary_file(const std::string& text) {
    path = (std::filesystem::temp_directory_path() / "charla-config-XXXXXX").string();
    ::close(::mkstemp(path.data()));
    std::ofstream(path) << text;
  }
  ~temporary_file() { std::filesystem::remove(path); }
};

/// Reads no file but an empty one, so that the working directory does not matter.
flows::result<ports::config> from(const environment& env, const config::overrides& set = {}) {
  const temporary_file empty("");
  return config::load(empty.path, env, set);
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("nothing set is the defaults", "[config]") {
  const auto c = from({});
  REQUIRE(c);
  CHECK(c->http.port == 8000);
  CHECK(c->http.address == "127.0.0.1");
  CHECK(c->store.kind == "sqlite");
  CHECK(c->channel.fake_mode);
  CHECK(c->security.development);
}

TEST_CASE("defaults < file < environment < command line", "[config]") {
  const temporary_file file("[http]\nport = 1\nworkers = 3\nheader_timeout_ms = 500\ncors_origins = [\"https://a\"]\n"
                            "[channel]\nnumber_rate = 20\n");
  const environment env{{"APP_PORT", "2"}, {"CHARLA_HTTP_IO_THREADS", "4"}};
  CHECK(config::load(file.path, {})->http.port == 1);
  CHECK(config::load(file.path, env)->http.port == 2);
  const auto c = config::load(file.path, env, {{"http.port", "3"}});
  REQUIRE(c);
  CHECK(c->http.port == 3);
  CHECK(c->http.workers == 3);
  CHECK(c->http.io_threads == 4);
  CHECK(c->http.header_timeout == std::chrono::milliseconds{500});
  CHECK(c->http.cors_origins == std::vector<std::string>{"https://a"});
  CHECK(c->channel.number_rate == 20);
}

TEST_CASE("Charla's own name wins over the old one, and an empty variable says nothing", "[config]") {
  CHECK(from({{"APP_PORT", "2"}, {"CHARLA_HTTP_PORT", "3"}})->http.port == 3);
  CHECK(from({{"APP_PORT", ""}})->http.port == 8000);
}

TEST_CASE("an unknown key is refused with the nearest known one", "[config]") {
  const temporary_file file("[http]\nprot = 1\n");
  const auto c = config::load(file.path, {});
  REQUIRE_FALSE(c);
  CHECK(c.error().code == "config.invalid");
  CHECK(c.error().where == "http.prot");
  CHECK(contains(c.error().what, "unknown key \"http.prot\"; did you mean \"http.port\"?"));
  CHECK(contains(c.error().what, ":2)"));
  CHECK(contains(from({}, {{"colour", "red"}}).error().what, "unknown key \"colour\" (command line)"));
}

TEST_CASE("a wrong value is refused with key, expected and found", "[config]") {
  const auto problem = [](const std::string& toml) {
    const temporary_file file(toml);
    const auto c = config::load(file.path, {});
    return c ? std::string("accepted") : c.error().what;
  };
  CHECK(contains(problem("http.port = \"x\""),
                 "http.port: expected a whole number from 0 to 65535, found the text \"x\""));
  CHECK(contains(problem("http.port = 65536"), "found the whole number 65536"));
  CHECK(contains(problem("http.port = 80.5"), "found the number 80.5"));
  CHECK(contains(problem("http.port = 2026-01-01"), "found a date or time"));
  CHECK(contains(problem("http.address = true"), "http.address: expected a text, found true"));
  CHECK(contains(problem("http.cors_origins = [1]"), "expected a list of texts, found a list"));
  CHECK(contains(problem("channel.number_rate = nan"), "channel.number_rate: expected a number"));
  CHECK(contains(problem("store.kind = \"mysql\""), "store.kind: expected one of sqlite, postgres, memory, found"));
  CHECK(contains(problem("= 1"), ":1:1: "));
  CHECK(contains(problem("http = 1"), "unknown key \"http\""));
  CHECK(contains(from({{"APP_PORT", "80a"}}).error().what, "found \"80a\" (environment APP_PORT)"));
  CHECK(contains(from({{"WHATSAPP_FAKE_MODE", "maybe"}}).error().what, "channel.fake_mode: expected true or false"));
  SECTION("all at once") {
    const auto all = problem("http.prot = 1\nhttp.port = -1\n");
    CHECK(contains(all, "http.prot"));
    CHECK(contains(all, "found the whole number -1"));
  }
}

TEST_CASE("a named file that is not there is an error", "[config]") {
  const auto c = config::load("/nowhere/charla.toml", {});
  REQUIRE_FALSE(c);
  CHECK(contains(c.error().what, "/nowhere/charla.toml"));
  CHECK_FALSE(config::load("", {{"CHARLA_CONFIG", "/nowhere/charla.toml"}}));
}

TEST_CASE("R040–R051, R208–R212: the old installations' names are read", "[config]") {
  const auto c = from({{"WHATSAPP_TOKEN", "EAAG"},
                       {"WHATSAPP_PHONE_NUMBER_ID", "123"},
                       {"WHATSAPP_APP_SECRET", "s"},
                       {"WHATSAPP_VERIFY_TOKEN", "v"},
                       {"WHATSAPP_FAKE_MODE", "False"},
                       {"JWT_SECRET", "j"},
                       {"APP_HOST", "0.0.0.0"},
                       {"APP_PORT", "8001"},
                       {"REDIS_URL", "redis://redis:6379/0"},
                       {"DATABASE_URL", "postgresql+psycopg://nf_user:nf_pass@postgres:5432/nexia"}});
  REQUIRE(c);
  CHECK(c->channel.token == "EAAG");
  CHECK(c->channel.phone_number_id == "123");
  CHECK(c->channel.app_secret == "s");
  CHECK(c->channel.verify_token == "v");
  CHECK_FALSE(c->channel.fake_mode);
  CHECK(c->security.jwt_secret == "j");
  CHECK(c->http.address == "0.0.0.0");
  CHECK(c->http.port == 8001);
  CHECK(c->redis_url == "redis://redis:6379/0");
  CHECK(c->store.database_url == "postgresql://nf_user:nf_pass@postgres:5432/nexia");
  CHECK(c->store.kind == "postgres");
}

TEST_CASE("an address is made of its parts when it is not given whole", "[config]") {
  const environment parts{{"POSTGRES_USER", "nf_user"}, {"POSTGRES_PASSWORD", "p@ss:/ñ"},
                          {"POSTGRES_DB", "nexia"},     {"POSTGRES_PORT", "5433"},
                          {"REDIS_HOST", "r"},          {"REDIS_DB", "2"}};
  const auto c = from(parts);
  REQUIRE(c);
  CHECK(c->store.database_url == "postgresql://nf_user:p%40ss%3A%2F%C3%B1@localhost:5433/nexia");
  CHECK(c->store.kind == "sqlite"); // the parts alone choose no store
  CHECK(c->redis_url == "redis://r:6379/2");
  CHECK(from({{"DATABASE_URL", "postgres://u@h/d"}, {"CHARLA_STORE_KIND", "sqlite"}})->store.kind == "sqlite");
}

TEST_CASE("a store that cannot be reached by its words is refused", "[config]") {
  CHECK(contains(from({{"CHARLA_STORE_KIND", "postgres"}}).error().what, "set DATABASE_URL"));
  const auto c = from({{"DATABASE_URL", "mysql://u:geheim@h/d"}});
  CHECK(c.error().where == "store.database_url");
  CHECK_FALSE(contains(c.error().what, "geheim"));
}

TEST_CASE("R181: retries of the old engine are attempts less one", "[config]") {
  CHECK(from({{"FLOW_ENGINE_MAX_RETRIES", "2"}})->engine.cause_attempts_max == 3);
  CHECK(from({{"FLOW_ENGINE_MAX_RETRIES", "2"}}, {{"engine.cause_attempts_max", "7"}})->engine.cause_attempts_max == 7);
  CHECK(contains(from({{"FLOW_ENGINE_MAX_RETRIES", "two"}}).error().what, "FLOW_ENGINE_MAX_RETRIES"));
}

TEST_CASE("a wrong secret is not repeated", "[config]") {
  const temporary_file file("[security]\nsecret_key = 4711\n");
  CHECK_FALSE(contains(config::load(file.path, {}).error().what, "4711"));
}

TEST_CASE("every key can be set from file, environment and command line", "[config]") {
  std::set<std::string> names;
  for (const auto& k : config::keys()) {
    INFO(k.name);
    CHECK(names.insert(config::environment_name(k)).second);
    CHECK(std::string(k.sentence).ends_with("."));
    std::string other = "text";
    if (!k.choices.empty())
      other = k.choices.back();
    else if (k.name.ends_with("_url"))
      other = "http://x";
    else if (k.type == config::kind::flag)
      other = k.get(*from({{config::environment_name(k), "false"}})) == k.get(ports::config{}) ? "true" : "false";
    else if (k.type != config::kind::text && k.type != config::kind::list)
      other = std::to_string(std::int64_t(k.min) + 6);
    if (k.name == "store.database_url") other = "postgresql://u@h/d";
    const auto by_name = from({{config::environment_name(k), other}});
    const auto by_line = from({}, {{std::string(k.name), other}});
    REQUIRE(by_name);
    REQUIRE(by_line);
    CHECK(k.get(*by_name) == k.get(*by_line));
    CHECK(k.get(*by_name) != k.get(ports::config{}));
  }
}

TEST_CASE("variables without effect are named", "[config]") {
  CHECK(config::notes({{"CHARLA_HTTP_PROT", "1"}, {"CHARLA_TEST_PG", "x"}, {"PATH", "/bin"}, {"APP_PORT", "1"}})
        == std::vector<std::string>{"unknown variable \"CHARLA_HTTP_PROT\"; did you mean \"CHARLA_HTTP_PORT\"?"});
  CHECK(config::notes({{"TIENDANUBE_ACCESS_TOKEN", "geheim"}})
        == std::vector<std::string>{"TIENDANUBE_ACCESS_TOKEN is set but this version of Charla does not use it"});
}
