#pragma once

#include "io/ports/crypto.hpp"
#include "io/store/sqlite/commit.hpp"

/// Outgoing webhooks: the part of a batch, and columns to values for the reader and the API.
namespace charla::store::sqlite {

#define CHARLA_SQLITE_WEBHOOK_COLUMNS                                                                                  \
  "w.id, w.tenant, w.url, w.description, w.events, w.key_sealed, w.previous_sealed, w.previous_until, w.enabled, "     \
  "w.disabled_reason, w.created_at, w.failures, w.failing_since, w.rest_until, w.last_success_at"
webhook_row read_webhook(const query& row, const ports::crypto& crypto);

#define CHARLA_SQLITE_DELIVERY_COLUMNS                                                                                 \
  "endpoint, id, tenant, type, body, state, attempts, not_before, created_at, last_attempt_at, last_status, "          \
  "last_error, last_answer, last_took_ms, delivered_at"
delivery_row read_delivery(const query& row);

/// One delivery for each subscription that wants it and has not got it; how many.
std::int64_t announce(const commit_context& c, tenant_id tenant, const event_out& e);
void note(const commit_context& c, const delivery_fact& f);

} // namespace charla::store::sqlite
