#include "io/api/body.hpp"
#include "io/api/channel_change.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/json/channel_settings.hpp"

namespace charla::api {

namespace {

/// Enough to recognise a secret by; nothing of one that is short.
std::string last_four(const std::string& secret) { return secret.size() < 8 ? "" : secret.substr(secret.size() - 4); }

void write_secret(json::writer& w, std::string_view name, const std::string& secret) {
  w.key(name).begin_object().member("set", !secret.empty()).member("last4", last_four(secret)).end_object();
}

/// An unofficial way may cost the number: whoever sees the channel sees that (R205).
void write_provider(json::writer& w, const std::string& type, const ports::provider* speaks) {
  w.member("supported", speaks != nullptr || type == "host");
  if (speaks == nullptr) return;
  const auto traits = speaks->traits();
  w.member("official", traits.official);
  if (!traits.official) w.member("risk", traits.risk);
}

void write_channel(json::writer& w, const context& house, const known_channel& c) {
  w.begin_object().member("id", c.row.id.value()).member("key", c.row.key).member("type", c.row.type);
  w.member("mode", c.row.mode).member("status", c.row.status).member("phone_number", c.row.phone_number);
  w.member("phone_number_id", c.row.phone_number_id).member("account_id", c.row.account_id);
  write_provider(w, c.row.type, c.speaks);
  w.key("settings").raw(json::write_channel_settings(c.access.settings));
  w.member("group_quiet_ms", c.row.group_quiet_ms).member("group_max_ms", c.row.group_max_ms);
  w.member("webhook_url", house.with.config.http.public_url + "/api/webhooks/" + c.row.key);
  w.key("credentials").begin_object();
  write_secret(w, "access_token", c.access.access_token);
  write_secret(w, "app_secret", c.access.app_secret);
  write_secret(w, "verify_token", c.access.verify_token);
  w.end_object().member("created_at", show_time(c.row.created_at)).end_object();
}

answer show_one(const call& c, std::string_view key) {
  const auto known = c.house.channels.get();
  const auto* channel = known ? known->find(c.who.tenant, key) : nullptr;
  if (channel == nullptr) return refuse(not_found("channel"));
  json::writer w;
  write_channel(w, c.house, *channel);
  return json_response(w.take());
}

answer list(call& c) {
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  std::vector<const known_channel*> mine;
  for (const auto& channel : known->channels)
    if (channel.row.tenant == c.who.tenant) mine.push_back(&channel);
  return list_response(mine, "", [&](json::writer& w, const known_channel* ch) { write_channel(w, c.house, *ch); });
}

answer one(call& c) { return show_one(c, c.request.param("key")); }

/// The whole row, with its secrets: the directory keeps them apart.
tl::expected<ports::channel_row, problem> find_row(const call& c) {
  const auto rows = c.store().channels();
  if (!rows) return refuse(store_failed(rows.error()));
  for (const auto& row : *rows)
    if (row.tenant == c.who.tenant && row.key == c.request.param("key")) return row;
  return refuse(not_found("channel"));
}

answer save(call& c, ports::channel_row row) {
  const auto done = c.store().update_channel(row);
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("channel"));
  note_audit(c, "channel.change", row.key);
  c.house.reload(c.store());
  return show_one(c, row.key);
}

answer add(call& c) {
  auto row = read_new_channel(c);
  if (!row) return refuse(row.error());
  const auto added = c.store().add_channel(*row);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "channel.add", row->key);
  c.house.reload(c.store());
  return show_one(c, row->key);
}

answer change(call& c) {
  auto row = find_row(c);
  if (!row) return refuse(row.error());
  auto changed = read_channel_change(c, std::move(*row));
  if (!changed) return refuse(changed.error());
  return save(c, std::move(*changed));
}

/// Its conversations stay: a channel is stopped, not erased.
answer stop(call& c) {
  auto row = find_row(c);
  if (!row) return refuse(row.error());
  row->status = "stopped";
  return save(c, std::move(*row));
}

} // namespace

endpoints channel_endpoints() {
  return {
      {"GET", "/api/v1/channels", right::channels_read, "The tenant's channels", "", "channels", quick(list)},
      {"POST", "/api/v1/channels", right::channels_write, "Connects a number", "channel_new", "channel", quick(add)},
      {"GET", "/api/v1/channels/{key}", right::channels_read, "One channel; of secrets the last four characters", "",
       "channel", quick(one)},
      {"PATCH", "/api/v1/channels/{key}", right::channels_write, "Changes a channel; secrets are only ever written",
       "channel_change", "channel", quick(change)},
      {"DELETE", "/api/v1/channels/{key}", right::channels_write, "Stops a channel; its conversations stay", "",
       "channel", quick(stop)},
  };
}

} // namespace charla::api
