#include "fixture.hpp"

using namespace charla::conformance;

namespace {

using std::chrono::hours;

tenant_id with_tenant(opened& o) {
  tenant_row t;
  t.name = "Acme";
  return o.admin->add_tenant(t)->id;
}

template_row message_template(tenant_id t, const std::string& name, const std::string& language = "es_AR") {
  template_row row;
  row.tenant = t;
  row.channel = line;
  row.name = name;
  row.language = language;
  row.category = "UTILITY";
  row.body = "Hola {{1}}";
  row.components = R"([{"type":"BODY"}])";
  row.variables = R"([{"name":"1"}])";
  row.updated_at = long_ago;
  return row;
}

template_fact told(tenant_id t) {
  template_fact f;
  f.tenant = t;
  f.channel = line;
  f.name = "receipt";
  f.language = "es_AR";
  f.at = long_ago + hours{1};
  return f;
}

void note(opened& o, const template_fact& f) {
  batch work;
  work.templates.push_back(f);
  o.apply(work);
}

number_fact number_at(timestamp at) {
  number_fact f;
  f.tenant = acme;
  f.channel = line;
  f.at = at;
  return f;
}

exchange call(exchange_kind kind, bool failed = false) {
  exchange e;
  e.tenant = acme;
  e.channel = line;
  e.at = long_ago;
  e.kind = kind;
  e.method = "POST";
  e.url = "https://graph.example/messages";
  e.status = failed ? 500 : 200;
  e.took_ms = 12;
  e.failed = failed;
  e.request = R"({"to":"…"})";
  e.response = "{}";
  e.note = "a note";
  return e;
}

std::size_t shown(opened& o, const exchange_filter& f) { return o.admin->exchanges(acme, f, "", 50)->items.size(); }

} // namespace

TEST_CASE("templates are kept by channel, name and language", "[store][templates]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = with_tenant(o);
  const auto receipt = o.admin->put_template(message_template(t, "receipt")).value();
  const auto english = o.admin->put_template(message_template(t, "receipt", "en")).value();
  const auto code = o.admin->put_template(message_template(t, "code")).value();
  CHECK(receipt.id != english.id);
  const auto listed = o.admin->templates(t).value();
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].id == code.id);
  CHECK(listed[1].id == english.id);
  CHECK(listed[2].id == receipt.id);

  auto changed = message_template(t, "receipt");
  changed.body = "Chau {{1}}";
  changed.status = "PENDING";
  changed.provider_id = "p1";
  CHECK(o.admin->put_template(changed)->id == receipt.id);
  const auto now = o.admin->message_template(t, receipt.id)->value();
  CHECK(now.body == "Chau {{1}}");
  CHECK(now.status == "PENDING");
  CHECK(now.components.find("BODY") != std::string::npos);
  CHECK(o.admin->templates(t)->size() == 3);

  CHECK_FALSE(*o.admin->message_template(other_tenant, receipt.id));
  CHECK_FALSE(*o.admin->delete_template(other_tenant, receipt.id));
  CHECK(*o.admin->delete_template(t, receipt.id));
  CHECK_FALSE(*o.admin->delete_template(t, receipt.id));
}

TEST_CASE("what a provider tells of a template is kept; absent parts stay", "[store][templates]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  const auto t = with_tenant(o);
  auto row = message_template(t, "receipt");
  row.provider_id = "p1";
  const auto id = o.admin->put_template(row)->id;
  const auto now = [&] { return o.admin->message_template(t, id)->value(); };

  SECTION("found by the provider's id, whatever its name") {
    auto f = told(t);
    f.name = "renamed";
    f.provider_id = "p1";
    f.status = "REJECTED";
    f.reason = "promises too much";
    note(o, f);
    CHECK(now().status == "REJECTED");
    CHECK(now().reason == "promises too much");
    CHECK(now().category == "UTILITY");
    CHECK(now().quality == "UNKNOWN");
    CHECK(now().name == "receipt");
    CHECK(now().updated_at == f.at);
  }
  SECTION("else by its name and language") {
    auto f = told(t);
    f.provider_id = "p2";
    f.quality = "GREEN";
    f.category = "MARKETING";
    note(o, f);
    CHECK(now().quality == "GREEN");
    CHECK(now().category == "MARKETING");
    CHECK(now().status == "DRAFT");
    CHECK(now().provider_id == "p2");
  }
  SECTION("one that we do not know is ignored") {
    auto f = told(t);
    f.status = "APPROVED";
    f.language = "en";
    note(o, f);
    f.language = "es_AR";
    f.tenant = other_tenant;
    note(o, f);
    f.tenant = t;
    f.channel = channel_id{2};
    note(o, f);
    CHECK(now().status == "DRAFT");
    CHECK(o.admin->templates(t)->size() == 1);
  }
}

TEST_CASE("the last word on a number stands, part by part", "[store][numbers]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  CHECK(o.admin->numbers()->empty());
  auto first = number_at(long_ago);
  first.quality = "GREEN";
  first.rate = 80.5;
  first.limit = "TIER_1K";
  auto later = number_at(long_ago + hours{1});
  later.quality = "RED";
  later.connection = "open";
  later.qr = "";
  auto late = number_at(long_ago);
  late.quality = "YELLOW";
  batch work;
  work.numbers = {first, later, late};
  o.apply(work);
  auto other = number_at(long_ago);
  other.channel = channel_id{2};
  other.pairing_code = "ABCD";
  other.reason = "logged out";
  other.qr = "data:image/png;base64,AAAA";
  REQUIRE(o.admin->put_number(other));

  o.reopen();
  const auto all = o.admin->numbers().value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].channel == line);
  CHECK(all[0].tenant == acme);
  CHECK(all[0].at == long_ago + hours{1});
  CHECK(all[0].quality == "RED");
  CHECK(all[0].rate == 80.5);
  CHECK(all[0].limit == "TIER_1K");
  CHECK(all[0].connection == "open");
  CHECK(all[0].qr.empty());
  CHECK(all[1].pairing_code == "ABCD");
  CHECK(all[1].reason == "logged out");
  CHECK(all[1].qr == "data:image/png;base64,AAAA");
  CHECK_FALSE(all[1].rate);
}

TEST_CASE("what was said with a provider is kept for some days, newest first", "[store][exchanges]") {
  const auto s = GENERATE(from_range(subjects()));
  INFO(s.name);
  opened o{s};
  auto send = call(exchange_kind::send, true);
  send.conversation = conversation_no(1);
  send.out = out_id{conversation_no(1), 3, 1};
  send.provider_id = "wamid.1";
  batch work;
  work.exchanges = {call(exchange_kind::webhook), send};
  o.apply(work);
  auto own = call(exchange_kind::manage);
  own.channel = channel_id{2};
  own.at = long_ago + hours{2};
  REQUIRE(o.admin->add_exchange(own));

  const auto all = o.admin->exchanges(acme, {}, "", 2).value();
  REQUIRE(all.items.size() == 2);
  CHECK(all.items[0].what.kind == exchange_kind::manage);
  const auto kept = all.items[1].what;
  CHECK(kept.kind == exchange_kind::send);
  CHECK(kept.conversation == send.conversation);
  CHECK(kept.out == send.out);
  CHECK(kept.url == send.url);
  CHECK(kept.status == 500);
  CHECK(kept.took_ms == 12);
  CHECK(kept.request == send.request);
  CHECK(kept.response == send.response);
  CHECK(kept.note == send.note);
  CHECK(kept.at == long_ago);
  const auto rest = o.admin->exchanges(acme, {}, all.next, 2).value();
  REQUIRE(rest.items.size() == 1);
  CHECK(rest.items[0].what.kind == exchange_kind::webhook);
  CHECK_FALSE(rest.items[0].what.out);
  CHECK(rest.next.empty());

  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.channel = channel_id{2}; })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.conversation = conversation_no(1); })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.kind = exchange_kind::webhook; })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.provider_id = "wamid.1"; })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.out = send.out; })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) { q.failed_only = true; })) == 1);
  CHECK(shown(o, filter<exchange_filter>([&](auto& q) {
                q.kind = exchange_kind::webhook;
                q.failed_only = true;
              }))
        == 0);
  CHECK(o.admin->exchanges(other_tenant, {}, "", 5)->items.empty());

  CHECK(o.lane->forget_exchanges_before(long_ago + hours{1}).value() == 2);
  CHECK(shown(o, {}) == 1);
}
