#include "compose.hpp"

#include "flows/expr/fold.hpp"
#include "io/clock/zone_file.hpp"
#include "io/json/channel_settings.hpp"
#include "io/json/flow_versions.hpp"

#include <algorithm>

namespace charla {

namespace {

flows::catalog
catalog_of(ports::store_admin& admin, const ports::tenant_row& tenant, const ports::codec& codec, ports::log& log) {
  const auto rows = admin.flows(tenant.id);
  if (!rows) {
    log.error("directory.flows_unreadable",
              {{"tenant", std::to_string(tenant.id.value())}, {"error", rows.error().what}});
    return {};
  }
  const auto made = json::compile_versions(*rows, codec);
  for (const auto& f : made.unreadable)
    log.error("directory.flow_unreadable", {{"flow", f.name},
                                            {"version", std::to_string(f.version)},
                                            {"error", f.why.what},
                                            {"where", f.why.where}});
  return {made.ready, made.live};
}

std::vector<std::string> folded(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const auto& w : words)
    if (auto word = flows::expr::fold(w); !word.empty()) out.push_back(std::move(word));
  return out;
}

/// What people have set, else what the number's use implies, else what the provider tells, else the default.
double rate_of(const ports::channel_access& access, const std::vector<ports::number_row>& told, double by_default) {
  constexpr double coexistence = 20; // providers.md A7: a number that is also used with the app
  if (access.settings.number_rate) return *access.settings.number_rate;
  if (access.settings.coexistence) return coexistence;
  const auto known =
      std::find_if(told.begin(), told.end(), [&](const ports::number_row& n) { return n.channel == access.id; });
  return known != told.end() && known->rate ? *known->rate : by_default;
}

flows::rules rules_of(const ports::tenant_row& t, ports::log& log) {
  flows::rules r;
  r.memory = static_cast<std::size_t>(std::max(0, t.memory));
  r.human_override = flows::milliseconds{t.human_override_ms};
  r.language = t.locale;
  r.hours = t.business_hours;
  if (auto zone = clock::posix_zone(t.timezone))
    r.zone = *std::move(zone);
  else
    log.warn("directory.unknown_time_zone", {{"tenant", std::to_string(t.id.value())}, {"error", zone.error().what}});
  return r;
}

} // namespace

ports::stored<actors::directory_ptr> load_directory(ports::store_admin& admin,
                                                    const std::vector<const ports::provider*>& providers,
                                                    const ports::codec& codec,
                                                    double default_rate,
                                                    ports::log& log) {
  auto tenants = admin.tenants();
  if (!tenants) return tl::make_unexpected(tenants.error());
  auto channels = admin.channels();
  if (!channels) return tl::make_unexpected(channels.error());
  auto webhooks = admin.webhooks();
  if (!webhooks) return tl::make_unexpected(webhooks.error());
  const auto numbers = admin.numbers();
  if (!numbers) return tl::make_unexpected(numbers.error());
  auto next = std::make_shared<actors::directory>();
  for (const auto& w : *webhooks) {
    auto& wanted = next->webhooks[w.tenant];
    wanted.all = wanted.all || w.events.empty();
    wanted.types.insert(w.events.begin(), w.events.end());
  }
  for (const auto& t : *tenants) {
    auto& entry = next->tenants[t.id];
    entry.rules = rules_of(t, log);
    entry.flows = catalog_of(admin, t, codec, log);
  }
  for (const auto& c : *channels) {
    const auto speaks =
        std::find_if(providers.begin(), providers.end(), [&](const auto* p) { return p->type() == c.type; });
    const bool host = c.type == "host"; // takes its answers by POST /chat: nobody sends them
    if (speaks == providers.end() && !host) {
      log.error("directory.unknown_provider", {{"channel", c.key}, {"type", c.type}});
      continue;
    }
    auto access = json::access_of(c);
    if (!access) {
      log.error("directory.channel_unreadable", {{"channel", c.key}, {"error", access.error().what}});
      continue;
    }
    actors::directory::channel entry;
    entry.access = *std::move(access);
    entry.opt_out_words = folded(entry.access.settings.opt_out_words);
    entry.opt_in_words = folded(entry.access.settings.opt_in_words);
    entry.number_rate = rate_of(entry.access, *numbers, default_rate);
    entry.speaks = host ? nullptr : *speaks;
    entry.stopped = c.status != "active";
    entry.group_quiet = flows::milliseconds{c.group_quiet_ms};
    entry.group_max = flows::milliseconds{c.group_max_ms};
    next->channels.emplace(c.id, std::move(entry));
  }
  return actors::directory_ptr{std::move(next)};
}

} // namespace charla
