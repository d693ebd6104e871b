#include "flows/expr/hours.hpp"
#include "io/api/body.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::int64_t shortest_override_ms = 60'000;
constexpr std::int64_t longest_override_ms = 30ll * 24 * 3600 * 1000;

void write_tenant(json::writer& w, const ports::tenant_row& t) {
  w.begin_object().member("id", t.id.value()).member("name", t.name).member("plan", t.plan);
  w.member("billing_status", t.billing_status).member("locale", t.locale).member("timezone", t.timezone);
  w.member("business_hours", t.business_hours);
  w.member("memory", t.memory).member("human_override_ms", t.human_override_ms);
  w.member("created_at", show_time(t.created_at)).end_object();
}

answer show_one(const ports::tenant_row& t) {
  json::writer w;
  write_tenant(w, t);
  return json_response(w.take());
}

/// Their own, and all of them for whoever runs the installation.
answer list(call& c) {
  const auto all = c.store().tenants();
  if (!all) return refuse(store_failed(all.error()));
  std::vector<ports::tenant_row> seen;
  for (const auto& t : *all)
    if (c.who.runs_installation || t.id == c.who.tenant) seen.push_back(t);
  return list_response(seen, "", write_tenant);
}

tl::expected<ports::tenant_row, problem> find_tenant(const call& c) {
  const auto id = number_of(c.request.param("id"));
  const auto all = c.store().tenants();
  if (!all) return refuse(store_failed(all.error()));
  for (const auto& t : *all)
    if (t.id.value() == id && (c.who.runs_installation || t.id == c.who.tenant)) return t;
  return refuse(not_found("tenant"));
}

answer one(call& c) {
  const auto t = find_tenant(c);
  if (!t) return refuse(t.error());
  return show_one(*t);
}

/// A zone that the engine does not know would count as UTC in silence: it is refused here.
void check_zone(const call& c, body& b, const std::string& zone) {
  if (!c.house.with.posix_zone) return;
  if (const auto known = c.house.with.posix_zone(zone); !known) b.wrong("timezone", "unknown", known.error().what);
}

void read_settings(const call& c, body& b, ports::tenant_row& t) {
  if (auto locale = b.maybe_choice("locale", {"es", "pt", "en"})) t.locale = std::move(*locale);
  if (auto zone = b.maybe_text("timezone", 60)) {
    check_zone(c, b, *zone);
    t.timezone = std::move(*zone);
  }
  if (auto hours = b.maybe_text("business_hours", 500)) {
    if (const auto read = flows::expr::business_hours::parse(*hours); !read)
      b.wrong("business_hours", read.error().code,
              read.error().what + (read.error().where.empty() ? "" : ": " + read.error().where));
    t.business_hours = std::move(*hours);
  }
  if (auto n = b.maybe_integer("memory", 1, 200)) t.memory = static_cast<std::int32_t>(*n);
  if (auto ms = b.maybe_integer("human_override_ms", shortest_override_ms, longest_override_ms))
    t.human_override_ms = *ms;
  b.refuse_unknown();
}

answer add(call& c) {
  if (!c.who.runs_installation) return refuse(forbidden("Only the owner of the installation adds tenants."));
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::tenant_row t;
  t.name = b->text("name", 100);
  t.created_at = c.house.with.clock.now();
  read_settings(c, *b, t);
  if (!b->good()) return refuse(b->take_problem());
  const auto added = c.store().add_tenant(t);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "tenant.add", std::to_string(added->id.value()));
  c.house.reload(c.store());
  return show_one(*added);
}

answer change(call& c) {
  auto t = find_tenant(c);
  if (!t) return refuse(t.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (auto name = b->maybe_text("name", 100)) t->name = std::move(*name);
  if (t->name.empty()) b->wrong("name", "required", "A tenant has a name.");
  read_settings(c, *b, *t);
  if (!b->good()) return refuse(b->take_problem());
  const auto done = c.store().update_tenant(*t);
  if (!done) return refuse(store_failed(done.error()));
  note_audit(c, "tenant.change", std::to_string(t->id.value()));
  c.house.reload(c.store());
  return show_one(*t);
}

} // namespace

endpoints tenant_endpoints() {
  return {
      {"GET", "/api/v1/tenants", right::tenants_read, "The tenants one may see", "", "tenants", quick(list)},
      {"POST", "/api/v1/tenants", right::tenants_write, "Adds a tenant; for the owner of the installation",
       "tenant_new", "tenant", quick(add)},
      {"GET", "/api/v1/tenants/{id}", right::tenants_read, "One tenant", "", "tenant", quick(one)},
      {"PATCH", "/api/v1/tenants/{id}", right::tenants_write, "Changes a tenant's name and rules", "tenant_change",
       "tenant", quick(change)},
  };
}

} // namespace charla::api
