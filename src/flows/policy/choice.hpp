#pragma once

#include "flows/cause.hpp"

#include <array>

namespace charla::flows::policy {

inline constexpr std::size_t class_count = 6;
/// The classes in the order of the arrays below.
inline constexpr std::array<priority, class_count> classes{priority::human,         priority::reply,
                                                           priority::transactional, priority::failure,
                                                           priority::follow_up,     priority::campaign};
/// The place of a class in them.
[[nodiscard]] std::size_t class_index(priority p) noexcept;

/// Which class goes next: people always first (they are few), the others 8 : 6 : 4 : 2 : 1, so that nothing starves
/// (protocol §5). A value; smooth weighted round robin, so that one class does not go eight times in a row.
class fair_choice {
public:
  /// @param waiting which classes have something to go, by `class_index`.
  /// @returns the class that goes now; `nullopt` when nothing waits.
  [[nodiscard]] std::optional<priority> next(const std::array<bool, class_count>& waiting) noexcept;
  friend bool operator==(const fair_choice&, const fair_choice&) = default;

private:
  std::array<std::int32_t, class_count> credit_{};
};

} // namespace charla::flows::policy
