#include "io/config/key.hpp"

namespace charla::config {

std::span<const variable> variables() {
  static constexpr variable all[] = {
      {"CHARLA_CONFIG", "config/charla.toml",
       "The configuration file to read; without it config/charla.toml when there is one."},
      {"CHARLA_API_KEY", "chk_...", "The API key of `charla inspect`, for another machine's installation."},
      {"POSTGRES_HOST", "localhost",
       "Together with the four below makes the address of PostgreSQL when DATABASE_URL is not set."},
      {"POSTGRES_USER", "nf_user", "User of that address."},
      {"POSTGRES_PASSWORD", "nf_pass", "Password of that address."},
      {"POSTGRES_DB", "nexia", "Database of that address."},
      {"POSTGRES_PORT", "5432", "Port of that address."},
      {"REDIS_HOST", "redis", "Together with the two below makes the address of Redis when REDIS_URL is not set."},
      {"REDIS_PORT", "6379", "Port of that address."},
      {"REDIS_DB", "0", "Database number of that address."},
      {"FLOW_ENGINE_MAX_RETRIES", "2",
       "Retries of a cause after its first attempt; sets engine.cause_attempts_max to one more."},

      {"FLOW_ENGINE_GROUP", "engine", "Consumer group on the stream bus.", false},
      {"FLOW_ENGINE_CONSUMER", "host-1", "This consumer's name on the stream bus.", false},
      {"FLOW_ENGINE_SCHED_POLL_MS", "500",
       "How often the old scheduler looked for due timers; ours wakes when one is due.", false},
      {"FLOW_ENGINE_SCHED_ZSET", "nf:incoming:scheduled", "Sorted set of deferred tasks on the stream bus.", false},
      {"TRAEFIK_HOST", "localhost", "Host name for the proxy of the replaced stack.", false},
      {"NEXT_PUBLIC_API_BASE", "http://localhost/api",
       "Where the replaced console found the API; ours is served from the same address.", false},
      {"NEXT_PUBLIC_API_URL", "http://main-api:8000/api/v1", "The same, of another replaced console.", false},
      {"TIENDANUBE_ACCESS_TOKEN", "", "Shop of the default tenant.", false},
      {"TIENDANUBE_STORE_ID", "", "Shop of the default tenant.", false},
      {"GEMINI_CHAT_MODEL", "", "Chat model of the replaced system.", false},
      {"GEMINI_EMBED_MODEL", "", "Embedding model of the replaced system.", false},
      {"OPENAI_EMBED_MODEL", "text-embedding-3-large", "Embedding model of the replaced system.", false},
      {"GOOGLE_API_KEY", "", "Key for the Gemini models.", false},
      {"SUPABASE_URL", "", "Database and files of the replaced system.", false},
      {"R2_BUCKET_PATH", "", "Bucket for backups.", false},
      {"R2_REMOTE_NAME", "", "Remote of that bucket.", false},
      {"DOMAIN_NAME", "", "Public host name of the replaced stack's proxy.", false},
      {"CERTBOT_EMAIL", "", "Contact for certificates of that proxy.", false},
      {"GRAFANA_BASIC_AUTH_USER", "", "user:hash before that stack's Grafana.", false},
  };
  return all;
}

} // namespace charla::config
