#pragma once

#include <cstdint>
#include <string_view>

namespace charla::bench {

/// What the stub reads of a send: `POST …/messages` of the Cloud API. Views into the body, as escaped there.
struct send_request {
  std::string_view out_id; ///< biz_opaque_callback_data
  std::string_view to;
  std::string_view text;
};

/// Finds the three fields without parsing the rest; an absent one is empty.
[[nodiscard]] send_request read_send(std::string_view body);
/// The value of a string field, at any depth: the first of that name. Empty when absent.
[[nodiscard]] std::string_view string_field(std::string_view json, std::string_view name);
/// FNV-1a, 64 bits.
[[nodiscard]] std::uint64_t hash_of(std::string_view text);

} // namespace charla::bench
