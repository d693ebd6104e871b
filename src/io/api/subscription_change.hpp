#pragma once

#include "io/api/endpoint.hpp"

namespace charla::api {

/// The caller's tenant's, oldest first.
[[nodiscard]] tl::expected<std::vector<ports::webhook_row>, problem> subscriptions_of_tenant(const call& c);
/// The one that the path names, if it is the tenant's.
[[nodiscard]] tl::expected<ports::webhook_row, problem> find_subscription(const call& c);

/// A subscription as the body describes it; its secret is made by the caller. Errors name the field.
[[nodiscard]] tl::expected<ports::webhook_row, problem> read_new_subscription(const call& c);
/// `row` with what the body changes.
[[nodiscard]] tl::expected<ports::webhook_row, problem> read_subscription_change(const call& c, ports::webhook_row row);

} // namespace charla::api
