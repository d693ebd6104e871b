#include "io/api/channel_change.hpp"

#include "io/api/body.hpp"
#include "io/api/channel_needs.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::int64_t longest_group_ms = 60'000;

bool is_key(std::string_view text) {
  return !text.empty() && text != "whatsapp" && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

void read_credentials(body& b, json::credentials& secrets) {
  const auto given = b.maybe_object("credentials");
  if (!given) return;
  body part{*given, "credentials."};
  if (auto t = part.maybe_text("access_token", 1000)) secrets.access_token = std::move(*t);
  if (auto t = part.maybe_text("app_secret", 200)) secrets.app_secret = std::move(*t);
  if (auto t = part.maybe_text("verify_token", 200)) secrets.verify_token = std::move(*t);
  part.refuse_unknown();
  b.take_errors(part);
}

void check_number_is_free(const call& c, body& b, const ports::channel_row& row) {
  const auto known = c.house.channels.get();
  if (!known || row.phone_number_id.empty()) return;
  for (const auto& other : known->channels)
    if (other.row.phone_number_id == row.phone_number_id && other.row.id != row.id && other.row.type == row.type)
      b.wrong("phone_number_id", "taken", "Another channel of this installation has this number.");
}

tl::expected<ports::channel_row, problem>
finish(const call& c, body& b, ports::channel_row row, json::credentials secrets) {
  if (auto mode = b.maybe_choice("mode", {"simulated", "live"})) row.mode = std::move(*mode);
  if (auto status = b.maybe_choice("status", {"active", "stopped"})) row.status = std::move(*status);
  if (auto number = b.maybe_text("phone_number", 40)) row.phone_number = std::move(*number);
  if (auto id = b.maybe_text("phone_number_id", 100)) row.phone_number_id = std::move(*id);
  if (auto id = b.maybe_text("account_id", 40)) row.account_id = std::move(*id);
  if (auto ms = b.maybe_integer("group_quiet_ms", 0, longest_group_ms))
    row.group_quiet_ms = static_cast<std::int32_t>(*ms);
  if (auto ms = b.maybe_integer("group_max_ms", 0, longest_group_ms)) row.group_max_ms = static_cast<std::int32_t>(*ms);
  if (row.group_quiet_ms > row.group_max_ms)
    b.wrong("group_max_ms", "range", "At least group_quiet_ms: it ends a burst that never pauses.");
  read_credentials(b, secrets);
  read_settings(b, row);
  b.refuse_unknown();
  if (b.good()) check_live(c, b, row, secrets);
  if (b.good()) check_number_is_free(c, b, row);
  if (!b.good()) return refuse(b.take_problem());
  row.credentials = json::write_credentials(secrets);
  row.base_url = base_url_of(c, row);
  return row;
}

} // namespace

tl::expected<ports::channel_row, problem> read_new_channel(const call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::channel_row row;
  row.tenant = c.who.tenant;
  row.created_at = c.house.with.clock.now();
  row.key = b->text("key", 40);
  if (!row.key.empty() && !is_key(row.key))
    b->wrong("key", "format", "Lower-case letters, digits, _ and -; `whatsapp` itself is taken.");
  const auto known = c.house.channels.get();
  if (known && known->find(c.who.tenant, row.key) != nullptr)
    b->wrong("key", "taken", "Another channel of this tenant has this key.");
  if (auto type = b->maybe_choice("type", {"meta", "ycloud", "evolution", "host"})) row.type = std::move(*type);
  // What a simulated channel needs is made up; a live one must bring its own.
  json::credentials secrets;
  if (b->raw("mode").text().value_or("simulated") == "simulated") secrets = make_up(c, row);
  if (row.type == "host") row.group_quiet_ms = row.group_max_ms = 0; // it waits for the answer
  return finish(c, *b, std::move(row), std::move(secrets));
}

tl::expected<ports::channel_row, problem> read_channel_change(const call& c, ports::channel_row row) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto secrets = json::read_credentials(row.credentials.empty() ? "{}" : row.credentials);
  return finish(c, *b, std::move(row), secrets.value_or(json::credentials{}));
}

} // namespace charla::api
