#include "io/store/postgres/admin.hpp"

namespace charla::store::postgres {

namespace {

// Each view stops counting beyond the cap ($3 is one more). In the order of `desk_views`; the conformance suite
// compares each count with its list.
#define CHARLA_PG_COUNT(condition)                                                                                     \
  "(SELECT count(*) FROM (SELECT 1 FROM conversation WHERE tenant = $1 AND " condition " LIMIT $3) x)"
constexpr auto
    count_all =
        "SELECT " CHARLA_PG_COUNT("status < 2") ", " CHARLA_PG_COUNT(
            "assigned_to <> '' AND assigned_to = $2 AND status < "
            "2") ", " CHARLA_PG_COUNT("status < 2 AND assigned_to "
                                      "= ''") ", " CHARLA_PG_COUNT("waits_from < "
                                                                   "9223372036854775"
                                                                   "807 AND status "
                                                                   "< 2") ","
                                                                          " " CHARLA_PG_COUNT("status < 2 AND mode = 1") ", " CHARLA_PG_COUNT("status < 2 AND mode = 0") ", " CHARLA_PG_COUNT("mode = 2") ", " CHARLA_PG_COUNT(
                                                                              "unread > 0") ","
                                                                                            " " CHARLA_PG_COUNT("status"
                                                                                                                " = 2") ", " CHARLA_PG_COUNT(
                                                                                                "status = 3") ", "
                                                                                                              "(SELECT "
                                                                                                              "count(*)"
                                                                                                              " FROM "
                                                                                                              "(SELECT "
                                                                                                              "1 FROM "
                                                                                                              "dead_"
                                                                                                              "letter "
                                                                                                              "WHERE "
                                                                                                              "tenant "
                                                                                                              "= $1 "
                                                                                                              "AND "
                                                                                                              "state = "
                                                                                                              "'open' "
                                                                                                              "LIMIT "
                                                                                                              "$3) x)";

#define CHARLA_PG_CANNED_COLUMNS "id, tenant, shortcut, text, created_by, updated_at"
constexpr auto canned_of =
    "SELECT " CHARLA_PG_CANNED_COLUMNS " FROM canned_answer WHERE tenant = $1 ORDER BY shortcut COLLATE \"C\"";
constexpr auto add_row = "INSERT INTO canned_answer(tenant, shortcut, text, created_by, updated_at) "
                         "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, shortcut) DO NOTHING "
                         "RETURNING " CHARLA_PG_CANNED_COLUMNS;
constexpr auto change_row =
    "UPDATE canned_answer SET shortcut = $3, text = $4, updated_at = $5 WHERE tenant = $1 AND id = $2 "
    "AND NOT EXISTS (SELECT 1 FROM canned_answer o WHERE o.tenant = $1 AND o.shortcut = $3 AND o.id <> $2) "
    "RETURNING " CHARLA_PG_CANNED_COLUMNS;
constexpr auto drop_row = "DELETE FROM canned_answer WHERE tenant = $1 AND id = $2";

canned_row read_canned(const pqxx::row& row) {
  return {value_at<std::int32_t>(row, 0),
          tenant_id{value_at<std::int32_t>(row, 1)},
          text_at(row, 2),
          text_at(row, 3),
          text_at(row, 4),
          time_at(row, 5)};
}

} // namespace

stored<std::vector<view_count>> admin::count_views(tenant_id t, const std::string& email, std::int64_t cap) {
  return reading([&] {
    const auto rows = db_.read(count_all, arguments{}.id(t).text(email).big(cap + 1));
    std::vector<view_count> out;
    int column = 0;
    const auto add = [&](std::string_view view) {
      const auto found = number_at(rows[0], column++);
      out.push_back({view, std::min(found, cap), found > cap});
    };
    for (const auto& v : desk_views())
      add(v.name);
    add("letters");
    return out;
  });
}

stored<std::vector<canned_row>> admin::canned(tenant_id t) {
  return reading([&] { return all_rows<canned_row>(db_.read(canned_of, arguments{}.id(t)), read_canned); });
}

stored<std::optional<canned_row>> admin::put_canned(const canned_row& row) {
  return writing([&]() -> std::optional<canned_row> {
    arguments with;
    with.id(row.tenant);
    if (row.id != 0) with.integer(row.id);
    with.text(row.shortcut).text(row.text);
    if (row.id == 0) with.text(row.created_by);
    with.time(born(row.updated_at));
    const auto kept = db_.run(row.id == 0 ? add_row : change_row, with);
    if (kept.empty()) return std::nullopt;
    return read_canned(kept[0]);
  });
}

stored<bool> admin::delete_canned(tenant_id t, std::int32_t id) {
  return writing([&] { return db_.run(drop_row, arguments{}.id(t).integer(id)).affected_rows() == 1; });
}

} // namespace charla::store::postgres
