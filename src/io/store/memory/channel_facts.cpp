#include "io/store/memory/commit.hpp"
#include "io/store/memory/lane.hpp"

#include <algorithm>

namespace charla::store::memory {

namespace {

template <class T>
void take(const std::optional<T>& news, T& known) {
  if (news) known = *news;
}

bool is_of(const template_row& t, const template_fact& f) {
  if (t.tenant != f.tenant || t.channel != f.channel) return false;
  return t.name == f.name && t.language == f.language;
}

/// By the provider's id, else by its name in that language.
template_row* template_of(rows& db, const template_fact& f) {
  if (!f.provider_id.empty())
    for (auto& [id, t] : db.templates)
      if (t.tenant == f.tenant && t.channel == f.channel && t.provider_id == f.provider_id) return &t;
  for (auto& [id, t] : db.templates)
    if (is_of(t, f)) return &t;
  return nullptr;
}

/// Forgets what comes first, at most so many at once.
constexpr std::size_t forget_at_once = 20'000;

} // namespace

void keep_asset(rows& db, const asset_row& a) {
  const auto [found, fresh] = db.assets.try_emplace({a.tenant, a.id}, a);
  if (fresh) return;
  auto& known = found->second;
  known.used_at = std::max(known.used_at, a.used_at);
  if (!a.filename.empty()) known.filename = a.filename;
}

void note(const commit_context& c, const media_want& w) {
  media_row row;
  row.want = w;
  row.not_before = w.at;
  c.db.media.try_emplace({w.channel, w.what.media_id}, std::move(row));
}

void note(const commit_context& c, const media_fact& f) {
  if (f.asset) keep_asset(c.db, *f.asset);
  const auto found = c.db.media.find({f.channel, f.media_id});
  if (found == c.db.media.end() || found->second.state == media_state::stored) return;
  auto& row = found->second;
  row.state = f.state;
  row.attempts = f.attempts;
  row.not_before = f.not_before;
  row.error = f.error;
  if (!f.asset) return;
  row.asset = f.asset->id;
  row.size = f.asset->size;
  row.mime_type = f.asset->mime_type;
}

void note(const commit_context& c, const upload_fact& f) { c.db.uploads.insert_or_assign({f.channel, f.asset}, f); }

void note(const commit_context& c, const number_fact& f) {
  auto& row = c.db.numbers[f.channel];
  if (row.at > f.at) return;
  row.tenant = f.tenant;
  row.channel = f.channel;
  row.at = f.at;
  take(f.quality, row.quality);
  if (f.rate) row.rate = f.rate;
  take(f.limit, row.limit);
  take(f.connection, row.connection);
  take(f.qr, row.qr);
  take(f.pairing_code, row.pairing_code);
  take(f.reason, row.reason);
}

void note(const commit_context& c, const template_fact& f) {
  auto* row = template_of(c.db, f);
  if (row == nullptr) return;
  take(f.status, row->status);
  take(f.quality, row->quality);
  take(f.category, row->category);
  if (f.status) row->reason = f.reason;
  if (!f.provider_id.empty()) row->provider_id = f.provider_id;
  row->updated_at = f.at;
}

void note(const commit_context& c, const exchange& e) {
  const auto id = ++c.db.last_exchange;
  c.db.exchanges.emplace_hint(c.db.exchanges.end(), id, exchange_row{id, e});
}

bool has_exchange(const rows& db, const exchange& e) {
  return std::any_of(db.exchanges.rbegin(), db.exchanges.rend(), [&](const auto& entry) {
    const auto& known = entry.second.what;
    return known.tenant == e.tenant && known.channel == e.channel && known.at == e.at && known.kind == e.kind
           && known.out == e.out && known.provider_id == e.provider_id && known.url == e.url;
  });
}

stored<std::int64_t> lane::forget_exchanges_before(timestamp before) {
  const std::lock_guard lock{disk_->mutex};
  std::size_t left = forget_at_once;
  return static_cast<std::int64_t>(std::erase_if(disk_->rows.exchanges, [&](const auto& entry) {
    return entry.second.what.at < before && left > 0 && left-- > 0;
  }));
}

stored<std::int64_t> lane::forget_submissions_before(timestamp before) {
  const std::lock_guard lock{disk_->mutex};
  std::size_t left = forget_at_once;
  return static_cast<std::int64_t>(std::erase_if(disk_->rows.submissions, [&](const auto& entry) {
    return entry.second.row.at < before && left > 0 && left-- > 0;
  }));
}

stored<std::vector<asset_row>> lane::forget_assets_before(timestamp before) {
  static constexpr std::size_t files_at_once = 500;
  const std::lock_guard lock{disk_->mutex};
  auto& db = disk_->rows;
  std::vector<asset_row> gone;
  for (auto it = db.assets.begin(); it != db.assets.end() && gone.size() < files_at_once;) {
    if (it->second.used_at >= before) {
      ++it;
      continue;
    }
    gone.push_back(it->second);
    it = db.assets.erase(it);
  }
  for (const auto& a : gone) {
    std::erase_if(db.media, [&](const auto& m) { return m.second.want.tenant == a.tenant && m.second.asset == a.id; });
    std::erase_if(db.uploads, [&](const auto& u) {
      const auto channel = db.channels.find(u.first.first);
      return u.first.second == a.id && channel != db.channels.end() && channel->second.tenant == a.tenant;
    });
  }
  std::erase_if(db.media,
                [&](const auto& m) { return m.second.state == media_state::failed && m.second.want.at < before; });
  return gone;
}

stored<std::vector<media_row>> reader::media_due(timestamp now, std::size_t limit) {
  const std::lock_guard lock{disk_->mutex};
  std::vector<media_row> due;
  for (const auto& [key, m] : disk_->rows.media)
    if (m.state == media_state::wanted && m.not_before <= now) due.push_back(m);
  std::stable_sort(due.begin(), due.end(),
                   [](const media_row& a, const media_row& b) { return a.not_before < b.not_before; });
  if (due.size() > limit) due.resize(limit);
  return due;
}

stored<std::optional<asset_row>> reader::asset(tenant_id t, const asset_id& id) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.assets.find({t, id});
  if (found == disk_->rows.assets.end()) return std::nullopt;
  return found->second;
}

stored<std::optional<std::string>> reader::uploaded(channel_id channel, const asset_id& id, timestamp now) {
  const std::lock_guard lock{disk_->mutex};
  const auto found = disk_->rows.uploads.find({channel, id});
  if (found == disk_->rows.uploads.end() || found->second.expires_at <= now) return std::nullopt;
  return found->second.media_id;
}

} // namespace charla::store::memory
