#pragma once

#include "io/api/body.hpp"
#include "io/api/endpoint.hpp"

namespace charla::api {

/// The conditions on contacts that an object holds: `search`, `tags`, `not_tags`, `attributes`, `consent`,
/// `heard_since`, `silent_since` (moments), `heard_within_days`, `silent_for_days`. What is wrong stays in the body.
/// @param now from which days count.
[[nodiscard]] ports::contact_query read_conditions(body& b, flows::timestamp now);

/// The conditions of a request's query: the same by their names, lists by repetition (`tag=vip&tag=new`), attributes as
/// `attr.NAME=value`, `q` for `search`; with `segment`, those of the segment instead.
[[nodiscard]] tl::expected<ports::contact_query, problem> conditions_of(const call& c);

/// The conditions that a segment keeps.
[[nodiscard]] tl::expected<ports::contact_query, problem> conditions_of(const call& c, const ports::segment_row& s);

/// The segment of the tenant with this number.
[[nodiscard]] tl::expected<ports::segment_row, problem> find_segment(const call& c, std::string_view id);

/// For the document: what `conditions_of` understands.
[[nodiscard]] std::vector<parameter> condition_parameters();

} // namespace charla::api
