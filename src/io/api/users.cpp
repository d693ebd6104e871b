#include "io/api/body.hpp"
#include "io/api/email.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t password_min = 10;

void write_user(json::writer& w, const ports::user_row& u) {
  w.begin_object().member("id", u.id.value()).member("email", u.email).member("name", u.name);
  w.member("role", ports::name_of(u.what))
      .member("status", u.status)
      .member("created_at", show_time(u.created_at))
      .end_object();
}

answer show_one(const ports::user_row& u) {
  json::writer w;
  write_user(w, u);
  return json_response(w.take());
}

bool is_owner(const call& c) { return c.who.by == identity::means::cookie && c.who.what == ports::role::owner; }

std::string read_password(body& b) {
  auto password = b.maybe_text("password", 200).value_or("");
  if (!password.empty() && password.size() < password_min) b.wrong("password", "too_short", "At least 10 characters.");
  return password;
}

answer list(call& c) {
  const auto all = c.store().users(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  return list_response(*all, "", write_user);
}

answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::user_row u;
  u.tenant = c.who.tenant;
  u.created_at = c.house.with.clock.now();
  const auto given = b->text("email", 254);
  const auto email = read_email(given);
  if (!given.empty() && !email) b->wrong("email", "email", "An e-mail address, e.g. ana@example.com.");
  u.name = b->text("name", 100);
  u.what = ports::parse_role(b->choice("role", {"owner", "admin", "agent", "analyst"})).value_or(ports::role::analyst);
  const auto password = read_password(*b);
  if (password.empty() && b->good()) b->wrong("password", "required", "The first password; they can change it.");
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (u.what == ports::role::owner && !is_owner(c)) return refuse(forbidden("Only an owner makes owners."));
  u.email = *email;
  const auto before = c.store().user_by_email(u.email);
  if (!before) return refuse(store_failed(before.error()));
  if (*before) return refuse(invalid("email", "taken", "Somebody has an account with this e-mail already."));
  u.password_hash = c.house.with.crypto.hash_password(password);
  const auto added = c.store().add_user(u);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "user.add", u.email);
  return show_one(*added);
}

tl::expected<ports::user_row, problem> find_user(const call& c) {
  const auto id = number_of(c.request.param("id"));
  if (!id || !std::in_range<std::int32_t>(*id)) return refuse(not_found("user"));
  const auto row = c.store().user(flows::user_id{static_cast<std::int32_t>(*id)});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row || (*row)->tenant != c.who.tenant) return refuse(not_found("user"));
  return **row;
}

/// Somebody must be left who can give rights.
tl::expected<void, problem> keep_an_owner(const call& c, const ports::user_row& changed) {
  if (changed.what == ports::role::owner && changed.status == "active") return {};
  const auto all = c.store().users(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  const bool another = std::any_of(all->begin(), all->end(), [&](const auto& u) {
    return u.id != changed.id && u.what == ports::role::owner && u.status == "active";
  });
  if (another) return {};
  return refuse(conflict("This is the last active owner: make another one first."));
}

answer change(call& c) {
  auto found = find_user(c);
  if (!found) return refuse(found.error());
  const auto before = *found;
  auto u = before;
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (auto name = b->maybe_text("name", 100)) u.name = std::move(*name);
  if (auto role = b->maybe_choice("role", {"owner", "admin", "agent", "analyst"})) u.what = *ports::parse_role(*role);
  if (auto status = b->maybe_choice("status", {"active", "disabled"})) u.status = std::move(*status);
  const auto password = read_password(*b);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if ((before.what == ports::role::owner || u.what == ports::role::owner) && !is_owner(c))
    return refuse(forbidden("Only an owner changes owners."));
  if (before.what == ports::role::owner)
    if (auto left = keep_an_owner(c, u); !left) return refuse(left.error());
  if (!password.empty()) u.password_hash = c.house.with.crypto.hash_password(password);
  const auto done = c.store().update_user(u);
  if (!done) return refuse(store_failed(done.error()));
  // Rights and passwords count at once: whoever is signed in signs in again.
  if (u.what != before.what || u.status != before.status || !password.empty())
    if (const auto ended = c.store().end_sessions_of(u.id); !ended) return refuse(store_failed(ended.error()));
  note_audit(c, "user.change", u.email);
  return show_one(u);
}

} // namespace

endpoints user_endpoints() {
  return {
      {"GET", "/api/v1/users", right::users_read, "The tenant's users", "", "users", quick(list)},
      {"POST", "/api/v1/users", right::users_write, "Adds a user", "user_new", "user", quick(add)},
      {"PATCH", "/api/v1/users/{id}", right::users_write, "Changes a user; a new role or password ends their sessions",
       "user_change", "user", quick(change)},
  };
}

} // namespace charla::api
