-- Outgoing webhooks: who is to be told of what, and what is still to be told. A delivery is written in the transaction
-- of what it tells, so it is told at least once or it never happened.

CREATE TABLE webhook_endpoint(
  id BLOB PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenant(id),
  url TEXT NOT NULL, description TEXT NOT NULL,
  events TEXT NOT NULL,            -- types, separated by blanks; empty: all
  key_sealed BLOB NOT NULL, previous_sealed BLOB NOT NULL, previous_until INTEGER,
  enabled INTEGER NOT NULL, disabled_reason TEXT NOT NULL, created_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, rest_until INTEGER, last_success_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_endpoint_tenant ON webhook_endpoint(tenant);

-- `id` is the event's, derived from what caused it: the same event is told to each endpoint once.
-- state: 0 pending, 1 delivered, 2 dead.
CREATE TABLE webhook_delivery(
  endpoint BLOB NOT NULL, id BLOB NOT NULL, tenant INTEGER NOT NULL,
  type TEXT NOT NULL, body BLOB NOT NULL,
  state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL, created_at INTEGER NOT NULL,
  last_attempt_at INTEGER, last_status INTEGER NOT NULL DEFAULT 0, last_error BLOB NOT NULL DEFAULT x'',
  last_answer BLOB NOT NULL DEFAULT x'', last_took_ms INTEGER NOT NULL DEFAULT 0, delivered_at INTEGER,
  PRIMARY KEY (endpoint, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_delivery_due ON webhook_delivery(endpoint, not_before, id) WHERE state = 0;
CREATE INDEX webhook_delivery_dead ON webhook_delivery(endpoint, created_at) WHERE state = 2;
CREATE INDEX webhook_delivery_list ON webhook_delivery(endpoint, created_at, id);
