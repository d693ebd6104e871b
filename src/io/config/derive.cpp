#include "io/config/derive.hpp"

#include <cctype>
#include <charconv>
#include <fmt/core.h>

namespace charla::config {

namespace {

std::string get(const environment& env, std::string_view name, std::string_view otherwise = {}) {
  const auto it = env.find(name);
  return it == env.end() || it->second.empty() ? std::string(otherwise) : it->second;
}

/// RFC 3986: everything but the unreserved characters.
std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos)
      out += c;
    else
      out += fmt::format("%{:02X}", byte);
  }
  return out;
}

std::string postgres_address(const environment& env) {
  if (get(env, "POSTGRES_HOST").empty() && get(env, "POSTGRES_USER").empty() && get(env, "POSTGRES_DB").empty())
    return {};
  const auto user = get(env, "POSTGRES_USER", "nf_user");
  const auto password = get(env, "POSTGRES_PASSWORD");
  return fmt::format("postgresql://{}{}@{}:{}/{}", percent_encoded(user),
                     password.empty() ? "" : ":" + percent_encoded(password), get(env, "POSTGRES_HOST", "localhost"),
                     get(env, "POSTGRES_PORT", "5432"), percent_encoded(get(env, "POSTGRES_DB", "nexia")));
}

/// `postgresql+psycopg://` is SQLAlchemy's, `postgres://` Heroku's spelling of the same.
bool spell_database(std::string& url) {
  const auto end = url.find("://");
  if (end == std::string::npos) return false;
  const auto scheme = url.substr(0, std::min(end, url.find('+')));
  if (scheme != "postgresql" && scheme != "postgres") return false;
  url = "postgresql" + url.substr(end);
  return true;
}

} // namespace

std::vector<std::string> derive(ports::config& c, const environment& env, const std::set<std::string>& given) {
  std::vector<std::string> problems;

  const bool named = !c.store.database_url.empty();
  if (!named) c.store.database_url = postgres_address(env);
  if (!c.store.database_url.empty() && !spell_database(c.store.database_url))
    problems.emplace_back(
        "store.database_url: expected postgresql://user:password@host:port/database (DATABASE_URL); for "
        "an SQLite file set store.path instead");
  // POSTGRES_… alone do not choose the store: other programs on the machine use those names.
  if (named && !given.contains("store.kind")) c.store.kind = "postgres";
  if (c.store.kind == "postgres" && c.store.database_url.empty())
    problems.emplace_back("store.database_url: store.kind is postgres but there is no address; set DATABASE_URL");

  if (c.redis_url.empty() && !get(env, "REDIS_HOST").empty())
    c.redis_url = fmt::format("redis://{}:{}/{}", get(env, "REDIS_HOST"), get(env, "REDIS_PORT", "6379"),
                              get(env, "REDIS_DB", "0"));

  if (const auto text = get(env, "FLOW_ENGINE_MAX_RETRIES");
      !text.empty() && !given.contains("engine.cause_attempts_max")) {
    int retries = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), retries);
    if (error != std::errc{} || end != text.data() + text.size() || retries < 0 || retries > 99)
      problems.push_back("FLOW_ENGINE_MAX_RETRIES: expected a whole number from 0 to 99, found \"" + text + "\"");
    else
      c.engine.cause_attempts_max = retries + 1;
  }
  for (const auto& [key, url] : {std::pair{"http.public_url", c.http.public_url},
                                 {"channel.graph_url", c.channel.graph_url},
                                 {"channel.simulator_url", c.channel.simulator_url}})
    if (!url.empty() && !url.starts_with("http://") && !url.starts_with("https://"))
      problems.push_back(
          fmt::format("{}: expected an address that starts with http:// or https://, found \"{}\"", key, url));
  return problems;
}

} // namespace charla::config
