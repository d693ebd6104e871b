#include "webhook_given.hpp"

#include <algorithm>

namespace charla::conformance {

uuid uuid_no(std::uint8_t n) {
  uuid id;
  id.bytes[0] = 0x77;
  id.bytes[15] = n;
  return id;
}

tenant_id new_tenant(opened& o, const std::string& name) {
  tenant_row t;
  t.name = name;
  t.created_at = long_ago;
  const auto made = o.admin->add_tenant(t);
  REQUIRE(made);
  return made->id;
}

webhook_row subscription(opened& o, tenant_id t, std::uint8_t n, std::vector<std::string> events) {
  webhook_row w;
  w.id = webhook_id{uuid_no(n)};
  w.tenant = t;
  w.url = "https://example.com/" + std::to_string(n);
  w.events = std::move(events);
  w.secret = std::string("key\0with any byte", 17);
  w.created_at = from_unix_ms(to_unix_ms(long_ago) + n);
  REQUIRE(o.admin->add_webhook(w));
  return w;
}

event_out event_no(std::uint8_t n, const std::string& type) {
  return {uuid_no(n), type, long_ago, R"({"type":")" + type + R"(","data":{"n":)" + std::to_string(n) + "}}"};
}

std::vector<std::pair<webhook_id, uuid>> due(opened& o, timestamp now) {
  const auto page = o.reader->deliveries_due({}, now, 100, 100);
  REQUIRE(page);
  std::vector<std::pair<webhook_id, uuid>> all;
  for (const auto& d : *page)
    for (const auto& row : d.rows)
      all.emplace_back(d.to.id, row.id);
  return all;
}

turn_write telling_turn(opened& o, std::uint32_t n, const inbox_id& cause, std::vector<event_out> events) {
  auto t = turn_on(o, conversation_no(n), n, 0, {cause});
  t.announce = std::move(events);
  return t;
}

delivery_fact tried(const webhook_row& w, const uuid& id, std::int32_t attempt, delivery_state now) {
  delivery_fact f;
  f.webhook = w.id;
  f.id = id;
  f.attempt = attempt;
  f.now = now;
  f.at = long_ago;
  f.not_before = far_ahead;
  f.status = now == delivery_state::delivered ? 204 : 500;
  f.error = now == delivery_state::delivered ? "" : "HTTP 500";
  f.answer = "so\xff";
  f.took_ms = 12;
  return f;
}

webhook_row row_of(opened& o, const webhook_row& w) {
  const auto all = o.admin->webhooks();
  REQUIRE(all);
  const auto found = std::find_if(all->begin(), all->end(), [&](const auto& x) { return x.id == w.id; });
  REQUIRE(found != all->end());
  return *found;
}

delivery_row delivery_of(opened& o, const webhook_row& w, const uuid& id) {
  const auto found = o.admin->delivery(w.tenant, w.id, id);
  REQUIRE(found);
  REQUIRE(*found);
  return **found;
}

void tell(opened& o, const webhook_row& w, std::uint8_t n) {
  REQUIRE(o.admin->add_delivery(w.tenant, w.id, event_no(n)) == true);
}

batch with_fact(const delivery_fact& f) {
  batch b;
  b.deliveries.push_back(f);
  return b;
}

} // namespace charla::conformance
