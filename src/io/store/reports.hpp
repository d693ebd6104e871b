#pragma once

#include "io/ports/store.hpp"

/// What turns report beside their conversation (runs, counters, what was learnt of the contact), as the adapters keep
/// it.
namespace charla::store {

/// Longest name of a step or of an exit, in bytes: it is part of a key.
inline constexpr std::size_t step_name_max = 512;

/// Whether the tables would take the turn's runs and counters: what the CHECKs of the SQL schemas say.
[[nodiscard]] bool can_be_kept(const ports::turn_write& t);

struct visit_key {
  flows::tenant_id tenant;
  flows::flow_version flow;
  std::string node;
  std::string exit;
  friend auto operator<=>(const visit_key&, const visit_key&) = default;
};
/// What the turns that have committed now have counted, added up.
[[nodiscard]] std::map<visit_key, std::int64_t> visits_of(const ports::batch& work,
                                                          const std::vector<ports::verdict>& verdicts);

// Columns that hold JSON.
[[nodiscard]] std::string as_json_array(const std::vector<std::string>& texts);
/// The texts of the array; none when it is no array.
[[nodiscard]] std::vector<std::string> texts_of(std::string_view json_array);
/// The changes as a patch (RFC 7396): what is removed is null.
[[nodiscard]] std::string as_patch(const std::map<std::string, std::string>& changes);
/// A contact's attributes after the changes; what was no JSON object begins anew.
[[nodiscard]] std::string patched(std::string_view attributes, const std::map<std::string, std::string>& changes);

} // namespace charla::store
