#include "io/api/resources.hpp"
#include "flows/expr/hours.hpp"
#include "io/api/agenda/resource.hpp"
#include "io/api/body.hpp"
#include "io/api/show.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t per_tenant_max = 200;
constexpr std::size_t name_max = 100;
constexpr std::size_t hours_max = 500;
constexpr std::int64_t last_colour = 7;

void write_resource(json::writer& w, const ports::resource_row& r) {
  w.begin_object().member("id", flows::to_string(r.id.value())).member("name", r.name).member("hours", r.hours);
  w.member("colour", r.colour).member("active", r.active).member("created_at", show_time(r.created_at)).end_object();
}

answer show_one(const ports::resource_row& r) {
  json::writer w;
  write_resource(w, r);
  return json_response(w.take());
}

void read_hours(body& b, ports::resource_row& r) {
  auto hours = b.maybe_text("hours", hours_max);
  if (!hours) return;
  if (!hours->empty())
    if (const auto read = flows::expr::business_hours::parse(*hours); !read)
      b.wrong("hours", read.error().code,
              read.error().what + (read.error().where.empty() ? "" : ": " + read.error().where));
  r.hours = *std::move(hours);
}

void read_rest(body& b, ports::resource_row& r) {
  read_hours(b, r);
  if (auto colour = b.maybe_integer("colour", 0, last_colour)) r.colour = static_cast<std::int32_t>(*colour);
  if (auto active = b.maybe_boolean("active")) r.active = *active;
  b.refuse_unknown();
}

answer list(call& c) {
  const auto all = c.store().resources(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  return list_response(*all, "", write_resource);
}

answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::resource_row r;
  r.tenant = c.who.tenant;
  r.created_at = c.house.with.clock.now();
  r.id = ports::resource_id{c.house.with.crypto.row_uuid(flows::to_unix_ms(r.created_at))};
  r.name = b->text("name", name_max);
  read_rest(*b, r);
  if (!b->good()) return refuse(b->take_problem());
  const auto all = c.store().resources(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  if (all->size() >= per_tenant_max) return refuse(conflict("A tenant has at most 200 resources."));
  const auto added = c.store().add_resource(r);
  if (!added) return refuse(store_failed(added.error()));
  note_audit(c, "resource.add", flows::to_string(r.id.value()));
  return show_one(r);
}

answer change(call& c) {
  auto r = find_resource(c, c.request.param("id"));
  if (!r) return refuse(r.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (b->has("name")) r->name = b->text("name", name_max);
  read_rest(*b, *r);
  if (!b->good()) return refuse(b->take_problem());
  const auto saved = c.store().update_resource(*r);
  if (!saved) return refuse(store_failed(saved.error()));
  if (!*saved) return refuse(not_found("resource"));
  note_audit(c, "resource.change", flows::to_string(r->id.value()));
  return show_one(*r);
}

} // namespace

tl::expected<ports::resource_row, problem> find_resource(const call& c, std::string_view id) {
  const auto wanted = flows::parse_uuid(id);
  const auto all = c.store().resources(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  const auto found =
      std::find_if(all->begin(), all->end(), [&](const auto& r) { return wanted && r.id.value() == *wanted; });
  if (found == all->end()) return refuse(not_found("resource"));
  return *found;
}

endpoints resource_endpoints() {
  return {{"GET", "/api/v1/agenda/resources", right::agenda_read, "Who and what can be booked", "", "resources",
           quick(list)},
          {"POST", "/api/v1/agenda/resources", right::agenda_write, "Adds a professional, a room, …", "resource_new",
           "resource", quick(add)},
          {"PATCH", "/api/v1/agenda/resources/{id}", right::agenda_write,
           "Changes a resource; one that is not active takes no new appointments and keeps those it has",
           "resource_change", "resource", quick(change)}};
}

} // namespace charla::api
