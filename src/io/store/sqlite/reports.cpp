#include "io/store/reports.hpp"
#include "io/store/sqlite/commit.hpp"

#include <sqlite3.h>

namespace charla::store::sqlite {

namespace {

constexpr const char* write_run =
    "INSERT INTO run(conv, number, tenant, shard, flow, version, status, node, reason, started_at, ended_at, "
    "variables, "
    "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(conv, number) DO UPDATE SET flow = excluded.flow, version = excluded.version, "
    "status = excluded.status, node = excluded.node, reason = excluded.reason, started_at = excluded.started_at, "
    "ended_at = excluded.ended_at, variables = excluded.variables, updated_at = excluded.updated_at";
// A name that is given here is a person's or a flow's: the profile's no longer counts.
constexpr const char* change_contact =
    "UPDATE contact SET attributes = iif(?3 = '{}', attributes, "
    "json_patch(iif(json_valid(attributes), attributes, '{}'), ?3)), renamed = renamed OR ?4 IS NOT NULL, "
    "name = coalesce(?4, name), locale = coalesce(?5, locale), consent = coalesce(?6, consent), "
    "consent_source = iif(?6 IS NULL, consent_source, ?8), consent_at = iif(?6 IS NULL, consent_at, ?7), updated_at = "
    "?7 "
    "WHERE id = ?1 AND tenant = ?2";
constexpr const char* drop_tag = "DELETE FROM contact_tag WHERE contact = ? AND tag = ?";
constexpr const char* insert_tag =
    "INSERT INTO contact_tag(contact, tag, tenant) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
constexpr const char* count_visit =
    "INSERT INTO visit(tenant, flow, version, node, exit, count) VALUES (?, ?, ?, ?, ?, ?) "
    "ON CONFLICT(tenant, flow, version, node, exit) DO UPDATE SET count = count + excluded.count";

void write_contact(const commit_context& c, const turn_write& t, const contact_id& who) {
  const auto& w = t.contact;
  const auto& s = t.summary;
  const auto consent = w.agreed ? std::optional{name_of(*w.agreed)} : std::nullopt;
  if (c.db.run(change_contact, who, s.tenant, as_patch(w.attributes), w.name, w.language, consent, t.decided_at,
               w.agreed_by)
      != 1)
    return; // unknown, or another tenant's
  for (const auto& tag : w.tags_removed)
    c.db.run(drop_tag, who, tag);
  for (const auto& tag : w.tags_added)
    if (!tag.empty()) c.db.run(insert_tag, who, tag, s.tenant);
}

} // namespace

void write_reports(const commit_context& c, const turn_write& t, const contact_id& who) {
  // The counters are written when the whole batch has been: what is wrong with them must be known here.
  if (!can_be_kept(t)) throw failure{SQLITE_CONSTRAINT, "a run or a counter that the tables do not take"};
  for (const auto& r : t.runs)
    c.db.run(write_run, t.conversation, r.number, t.summary.tenant, shard_of(t.conversation), r.flow.flow,
             r.flow.version, r.status, r.node, r.reason, r.started_at, r.ended_at, r.variables, t.decided_at);
  if (!t.contact.empty()) write_contact(c, t, who);
}

void count_visits(const commit_context& c, const batch& work, const std::vector<verdict>& verdicts) {
  for (const auto& [key, count] : visits_of(work, verdicts))
    c.db.run(count_visit, key.tenant, key.flow.flow, key.flow.version, key.node, key.exit, count);
}

} // namespace charla::store::sqlite
