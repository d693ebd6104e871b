#pragma once

#include "io/api/people/csv.hpp"
#include "io/api/problem.hpp"
#include "io/ports/admin.hpp"

#include <map>

namespace charla::api {

/// What the header of an import's file says: which column is what.
struct import_columns {
  std::map<std::string, std::size_t, std::less<>> at; ///< `phone`, `name`, `tags`, `locale`, `consent`
  std::vector<std::pair<std::string, std::size_t>> attributes;
  std::size_t count = 0;
};

/// Errors by field `header`: an unknown column, one that is there twice, no `phone`.
[[nodiscard]] tl::expected<import_columns, std::vector<field_error>> read_header(const csv_row& header);

/// A row's cells, understood; empty ones change nothing.
struct import_row {
  std::string phone; ///< digits
  std::string name;
  std::vector<std::string> tags;
  std::string locale;
  std::string consent;
  std::vector<std::pair<std::string, std::string>> attributes;
};

/// Errors name the column, or `row`.
[[nodiscard]] tl::expected<import_row, std::vector<field_error>> read_row(const import_columns& columns,
                                                                          const csv_row& row);

/// `contact` with what the row says: texts replace, tags and attributes are added. Errors: who has said no is not made
/// to have said yes, what would be too long.
[[nodiscard]] tl::expected<ports::contact_row, std::vector<field_error>>
applied(const import_row& row, ports::contact_row contact, flows::timestamp now);

} // namespace charla::api
