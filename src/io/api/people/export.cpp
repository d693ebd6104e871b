#include "io/api/people/change.hpp"
#include "io/api/people/conditions.hpp"
#include "io/api/people/csv.hpp"
#include "io/api/people/reach.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>
#include <set>

namespace charla::api {

namespace {

constexpr std::size_t contacts_max = 50'000;
constexpr std::size_t page_size = 100;
constexpr std::size_t messages_max = 20'000; ///< of one person: beyond, the rest is said to be missing

ports::http_response attachment(ports::http_response r, std::string_view name) {
  r.headers.push_back({"Content-Disposition", "attachment; filename=\"" + std::string{name} + '"'});
  return r;
}

std::map<std::string, std::string> attributes_of(const ports::contact_row& row) {
  std::map<std::string, std::string> out;
  if (const auto parsed = json::document::parse(row.attributes))
    for (const auto& [name, v] : parsed->root().members())
      out[std::string{name}] = v.text() ? std::string{*v.text()} : v.dump();
  return out;
}

tl::expected<std::vector<ports::contact_row>, problem> everybody(const call& c, const ports::contact_query& q) {
  std::vector<ports::contact_row> out;
  std::string after;
  do {
    auto page = c.store().contacts(c.who.tenant, q, after, page_size);
    if (!page) return refuse(store_failed(page.error()));
    std::move(page->items.begin(), page->items.end(), std::back_inserter(out));
    after = page->next;
    if (out.size() > contacts_max)
      return refuse(invalid("q", "too_many", "More than 50000 contacts: narrow it down, by tag for example."));
  } while (!after.empty());
  return out;
}

std::string join(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& p : parts)
    out += (out.empty() ? "" : ",") + p;
  return out;
}

/// In the form that an import takes.
answer table(call& c) {
  const auto q = conditions_of(c);
  if (!q) return refuse(q.error());
  const auto rows = everybody(c, *q);
  if (!rows) return refuse(rows.error());
  std::set<std::string> names;
  for (const auto& row : *rows)
    for (const auto& [name, value] : attributes_of(row))
      names.insert(name);
  std::vector<std::string> header{"phone", "name", "tags", "locale", "consent"};
  for (const auto& name : names)
    header.push_back("attr:" + name);
  std::string out;
  write_csv_row(out, header);
  for (const auto& row : *rows) {
    std::vector<std::string> cells{row.at.wa_id, row.name, join(row.tags), row.locale, row.consent};
    const auto attributes = attributes_of(row);
    for (const auto& name : names) {
      const auto found = attributes.find(name);
      cells.push_back(found == attributes.end() ? "" : found->second);
    }
    write_csv_row(out, cells);
  }
  note_audit(c, "contact.export", "contacts", R"({"rows":)" + std::to_string(rows->size()) + '}');
  ports::http_response r{
      200, {{"Content-Type", "text/csv; charset=utf-8"}, {"Cache-Control", "no-store"}}, std::move(out)};
  return attachment(std::move(r), "contacts.csv");
}

/// Writes a conversation's messages, oldest last page first, as they are read. @returns how many.
tl::expected<std::size_t, problem>
write_history(const call& c, json::writer& w, const view& v, const flows::conversation_id& id, std::size_t most) {
  const auto reader = c.house.readers.take();
  if (!reader) return refuse(unavailable("The store cannot be reached; try again in a few seconds."));
  std::size_t written = 0;
  std::int64_t before = 0;
  for (;;) {
    const auto lines = reader->history(id, before, page_size);
    if (!lines) return refuse(store_failed(lines.error()));
    for (auto m = lines->rbegin(); m != lines->rend() && written < most; ++m, ++written)
      write_message(w, v, *m);
    if (lines->size() < page_size || written >= most) return written;
    before = lines->front().row.seq;
  }
}

/// All that is known of one person: what the law lets them ask for.
answer whole(call& c) {
  const auto row = find_contact(c);
  if (!row) return refuse(row.error());
  const auto addresses = c.store().addresses(c.who.tenant, row->id);
  if (!addresses) return refuse(store_failed(addresses.error()));
  const auto reach = conversations_of(c, row->id);
  if (!reach) return refuse(reach.error());
  const auto known = c.house.channels.get();
  const auto v = view_for(c, *known);
  json::writer w{64 << 10};
  w.begin_object().member("exported_at", show_time(c.house.with.clock.now())).key("contact");
  write_contact(w, v, *row);
  w.key("addresses").begin_array();
  for (const auto& a : *addresses) {
    w.begin_object();
    write_address(w, v, a);
    w.end_object();
  }
  w.end_array().key("conversations").begin_array();
  std::size_t left = messages_max;
  for (const auto& r : *reach) {
    w.begin_object().key("conversation");
    write_conversation(w, v, r.row);
    w.key("messages").begin_array();
    const auto written = write_history(c, w, v, r.row.id, left);
    if (!written) return refuse(written.error());
    left -= *written;
    w.end_array().end_object();
  }
  w.end_array().member("complete", left > 0).end_object();
  note_audit(c, "contact.export", flows::to_string(row->id.value()));
  return attachment(json_response(w.take()), "contact.json");
}

} // namespace

endpoints export_endpoints() {
  endpoint all{"GET",
               "/api/v1/contacts/export",
               right::contacts_export,
               "Contacts as CSV, in the form an import takes",
               "",
               "",
               quick(table)};
  all.query = condition_parameters();
  all.media = "text/csv";
  return {all,
          {"GET", "/api/v1/contacts/{id}/export", right::contacts_export,
           "All that is known of one person: contact, addresses, conversations, messages (newest first)", "",
           "contact_export", quick(whole)}};
}

} // namespace charla::api
