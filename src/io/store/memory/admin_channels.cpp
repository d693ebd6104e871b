#include "io/store/cursor.hpp"
#include "io/store/memory/admin.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

bool is_same(const template_row& a, const template_row& b) {
  return a.tenant == b.tenant && a.channel == b.channel && a.name == b.name && a.language == b.language;
}

bool matches(const exchange& e, tenant_id t, const exchange_filter& f) {
  return e.tenant == t && (!f.channel || *f.channel == e.channel)
         && (!f.conversation || f.conversation == e.conversation) && (!f.kind || *f.kind == e.kind)
         && (f.provider_id.empty() || f.provider_id == e.provider_id) && (!f.out || f.out == e.out)
         && (!f.failed_only || e.failed);
}

} // namespace

stored<std::vector<template_row>> admin::templates(tenant_id t) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<template_row> all;
  for (const auto& [id, row] : disk_->rows.templates)
    if (row.tenant == t) all.push_back(row);
  std::sort(all.begin(), all.end(), [](const template_row& a, const template_row& b) {
    return std::tie(a.name, a.language, a.id) < std::tie(b.name, b.language, b.id);
  });
  return all;
}

stored<std::optional<template_row>> admin::message_template(tenant_id t, std::int32_t id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.templates.find(id);
  if (found == disk_->rows.templates.end() || found->second.tenant != t) return std::nullopt;
  return found->second;
}

stored<template_row> admin::put_template(const template_row& row) {
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  if (!has_tenant(row.tenant)) return wrong("tenant: there is none with this id");
  auto kept = row;
  kept.updated_at = born(row.updated_at);
  for (auto& [id, known] : db.templates) {
    if (!is_same(known, row)) continue;
    kept.id = id;
    return known = kept;
  }
  kept.id = ++db.last_template;
  db.templates.emplace(kept.id, kept);
  return kept;
}

stored<bool> admin::delete_template(tenant_id t, std::int32_t id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.templates.find(id);
  if (found == disk_->rows.templates.end() || found->second.tenant != t) return false;
  disk_->rows.templates.erase(found);
  return true;
}

stored<std::vector<number_row>> admin::numbers() {
  const std::lock_guard lock{disk_->mutex};
  std::vector<number_row> all;
  for (const auto& [channel, row] : disk_->rows.numbers)
    all.push_back(row);
  return all;
}

stored<void> admin::put_number(const number_fact& f) {
  const std::lock_guard lock{disk_->mutex};
  note(here(), f);
  return {};
}

stored<page<exchange_row>>
admin::exchanges(tenant_id t, const exchange_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  const std::lock_guard lock{disk_->mutex};
  std::vector<exchange_row> found;
  const auto& log = disk_->rows.exchanges;
  for (auto it = log.rbegin(); it != log.rend() && found.size() <= limit; ++it)
    if (it->first < *from && matches(it->second.what, t, f)) found.push_back(it->second);
  return to_page(std::move(found), limit, [](const exchange_row& e) { return e.id; });
}

stored<void> admin::add_exchange(const exchange& e) {
  const std::lock_guard lock{disk_->mutex};
  note(here(), e);
  return {};
}

} // namespace charla::store::memory
