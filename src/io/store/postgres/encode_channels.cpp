#include "io/store/people.hpp"
#include "io/store/postgres/fragment.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_PLAIN_CALL(FUNCTION)                                                                                 \
  "SELECT {0}, 1, " FUNCTION "({1}), NULL::bigint, NULL::bigint, NULL::bigint, NULL::text"

fragment call_of(std::string_view call) { return {work_kind::channel_facts, call, {}, {}}; }

/// What one fact says of its recipient. `tenant` is absent for a bubble of ours.
struct said_of_recipient {
  std::optional<tenant_id> tenant;
  channel_id channel;
  std::optional<out_id> out;
  std::string_view provider_id;
  recipient_mark mark = recipient_mark::none;
  timestamp at;
  std::optional<timestamp> until;
};

std::vector<said_of_recipient> marks_of(const batch& work, const selection& s) {
  std::vector<said_of_recipient> all;
  for (const send_fact& f : pick(work.sends, s.sends))
    if (f.mark != recipient_mark::none) all.push_back({std::nullopt, {}, f.out, {}, f.mark, f.at, f.mark_until});
  for (const status_fact& f : pick(work.statuses, s.statuses))
    if (f.mark != recipient_mark::none)
      all.push_back({f.tenant, f.channel, f.out, f.provider_id, f.mark, f.at, f.mark_until});
  return all;
}

void encode_wants(std::vector<fragment>& to, const batch& work, const selection& s) {
  if (s.media_wanted.empty()) return;
  const auto items = pick(work.media_wanted, s.media_wanted);
  using row = const media_want&;
  auto f = call_of(CHARLA_PG_PLAIN_CALL("want_media"));
  f.with.column(element::integer, items, [](row w) { return w.channel; })
      .column(element::text, items, [](row w) { return std::string_view{w.what.media_id}; })
      .column(element::integer, items, [](row w) { return w.tenant; })
      .column(element::uuid, items, [](row w) { return w.conversation; })
      .column(element::bytes, items, [](row w) { return encoded(w.what); })
      .column(element::big, items, [](row w) { return w.at; });
  to.push_back(std::move(f));
}

void encode_assets(std::vector<fragment>& to, const std::vector<std::reference_wrapper<const media_fact>>& facts) {
  std::vector<std::reference_wrapper<const asset_row>> items;
  for (const media_fact& f : facts)
    if (f.asset) items.emplace_back(*f.asset);
  if (items.empty()) return;
  auto f = call_of(CHARLA_PG_PLAIN_CALL("keep_assets"));
  add_assets(f.with, items);
  to.push_back(std::move(f));
}

void encode_fetches(std::vector<fragment>& to, const batch& work, const selection& s) {
  const auto same = [&](std::size_t i, std::size_t j) {
    const auto &a = work.media[i], &b = work.media[j];
    if (a.channel == b.channel && a.media_id == b.media_id) return true;
    return a.asset && b.asset && a.asset->tenant == b.asset->tenant && a.asset->id == b.asset->id;
  };
  for (const auto& round : in_rounds(s.media, same)) {
    const auto items = pick(work.media, round);
    using row = const media_fact&;
    const auto part = [](row m, auto member) { return m.asset ? std::optional{(*m.asset).*member} : std::nullopt; };
    encode_assets(to, items);
    auto f = call_of(CHARLA_PG_PLAIN_CALL("note_fetches"));
    f.with.column(element::integer, items, [](row m) { return m.channel; })
        .column(element::text, items, [](row m) { return std::string_view{m.media_id}; })
        .column(element::small, items, [](row m) { return m.state; })
        .column(element::integer, items, [](row m) { return m.attempts; })
        .column(element::big, items, [](row m) { return m.not_before; })
        .column(element::bytes, items, [](row m) { return std::string_view{m.error}; })
        .column(element::text, items, [&](row m) { return part(m, &asset_row::id); })
        .column(element::big, items, [&](row m) { return part(m, &asset_row::size); })
        .column(element::text, items, [&](row m) { return part(m, &asset_row::mime_type); });
    to.push_back(std::move(f));
  }
}

void encode_uploads(std::vector<fragment>& to, const batch& work, const selection& s) {
  const auto same = [&](std::size_t i, std::size_t j) {
    return work.uploads[i].channel == work.uploads[j].channel && work.uploads[i].asset == work.uploads[j].asset;
  };
  for (const auto& round : in_rounds(s.uploads, same)) {
    const auto items = pick(work.uploads, round);
    using row = const upload_fact&;
    auto f = call_of(CHARLA_PG_PLAIN_CALL("note_uploads"));
    f.with.column(element::integer, items, [](row u) { return u.channel; })
        .column(element::text, items, [](row u) { return std::string_view{u.asset}; })
        .column(element::text, items, [](row u) { return std::string_view{u.media_id}; })
        .column(element::big, items, [](row u) { return u.expires_at; });
    to.push_back(std::move(f));
  }
}

void encode_numbers(std::vector<fragment>& to, const batch& work, const selection& s) {
  const auto same = [&](std::size_t i, std::size_t j) { return work.numbers[i].channel == work.numbers[j].channel; };
  for (const auto& round : in_rounds(s.numbers, same)) {
    auto f = call_of(CHARLA_PG_PLAIN_CALL("note_numbers"));
    add_numbers(f.with, pick(work.numbers, round));
    to.push_back(std::move(f));
  }
}

void encode_templates(std::vector<fragment>& to, const batch& work, const selection& s) {
  if (s.templates.empty()) return;
  const auto items = pick(work.templates, s.templates);
  using row = const template_fact&;
  auto f = call_of(CHARLA_PG_PLAIN_CALL("note_templates"));
  f.with.column(element::integer, items, [](row t) { return t.tenant; })
      .column(element::integer, items, [](row t) { return t.channel; })
      .column(element::text, items, [](row t) { return std::string_view{t.provider_id}; })
      .column(element::text, items, [](row t) { return std::string_view{t.name}; })
      .column(element::text, items, [](row t) { return std::string_view{t.language}; })
      .column(element::text, items, [](row t) { return t.status; })
      .column(element::text, items, [](row t) { return t.quality; })
      .column(element::text, items, [](row t) { return t.category; })
      .column(element::text, items, [](row t) { return std::string_view{t.reason}; })
      .column(element::big, items, [](row t) { return t.at; });
  to.push_back(std::move(f));
}

void encode_exchanges(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  if (s.exchanges.empty()) return;
  auto f = call_of(CHARLA_PG_PLAIN_CALL("add_exchanges"));
  add_exchanges(f.with, pick(work.exchanges, s.exchanges), c.again);
  to.push_back(std::move(f));
}

} // namespace

void add_assets(arguments& with, const std::vector<std::reference_wrapper<const asset_row>>& items) {
  using row = const asset_row&;
  with.column(element::integer, items, [](row a) { return a.tenant; })
      .column(element::text, items, [](row a) { return std::string_view{a.id}; })
      .column(element::text, items, [](row a) { return std::string_view{a.mime_type}; })
      .column(element::big, items, [](row a) { return a.size; })
      .column(element::bytes, items, [](row a) { return std::string_view{a.filename}; })
      .column(element::big, items, [](row a) { return a.created_at; })
      .column(element::big, items, [](row a) { return a.used_at; });
}

void add_numbers(arguments& with, const std::vector<std::reference_wrapper<const number_fact>>& items) {
  using row = const number_fact&;
  const auto thousandths = [](row n) {
    return n.rate ? std::optional{static_cast<std::int64_t>(std::llround(*n.rate * 1000))} : std::nullopt;
  };
  with.column(element::integer, items, [](row n) { return n.channel; })
      .column(element::integer, items, [](row n) { return n.tenant; })
      .column(element::big, items, [](row n) { return n.at; })
      .column(element::text, items, [](row n) { return n.quality; })
      .column(element::big, items, thousandths)
      .column(element::text, items, [](row n) { return n.limit; })
      .column(element::text, items, [](row n) { return n.connection; })
      .column(element::text, items, [](row n) { return n.qr; })
      .column(element::text, items, [](row n) { return n.pairing_code; })
      .column(element::text, items, [](row n) { return n.reason; });
}

void add_exchanges(arguments& with, const std::vector<std::reference_wrapper<const exchange>>& items, bool again) {
  using row = const exchange&;
  const auto part = [](row e, auto member) { return e.out ? std::optional{(*e.out).*member} : std::nullopt; };
  with.column(element::integer, items, [](row e) { return e.tenant; })
      .column(element::integer, items, [](row e) { return e.channel; })
      .column(element::big, items, [](row e) { return e.at; })
      .column(element::small, items, [](row e) { return e.kind; })
      .column(element::uuid, items, [](row e) { return e.out ? std::optional{e.out->conversation} : e.conversation; })
      .column(element::big, items, [&](row e) { return part(e, &out_id::version); })
      .column(element::small, items, [&](row e) { return part(e, &out_id::index); })
      .column(element::text, items, [](row e) { return std::string_view{e.provider_id}; })
      .column(element::text, items, [](row e) { return std::string_view{e.method}; })
      .column(element::text, items, [](row e) { return std::string_view{e.url}; })
      .column(element::integer, items, [](row e) { return e.status; })
      .column(element::integer, items, [](row e) { return e.took_ms; })
      .column(element::boolean, items, [](row e) { return e.failed; })
      .column(element::bytes, items, [](row e) { return std::string_view{e.request}; })
      .column(element::bytes, items, [](row e) { return std::string_view{e.response}; })
      .column(element::bytes, items, [](row e) { return std::string_view{e.note}; })
      .boolean(again);
}

void encode_marks(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context&) {
  const auto items = marks_of(work, s);
  if (items.empty()) return;
  using row = const said_of_recipient&;
  const auto part = [](row m, auto member) { return m.out ? std::optional{(*m.out).*member} : std::nullopt; };
  auto f = call_of(CHARLA_PG_PLAIN_CALL("mark_recipients"));
  f.with.column(element::integer, items, [](row m) { return m.tenant; })
      .column(element::integer, items, [](row m) { return m.channel; })
      .column(element::uuid, items, [&](row m) { return part(m, &out_id::conversation); })
      .column(element::big, items, [&](row m) { return part(m, &out_id::version); })
      .column(element::text, items, [](row m) { return m.provider_id; })
      .column(element::small, items, [](row m) { return m.mark; })
      .column(element::big, items, [](row m) { return m.at; })
      .column(element::big, items, [](row m) { return m.until; })
      .text(told_by_provider);
  to.push_back(std::move(f));
}

void encode_channel_facts(std::vector<fragment>& to, const batch& work, const selection& s, const lane_context& c) {
  encode_wants(to, work, s);
  encode_fetches(to, work, s);
  encode_uploads(to, work, s);
  encode_numbers(to, work, s);
  encode_templates(to, work, s);
  encode_exchanges(to, work, s, c);
}

} // namespace charla::store::postgres
