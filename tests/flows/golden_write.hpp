#pragma once

#include "flows/decide.hpp"

#include <boost/json.hpp>

namespace charla::flows::test {

/// A decision, or why there is none, as people review it: one line an item, empty parts left out.
[[nodiscard]] boost::json::object written(const tl::expected<decision, undecided>& d);

} // namespace charla::flows::test
