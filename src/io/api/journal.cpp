#include "io/api/resources.hpp"
#include "io/api/show.hpp"

namespace charla::api {

namespace {

std::string position(const call& c) { return std::string{c.request.query_value("after").value_or("")}; }

answer events(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  // What belongs to the whole installation stands under tenant 0.
  const bool whole = c.request.query_value("installation").value_or("") == "true";
  if (whole && !c.who.runs_installation)
    return refuse(forbidden("Only the owner of the installation sees its events."));
  const auto page = c.store().system_events(whole ? flows::tenant_id{} : c.who.tenant, position(c), *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next, [](json::writer& w, const ports::system_event& e) {
    w.begin_object().member("at", show_time(e.at)).member("level", e.level).member("type", e.type);
    w.member("message", e.message);
    write_raw(w, "metadata", e.metadata);
    w.end_object();
  });
}

answer audit(call& c) {
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto page = c.store().audit(c.who.tenant, position(c), *limit);
  if (!page) return refuse(store_failed(page.error()));
  return list_response(page->items, page->next, [](json::writer& w, const ports::audit_row& a) {
    w.begin_object().member("at", show_time(a.at)).member("who", a.who).member("action", a.action);
    w.member("subject", a.subject);
    write_raw(w, "details", a.details);
    w.end_object();
  });
}

answer backlog(call& c) {
  const auto b = c.store().backlog_now();
  if (!b) return refuse(store_failed(b.error()));
  return object_response([&](json::writer& w) {
    w.member("inbox", b->inbox).member("outbox_ready", b->outbox_ready).member("outbox_sending", b->outbox_sending);
    w.member("outbox_in_doubt", b->outbox_in_doubt).member("timers", b->timers).member("dead_letters", b->dead_letters);
    w.member("webhooks_pending", b->webhooks_pending).member("webhooks_dead", b->webhooks_dead);
    write_time(w, "oldest_inbox", b->oldest_inbox);
  });
}

} // namespace

endpoints journal_endpoints() {
  const std::vector<parameter> paged{{"limit", "integer", "1 to 100"},
                                     {"after", "string", "`next` of the page before"}};
  endpoint happened{"GET", "/api/v1/system-events", right::events_read, "What happened to channels and services",
                    "",    "system_events",         quick(events)};
  happened.query = paged;
  happened.query.push_back({"installation", "boolean", "those of the whole installation; for its owner"});
  endpoint done{"GET", "/api/v1/audit", right::audit_read, "Who did what", "", "audit", quick(audit)};
  done.query = paged;
  return {happened,
          done,
          {"GET", "/api/v1/backlog", right::events_read, "What waits in the whole installation, as numbers", "",
           "backlog", quick(backlog)}};
}

} // namespace charla::api
