#include "io/api/people/conditions.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::size_t segments_max = 500;
constexpr std::size_t name_max = 100;

void write_segment(json::writer& w, const ports::segment_row& s) {
  w.begin_object().member("id", s.id).member("name", s.name);
  write_raw(w, "conditions", s.query);
  w.member("created_by", s.created_by).member("created_at", show_time(s.created_at)).end_object();
}

answer show_one(const ports::segment_row& s) {
  json::writer w;
  write_segment(w, s);
  return json_response(w.take());
}

answer list(call& c) {
  const auto all = c.store().segments(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  return list_response(*all, "", [](json::writer& w, const auto& s) { write_segment(w, s); });
}

answer one(call& c) {
  const auto s = find_segment(c, c.request.param("id"));
  if (!s) return refuse(s.error());
  return show_one(*s);
}

/// Reads `conditions` once, so that a segment that is kept can be asked.
void read_query(const call& c, body& b, ports::segment_row& s) {
  const auto given = b.maybe_object("conditions");
  if (!given) return;
  body part{*given, "conditions."};
  (void)read_conditions(part, c.house.with.clock.now());
  part.refuse_unknown();
  b.take_errors(part);
  s.query = given->dump();
}

answer save(const call& c, const ports::segment_row& s, std::string_view action) {
  const auto all = c.store().segments(c.who.tenant);
  if (!all) return refuse(store_failed(all.error()));
  for (const auto& other : *all)
    if (other.name == s.name && other.id != s.id)
      return refuse(invalid("name", "taken", "Another segment has this name."));
  if (s.id == 0 && all->size() >= segments_max)
    return refuse(conflict("There are 500 segments; delete one that nobody uses."));
  const auto saved = c.store().put_segment(s);
  if (!saved) return refuse(store_failed(saved.error()));
  note_audit(c, action, std::to_string(saved->id));
  return show_one(*saved);
}

answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  ports::segment_row s;
  s.tenant = c.who.tenant;
  s.name = b->text("name", name_max);
  s.created_by = c.who.name;
  s.created_at = c.house.with.clock.now();
  read_query(c, *b, s);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return save(c, s, "segment.add");
}

answer change(call& c) {
  auto s = find_segment(c, c.request.param("id"));
  if (!s) return refuse(s.error());
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  if (b->has("name")) s->name = b->text("name", name_max);
  read_query(c, *b, *s);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  return save(c, *s, "segment.change");
}

answer remove(call& c) {
  const auto s = find_segment(c, c.request.param("id"));
  if (!s) return refuse(s.error());
  const auto removed = c.store().delete_segment(c.who.tenant, s->id);
  if (!removed) return refuse(store_failed(removed.error()));
  if (!*removed) return refuse(not_found("segment"));
  note_audit(c, "segment.delete", std::to_string(s->id));
  return ok_response();
}

answer members(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto s = find_segment(c, c.request.param("id"));
  if (!s) return refuse(s.error());
  const auto q = conditions_of(c, *s);
  if (!q) return refuse(q.error());
  const auto page =
      c.store().contacts(c.who.tenant, *q, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  const directory none;
  const auto v = view_for(c, none);
  return list_response(page->items, page->next, [&](json::writer& w, const auto& row) { write_contact(w, v, row); });
}

answer count(call& c) {
  const auto s = find_segment(c, c.request.param("id"));
  if (!s) return refuse(s.error());
  const auto q = conditions_of(c, *s);
  if (!q) return refuse(q.error());
  const auto n = c.store().count_contacts(c.who.tenant, *q);
  if (!n) return refuse(store_failed(n.error()));
  return object_response([&](json::writer& w) { w.member("count", *n); });
}

} // namespace

endpoints segment_endpoints() {
  endpoint people{
      "GET",         "/api/v1/segments/{id}/contacts", right::contacts_read, "Who is in a segment now", "", "contacts",
      quick(members)};
  people.query = {{"limit", "integer", "1 to 100"}, {"after", "string", "`next` of the page before"}};
  return {
      {"GET", "/api/v1/segments", right::contacts_read, "Conditions on contacts, by name", "", "segments", quick(list)},
      {"POST", "/api/v1/segments", right::contacts_write, "Keeps conditions under a name", "segment_new", "segment",
       quick(add)},
      {"GET", "/api/v1/segments/{id}", right::contacts_read, "One segment", "", "segment", quick(one)},
      {"PATCH", "/api/v1/segments/{id}", right::contacts_write, "Changes its name or its conditions", "segment_change",
       "segment", quick(change)},
      {"DELETE", "/api/v1/segments/{id}", right::contacts_write, "Deletes it; its contacts stay", "", "ok",
       quick(remove)},
      people,
      {"GET", "/api/v1/segments/{id}/count", right::contacts_read, "How many are in it now", "", "count",
       quick(count)}};
}

} // namespace charla::api
