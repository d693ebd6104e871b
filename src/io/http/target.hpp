#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace charla::http {

/// A request target taken apart (RFC 9112 §3.2, origin and absolute form).
struct target_parts {
  std::string_view raw_path; ///< still encoded, within the text that was given
  std::string path;          ///< decoded
  std::vector<std::pair<std::string, std::string>> query;
};

/// Percent-decodes; `plus_is_space` for queries and forms. nullopt for a broken escape and for an encoded NUL, which no
/// store takes.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// nullopt when the target is of another form (`*`, authority) or wrongly encoded. Keys of the query keep their dots:
/// `hub.mode=subscribe` is the pair (`hub.mode`, `subscribe`).
[[nodiscard]] std::optional<target_parts> parse_target(std::string_view target);

} // namespace charla::http
