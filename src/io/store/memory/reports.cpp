#include "io/store/memory/commit.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

void write_runs(const commit_context& c, const turn_write& t) {
  for (const auto& r : t.runs)
    c.db.runs.insert_or_assign({t.conversation, r.number},
                               run_record{t.summary.tenant, {t.conversation, r, t.decided_at}});
}

/// What is both removed and added is there.
void write_tags(const contact_write& w, std::vector<std::string>& tags) {
  for (const auto& tag : w.tags_removed)
    std::erase(tags, tag);
  tags.insert(tags.end(), w.tags_added.begin(), w.tags_added.end());
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  std::erase(tags, std::string{});
}

void write_contact(const commit_context& c, const turn_write& t) {
  const auto& w = t.contact;
  const auto found = c.db.contacts.find(who_stayed(c.db, t.summary.contact));
  if (w.empty() || found == c.db.contacts.end() || found->second.row.tenant != t.summary.tenant) return;
  auto& [row, renamed, merged] = found->second;
  if (!w.attributes.empty()) row.attributes = patched(row.attributes, w.attributes);
  write_tags(w, row.tags);
  renamed = renamed || w.name;
  row.name = w.name.value_or(row.name);
  row.locale = w.language.value_or(row.locale);
  if (w.agreed) {
    row.consent = name_of(*w.agreed);
    row.consent_source = w.agreed_by;
    row.consent_at = t.decided_at;
  }
  row.updated_at = t.decided_at;
}

} // namespace

void write_reports(const commit_context& c, const turn_write& t) {
  write_runs(c, t);
  write_contact(c, t);
}

void count_visits(const commit_context& c, const batch& work, const std::vector<verdict>& verdicts) {
  for (const auto& [key, count] : visits_of(work, verdicts))
    c.db.visits[key] += count;
}

} // namespace charla::store::memory
