#pragma once

#include "io/api/directory.hpp"
#include "io/api/identity.hpp"
#include "io/api/problem.hpp"

#include <functional>

namespace charla::api {

/// Which conversations somebody wants to see: the list and the live topic `inbox` read it by the same function.
struct inbox_wish {
  ports::conversation_filter filter;
  std::optional<std::chrono::seconds> older_than; ///< the customer has waited for longer

  /// The filter as it stands at that moment.
  [[nodiscard]] ports::conversation_filter at(flows::timestamp now) const;
};

/// What was said for a name; nullopt or empty: nothing.
using said_by_name = std::function<std::optional<std::string>(std::string_view name)>;

/// Reads `view`, `q`, `channel`, `label`, `assignee`, `status`, `mode`, `unread`, `older_than` and `sort`.
/// @param view when none is said; empty: everything
/// @returns every wrong field, when there is one.
[[nodiscard]] tl::expected<inbox_wish, std::vector<field_error>>
read_inbox_wish(const said_by_name& said, std::string_view view, const directory& known, const identity& who);

} // namespace charla::api
