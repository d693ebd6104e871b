#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace charla::api {

/// Every number that is the same person's telephone: the given one first, then its other spelling where a country has
/// two. Argentina's mobiles are written with and without the 9 after 54, Mexico's with and without the 1 after 52,
/// Brazil's with and without the ninth digit; customers' ids and address books disagree about which.
/// @param digits as `read_phone` gives them.
[[nodiscard]] std::vector<std::string> spellings_of(std::string_view digits);

} // namespace charla::api
