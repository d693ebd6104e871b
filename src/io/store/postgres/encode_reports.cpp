#include "io/store/postgres/flat.hpp"
#include "io/store/postgres/fragment.hpp"
#include "io/store/reports.hpp"

#include <algorithm>

namespace charla::store::postgres {

namespace {

constexpr std::string_view hold_call =
    "SELECT {0}, 1, hold_contacts({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::text";
constexpr std::string_view report_call =
    "SELECT {0}, 1, report_turns({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::text";

using row = const turn_write&;

bool has_contact(row t) { return !t.contact.empty() && !t.summary.contact.value().is_nil(); }
bool reports(row t) { return !t.runs.empty() || !t.visits.empty() || has_contact(t); }

void add_turns(arguments& with, const turn_list& items) {
  with.column(element::uuid, items, [](row t) { return t.conversation; })
      .column(element::big, items, [](row t) { return t.base_version + 1; })
      .column(element::uuid, items, [](row t) { return t.turn; })
      .column(element::integer, items, [](row t) { return t.summary.tenant; })
      .column(element::small, items, [](row t) { return shard_of(t.conversation); })
      .column(element::uuid, items, [](row t) { return t.summary.contact; })
      .column(element::big, items, [](row t) { return t.decided_at; });
}

/// The last word on a run counts: a set of rows cannot write one twice.
void add_runs(arguments& with, const turn_list& items) {
  flat runs{element::big,  element::integer, element::integer, element::small, element::text,
            element::text, element::big,     element::big,     element::text};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    for (auto r = t.runs.begin(); r != t.runs.end(); ++r) {
      const auto later = std::find_if(std::next(r), t.runs.end(), [&](const auto& o) { return o.number == r->number; });
      if (later == t.runs.end())
        runs.add_row(i, r->number, r->flow.flow, r->flow.version, r->status, r->node, r->reason, r->started_at,
                     r->ended_at, r->variables);
    }
  }
  runs.into(with);
}

void add_visits(arguments& with, const turn_list& items) {
  flat visits{element::integer, element::integer, element::text, element::text, element::big};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    for (const auto& v : t.visits)
      visits.add_row(i, v.flow.flow, v.flow.version, v.node, v.exit, v.count);
  }
  visits.into(with);
}

void add_contacts(arguments& with, const turn_list& items) {
  flat contacts{element::text, element::text, element::text, element::text,
                element::text, element::text, element::text};
  std::int32_t i = 0;
  for (row t : items) {
    ++i;
    if (!has_contact(t)) continue;
    const auto& w = t.contact;
    contacts.add_row(i, as_patch(w.attributes), as_json_array(w.tags_added), as_json_array(w.tags_removed), w.name,
                     w.language, w.agreed ? std::optional{name_of(*w.agreed)} : std::nullopt, w.agreed_by);
  }
  contacts.into(with);
}

} // namespace

void encode_contact_locks(std::vector<fragment>& to, const batch& work, const selection& s) {
  if (std::none_of(s.turns.begin(), s.turns.end(), [&](std::size_t i) { return has_contact(work.turns[i]); })) return;
  fragment f{work_kind::reports, hold_call, {}, {}};
  f.with.column(element::uuid, pick(work.turns, s.turns), [](row t) { return t.summary.contact; });
  to.push_back(std::move(f));
}

void encode_reports(std::vector<fragment>& to, const turn_list& turns, const lane_context& c) {
  turn_list items;
  std::copy_if(turns.begin(), turns.end(), std::back_inserter(items), reports);
  if (items.empty()) return;
  fragment f{work_kind::reports, report_call, {}, {}};
  f.with.small(c.first_shard);
  add_turns(f.with, items);
  add_runs(f.with, items);
  add_visits(f.with, items);
  add_contacts(f.with, items);
  to.push_back(std::move(f));
}

} // namespace charla::store::postgres
