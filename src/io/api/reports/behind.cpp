#include "io/api/reports/range.hpp"
#include "io/api/resources.hpp"
#include "io/api/show.hpp"

#include <algorithm>

// `GET /api/v1/reports/conversations`: the conversations behind a figure.
namespace charla::api {

namespace {

using reports::facts;

/// Looked at for one page; then the caller goes on from there.
constexpr std::size_t looked_at_max = 5000;
constexpr std::size_t waiting_max = 1000;

/// Whether a conversation is among those that a figure counts.
using test = std::function<bool(const facts&)>;

tl::expected<test, problem> test_for(call& c, std::string_view figure, const ports::report_filter& f) {
  if (figure.empty() || figure == "started") return test{[](const facts& x) { return x.started_at.has_value(); }};
  if (figure == "resolved") return test{[](const facts& x) { return x.resolved; }};
  if (figure == "bot_alone") return test{[](const facts& x) { return x.bot_alone; }};
  if (figure == "handed_over")
    return test{[reason = std::string{c.request.query_value("reason").value_or("")}](const facts& x) {
      return reason.empty() ? !x.handoffs.empty()
                            : std::find(x.handoffs.begin(), x.handoffs.end(), reason) != x.handoffs.end();
    }};
  if (figure == "failed") {
    const auto given = c.request.query_value("code").value_or("");
    const auto code = given.empty() ? std::optional<std::int64_t>{} : number_of(given);
    if (!given.empty() && !code) return refuse(invalid("code", "type", "The number of an error, or nothing."));
    return test{[code](const facts& x) {
      return std::any_of(x.failures.begin(), x.failures.end(), [&](const auto& e) { return !code || e.code == *code; });
    }};
  }
  if (figure == "slow") {
    const auto made = reports::report_of(c, f);
    if (!made) return refuse(made.error());
    const auto& all = (*made)->responses_ms;
    const auto slow = all.empty() ? std::int64_t{0} : reports::percentile(all, 95);
    return test{[slow](const facts& x) {
      return std::any_of(x.responses.begin(), x.responses.end(), [&](const auto& r) { return r.took_ms >= slow; });
    }};
  }
  return refuse(
      invalid("figure", "not_one_of", "One of: started, resolved, bot_alone, handed_over, failed, waiting, slow."));
}

struct found_ids {
  std::vector<flows::conversation_id> ids;
  std::string next;
};

tl::expected<found_ids, problem>
search(call& c, const ports::report_filter& f, const test& wanted, std::string after, std::size_t limit) {
  found_ids found;
  std::size_t looked_at = 0;
  do {
    // Never more than still fits: the page after begins exactly behind the last one that was looked at.
    const auto page = c.store().report_activity(f, after, limit - found.ids.size());
    if (!page) return refuse(store_failed(page.error()));
    for (const auto& conversation : page->items)
      if (wanted(reports::facts_of(conversation, f.from, f.to))) found.ids.push_back(conversation.id);
    looked_at += page->items.size();
    after = page->next;
  } while (!after.empty() && found.ids.size() < limit && looked_at < looked_at_max);
  found.next = std::move(after);
  return found;
}

tl::expected<found_ids, problem>
search_waiting(call& c, const ports::report_filter& f, const std::string& after, std::size_t limit) {
  const auto begin = number_of(after.empty() ? "0" : after);
  if (!begin || *begin < 0) return refuse(invalid("after", "format", "`next` of the page before."));
  auto rows = c.store().waiting_now(c.who.tenant, f.channel, waiting_max);
  if (!rows) return refuse(store_failed(rows.error()));
  std::sort(rows->begin(), rows->end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  found_ids found;
  auto i = static_cast<std::size_t>(*begin);
  for (; i < rows->size() && found.ids.size() < limit; ++i)
    found.ids.push_back((*rows)[i].conversation);
  if (i < rows->size()) found.next = std::to_string(i);
  return found;
}

answer behind(call& c) {
  const auto range = reports::read_range(c);
  if (!range) return refuse(range.error());
  const auto limit = limit_of(c.request);
  if (!limit) return refuse(limit.error());
  const auto known = c.house.channels.get();
  if (!known) return refuse(unavailable("The channels have not been read yet."));
  const std::string after{c.request.query_value("after").value_or("")};
  const std::string figure{c.request.query_value("figure").value_or("")};
  tl::expected<found_ids, problem> found;
  if (figure == "waiting") {
    found = search_waiting(c, *range, after, *limit);
  } else {
    const auto wanted = test_for(c, figure, *range);
    if (!wanted) return refuse(wanted.error());
    found = search(c, *range, *wanted, after, *limit);
  }
  if (!found) return refuse(found.error());
  std::vector<ports::conversation_row> rows;
  for (const auto& id : found->ids) {
    auto row = c.store().conversation(c.who.tenant, id);
    if (!row) return refuse(store_failed(row.error()));
    if (*row) rows.push_back(std::move(**row));
  }
  const auto v = view_for(c, *known);
  return list_response(rows, found->next, [&](json::writer& w, const auto& row) { write_conversation(w, v, row); });
}

} // namespace

endpoints report_list_endpoints() {
  endpoint all{"GET",
               "/api/v1/reports/conversations",
               right::reports_read,
               "The conversations behind a figure, the latest first; who waits longest first",
               "",
               "conversations",
               reports::aside(behind)};
  all.query = reports::range_parameters();
  all.query.push_back(
      {"figure", "string", "started (when absent), resolved, bot_alone, handed_over, failed, waiting or slow"});
  all.query.push_back({"reason", "string", "of handed_over: one of `handoffs`"});
  all.query.push_back({"code", "integer", "of failed: one of `failures.by_code`"});
  all.query.push_back({"after", "string", "`next` of the page before; a page may be empty and still have one"});
  all.query.push_back({"limit", "integer", "1 to 100; 50 when absent"});
  return {all};
}

} // namespace charla::api
