#pragma once

#include "flows/error.hpp"

#include <string_view>
#include <vector>

namespace charla::api {

struct csv_row {
  std::size_t line = 0; ///< where it begins, from 1
  std::vector<std::string> cells;
};

/// What stood before the first line's end and outside of quotes most often: `,`, `;` or a tab. Spreadsheets write the
/// semicolon where the comma is the decimal sign.
[[nodiscard]] char separator_of(std::string_view text);

/// Reads RFC 4180: quoted cells may hold separators, line ends and doubled quotes; lines end with CRLF or LF; a byte
/// order mark and empty lines are passed over.
/// @param rows_max the header's row included.
/// Errors, with the line in `where`: `csv.encoding` (not UTF-8), `csv.quotes` (one that does not end, or text behind
/// one), `csv.too_many`.
[[nodiscard]] flows::result<std::vector<csv_row>> parse_csv(std::string_view text, std::size_t rows_max);

/// A cell as it was before `write_csv_row` guarded it.
[[nodiscard]] std::string_view unguarded(std::string_view cell);

/// Appends a row that ends with CRLF. A cell that a spreadsheet would take for a formula gets a `'` before it.
void write_csv_row(std::string& out, const std::vector<std::string>& cells);

} // namespace charla::api
