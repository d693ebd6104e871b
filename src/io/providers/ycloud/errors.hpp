#pragma once

#include "io/ports/provider.hpp"

#include <span>

namespace charla::ycloud {

/// One row of YCloud's own error codes. Meta's codes come through it as they are and are in Meta's table.
struct error_row {
  std::string_view code; ///< on the wire
  std::int32_t number;   ///< in our records, which keep numbers: beyond Meta's
  ports::send_outcome what = ports::send_outcome::permanent;
  std::int32_t wait_seconds = 0;
  bool whole_channel = false;
  std::string_view meaning;
  std::string_view hint;
  std::string_view source; ///< YD: docs.ycloud.com, "Handle errors"; YO: openapi.yaml
  ports::send_limit limit = ports::send_limit::none;
  ports::recipient_mark mark = ports::recipient_mark::none;
};

[[nodiscard]] std::span<const error_row> error_table();
/// @returns nullptr for a word that is in no row.
[[nodiscard]] const error_row* find_error(std::string_view code);

/// What a code of ours means: a number of this table, else one of Meta's.
[[nodiscard]] ports::send_answer answer_for(std::int32_t number);

/// The number of a code as it comes: Meta's digits, or the number of YCloud's word; 0 for a word that is not known.
[[nodiscard]] std::int32_t number_of_code(std::string_view code);

} // namespace charla::ycloud
