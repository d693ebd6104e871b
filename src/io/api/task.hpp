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

/// What `GET /api/v1/tasks/stats` answers.
[[nodiscard]] answer task_stats(call& c);

/// `performance`: how long the two ways of a send take, made durable and taken by the provider, from what this process
/// has measured since its start.
void write_performance(json::writer& w, const std::string& scraped);

} // namespace charla::api
