#include "io/api/contact_notice.hpp"
#include "io/api/people/change.hpp"
#include "io/api/people/conditions.hpp"
#include "io/api/people/spelling.hpp"
#include "io/api/phone.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

answer list(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto q = conditions_of(c);
  if (!q) return refuse(q.error());
  const auto page =
      c.store().contacts(c.who.tenant, *q, std::string{c.request.query_value("after").value_or("")}, *limit);
  if (!page) return refuse(store_failed(page.error()));
  const directory none;
  const auto v = view_for(c, none);
  return list_response(page->items, page->next, [&](json::writer& w, const auto& row) { write_contact(w, v, row); });
}

answer one(call& c) {
  const auto row = find_contact(c);
  if (!row) return refuse(row.error());
  return show_contact(c, *row);
}

problem known_already(const flows::contact_id& id) {
  auto p = conflict("This number is a contact already, perhaps in its other spelling: change that one.");
  p.more.emplace_back("contact_id", '"' + flows::to_string(id.value()) + '"');
  return p;
}

/// A person whom the organisation knows before they write: their first message finds this contact.
answer add(call& c) {
  auto b = body::of(c.request);
  if (!b) return refuse(b.error());
  const auto given = b->text("phone", 40);
  const auto phone = read_phone(given);
  if (!phone && b->good()) b->wrong("phone", "phone", "A telephone number with country code: +54 9 11 5555-0100.");
  ports::contact_row row;
  row.tenant = c.who.tenant;
  row.created_at = row.updated_at = c.house.with.clock.now();
  read_contact_change(c, *b, row);
  b->refuse_unknown();
  if (!b->good()) return refuse(b->take_problem());
  for (const auto& spelling : spellings_of(*phone)) {
    const auto id = ports::contact_of(c.house.with.crypto, c.who.tenant, {spelling, {}});
    const auto known = c.store().contact(c.who.tenant, id);
    if (!known) return refuse(store_failed(known.error()));
    if (*known) return refuse(known_already((*known)->id));
  }
  row.at = {*phone, {}};
  row.id = ports::contact_of(c.house.with.crypto, c.who.tenant, row.at);
  const auto added = c.store().add_contact(row);
  if (!added) return refuse(store_failed(added.error()));
  if (!*added) return refuse(known_already(row.id));
  note_audit(c, "contact.add", flows::to_string(row.id.value()));
  return show_contact(c, row);
}

/// First the row, for the lists; then the conversations, for the flows that run in them.
void change(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto before = find_contact(c);
  if (!before) return fail(before.error());
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  auto row = *before;
  read_contact_change(c, *b, row);
  b->refuse_unknown();
  if (!b->good()) return fail(b->take_problem());
  row.updated_at = c.house.with.clock.now();
  const auto changed = c.store().update_contact(row);
  if (!changed) return fail(store_failed(changed.error()));
  if (!*changed) return fail(not_found("contact"));
  note_audit(c, "contact.change", flows::to_string(row.id.value()));
  tell_conversations(c, row, contact_notice(*before, row), done, show_contact(c, row));
}

answer addresses(call& c) {
  const auto row = find_contact(c);
  if (!row) return refuse(row.error());
  const auto all = c.store().addresses(c.who.tenant, row->id);
  if (!all) return refuse(store_failed(all.error()));
  const directory none;
  const auto v = view_for(c, none);
  return list_response(*all, "", [&](json::writer& w, const flows::address& a) {
    w.begin_object();
    write_address(w, v, a);
    w.end_object();
  });
}

} // namespace

endpoints contact_endpoints() {
  endpoint all{"GET", "/api/v1/contacts", right::contacts_read, "Contacts", "", "contacts", quick(list)};
  all.query = condition_parameters();
  all.query.push_back({"limit", "integer", "1 to 100"});
  all.query.push_back({"after", "string", "`next` of the page before"});
  return {all,
          {"POST", "/api/v1/contacts", right::contacts_write, "Adds a person before they have written", "contact_new",
           "contact", quick(add)},
          {"GET", "/api/v1/contacts/{id}", right::contacts_read, "One contact", "", "contact", quick(one)},
          {"PATCH", "/api/v1/contacts/{id}", right::contacts_write, "Changes what is known of a contact",
           "contact_change", "contact", change},
          {"GET", "/api/v1/contacts/{id}/addresses", right::contacts_read,
           "Where a contact can be reached: its own address first, then those of merged ones", "", "addresses",
           quick(addresses)}};
}

} // namespace charla::api
