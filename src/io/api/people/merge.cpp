#include "io/api/contact_notice.hpp"
#include "io/api/people/change.hpp"
#include "io/api/people/reach.hpp"
#include "io/api/resources.hpp"

namespace charla::api {

namespace {

tl::expected<ports::contact_row, problem> find_from(const call& c, const std::string& id) {
  if (!flows::parse_uuid(id))
    return refuse(invalid("from", "format", "The id of the contact that becomes part of this one."));
  return find_contact(c, id);
}

/// Two numbers turn out to be one person: the row goes into the other; the flows that run hear of what has changed.
void merge(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto into = find_contact(c);
  if (!into) return fail(into.error());
  auto b = body::of(c.request);
  if (!b) return fail(b.error());
  const auto given = b->text("from", 36);
  b->refuse_unknown();
  if (!b->good()) return fail(b->take_problem());
  const auto from = find_from(c, given);
  if (!from) return fail(from.error());
  if (from->id == into->id) return fail(conflict("These two are one contact already."));
  const auto merged = c.store().merge_contacts(c.who.tenant, into->id, from->id, c.house.with.clock.now());
  if (!merged) return fail(store_failed(merged.error()));
  if (!*merged) return fail(not_found("contact"));
  note_audit(c, "contact.merge", flows::to_string(into->id.value()),
             R"({"from":")" + flows::to_string(from->id.value()) + "\"}");
  const auto after = find_contact(c, flows::to_string(into->id.value()));
  if (!after) return fail(after.error());
  tell_conversations(c, *after, contact_notice(*from, *after), done, show_contact(c, *after));
}

} // namespace

endpoints merge_endpoints() {
  return {{"POST", "/api/v1/contacts/{id}/merge", right::contacts_write,
           "Makes another contact part of this one; it cannot be undone", "contact_merge", "contact", merge}};
}

} // namespace charla::api
