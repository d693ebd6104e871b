#include "io/api/body.hpp"
#include "io/api/contact_notice.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

constexpr std::size_t attributes_max = 16 << 10;

tl::expected<ports::contact_row, problem> find_contact(const call& c) {
  const auto id = flows::parse_uuid(c.request.param("id"));
  if (!id) return refuse(not_found("contact"));
  auto row = c.store().contact(c.who.tenant, flows::contact_id{*id});
  if (!row) return refuse(store_failed(row.error()));
  if (!*row) return refuse(not_found("contact"));
  return std::move(**row);
}

ports::http_response show_one(const call& c, const ports::contact_row& row) {
  const auto known = c.house.channels.get();
  json::writer w;
  write_contact(w, view_for(c, known ? *known : directory{}), row);
  return json_response(w.take());
}

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const std::string search{c.request.query_value("q").value_or("").substr(0, 100)};
  const auto page = c.store().contacts(c.who.tenant, {.search = search},
                                       std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  const directory none;
  const auto v = view_for(c, none);
  return list_response(page->items, page->next, [&](json::writer& w, const auto& row) { write_contact(w, v, row); });
}

answer one(call& c) {
  const auto row = find_contact(c);
  if (!row) return refuse(row.error());
  return show_one(c, *row);
}

/// Reads a change over the row; what is wrong stays in the body.
void read_change(body& b, ports::contact_row& row) {
  const auto put = [&](std::string_view field, std::size_t max, std::string& target) {
    if (auto text = b.maybe_text(field, max)) target = std::move(*text);
  };
  put("name", 200, row.name);
  put("consent", 200, row.consent);
  put("locale", 20, row.locale);
  put("timezone", 60, row.timezone);
  if (auto tags = b.maybe_texts("tags", 50, 60)) row.tags = std::move(*tags);
  if (const auto attributes = b.maybe_object("attributes")) {
    row.attributes = attributes->dump();
    if (row.attributes.size() > attributes_max) b.wrong("attributes", "too_long", "At most 16 kB.");
  }
  b.refuse_unknown();
}

/// First the row, for the lists; then the conversations, for the flows that run in them.
void change(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto before = find_contact(c);
  if (!before) return fail(before.error());
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  auto row = *before;
  read_change(*b, row);
  if (!b->good()) return fail(b->take_problem());
  row.updated_at = c.house.with.clock.now();
  const auto changed = c.store().update_contact(row);
  if (!changed) return fail(store_failed(changed.error()));
  if (!*changed) return fail(not_found("contact"));
  note_audit(c, "contact.change", flows::to_string(row.id.value()));
  tell_conversations(c, row, contact_notice(*before, row), done, show_one(c, row));
}

} // namespace

endpoints contact_endpoints() {
  endpoint all{"GET", "/api/v1/contacts", right::contacts_read, "Contacts", "", "contacts", quick(list)};
  all.query = {{"q", "string", "in name or number"},
               {"limit", "integer", "1 to 100"},
               {"after", "string", "`next` of the page before"}};
  return {all,
          {"GET", "/api/v1/contacts/{id}", right::contacts_read, "One contact", "", "contact", quick(one)},
          {"PATCH", "/api/v1/contacts/{id}", right::contacts_write, "Changes what is known of a contact",
           "contact_change", "contact", change}};
}

} // namespace charla::api
