#include "io/store/cursor.hpp"
#include "io/store/postgres/admin.hpp"
#include "io/store/postgres/fragment.hpp"

#include <limits>

namespace charla::store::postgres {

namespace {

#define CHARLA_PG_TEMPLATE_COLUMNS                                                                                     \
  "id, tenant, channel, name, language, category, status, quality, body, components, variables, provider_id, reason, " \
  "updated_at"
constexpr auto templates_of_tenant = "SELECT " CHARLA_PG_TEMPLATE_COLUMNS " FROM message_template WHERE tenant = $1 "
                                     "ORDER BY name COLLATE \"C\", language COLLATE \"C\", id";
constexpr auto one_template =
    "SELECT " CHARLA_PG_TEMPLATE_COLUMNS " FROM message_template WHERE tenant = $1 AND id = $2";
constexpr auto put_template_row =
    "INSERT INTO message_template(tenant, channel, name, language, category, status, quality, body, components, "
    "variables, provider_id, reason, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) "
    "ON CONFLICT(tenant, channel, name, language) DO UPDATE SET category = EXCLUDED.category, "
    "status = EXCLUDED.status, quality = EXCLUDED.quality, body = EXCLUDED.body, components = EXCLUDED.components, "
    "variables = EXCLUDED.variables, provider_id = EXCLUDED.provider_id, reason = EXCLUDED.reason, "
    "updated_at = EXCLUDED.updated_at RETURNING " CHARLA_PG_TEMPLATE_COLUMNS;
constexpr auto drop_template = "DELETE FROM message_template WHERE tenant = $1 AND id = $2";
constexpr auto all_numbers = "SELECT channel, tenant, at, quality, rate, daily_limit, connection, qr, pairing_code, "
                             "reason FROM number ORDER BY channel";
constexpr auto put_number_row = "SELECT note_numbers($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
// -1, nil and empty: any.
constexpr auto list_exchanges =
    "SELECT id, tenant, channel, at, kind, conv, out_version, out_idx, provider_id, method, url, status, took_ms, "
    "failed, request, response, note FROM exchange WHERE tenant = $1 AND id < $2 AND ($3 = -1 OR channel = $3) "
    "AND (NOT $4 OR conv = $5) AND ($6 = -1 OR kind = $6) AND ($7 = '' OR provider_id = $7) "
    "AND (NOT $8 OR (conv = $9 AND out_version = $10 AND out_idx = $11)) AND (NOT $12 OR failed) "
    "ORDER BY id DESC LIMIT $13";
constexpr auto put_exchange_row =
    "SELECT add_exchanges($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

template_row read_template(const pqxx::row& row) {
  template_row t;
  t.id = value_at<std::int32_t>(row, 0);
  t.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  t.channel = channel_id{value_at<std::int32_t>(row, 2)};
  t.name = text_at(row, 3);
  t.language = text_at(row, 4);
  t.category = text_at(row, 5);
  t.status = text_at(row, 6);
  t.quality = text_at(row, 7);
  t.body = text_at(row, 8);
  t.components = text_at(row, 9);
  t.variables = text_at(row, 10);
  t.provider_id = text_at(row, 11);
  t.reason = text_at(row, 12);
  t.updated_at = time_at(row, 13);
  return t;
}

number_row read_number(const pqxx::row& row) {
  number_row n;
  n.channel = channel_id{value_at<std::int32_t>(row, 0)};
  n.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  n.at = time_at(row, 2);
  n.quality = text_at(row, 3);
  if (!row[4].is_null()) n.rate = static_cast<double>(number_at(row, 4)) / 1000;
  n.limit = text_at(row, 5);
  n.connection = text_at(row, 6);
  n.qr = text_at(row, 7);
  n.pairing_code = text_at(row, 8);
  n.reason = text_at(row, 9);
  return n;
}

exchange_row read_exchange(const pqxx::row& row) {
  exchange_row r;
  r.id = number_at(row, 0);
  auto& e = r.what;
  e.tenant = tenant_id{value_at<std::int32_t>(row, 1)};
  e.channel = channel_id{value_at<std::int32_t>(row, 2)};
  e.at = time_at(row, 3);
  e.kind = value_at<exchange_kind>(row, 4);
  if (!row[5].is_null()) e.conversation = conversation_id{id_at(row, 5)};
  if (!row[6].is_null())
    e.out = out_id{conversation_id{id_at(row, 5)}, number_at(row, 6), value_at<std::int16_t>(row, 7)};
  e.provider_id = text_at(row, 8);
  e.method = text_at(row, 9);
  e.url = text_at(row, 10);
  e.status = value_at<std::int32_t>(row, 11);
  e.took_ms = value_at<std::int32_t>(row, 12);
  e.failed = row[13].as<bool>();
  e.request = bytes_at(row, 14);
  e.response = bytes_at(row, 15);
  e.note = bytes_at(row, 16);
  return r;
}

} // namespace

stored<std::vector<template_row>> admin::templates(tenant_id t) {
  return reading(
      [&] { return all_rows<template_row>(db_.read(templates_of_tenant, arguments{}.id(t)), read_template); });
}

stored<std::optional<template_row>> admin::message_template(tenant_id t, std::int32_t id) {
  return reading([&]() -> std::optional<template_row> {
    const auto rows = db_.read(one_template, arguments{}.id(t).integer(id));
    if (rows.empty()) return std::nullopt;
    return read_template(rows[0]);
  });
}

stored<template_row> admin::put_template(const template_row& row) {
  return writing([&] {
    arguments with;
    with.id(row.tenant).id(row.channel).text(row.name).text(row.language).text(row.category).text(row.status);
    with.text(row.quality).text(row.body).text(row.components).text(row.variables).text(row.provider_id);
    with.text(row.reason).time(born(row.updated_at));
    return read_template(db_.run(put_template_row, with)[0]);
  });
}

stored<bool> admin::delete_template(tenant_id t, std::int32_t id) {
  return writing([&] { return db_.run(drop_template, arguments{}.id(t).integer(id)).affected_rows() == 1; });
}

stored<std::vector<number_row>> admin::numbers() {
  return reading([&] { return all_rows<number_row>(db_.read(all_numbers), read_number); });
}

stored<void> admin::put_number(const number_fact& f) {
  return writing([&] {
    arguments with;
    add_numbers(with, {f});
    db_.run(put_number_row, with);
  });
}

stored<page<exchange_row>>
admin::exchanges(tenant_id t, const exchange_filter& f, const std::string& after, std::size_t limit) {
  const auto from = after.empty() ? stored<std::int64_t>{std::numeric_limits<std::int64_t>::max()} : number_from(after);
  if (!from) return tl::make_unexpected(from.error());
  return reading([&] {
    const auto out = f.out.value_or(out_id{});
    arguments with;
    with.id(t).big(*from).integer(f.channel ? f.channel->value() : -1).boolean(f.conversation.has_value());
    with.id(f.conversation.value_or(conversation_id{})).integer(f.kind ? static_cast<std::int32_t>(*f.kind) : -1);
    with.text(f.provider_id).boolean(f.out.has_value()).id(out.conversation).big(out.version).small(out.index);
    with.boolean(f.failed_only).big(static_cast<std::int64_t>(limit) + 1);
    return to_page(all_rows<exchange_row>(db_.read(list_exchanges, with), read_exchange), limit,
                   [](const exchange_row& e) { return e.id; });
  });
}

stored<void> admin::add_exchange(const exchange& e) {
  return writing([&] {
    arguments with;
    add_exchanges(with, {e}, false);
    db_.run(put_exchange_row, with);
  });
}

} // namespace charla::store::postgres
