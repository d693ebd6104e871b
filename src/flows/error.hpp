#pragma once

#include <string>
#include <tl/expected.hpp>

namespace charla::flows {

/// Why a value could not be made. `code` is stable (for tests, metrics, problem documents); `what` is for people and
/// says what to do; `where` is the field or path it is about, empty when it is about the whole.
struct error {
  std::string code;
  std::string what;
  std::string where;

  friend bool operator==(const error&, const error&) = default;
};

template <class T>
using result = tl::expected<T, error>;

[[nodiscard]] inline tl::unexpected<error> fail(std::string code, std::string what, std::string where = {}) {
  return tl::make_unexpected(error{std::move(code), std::move(what), std::move(where)});
}

} // namespace charla::flows
