#include "io/api/authenticate.hpp"
#include "io/api/body.hpp"
#include "io/api/email.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

constexpr std::size_t password_min = 10;

/// With a bootstrap token, who knows it; without one, who sits at this machine.
tl::expected<void, problem> refuse_stranger(const call& c, const std::string& token) {
  const auto& wanted = c.house.with.config.security.admin_token;
  if (wanted.empty() ? from_this_machine(c.request) : c.house.with.crypto.same(wanted, token)) return {};
  if (const int wait = c.house.sign_ins.attempt(c.request.remote_address, "setup"); wait > 0)
    return refuse(too_many("Too many attempts.", wait));
  return refuse(forbidden(wanted.empty() ? "Set security.admin_token, or do this on the machine itself."
                                         : "The bootstrap token is not the one of the configuration."));
}

tl::expected<flows::tenant_id, problem> first_tenant(const call& c, const std::string& name) {
  const auto tenants = c.store().tenants();
  if (!tenants) return refuse(store_failed(tenants.error()));
  if (!tenants->empty()) return tenants->front().id;
  ports::tenant_row row;
  row.name = name;
  row.created_at = c.house.with.clock.now();
  const auto added = c.store().add_tenant(row);
  if (!added) return refuse(store_failed(added.error()));
  return added->id;
}

answer is_setup_needed(call& c) {
  const auto users = c.store().user_count();
  if (!users) return refuse(store_failed(users.error()));
  // The page asks this first: to be told that nobody is signed in is not an error to it.
  const bool signed_in = authenticate(c.house, c.store(), c.request).has_value();
  return object_response([&](json::writer& w) { w.member("needed", *users == 0).member("signed_in", signed_in); });
}

answer set_up(call& c) {
  if (c.request.header_value("origin") || c.request.header_value("sec-fetch-site"))
    if (auto ours = refuse_foreign_page(c.house, c.request); !ours) return refuse(ours.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::user_row owner;
  const auto email = read_email(b->text("email", 254));
  if (!email && b->good()) b->wrong("email", "email", "An e-mail address, e.g. ana@example.com.");
  owner.name = b->text("name", 100);
  const auto password = b->text("password", 200);
  if (!password.empty() && password.size() < password_min) b->wrong("password", "too_short", "At least 10 characters.");
  const auto tenant_name = b->maybe_text("tenant_name", 100).value_or("Charla");
  const auto token = b->maybe_text("token", 200).value_or("");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  const std::lock_guard once{c.house.setup};
  const auto users = c.store().user_count();
  if (!users) return refuse(store_failed(users.error()));
  if (*users > 0) return refuse(conflict("This installation has its owner already: sign in."));
  if (auto known = refuse_stranger(c, token); !known) return refuse(known.error());
  const auto tenant = first_tenant(c, tenant_name);
  if (!tenant) return refuse(tenant.error());
  owner.tenant = *tenant;
  owner.email = *email;
  owner.what = ports::role::owner;
  owner.password_hash = c.house.with.crypto.hash_password(password);
  owner.created_at = c.house.with.clock.now();
  const auto added = c.store().add_user(owner);
  if (!added) return refuse(store_failed(added.error()));
  c.house.reload(c.store());
  c.who.tenant = *tenant;
  note_audit(c, "setup", owner.email);
  auto cookie = begin_session(c.house, c.store(), *added);
  if (!cookie) return refuse(cookie.error());
  auto r = ok_response();
  r.headers.push_back({"Set-Cookie", *cookie});
  return r;
}

} // namespace

endpoints setup_endpoints() {
  return {
      {"GET", "/api/v1/setup", right::open,
       "Whether the first owner is still missing, and whether the caller is signed in", "", "setup_needed",
       quick(is_setup_needed)},
      {"POST", "/api/v1/setup", right::open, "Makes the first owner; only while there is no user", "setup", "ok",
       quick(set_up)},
  };
}

} // namespace charla::api
