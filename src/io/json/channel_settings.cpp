#include "io/json/channel_settings.hpp"

#include "io/json/archive.hpp"
#include "io/json/credentials.hpp"

namespace charla::ports {

namespace {

/// Whole messages by which people in the region end what nobody asked for; an organisation may set its own.
const std::vector<std::string> usual_opt_out_words{"baja", "cancelar suscripcion", "parar", "sair",
                                                   "stop", "unsubscribe"};

} // namespace

// Beside the types, so that the archive finds them by argument-dependent look-up.
void members(auto& a, json::like<number_rule> auto& r) {
  a.always("match", r.match);
  a.always("replace", r.replace);
}
void members(auto& a, json::like<window_template> auto& t) {
  a.always("name", t.name);
  a.always("language", t.language);
}
void members(auto& a, json::like<retry_settings> auto& r) {
  a.always("attempts_max", r.attempts_max);
  a.always("base_ms", r.base);
  a.always("factor", r.factor);
}
void members(auto& a, json::like<channel_settings> auto& s) {
  a("number_rules", s.number_rules);
  a("outside_window", s.outside_window);
  a("number_rate", s.number_rate);
  a("coexistence", s.coexistence);
  a.always("retry", s.retry);
  a.always("opt_out_words", s.opt_out_words);
  a("opt_in_words", s.opt_in_words);
  a("mark_read", s.mark_read);
  a("typing", s.typing);
}

} // namespace charla::ports

namespace charla::json {

flows::result<ports::channel_settings> read_channel_settings(std::string_view text) {
  ports::channel_settings s;
  const auto parsed = document::parse(text.empty() ? "{}" : text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  if (parsed->root().kind() != kind::object) return flows::fail("json.type", "the settings must be an object");
  if (!parsed->root()["opt_out_words"].exists()) s.opt_out_words = ports::usual_opt_out_words;
  const trail top;
  problem p;
  const fields f{parsed->root(), top, p};
  reading archive{f};
  members(archive, s);
  if (p.any()) return tl::make_unexpected(p.take());
  return s;
}

std::string write_channel_settings(const ports::channel_settings& s) {
  writer w;
  w.begin_object();
  writing archive{w};
  members(archive, s);
  return w.end_object().take();
}

flows::result<ports::channel_access> access_of(const ports::channel_row& row) {
  const auto secrets = read_credentials(row.credentials);
  if (!secrets) return tl::make_unexpected(secrets.error());
  auto settings = read_channel_settings(row.settings);
  if (!settings) return tl::make_unexpected(settings.error());
  return ports::channel_access{row.id,
                               row.tenant,
                               row.key,
                               row.phone_number_id,
                               row.base_url,
                               secrets->access_token,
                               secrets->app_secret,
                               secrets->verify_token,
                               row.phone_number,
                               row.account_id,
                               *std::move(settings)};
}

} // namespace charla::json
