#include "io/api/directory.hpp"

#include "io/json/channel_settings.hpp"

#include <algorithm>

namespace charla::api {

const known_channel* directory::find(flows::channel_id id) const {
  const auto found = std::find_if(channels.begin(), channels.end(), [&](const auto& c) { return c.row.id == id; });
  return found == channels.end() ? nullptr : &*found;
}

const known_channel* directory::find(flows::tenant_id tenant, std::string_view key) const {
  const auto found = std::find_if(channels.begin(), channels.end(),
                                  [&](const auto& c) { return c.row.tenant == tenant && c.row.key == key; });
  return found == channels.end() ? nullptr : &*found;
}

const ports::tenant_row* directory::find(flows::tenant_id tenant) const {
  const auto found = std::find_if(tenants.begin(), tenants.end(), [&](const auto& t) { return t.id == tenant; });
  return found == tenants.end() ? nullptr : &*found;
}

flows::tenant_id directory::first_tenant() const {
  const auto first =
      std::min_element(tenants.begin(), tenants.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return first == tenants.end() ? flows::tenant_id{} : first->id;
}

directory_ptr directory_holder::get() const {
  const std::lock_guard lock{mutex_};
  return present_;
}

ports::stored<void> directory_holder::reload(ports::store_admin& from) {
  auto tenants = from.tenants();
  if (!tenants) return tl::make_unexpected(tenants.error());
  auto rows = from.channels();
  if (!rows) return tl::make_unexpected(rows.error());
  auto next = std::make_shared<directory>();
  next->tenants = std::move(*tenants);
  for (auto& row : *rows) {
    known_channel c;
    const auto speaks =
        std::find_if(providers_.begin(), providers_.end(), [&](const auto* p) { return p->type() == row.type; });
    if (speaks != providers_.end()) c.speaks = *speaks;
    auto access = json::access_of(row);
    if (!access) {
      log_.error("api.channel_unreadable", {{"channel", row.key}, {"error", access.error().code}});
      access = ports::channel_access{.id = row.id, .tenant = row.tenant, .key = row.key};
    }
    c.access = *std::move(access);
    row.credentials.clear();
    c.row = std::move(row);
    next->channels.push_back(std::move(c));
  }
  const std::lock_guard lock{mutex_};
  present_ = std::move(next);
  return {};
}

} // namespace charla::api
