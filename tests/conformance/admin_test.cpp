#include "fixture.hpp"

#include <algorithm>

using namespace charla::conformance;

namespace {

tenant_id new_tenant(opened& o, const std::string& name) {
  tenant_row t;
  t.name = name;
  return o.admin->add_tenant(t)->id;
}

user_row person(tenant_id t, const std::string& email) {
  user_row u;
  u.tenant = t;
  u.email = email;
  u.name = "Ana";
  u.what = role::admin;
  u.password_hash = "$argon2id$…";
  return u;
}

std::array<std::uint8_t, 32> hash_of_byte(std::uint8_t b) {
  std::array<std::uint8_t, 32> h{};
  h.fill(b);
  return h;
}

} // namespace

TEST_CASE("tenants and their settings are kept", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK(o.admin->tenants()->empty());
  tenant_row t;
  t.name = "Panadería Ñandú";
  t.created_at = long_ago;
  t = o.admin->add_tenant(t).value();
  CHECK(t.id.value() > 0);
  t.memory = 40;
  t.human_override_ms = 3'600'000;
  t.plan = "pro";
  CHECK(t.business_hours.empty());
  t.business_hours = "mon-fri 09:00-18:00";
  CHECK(*o.admin->update_tenant(t));
  auto nobody = t;
  nobody.id = tenant_id{999};
  CHECK_FALSE(*o.admin->update_tenant(nobody));
  tenant_row open_at_night;
  open_at_night.business_hours = "sat 22:00-24:00";
  CHECK(o.admin->add_tenant(open_at_night)->business_hours == open_at_night.business_hours);
  o.reopen();
  const auto all = o.admin->tenants().value();
  REQUIRE(all.size() == 2);
  CHECK(all[1].business_hours == open_at_night.business_hours);
  CHECK(all[0].id == t.id);
  CHECK(all[0].name == "Panadería Ñandú");
  CHECK(all[0].memory == 40);
  CHECK(all[0].human_override_ms == 3'600'000);
  CHECK(all[0].plan == "pro");
  CHECK(all[0].business_hours == "mon-fri 09:00-18:00");
  CHECK(all[0].billing_status == "trial");
  CHECK(all[0].created_at == long_ago);
}

TEST_CASE("a person's e-mail address is unique everywhere", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  CHECK(*o.admin->user_count() == 0);
  auto ana = o.admin->add_user(person(t, "ana@example.com")).value();
  const auto beto = o.admin->add_user(person(other, "beto@example.com")).value();
  CHECK(o.admin->add_user(person(other, "ana@example.com")).error().code == store_errc::data);
  CHECK(o.admin->add_user(person(tenant_id{999}, "carla@example.com")).error().code == store_errc::data);
  CHECK(*o.admin->user_count() == 2);
  REQUIRE(o.admin->users(t)->size() == 1);
  CHECK(o.admin->users(t)->at(0).email == "ana@example.com");
  CHECK(o.admin->user_by_email("ana@example.com").value()->id == ana.id);
  CHECK(o.admin->user(ana.id).value()->password_hash == ana.password_hash);
  CHECK_FALSE(*o.admin->user_by_email("nobody@example.com"));
  CHECK_FALSE(*o.admin->user(user_id{999}));

  ana.what = role::analyst;
  ana.status = "disabled";
  CHECK(*o.admin->update_user(ana));
  CHECK(o.admin->user(ana.id).value()->what == role::analyst);
  CHECK(o.admin->user(ana.id).value()->status == "disabled");
  auto stolen = beto;
  stolen.email = "ana@example.com";
  CHECK(o.admin->update_user(stolen).error().code == store_errc::data);
  stolen = beto;
  stolen.tenant = t; // an administrator of one tenant cannot reach into another
  CHECK_FALSE(*o.admin->update_user(stolen));
}

TEST_CASE("a channel's credentials come back as they were, and lie sealed", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  channel_row c;
  c.tenant = new_tenant(o, "one");
  c.key = "wa_main";
  c.phone_number = "+54 9 11 5555-0000";
  c.phone_number_id = "106540352242922";
  c.credentials = R"({"access_token":"EAAG-very-secret-token","app_secret":"shhh-app-secret"})";
  c.group_quiet_ms = 0;
  c = o.admin->add_channel(c).value();
  CHECK(c.id.value() > 0);
  CHECK(o.admin->add_channel(c).error().code == store_errc::data);
  const auto read = [&] { return o.admin->channels()->at(0); };
  CHECK(read().credentials == c.credentials);
  CHECK(read().phone_number_id == "106540352242922");
  CHECK(read().group_quiet_ms == 0);
  CHECK(read().group_max_ms == 6000);
  CHECK(read().mode == "simulated");

  c.key = "wa_renamed";
  c.mode = "live";
  c.credentials = R"({"access_token":"EAAG-second-secret-token"})";
  CHECK(*o.admin->update_channel(c));
  CHECK(read().key == "wa_renamed");
  CHECK(read().mode == "live");
  CHECK(read().credentials == c.credentials);
  auto foreign = c;
  foreign.tenant = new_tenant(o, "two");
  CHECK_FALSE(*o.admin->update_channel(foreign));

  const auto at_rest = o.place().bytes_at_rest();
  if (!at_rest.empty()) {
    CHECK(at_rest.find("wa_renamed") != std::string::npos); // we do look into the right place
    CHECK(at_rest.find("secret") == std::string::npos);
    CHECK(at_rest.find("EAAG") == std::string::npos);
  }
}

TEST_CASE("an API key works until it is revoked", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  api_key_row k;
  k.tenant = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  k.name = "till";
  k.prefix = "ck_12";
  k.hash = hash_of_byte(1);
  k.scopes = {"messages:write", "conversations:read"};
  k = o.admin->add_api_key(k).value();
  CHECK(o.admin->add_api_key(k).error().code == store_errc::data);
  const auto found = o.admin->api_key_by_hash(hash_of_byte(1)).value();
  REQUIRE(found);
  CHECK(found->id == k.id);
  CHECK(found->tenant == k.tenant);
  CHECK(found->scopes == k.scopes);
  CHECK(found->hash == k.hash);
  CHECK_FALSE(found->revoked_at);
  CHECK_FALSE(found->last_used_at);
  CHECK_FALSE(*o.admin->api_key_by_hash(hash_of_byte(2)));
  CHECK(o.admin->api_keys(k.tenant)->size() == 1);
  CHECK(o.admin->api_keys(other)->empty());

  CHECK(o.admin->touch_api_key(k.id, far_ahead));
  CHECK(o.admin->api_keys(k.tenant)->at(0).last_used_at == far_ahead);
  CHECK_FALSE(*o.admin->revoke_api_key(other, k.id, far_ahead));
  CHECK(*o.admin->revoke_api_key(k.tenant, k.id, far_ahead));
  CHECK_FALSE(*o.admin->revoke_api_key(k.tenant, k.id, long_ago));
  CHECK(o.admin->api_key_by_hash(hash_of_byte(1)).value()->revoked_at == far_ahead);
}

TEST_CASE("sessions begin, are prolonged and end", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto ana = o.admin->add_user(person(t, "ana@example.com"))->id;
  CHECK(o.admin->add_session({hash_of_byte(1), ana, t, long_ago, long_ago}));
  CHECK(o.admin->add_session({hash_of_byte(2), ana, t, long_ago, long_ago}));
  CHECK(o.admin->add_session({hash_of_byte(1), ana, t, long_ago, long_ago}).error().code == store_errc::data);
  CHECK(o.admin->extend_session(hash_of_byte(1), far_ahead));
  const auto found = o.admin->session_by_hash(hash_of_byte(1)).value();
  REQUIRE(found);
  CHECK(found->user == ana);
  CHECK(found->tenant == t);
  CHECK(found->created_at == long_ago);
  CHECK(found->expires_at == far_ahead);
  CHECK(o.admin->end_session(hash_of_byte(1)));
  CHECK_FALSE(*o.admin->session_by_hash(hash_of_byte(1)));
  CHECK(o.admin->end_sessions_of(ana));
  CHECK_FALSE(*o.admin->session_by_hash(hash_of_byte(2)));
}

TEST_CASE("a flow's versions are counted up and one of each is active", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = new_tenant(o, "one");
  const auto other = new_tenant(o, "two");
  flow_row f;
  f.tenant = t;
  f.name = "bienvenida";
  f.graph = R"({"nodes":[]})";
  f.created_by = "ana@example.com";
  const auto first = o.admin->add_flow_version(f).value();
  CHECK(first.version == 1);
  CHECK(first.id.value() > 0);
  f.id = first.id;
  f.graph = R"({"nodes":[1]})";
  CHECK(o.admin->add_flow_version(f)->version == 2);
  f.id = flow_id{0};
  const auto second_flow = o.admin->add_flow_version(f).value();
  CHECK(second_flow.id != first.id);
  f.id = flow_id{999};
  CHECK(o.admin->add_flow_version(f).error().code == store_errc::data);
  f.id = first.id;
  f.tenant = other;
  CHECK(o.admin->add_flow_version(f).error().code == store_errc::data);
  CHECK(o.admin->flows(other)->empty());

  const auto active = [&] {
    std::vector<std::pair<flow_id, std::int32_t>> all;
    const auto versions = o.admin->flows(t).value();
    for (const auto& v : versions)
      if (v.status == "active") all.emplace_back(v.id, v.version);
    return all;
  };
  CHECK(active().empty());
  CHECK(*o.admin->activate_flow(t, first.id, 2, long_ago));
  CHECK(active() == std::vector{std::pair{first.id, 2}});
  CHECK(*o.admin->activate_flow(t, first.id, 1, long_ago));
  CHECK(active() == std::vector{std::pair{first.id, 1}});
  f.tenant = t;
  f.status = "active";
  f.graph = R"({"nodes":[1]})";
  CHECK(o.admin->add_flow_version(f)->live_since);
  CHECK(active() == std::vector{std::pair{first.id, 3}});
  const auto all = o.admin->flows(t).value();
  REQUIRE(all.size() == 4);
  CHECK(all[0].graph == R"({"nodes":[]})");
  CHECK(all[1].graph == R"({"nodes":[1]})");
  CHECK(all[1].status == "published");
}

TEST_CASE("events and audit lines are listed newest first, each tenant its own", "[store][admin]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  for (int i = 0; i < 5; ++i) {
    for (const auto t : {acme, other_tenant, tenant_id{0}}) {
      CHECK(o.admin->add_system_event({t, long_ago, "warn", "smtp_failed", std::to_string(i), R"({"n":1})"}));
      CHECK(o.admin->add_audit({t, long_ago, "ana", "channel.update", std::to_string(i), "{}"}));
    }
  }
  std::vector<std::string> events;
  std::string after;
  do {
    const auto page = o.admin->system_events(acme, after, 2).value();
    for (const auto& e : page.items) {
      CHECK(e.tenant == acme);
      CHECK(e.metadata == R"({"n":1})");
      events.push_back(e.message);
    }
    after = page.next;
  } while (!after.empty());
  CHECK(events == std::vector<std::string>{"4", "3", "2", "1", "0"});
  CHECK(o.admin->system_events(tenant_id{0}, "", 10)->items.size() == 5);

  std::vector<std::string> audit;
  do {
    const auto page = o.admin->audit(other_tenant, after, 3).value();
    for (const auto& a : page.items) {
      CHECK(a.tenant == other_tenant);
      CHECK(a.who == "ana");
      audit.push_back(a.subject);
    }
    after = page.next;
  } while (!after.empty());
  CHECK(audit == std::vector<std::string>{"4", "3", "2", "1", "0"});
}
