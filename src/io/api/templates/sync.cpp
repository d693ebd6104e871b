#include "io/api/resources.hpp"
#include "io/api/templates/ask.hpp"
#include "io/api/templates/row.hpp"

#include <algorithm>

namespace charla::api {

namespace {

constexpr std::size_t pages_max = 20; ///< of a hundred each; WhatsApp lets an account have 6000 at most, usually 250

/// A synchronisation on its way from page to page.
struct sync_state {
  asked_channel channel;
  ports::responder_ptr done;
  std::vector<ports::template_row> rows;
  std::size_t pages = 0;
  bool complete = false;
};
using sync_ptr = std::shared_ptr<sync_state>;

struct sync_report {
  std::vector<std::string> added, changed, gone;
  std::int64_t unchanged = 0;
};

bool is_same(const ports::template_row& a, const ports::template_row& b) {
  return a.category == b.category && a.status == b.status && a.quality == b.quality && a.components == b.components
         && a.provider_id == b.provider_id && a.reason == b.reason;
}

std::string label(const ports::template_row& row) { return row.name + ' ' + row.language; }

void write_labels(json::writer& w, std::string_view name, const std::vector<std::string>& labels) {
  w.key(name).begin_array();
  for (const auto& l : labels)
    w.text(l);
  w.end_array();
}

/// What the provider has wins; what it has no longer may not be sent any more.
tl::expected<sync_report, problem> take_over(call& c, const sync_state& s) {
  const auto known = c.store().templates(c.who.tenant);
  if (!known) return refuse(store_failed(known.error()));
  const auto now = c.house.with.clock.now();
  sync_report report;
  const auto find = [](const std::vector<ports::template_row>& in, const ports::template_row& row) {
    return std::find_if(in.begin(), in.end(), [&](const auto& other) {
      return other.channel == row.channel && other.name == row.name && other.language == row.language;
    });
  };
  auto fetched = s.rows;
  for (auto& row : fetched) {
    row.tenant = c.who.tenant;
    row.channel = s.channel.access.id;
    row.updated_at = now;
    derive_from_components(row);
    const auto before = find(*known, row);
    if (before != known->end() && is_same(*before, row)) {
      ++report.unchanged;
      continue;
    }
    (before == known->end() ? report.added : report.changed).push_back(label(row));
    if (const auto saved = c.store().put_template(row); !saved) return refuse(store_failed(saved.error()));
  }
  for (auto row : *known) {
    const bool theirs = row.channel == s.channel.access.id && !row.provider_id.empty() && row.status != "DELETED";
    if (!s.complete || !theirs || find(fetched, row) != fetched.end()) continue;
    report.gone.push_back(label(row));
    row.status = "DELETED";
    row.reason = "The provider has it no longer.";
    row.updated_at = now;
    if (const auto saved = c.store().put_template(row); !saved) return refuse(store_failed(saved.error()));
  }
  return report;
}

tl::expected<void, problem> finish(call& c, const sync_state& s) {
  const auto report = take_over(c, s);
  if (!report) return refuse(report.error());
  note_audit(c, "template.sync", s.channel.access.key);
  (*s.done)(object_response([&](json::writer& w) {
    write_labels(w, "added", report->added);
    write_labels(w, "changed", report->changed);
    write_labels(w, "gone", report->gone);
    w.member("unchanged", report->unchanged).member("complete", s.complete);
  }));
  return {};
}

void ask_page(const later_call_ptr& held, const sync_ptr& s, const std::string& after);

tl::expected<void, problem>
take_page(call& c, const later_call_ptr& held, const sync_ptr& s, const ports::client_response& response) {
  auto page = s->channel.speaks->listed(response);
  if (!page) return refuse(refused_by_provider(page.error(), response));
  std::move(page->rows.begin(), page->rows.end(), std::back_inserter(s->rows));
  s->complete = page->next.empty();
  if (s->complete || ++s->pages == pages_max) return finish(c, *s);
  ask_page(held, s, page->next);
  return {};
}

void ask_page(const later_call_ptr& held, const sync_ptr& s, const std::string& after) {
  auto request = s->channel.speaks->list_templates(s->channel.access, after);
  if (!request)
    return (*s->done)(to_response(invalid(request.error().where.empty() ? "channel" : request.error().where,
                                          request.error().code, request.error().what),
                                  held->request.correlation_id));
  ask_provider(held, s->channel, *std::move(request), "The templates are read",
               [held, s](call& c, const ports::client_response& response) { return take_page(c, held, s, response); });
}

void sync(call& c, const ports::responder_ptr& done) {
  const auto fail = [&](const problem& p) { (*done)(to_response(p, c.request.correlation_id)); };
  const auto key = c.request.query_value("channel").value_or("");
  if (key.empty()) return fail(invalid("channel", "required", "The key of the channel: ?channel=wa_main."));
  const auto known = c.house.channels.get();
  const auto channel = channel_with_templates(c, known ? known->find(c.who.tenant, key) : nullptr);
  if (!channel) return fail(channel.error());
  const auto s = std::make_shared<sync_state>();
  s->channel = *channel;
  s->done = done;
  ask_page(keep(c, done), s, "");
}

} // namespace

endpoints sync_endpoints() {
  endpoint e{"POST",
             "/api/v1/templates/sync",
             right::templates_write,
             "Brings in the templates that the channel's provider has: new ones, changed ones, and which are gone",
             "",
             "template_sync",
             sync};
  e.query = {{"channel", "string", "key of the channel"}};
  return {e};
}

} // namespace charla::api
