#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"
#include "io/api/token.hpp"

namespace charla::api {

namespace {

constexpr std::size_t prefix_length = 10;
constexpr std::int64_t rate_max = 1'000'000;

void write_members(json::writer& w, const ports::api_key_row& k) {
  w.member("id", k.id).member("name", k.name).member("prefix", k.prefix).key("scopes").begin_array();
  for (const auto& s : k.scopes)
    w.text(s);
  w.end_array().member("rate_per_minute", k.rate_per_minute);
  write_time(w, "created_at", k.created_at);
  write_time(w, "last_used_at", k.last_used_at);
  write_time(w, "revoked_at", k.revoked_at);
}

answer list(call& c) {
  const auto all = c.store().api_keys(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  return list_response(*all, "", [](json::writer& w, const ports::api_key_row& k) {
    w.begin_object();
    write_members(w, k);
    w.end_object();
  });
}

answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::api_key_row k;
  k.tenant = c.who.tenant;
  k.created_at = c.house.with.clock.now();
  k.name = b->text("name", 100);
  k.scopes = b->maybe_texts("scopes", 50, 60).value_or(std::vector<std::string>{});
  if (b->good() && k.scopes.empty())
    b->wrong("scopes", "required", "What the key may do, e.g. [\"conversations:write\"].");
  for (std::size_t i = 0; i < k.scopes.size(); ++i) {
    const auto r = parse_right(k.scopes[i]);
    const auto field = "scopes[" + std::to_string(i) + "]";
    if (!r)
      b->wrong(field, "not_one_of", "There is no such scope; the document at /docs lists them.");
    else if (!c.who.may(*r))
      b->wrong(field, "not_yours", "A key can have no right that its maker does not have.");
  }
  if (const auto rate = b->maybe_integer("rate_per_minute", 0, rate_max))
    k.rate_per_minute = static_cast<std::int32_t>(*rate);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const auto token = "chk_" + to_base64url(c.house.with.crypto.random_bytes(32));
  k.prefix = token.substr(0, prefix_length);
  k.hash = c.house.with.crypto.sha256(token);
  const auto added = c.store().add_api_key(k);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "key.add", std::to_string(added->id));
  return object_response([&](json::writer& w) {
    write_members(w, *added);
    w.member("key", token); // shown this once: only its hash is kept
  });
}

answer revoke(call& c) {
  const auto id = number_of(c.request.param("id"));
  if (!id || !std::in_range<std::int32_t>(*id)) return refuse(not_found("key"));
  const auto done = c.store().revoke_api_key(c.who.tenant, static_cast<std::int32_t>(*id), c.house.with.clock.now());
  if (!done) return refuse(store_failed(done.error()));
  if (!*done) return refuse(not_found("key"));
  note_audit(c, "key.revoke", c.request.param("id"));
  return ok_response();
}

} // namespace

endpoints key_endpoints() {
  return {
      {"GET", "/api/v1/keys", right::keys_read, "The tenant's API keys", "", "keys", quick(list)},
      {"POST", "/api/v1/keys", right::keys_write, "Makes a key; it is shown this once", "key_new", "key_made",
       quick(add)},
      {"DELETE", "/api/v1/keys/{id}", right::keys_write, "Revokes a key at once", "", "ok", quick(revoke)},
  };
}

} // namespace charla::api
