#pragma once

#include "io/ports/provider.hpp"

#include <span>

namespace charla::meta {

/// One row of Meta's error codes with what to do about it. The same code comes as an answer and later by status.
struct error_row {
  std::int32_t first = 0; ///< the row is for `first` … `last`
  std::int32_t last = 0;
  ports::send_outcome what = ports::send_outcome::permanent;
  std::int32_t wait_seconds = 0;
  bool whole_channel = false;
  std::string_view meaning;
  std::string_view hint;
  std::string_view source; ///< MD: Meta's error page; PW: pywa; MR2: research notes; YC: YCloud
  ports::send_limit limit = ports::send_limit::none;
  ports::recipient_mark mark = ports::recipient_mark::none;
  bool other_form = false; ///< the recipient's other spelling may work
};

[[nodiscard]] std::span<const error_row> error_table();
/// @returns nullptr for a code that is in no row.
[[nodiscard]] const error_row* find_error(std::int32_t code);

/// The answer that a code means by itself. An unknown code is permanent: it is not repeated blindly.
[[nodiscard]] ports::send_answer answer_for(std::int32_t code);

/// How long marketing must rest after 131049, of the moment it was said.
inline constexpr std::chrono::hours marketing_rest{24};
/// Puts what a failed status says of the recipient into the fact, by its code.
void put_mark(ports::status_fact& fact);

} // namespace charla::meta
