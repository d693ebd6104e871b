#include "actors/subscriber.hpp"

#include "io/json/reader.hpp"

#include <catch2/catch.hpp>

namespace charla::tests {

namespace {

std::unique_ptr<ports::store_admin> admin_of(world& w) {
  auto admin = w.store->admin();
  REQUIRE(admin);
  return std::move(*admin);
}

void add_tenant(world& w) {
  auto admin = admin_of(w);
  if (!admin->tenants()->empty()) return;
  ports::tenant_row t;
  t.name = "Acme";
  REQUIRE(admin->add_tenant(t)->id == flows::tenant_id{1});
}

} // namespace

subscriber::subscriber(world& w, std::vector<std::string> events, const std::string& host) : world_(w), host_(host) {
  add_tenant(w);
  ports::webhook_row row;
  row.id = id_ = ports::webhook_id{w.crypto->row_uuid(flows::to_unix_ms(w.clock.now()))};
  row.tenant = flows::tenant_id{1};
  row.url = "https://" + host + "/hook";
  row.events = events;
  row.secret = std::string(24, 's');
  REQUIRE(admin_of(w)->add_webhook(row));
  auto& wanted = w.directory.webhooks[row.tenant];
  wanted.all = wanted.all || events.empty();
  wanted.types.insert(events.begin(), events.end());
  next.status = 200;
  w.http.elsewhere = [this, before = w.http.elsewhere](const ports::client_request& r,
                                                       std::function<void(ports::client_response)>& done) {
    if (r.url.find(host_) == std::string::npos) return before && before(r, done);
    got.push_back(r);
    if (silent)
      open.push_back(std::move(done));
    else
      done(next);
    return true;
  };
  w.engine->reload_directory();
  w.run();
}

flows::uuid subscriber::tell(const std::string& type) {
  ports::event_out e;
  e.id = world_.crypto->row_uuid(flows::to_unix_ms(world_.clock.now()));
  e.type = type;
  e.at = world_.clock.now();
  e.body = R"({"type":")" + type + R"(","data":{}})";
  REQUIRE(admin_of(world_)->add_delivery(flows::tenant_id{1}, id_, e) == true);
  return e.id;
}

void subscriber::answer(int status, std::vector<ports::header> headers) {
  next = {};
  next.status = status;
  next.headers = std::move(headers);
}

void subscriber::change(const std::function<void(ports::webhook_row&)>& how) {
  auto changed = row();
  how(changed);
  REQUIRE(admin_of(world_)->update_webhook(changed) == true);
}

ports::webhook_row subscriber::row() const {
  const auto all = admin_of(world_)->webhooks();
  REQUIRE(all);
  for (const auto& w : *all)
    if (w.id == id_) return w;
  FAIL("the subscription is gone");
  return {};
}

ports::delivery_row subscriber::delivery(const flows::uuid& id) const {
  const auto found = admin_of(world_)->delivery(flows::tenant_id{1}, id_, id);
  REQUIRE(found);
  REQUIRE(*found);
  return **found;
}

std::vector<std::string> subscriber::types() const {
  std::vector<std::string> all;
  for (const auto& r : got)
    all.emplace_back(json::document::parse(r.body)->root()["type"].text().value_or("?"));
  return all;
}

std::vector<std::string> subscriber::header(const std::string& name) const {
  std::vector<std::string> all;
  for (const auto& r : got)
    all.emplace_back(ports::find_header(r.headers, name).value_or("none"));
  return all;
}

void jump(world& w, flows::milliseconds by) {
  w.clock.advance(by);
  w.advance(std::chrono::seconds{5});
}

} // namespace charla::tests
