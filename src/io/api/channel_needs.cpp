#include "io/api/channel_needs.hpp"

#include "io/api/token.hpp"
#include "io/json/channel_settings.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::string_view ycloud_url = "https://api.ycloud.com/v2"; // providers.md B
constexpr std::size_t rules_max = 20;
constexpr std::size_t words_max = 50;
constexpr double rate_max = 1000; // messages a second: the most that a number has (providers.md A11)

std::string simulator_of(const call& c) {
  if (const auto known = c.house.channels.get())
    for (const auto& other : known->channels)
      if (other.simulated() && other.row.type == "meta" && !other.access.base_url.empty()) return other.access.base_url;
  return c.house.with.config.channel.simulator_url;
}

/// What each provider calls the number and the secrets; an empty hint: it has no such thing.
struct needs {
  std::string_view type;
  std::string_view number;
  std::string_view access_token;
  std::string_view app_secret;
  std::string_view verify_token;
};
constexpr auto of_types = std::to_array<needs>({
    {"meta", "Meta's id of the number.", "A token that may send for the number.",
     "The app's secret: webhooks are signed with it.", "The word that Meta repeats when the address is set."},
    {"ycloud", "The number at YCloud, with +: +5491155550100.", "The account's API key.",
     "The secret of the webhook endpoint at YCloud: webhooks are signed with it.", ""},
    {"evolution", "The name of the instance.", "The key of the gateway, or of the instance.",
     "A secret of your own: the gateway sends it in the header X-Charla-Secret with each webhook.", ""},
});

void check_ranges(body& b, const ports::channel_settings& s) {
  if (s.retry.attempts_max < 1 || s.retry.attempts_max > 20)
    b.wrong("settings.retry.attempts_max", "range", "From 1 to 20.");
  if (s.retry.base < std::chrono::milliseconds{100} || s.retry.base > std::chrono::hours{1})
    b.wrong("settings.retry.base_ms", "range", "From 100 to 3600000.");
  if (!(s.retry.factor >= 1 && s.retry.factor <= 10)) b.wrong("settings.retry.factor", "range", "From 1 to 10.");
  if (s.number_rate && !(*s.number_rate > 0 && *s.number_rate <= rate_max))
    b.wrong("settings.number_rate", "range", "Messages a second: more than 0, at most 1000.");
  if (s.number_rules.size() > rules_max) b.wrong("settings.number_rules", "too_many", "At most 20.");
  if (s.opt_out_words.size() > words_max) b.wrong("settings.opt_out_words", "too_many", "At most 50.");
  if (s.opt_in_words.size() > words_max) b.wrong("settings.opt_in_words", "too_many", "At most 50.");
  if (s.outside_window && (s.outside_window->name.empty() || s.outside_window->language.empty()))
    b.wrong("settings.outside_window", "required", "The name and the language of an approved template.");
  for (std::size_t i = 0; i < s.number_rules.size(); ++i)
    if (s.number_rules[i].match.empty())
      b.wrong("settings.number_rules[" + std::to_string(i) + "].match", "required", "A regular expression.");
}

/// A mistyped name must not be ignored in silence.
void refuse_unknown_settings(body& b, json::value given) {
  static constexpr auto known =
      std::to_array<std::string_view>({"number_rules", "outside_window", "number_rate", "coexistence", "retry",
                                       "opt_out_words", "opt_in_words", "mark_read", "typing"});
  for (const auto& [name, value] : given.members())
    if (std::find(known.begin(), known.end(), name) == known.end())
      b.wrong("settings." + std::string{name}, "unknown", "A channel has no such setting; see /docs.");
}

} // namespace

std::string base_url_of(const call& c, const ports::channel_row& row) {
  const auto& config = c.house.with.config;
  if (row.type == "host") return {}; // nobody is called
  if (row.mode != "live") return simulator_of(c) + (row.type == "ycloud" ? "/v2" : "");
  if (row.type == "ycloud") return std::string{ycloud_url};
  return row.type == "evolution" ? config.evolution.url : config.channel.graph_url;
}

void check_live(const call& c, body& b, const ports::channel_row& row, const json::credentials& secrets) {
  if (row.mode != "live") return;
  const auto& config = c.house.with.config;
  if (config.channel.fake_mode)
    b.wrong("mode", "simulation_only", "This installation only simulates: start it with WHATSAPP_FAKE_MODE=false.");
  const auto found = std::find_if(of_types.begin(), of_types.end(), [&](const auto& n) { return n.type == row.type; });
  if (found == of_types.end()) return;
  const auto needed = [&](std::string_view field, bool there, std::string_view hint) {
    if (!there && !hint.empty()) b.wrong(field, "required", std::string{hint});
  };
  const bool shared_key = row.type == "evolution" && !config.evolution.api_key.empty();
  needed("phone_number_id", !row.phone_number_id.empty(), found->number);
  needed("credentials.access_token", !secrets.access_token.empty() || shared_key, found->access_token);
  needed("credentials.app_secret", !secrets.app_secret.empty(), found->app_secret);
  needed("credentials.verify_token", !secrets.verify_token.empty(), found->verify_token);
}

void read_settings(body& b, ports::channel_row& row) {
  const auto given = b.maybe_object("settings");
  if (!given) return;
  refuse_unknown_settings(b, *given);
  auto text = given->dump();
  const auto read = json::read_channel_settings(text);
  if (!read) {
    const auto& e = read.error();
    const auto dot = e.code.find('.');
    return b.wrong(e.where.empty() ? "settings" : "settings." + e.where,
                   dot == std::string::npos ? e.code : e.code.substr(dot + 1), e.what);
  }
  check_ranges(b, *read);
  row.settings = std::move(text);
}

json::credentials make_up(const call& c, ports::channel_row& row) {
  auto& crypto = c.house.with.crypto;
  row.phone_number_id = "sim-" + to_hex(crypto.random_bytes(6));
  if (row.type == "ycloud") { // it names numbers by themselves
    row.phone_number_id = "+54911";
    for (const unsigned char byte : crypto.random_bytes(8))
      row.phone_number_id += static_cast<char>('0' + byte % 10);
  }
  return {"simulated", to_base64url(crypto.random_bytes(24)), to_base64url(crypto.random_bytes(12))};
}

} // namespace charla::api
