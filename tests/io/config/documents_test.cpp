#include "io/config/key.hpp"
#include "io/config/load.hpp"
#include "support/generated_file.hpp"
#include "support/paths.hpp"

#include <filesystem>
#include <unistd.h>

using namespace charla;

TEST_CASE("config/charla.toml is what the code reads", "[config][generated]") {
  test::check_fresh(test::repository("config/charla.toml"), config::describe_toml());
}

TEST_CASE(".env.example is what the code reads", "[config][generated]") {
  test::check_fresh(test::repository(".env.example"), config::describe_env());
}

TEST_CASE("docs/operating.md lists what the code reads", "[config][generated]") {
  test::check_fresh_part(test::repository("docs/operating.md"), "config", config::describe_markdown());
}

TEST_CASE("charla.toml with every default taken in is the defaults", "[config]") {
  // Takes the "# " away from each line that is a key, as a person would.
  std::istringstream in(config::describe_toml());
  auto path = (std::filesystem::temp_directory_path() / "charla-config-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream out(path);
  std::string section;
  std::size_t taken = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("[")) section = line.substr(1, line.find(']') - 1);
    const auto name = line.substr(0, line.find(" = ")).substr(line.starts_with("# ") ? 2 : 0);
    for (const auto& k : config::keys())
      if (line.starts_with("# ") && k.name == section + "." + name) {
        line = line.substr(2);
        ++taken;
      }
    out << line << "\n";
  }
  out.close();
  CHECK(taken == config::keys().size());
  const auto c = config::load(path, {});
  std::remove(path.c_str());
  REQUIRE(c);
  for (const auto& k : config::keys()) {
    INFO(k.name);
    CHECK((k.get(*c) == k.get(ports::config{})));
  }
}

TEST_CASE("R040–R053, R158, R179–R184, R205–R212, R234–R244: every variable is documented", "[config]") {
  const auto text = config::describe_env();
  for (const auto* name : {"POSTGRES_USER",
                           "POSTGRES_PASSWORD",
                           "POSTGRES_DB",
                           "POSTGRES_PORT",
                           "REDIS_URL",
                           "DATABASE_URL",
                           "JWT_SECRET",
                           "WHATSAPP_APP_SECRET",
                           "WHATSAPP_VERIFY_TOKEN",
                           "WHATSAPP_TOKEN",
                           "WHATSAPP_PHONE_NUMBER_ID",
                           "WHATSAPP_FAKE_MODE",
                           "TRAEFIK_HOST",
                           "NEXT_PUBLIC_API_BASE",
                           "TIENDANUBE_ACCESS_TOKEN",
                           "TIENDANUBE_STORE_ID",
                           "FLOW_ENGINE_GROUP",
                           "FLOW_ENGINE_CONSUMER",
                           "FLOW_ENGINE_MAX_RETRIES",
                           "FLOW_ENGINE_SCHED_POLL_MS",
                           "FLOW_ENGINE_SCHED_ZSET",
                           "EVOLUTION_API_URL",
                           "EVOLUTION_API_KEY",
                           "EVOLUTION_INSTANCE_NAME",
                           "REDIS_HOST",
                           "REDIS_PORT",
                           "REDIS_DB",
                           "APP_HOST",
                           "APP_PORT",
                           "GEMINI_EMBED_MODEL",
                           "GEMINI_CHAT_MODEL",
                           "OPENAI_EMBED_MODEL",
                           "NEXT_PUBLIC_API_URL",
                           "SUPABASE_URL",
                           "GOOGLE_API_KEY",
                           "R2_BUCKET_PATH",
                           "R2_REMOTE_NAME",
                           "DOMAIN_NAME",
                           "CERTBOT_EMAIL",
                           "GRAFANA_BASIC_AUTH_USER"}) {
    INFO(name);
    const auto at = text.find("\n#" + std::string(name) + "=");
    REQUIRE(at != std::string::npos);
    CHECK(text.rfind("\n# ", at) > text.rfind("\n\n", at)); // its comment stands right above
  }
}
