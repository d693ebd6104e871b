#pragma once

#include "io/ports/provider.hpp"

#include <span>

namespace charla::evolution {

/// Evolution has no error codes: these are its HTTP statuses, and numbers of ours for what its words say.
inline constexpr std::int32_t not_on_whatsapp = 40001;
inline constexpr std::int32_t not_connected = 40002;

struct error_row {
  std::int32_t code = 0;
  ports::send_outcome what = ports::send_outcome::permanent;
  std::string_view meaning;
  std::string_view hint;
  std::string_view source; ///< EV: the gateway's source, providers.md C2; U: reported, not in its source
  ports::recipient_mark mark = ports::recipient_mark::none;
};

[[nodiscard]] std::span<const error_row> error_table();
/// What a code means; an unknown one is permanent.
[[nodiscard]] ports::send_answer answer_for(std::int32_t code);

} // namespace charla::evolution
