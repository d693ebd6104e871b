#include "io/api/authenticate.hpp"
#include "io/api/body.hpp"
#include "io/api/email.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

/// Said for a wrong e-mail and a wrong password alike.
constexpr std::string_view wrong_pair = "E-mail and password do not belong together.";

void write_account(json::writer& w, const call& c) {
  const auto known = c.house.channels.get();
  const auto* tenant = known ? known->find(c.who.tenant) : nullptr;
  if (c.who.user) {
    w.key("user").begin_object().member("id", c.who.user->value()).member("email", c.who.email);
    w.member("name", c.who.name).member("role", ports::name_of(c.who.what)).end_object();
  } else {
    w.key("key").begin_object().member("id", c.who.key).member("name", c.who.name).end_object();
  }
  w.key("tenant").begin_object().member("id", c.who.tenant.value());
  w.member("name", tenant == nullptr ? "" : tenant->name).member("locale", tenant == nullptr ? "es" : tenant->locale);
  w.end_object().key("rights").begin_array();
  for (const auto& r : permission_matrix())
    if (c.who.may(r.what)) w.text(r.name);
  w.end_array().member("runs_installation", c.who.runs_installation);
}

/// A page of another site must not sign its visitor in; a program sends neither header.
tl::expected<void, problem> refuse_foreign_sign_in(const call& c) {
  if (!c.request.header_value("sec-fetch-site") && !c.request.header_value("origin")) return {};
  return refuse_foreign_page(c.house, c.request);
}

bool right_password(const call& c, const std::optional<ports::user_row>& user, const std::string& password) {
  // Somebody who is not there is checked as slowly as somebody who is.
  const auto& hash = user && !user->password_hash.empty() ? user->password_hash : c.house.nobodys_hash();
  const bool same = c.house.with.crypto.verify_password(hash, password);
  return same && user && user->status == "active" && !user->password_hash.empty();
}

answer sign_in(call& c) {
  if (auto ours = refuse_foreign_sign_in(c); !ours) return refuse(ours.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto email = read_email(b->text("email", 254)).value_or("");
  const auto password = b->text("password", 200);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  if (const int wait = c.house.sign_ins.attempt(c.request.remote_address, email); wait > 0)
    return refuse(too_many("Too many attempts to sign in: wait " + std::to_string(wait) + " s.", wait));
  const auto user = c.store().user_by_email(email);
  if (!user) return refuse(store_failed(user.error()));
  if (!right_password(c, *user, password)) {
    c.house.with.log.warn("session.refused",
                          {{"address", c.request.remote_address}, {"correlation_id", c.request.correlation_id}});
    return refuse(unauthenticated(wrong_pair));
  }
  c.house.sign_ins.succeeded(c.request.remote_address, email);
  auto cookie = begin_session(c.house, c.store(), **user);
  if (!cookie) return refuse(cookie.error());
  c.who.by = identity::means::cookie;
  c.who.tenant = (*user)->tenant;
  c.who.user = (*user)->id;
  c.who.what = (*user)->what;
  c.who.email = (*user)->email;
  c.who.name = (*user)->name;
  note_audit(c, "session.begin", c.who.email);
  auto r = object_response([&](json::writer& w) { write_account(w, c); });
  r.headers.push_back({"Set-Cookie", *cookie});
  return r;
}

answer who_am_i(call& c) {
  return object_response([&](json::writer& w) { write_account(w, c); });
}

answer sign_out(call& c) {
  if (c.who.by == identity::means::cookie)
    if (const auto done = c.store().end_session(c.who.session); !done) return refuse(store_failed(done.error()));
  auto r = ok_response();
  r.headers.push_back({"Set-Cookie", expired_cookie(c.house)});
  return r;
}

/// The link that `./dev run` prints.
answer follow_link(call& c) {
  const auto who = c.house.with.links ? c.house.with.links->redeem(c.request.param("token")) : std::nullopt;
  if (!who) return refuse(unauthenticated("This link was used already or is too old: sign in, or start charla again."));
  const auto user = c.store().user(*who);
  if (!user) return refuse(store_failed(user.error()));
  if (!*user || (*user)->status != "active") return refuse(unauthenticated("This account is not active."));
  auto cookie = begin_session(c.house, c.store(), **user);
  if (!cookie) return refuse(cookie.error());
  return ports::http_response{303, {{"Location", "/"}, {"Set-Cookie", *cookie}, {"Cache-Control", "no-store"}}, {}};
}

} // namespace

endpoints session_endpoints() {
  endpoint link{"GET", "/sign-in/{token}", right::open, "Signs in once, by a printed link, and goes to the page", "",
                "",    quick(follow_link)};
  link.media = "text/html";
  return {
      {"POST", "/api/v1/session", right::open, "Signs in; sets the session cookie", "credentials", "account",
       quick(sign_in)},
      {"GET", "/api/v1/session", right::signed_in, "Who is signed in, and what they may do", "", "account",
       quick(who_am_i)},
      {"DELETE", "/api/v1/session", right::signed_in, "Signs out", "", "ok", quick(sign_out)},
      link,
  };
}

} // namespace charla::api
