#include "io/store/cursor.hpp"
#include "io/store/sqlite/admin.hpp"
#include "io/store/sqlite/commit.hpp"
#include "io/store/sqlite/rows.hpp"

#include <limits>

namespace charla::store::sqlite {

namespace {

#define CHARLA_SQLITE_TEMPLATE_COLUMNS                                                                                 \
  "id, tenant, channel, name, language, category, status, quality, body, components, variables, provider_id, reason, " \
  "updated_at"
constexpr const char* templates_of_tenant =
    "SELECT " CHARLA_SQLITE_TEMPLATE_COLUMNS " FROM message_template WHERE tenant = ? ORDER BY name, language, id";
constexpr const char* one_template =
    "SELECT " CHARLA_SQLITE_TEMPLATE_COLUMNS " FROM message_template WHERE tenant = ? AND id = ?";
constexpr const char* put_template_row =
    "INSERT INTO message_template(tenant, channel, name, language, category, status, quality, body, components, "
    "variables, provider_id, reason, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
    "ON CONFLICT(tenant, channel, name, language) DO UPDATE SET category = ?5, status = ?6, quality = ?7, body = ?8, "
    "components = ?9, variables = ?10, provider_id = ?11, reason = ?12, updated_at = ?13 RETURNING id";
constexpr const char* drop_template = "DELETE FROM message_template WHERE tenant = ? AND id = ?";
constexpr const char* all_numbers = "SELECT channel, tenant, at, quality, rate, daily_limit, connection, qr, "
                                    "pairing_code, reason FROM number ORDER BY channel";
constexpr const char* list_exchanges =
    "SELECT id, tenant, channel, at, kind, conv, out_version, out_idx, provider_id, method, url, status, took_ms, "
    "failed, request, response, note FROM exchange WHERE tenant = ?1 AND id < ?2 AND (?3 IS NULL OR channel = ?3) "
    "AND (?4 IS NULL OR conv = ?4) AND (?5 IS NULL OR kind = ?5) AND (?6 = '' OR provider_id = ?6) "
    "AND (?7 IS NULL OR (conv = ?7 AND out_version = ?8 AND out_idx = ?9)) AND (NOT ?10 OR failed) "
    "ORDER BY id DESC LIMIT ?11";

template_row read_template(const query& row) {
  template_row t;
  t.id = row.as<std::int32_t>(0);
  t.tenant = tenant_id{row.as<std::int32_t>(1)};
  t.channel = channel_id{row.as<std::int32_t>(2)};
  t.name = row.text(3);
  t.language = row.text(4);
  t.category = row.text(5);
  t.status = row.text(6);
  t.quality = row.text(7);
  t.body = row.text(8);
  t.components = row.text(9);
  t.variables = row.text(10);
  t.provider_id = row.text(11);
  t.reason = row.text(12);
  t.updated_at = row.time(13);
  return t;
}

number_row read_number(const query& row) {
  number_row n;
  n.channel = channel_id{row.as<std::int32_t>(0)};
  n.tenant = tenant_id{row.as<std::int32_t>(1)};
  n.at = row.time(2);
  n.quality = row.text(3);
  if (!row.is_null(4)) n.rate = static_cast<double>(row.integer(4)) / 1000;
  n.limit = row.text(5);
  n.connection = row.text(6);
  n.qr = row.text(7);
  n.pairing_code = row.text(8);
  n.reason = row.text(9);
  return n;
}

exchange_row read_exchange(const query& row) {
  exchange_row r;
  r.id = row.integer(0);
  auto& e = r.what;
  e.tenant = tenant_id{row.as<std::int32_t>(1)};
  e.channel = channel_id{row.as<std::int32_t>(2)};
  e.at = row.time(3);
  e.kind = row.as<exchange_kind>(4);
  if (!row.is_null(5)) e.conversation = conversation_id{row.id(5)};
  if (!row.is_null(6)) e.out = out_id{conversation_id{row.id(5)}, row.integer(6), row.as<std::int16_t>(7)};
  e.provider_id = row.text(8);
  e.method = row.text(9);
  e.url = row.text(10);
  e.status = row.as<std::int32_t>(11);
  e.took_ms = row.as<std::int32_t>(12);
  e.failed = row.integer(13) != 0;
  e.request = row.text(14);
  e.response = row.text(15);
  e.note = row.text(16);
  return r;
}

} // namespace

stored<std::vector<template_row>> admin::templates(tenant_id t) {
  return at_the_edge([&] {
    query rows{db_, templates_of_tenant};
    return all_rows<template_row>(rows.with(t), read_template);
  });
}

stored<std::optional<template_row>> admin::message_template(tenant_id t, std::int32_t id) {
  return at_the_edge([&] {
    query row{db_, one_template};
    return row.with(t, id).row() ? std::optional{read_template(row)} : std::nullopt;
  });
}

stored<template_row> admin::put_template(const template_row& row) {
  return written([&] {
    auto kept = row;
    kept.updated_at = born(row.updated_at);
    query put{db_, put_template_row};
    put.with(row.tenant, row.channel, row.name, row.language, row.category, row.status, row.quality, row.body,
             row.components, row.variables, row.provider_id, row.reason, kept.updated_at);
    while (put.row())
      kept.id = put.as<std::int32_t>(0);
    return kept;
  });
}

stored<bool> admin::delete_template(tenant_id t, std::int32_t id) {
  return written([&] { return db_.run(drop_template, t, id) == 1; });
}

stored<std::vector<number_row>> admin::numbers() {
  return at_the_edge([&] {
    query rows{db_, all_numbers};
    return all_rows<number_row>(rows, read_number);
  });
}

stored<void> admin::put_number(const number_fact& f) {
  return written([&] { note(here(), f); });
}

stored<page<exchange_row>>
admin::exchanges(tenant_id t, const exchange_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return at_the_edge([&] {
    const auto out = f.out.value_or(out_id{});
    const auto of = f.out ? std::optional{out.conversation} : std::nullopt;
    query rows{db_, list_exchanges};
    rows.with(t, *from, f.channel, f.conversation, f.kind, f.provider_id, of, out.version, out.index, f.failed_only,
              limit + 1);
    return to_page(all_rows<exchange_row>(rows, read_exchange), limit, [](const exchange_row& e) { return e.id; });
  });
}

stored<void> admin::add_exchange(const exchange& e) {
  return written([&] { note(here(), e); });
}

} // namespace charla::store::sqlite
