#include "io/api/authenticate.hpp"

#include "io/api/token.hpp"

#include <algorithm>
#include <charconv>

namespace charla::api {

namespace {

constexpr std::chrono::minutes touch_every{1}; ///< `last_used_at` and sliding: not a write for each request

std::string_view cookie_name(const context& house) { return house.cookies_are_secure() ? "__Host-session" : "session"; }

std::string cookie_of(const context& house, std::string_view value, std::int64_t seconds) {
  std::string out{cookie_name(house)};
  out += '=';
  out += value;
  out += "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds);
  if (house.cookies_are_secure()) out += "; Secure";
  return out;
}

std::optional<std::string_view> find_cookie(const ports::http_request& request, std::string_view name) {
  for (const auto& h : request.headers) {
    if (!ports::find_header({h}, "cookie")) continue;
    std::string_view rest = h.value;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(';'), rest.size());
      auto pair = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
      if (pair.size() > name.size() && pair.substr(0, name.size()) == name && pair[name.size()] == '=')
        return pair.substr(name.size() + 1);
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> bearer_of(const ports::http_request& request) {
  const auto header = request.header_value("authorization");
  constexpr std::string_view scheme = "bearer ";
  if (!header || header->size() <= scheme.size()) return std::nullopt;
  const auto same = std::equal(scheme.begin(), scheme.end(), header->begin(),
                               [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
  if (!same) return std::nullopt;
  return header->substr(scheme.size());
}

bool runs_installation(const context& house, const identity& who) {
  const auto known = house.channels.get();
  return who.what == ports::role::owner && known && known->first_tenant() == who.tenant;
}

tl::expected<identity, problem> by_key(context& house, ports::store_admin& store, std::string_view token) {
  const auto key = store.api_key_by_hash(house.with.crypto.sha256(token));
  if (!key) return refuse(store_failed(key.error()));
  if (!*key || (*key)->revoked_at) return refuse(unauthenticated("This API key is not valid, or it was revoked."));
  identity who;
  who.by = identity::means::key;
  who.tenant = (*key)->tenant;
  who.key = (*key)->id;
  who.scopes = (*key)->scopes;
  const auto own_rate = (*key)->rate_per_minute;
  who.rate_per_minute = own_rate > 0 ? own_rate : house.with.config.security.key_rate_per_minute;
  who.name = (*key)->name;
  const auto now = house.with.clock.now();
  if (!(*key)->last_used_at || now - *(*key)->last_used_at >= touch_every)
    if (const auto done = store.touch_api_key(who.key, now); !done)
      house.with.log.warn("api.key_not_touched", {{"error", done.error().what}});
  return who;
}

/// The operator at this machine's terminal, who can read what the owner of the data folder can.
std::optional<identity> at_terminal(const context& house, const ports::http_request& request, std::string_view token) {
  const auto& ours = house.with.local_token;
  if (ours.empty() || !from_this_machine(request) || !house.with.crypto.same(ours, token)) return std::nullopt;
  const auto known = house.channels.get();
  if (!known) return std::nullopt;
  identity who;
  who.by = identity::means::key;
  who.tenant = known->first_tenant();
  for (const auto r : {right::actors_read, right::actors_write, right::conversations_read, right::conversations_write,
                       right::contacts_phone})
    who.scopes.emplace_back(name_of(r));
  who.name = "terminal";
  who.runs_installation = true;
  return who;
}

tl::expected<identity, problem> by_cookie(context& house, ports::store_admin& store, std::string_view token) {
  const auto again = unauthenticated("The session has ended: sign in again.");
  const auto hash = house.with.crypto.sha256(token);
  const auto session = store.session_by_hash(hash);
  if (!session) return refuse(store_failed(session.error()));
  const auto now = house.with.clock.now();
  if (!*session || (*session)->expires_at <= now || (*session)->created_at + session_longest <= now)
    return refuse(again);
  const auto user = store.user((*session)->user);
  if (!user) return refuse(store_failed(user.error()));
  if (!*user || (*user)->status != "active") return refuse(again);
  const auto until = std::min(now + session_sliding, (*session)->created_at + session_longest);
  if (until - (*session)->expires_at >= touch_every)
    if (const auto done = store.extend_session(hash, until); !done)
      house.with.log.warn("api.session_not_extended", {{"error", done.error().what}});
  identity who;
  who.by = identity::means::cookie;
  who.tenant = (*user)->tenant;
  who.user = (*user)->id;
  who.what = (*user)->what;
  who.email = (*user)->email;
  who.name = (*user)->name.empty() ? (*user)->email : (*user)->name;
  who.session = hash;
  return who;
}

tl::expected<identity, problem>
by_bearer(context& house, ports::store_admin& store, const ports::http_request& request, std::string_view token) {
  if (auto who = at_terminal(house, request, token)) return *who;
  return by_key(house, store, token);
}

tl::expected<void, problem> choose_tenant(const context& house, const ports::http_request& request, identity& who) {
  const auto header = request.header_value("x-tenant-id");
  if (!header) return {};
  std::int32_t id = 0;
  const auto [end, ec] = std::from_chars(header->data(), header->data() + header->size(), id);
  if (ec != std::errc{} || end != header->data() + header->size())
    return refuse(bad_request("X-Tenant-ID is the number of a tenant."));
  if (flows::tenant_id{id} == who.tenant) return {};
  if (!who.runs_installation) return refuse(forbidden("This account may not work on another tenant."));
  const auto known = house.channels.get();
  if (!known || known->find(flows::tenant_id{id}) == nullptr) return refuse(not_found("tenant"));
  who.tenant = flows::tenant_id{id};
  return {};
}

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

} // namespace

bool from_this_machine(const ports::http_request& request) {
  const std::string_view a = request.remote_address;
  return a == "::1" || a.rfind("127.", 0) == 0 || a.rfind("::ffff:127.", 0) == 0;
}

tl::expected<void, problem> refuse_foreign_origin(const context& house, const ports::http_request& request) {
  const auto foreign = forbidden("This request did not come from a page of this server.");
  const auto origin = request.header_value("origin");
  if (!origin) return refuse(foreign);
  const auto host = request.header_value("host").value_or("");
  std::string_view url = house.with.config.http.public_url;
  while (!url.empty() && url.back() == '/')
    url.remove_suffix(1);
  const auto scheme_end = origin->find("://");
  const bool same_host =
      scheme_end != std::string_view::npos && !host.empty() && origin->substr(scheme_end + 3) == host;
  if (same_host || (!url.empty() && *origin == url)) return {};
  return refuse(foreign);
}

tl::expected<void, problem> refuse_foreign_page(const context& house, const ports::http_request& request) {
  if (is_safe(request.method)) return {};
  if (const auto site = request.header_value("sec-fetch-site")) {
    if (*site == "same-origin") return {};
    return refuse(forbidden("This request did not come from a page of this server."));
  }
  return refuse_foreign_origin(house, request);
}

tl::expected<identity, problem>
authenticate(context& house, ports::store_admin& store, const ports::http_request& request) {
  const auto bearer = bearer_of(request);
  const auto cookie = bearer ? std::nullopt : find_cookie(request, cookie_name(house));
  if (!bearer && !cookie) return refuse(unauthenticated("Sign in, or send an API key: `Authorization: Bearer chk_…`."));
  auto who = bearer ? by_bearer(house, store, request, *bearer) : by_cookie(house, store, *cookie);
  if (!who) return who;
  if (cookie) {
    if (auto ours = refuse_foreign_page(house, request); !ours) return refuse(ours.error());
    who->runs_installation = runs_installation(house, *who);
  }
  if (auto chosen = choose_tenant(house, request, *who); !chosen) return refuse(chosen.error());
  return who;
}

tl::expected<std::string, problem>
begin_session(context& house, ports::store_admin& store, const ports::user_row& user) {
  const auto token = to_base64url(house.with.crypto.random_bytes(32));
  const auto now = house.with.clock.now();
  const auto written =
      store.add_session({house.with.crypto.sha256(token), user.id, user.tenant, now, now + session_sliding});
  if (!written) return refuse(store_failed(written.error()));
  return cookie_of(house, token, std::chrono::seconds{session_longest}.count());
}

std::string expired_cookie(const context& house) { return cookie_of(house, "", 0); }

} // namespace charla::api
