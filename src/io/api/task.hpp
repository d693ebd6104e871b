#pragma once

#include "io/api/endpoint.hpp"

/// Sends that programs ask about.
namespace charla::api {

/// The tenant's task that `{id}` names. Errors: 404.
[[nodiscard]] tl::expected<ports::task_row, problem> find_task(const call& c);
/// Whether it was asked for with the key that asks now.
[[nodiscard]] bool is_own(const call& c, const ports::task_row& t);
/// The recipient as the caller may see it: in full for the key that sent, and with the right to telephone numbers.
[[nodiscard]] std::string shown_number(const call& c, const ports::task_row& t);

} // namespace charla::api
