#pragma once

#include "flows/decide.hpp"

#include <string>

/// What every call to a store answers with.
namespace charla::ports {

using namespace flows; // NOLINT(google-build-using-namespace): ports speak the domain's language

enum class store_errc : std::uint8_t {
  unavailable,     ///< definitely not committed, and not the data's fault: try again
  full,            ///< no space left; not committed; try again when there is
  locked,          ///< another process owns the store: do not start
  fenced,          ///< our epoch is no longer the store's: stop at once
  unknown_outcome, ///< perhaps committed: call `settle` with the same batch, never `apply`
  data,            ///< the statement itself is wrong; not retried
  corrupt,         ///< what was read back is not what was written
};
struct store_error {
  store_errc code = store_errc::unavailable;
  std::string what;
};
template <class T>
using stored = tl::expected<T, store_error>;

/// A page of a list by keyset: `next` is empty on the last page. Opaque to callers.
template <class T>
struct page {
  std::vector<T> items;
  std::string next;
};

} // namespace charla::ports
