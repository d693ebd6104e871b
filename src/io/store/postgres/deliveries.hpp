#pragma once

#include "io/ports/crypto.hpp"
#include "io/store/postgres/rows.hpp"

/// Outgoing webhooks: columns to values, for the reader and the API.
namespace charla::store::postgres {

#define CHARLA_PG_WEBHOOK_COLUMNS                                                                                      \
  "w.id, w.tenant, w.url, w.description, w.events, w.key_sealed, w.previous_sealed, w.previous_until, w.enabled, "     \
  "w.disabled_reason, w.created_at, w.failures, w.failing_since, w.rest_until, w.last_success_at"
webhook_row read_webhook(const pqxx::row& row, const ports::crypto& crypto);

#define CHARLA_PG_DELIVERY_COLUMNS                                                                                     \
  "endpoint, id, tenant, type, body, state, attempts, not_before, created_at, last_attempt_at, last_status, "          \
  "last_error, last_answer, last_took_ms, delivered_at"
delivery_row read_delivery(const pqxx::row& row);

} // namespace charla::store::postgres
