#include "cli/first_run.hpp"

#include "io/json/credentials.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace charla::cli {

namespace {

constexpr std::string_view demo_owner = "owner@charla.local";

template <class T>
tl::unexpected<flows::error> store_failed(const ports::stored<T>& s) {
  return flows::fail("store.write", s.error().what);
}

std::string credentials_of(const ports::channel_config& c) {
  return json::write_credentials({c.token, c.app_secret, c.verify_token});
}

std::string readable_password(ports::crypto& crypto) {
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789"; // without those that look alike
  std::string out;
  for (const char byte : crypto.random_bytes(16)) {
    if (!out.empty() && out.size() % 5 == 4) out.push_back('-');
    out.push_back(letters[static_cast<unsigned char>(byte) % letters.size()]);
  }
  return out;
}

flows::result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in)
    return flows::fail("flow.missing",
                       "the example flow " + path.string()
                           + " cannot be opened: set paths.flows (CHARLA_PATHS_FLOWS) to the folder that holds it");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

flows::result<void> install_example_flow(ports::store_admin& admin,
                                         flows::tenant_id tenant,
                                         const ports::config& config,
                                         const ports::codec& codec,
                                         flows::timestamp now) {
  const auto graph = read_file(std::filesystem::path{config.flows_dir} / "bienvenida.json");
  if (!graph) return tl::make_unexpected(graph.error());
  const auto flow = codec.decode_flow(*graph);
  if (!flow) return tl::make_unexpected(flow.error());
  ports::flow_row row;
  row.tenant = tenant;
  row.name = flow->name;
  row.graph = *graph;
  row.status = "published";
  row.created_by = "charla";
  row.created_at = now;
  const auto added = admin.add_flow_version(row);
  if (!added) return store_failed(added);
  if (const auto active = admin.activate_flow(tenant, added->id, added->version, now); !active)
    return store_failed(active);
  return {};
}

flows::result<void> bring_channel_up_to_date(ports::store_admin& admin,
                                             flows::tenant_id tenant,
                                             const ports::config& config,
                                             const std::string& simulator_url,
                                             flows::timestamp now) {
  const auto channels = admin.channels();
  if (!channels) return store_failed(channels);
  const auto mine = std::find_if(channels->begin(), channels->end(), [](const auto& c) { return c.key == "wa_main"; });
  auto row = mine == channels->end() ? ports::channel_row{} : *mine;
  row.key = "wa_main";
  row.type = "meta";
  row.mode = config.channel.fake_mode ? "simulated" : "live";
  row.phone_number_id = config.channel.phone_number_id;
  row.base_url = config.channel.fake_mode ? simulator_url : config.channel.graph_url;
  row.credentials = credentials_of(config.channel);
  row.group_quiet_ms = static_cast<std::int32_t>(config.channel.group_quiet.count());
  row.group_max_ms = static_cast<std::int32_t>(config.channel.group_max.count());
  if (mine == channels->end()) {
    row.tenant = tenant;
    row.phone_number = "+54 9 11 0000-0000";
    row.created_at = now;
    if (const auto added = admin.add_channel(row); !added) return store_failed(added);
  } else if (const auto updated = admin.update_channel(row); !updated) {
    return store_failed(updated);
  }
  return {};
}

flows::result<void> add_owner(ports::store_admin& admin,
                              flows::tenant_id tenant,
                              first_run_result& made,
                              ports::crypto& crypto,
                              flows::timestamp now) {
  made.owner_email = demo_owner;
  made.owner_password = readable_password(crypto);
  ports::user_row owner;
  owner.tenant = tenant;
  owner.email = made.owner_email;
  owner.name = "Demo";
  owner.what = ports::role::owner;
  owner.password_hash = crypto.hash_password(made.owner_password);
  owner.created_at = now;
  if (const auto added = admin.add_user(owner); !added) return store_failed(added);
  return {};
}

} // namespace

flows::result<first_run_result> prepare_installation(ports::store_admin& admin,
                                                     const ports::config& config,
                                                     const std::string& simulator_url,
                                                     const ports::codec& codec,
                                                     ports::crypto& crypto,
                                                     const ports::clock& clock) {
  const auto now = clock.now();
  const auto tenants = admin.tenants();
  if (!tenants) return store_failed(tenants);
  first_run_result made;
  made.made_now = tenants->empty();
  auto tenant = made.made_now ? flows::tenant_id{} : tenants->front().id;
  if (made.made_now) {
    ports::tenant_row row;
    row.name = "Demo - Clínica Río";
    row.created_at = now;
    const auto added = admin.add_tenant(row);
    if (!added) return store_failed(added);
    tenant = added->id;
    if (auto ok = install_example_flow(admin, tenant, config, codec, now); !ok) return tl::make_unexpected(ok.error());
    if (config.security.development)
      if (auto ok = add_owner(admin, tenant, made, crypto, now); !ok) return tl::make_unexpected(ok.error());
  }
  const auto users = admin.users(tenant);
  if (!users) return store_failed(users);
  const auto owner =
      std::find_if(users->begin(), users->end(), [](const auto& u) { return u.what == ports::role::owner; });
  if (owner != users->end()) made.owner = owner->id;
  if (auto ok = bring_channel_up_to_date(admin, tenant, config, simulator_url, now); !ok)
    return tl::make_unexpected(ok.error());
  return made;
}

} // namespace charla::cli
