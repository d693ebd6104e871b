-- Outgoing webhooks: who is to be told of what, and what is still to be told. A delivery is written in the statement of
-- what it tells, so it is told at least once or it never happened.

CREATE TABLE webhook_endpoint(
  id uuid PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  url text NOT NULL, description text NOT NULL,
  events text NOT NULL, -- types, separated by blanks; empty: all
  key_sealed bytea NOT NULL, previous_sealed bytea NOT NULL, previous_until bigint,
  enabled boolean NOT NULL, disabled_reason text NOT NULL, created_at bigint NOT NULL,
  failures integer NOT NULL DEFAULT 0, failing_since bigint, rest_until bigint, last_success_at bigint
);
CREATE INDEX webhook_endpoint_tenant ON webhook_endpoint(tenant);

-- `id` is the event's, derived from what caused it: the same event is told to each endpoint once.
-- state: 0 pending, 1 delivered, 2 dead.
CREATE TABLE webhook_delivery(
  endpoint uuid NOT NULL, id uuid NOT NULL, tenant integer NOT NULL,
  type text NOT NULL, body bytea NOT NULL,
  state smallint NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)), attempts integer NOT NULL DEFAULT 0,
  not_before bigint NOT NULL, created_at bigint NOT NULL,
  last_attempt_at bigint, last_status integer NOT NULL DEFAULT 0, last_error bytea NOT NULL DEFAULT '',
  last_answer bytea NOT NULL DEFAULT '', last_took_ms integer NOT NULL DEFAULT 0, delivered_at bigint,
  PRIMARY KEY (endpoint, id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX webhook_delivery_due ON webhook_delivery(endpoint, not_before, id) WHERE state = 0;
CREATE INDEX webhook_delivery_dead ON webhook_delivery(endpoint, created_at) WHERE state = 2;
CREATE INDEX webhook_delivery_list ON webhook_delivery(endpoint, created_at, id);

-- The last call of a batch: one delivery for each enabled endpoint that wants the type, of the items that did what they
-- announce. gate 1: the bubble has this status (conv, ver, idx, status). 2: the turn (conv, ver, mark) has committed.
-- 3: the change with this notice (conv, mark) was made. 4: the cause (num) or timer (key, num) lies in the dead letters.
CREATE FUNCTION add_deliveries(p_now bigint, p_tenant integer[], p_id uuid[], p_type text[], p_body bytea[],
                               p_gate smallint[], p_conv uuid[], p_ver bigint[], p_idx smallint[], p_status smallint[],
                               p_turn uuid[], p_mark bytea[], p_num bigint[], p_key text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  INSERT INTO webhook_delivery(endpoint, id, tenant, type, body, not_before, created_at)
  SELECT w.id, e.id, e.tenant, e.type, e.body, p_now, p_now
  FROM unnest(p_tenant, p_id, p_type, p_body, p_gate, p_conv, p_ver, p_idx, p_status, p_turn, p_mark, p_num, p_key)
    AS e(tenant, id, type, body, gate, conv, ver, idx, status, turn, mark, num, key)
  JOIN webhook_endpoint w ON w.tenant = e.tenant AND w.enabled
    AND (w.events = '' OR position(' ' || e.type || ' ' IN ' ' || w.events || ' ') > 0)
  WHERE CASE e.gate
    WHEN 1 THEN EXISTS (SELECT 1 FROM msg_status m WHERE m.conv = e.conv AND m.version = e.ver AND m.idx = e.idx
                        AND m.status = e.status AND m.tenant = e.tenant)
    WHEN 2 THEN EXISTS (SELECT 1 FROM turn t WHERE t.conv = e.conv AND t.version = e.ver AND t.turn = e.turn)
    WHEN 3 THEN EXISTS (SELECT 1 FROM control_change c WHERE c.conv = e.conv AND c.notice_key = e.mark)
    WHEN 4 THEN EXISTS (SELECT 1 FROM dead_letter d WHERE d.conv = e.conv AND CASE WHEN e.key = '' THEN d.inbox_id = e.num
                        ELSE d.timer_key = e.key AND d.timer_gen = e.num END)
    ELSE false END
  ORDER BY w.id, e.id
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- How tries ended. A try that is not the row's next one was noted before.
CREATE FUNCTION note_deliveries(p_endpoint uuid[], p_id uuid[], p_attempt integer[], p_state smallint[], p_at bigint[],
                                p_not_before bigint[], p_status integer[], p_error bytea[], p_answer bytea[],
                                p_took integer[], p_rest bigint[], p_disable text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r record; n bigint := 0;
BEGIN
  FOR r IN
    SELECT * FROM unnest(p_endpoint, p_id, p_attempt, p_state, p_at, p_not_before, p_status, p_error, p_answer, p_took,
                         p_rest, p_disable)
      WITH ORDINALITY u(endpoint, id, attempt, state, at, not_before, status, error, answer, took, rest, disable, i)
    ORDER BY i
  LOOP
    UPDATE webhook_delivery d
    SET state = r.state, attempts = r.attempt, not_before = r.not_before, last_attempt_at = r.at, last_status = r.status,
        last_error = r.error, last_answer = r.answer, last_took_ms = r.took,
        delivered_at = CASE WHEN r.state = 1 THEN r.at ELSE d.delivered_at END
    WHERE d.endpoint = r.endpoint AND d.id = r.id AND d.state = 0 AND d.attempts + 1 = r.attempt;
    IF NOT FOUND THEN CONTINUE; END IF;
    n := n + 1;
    IF r.state = 1 THEN
      UPDATE webhook_endpoint SET failures = 0, failing_since = NULL, rest_until = NULL, last_success_at = r.at
      WHERE id = r.endpoint;
    ELSE
      UPDATE webhook_endpoint w
      SET failures = w.failures + 1, failing_since = coalesce(w.failing_since, r.at),
          rest_until = coalesce(r.rest, w.rest_until), enabled = w.enabled AND r.disable = '',
          disabled_reason = CASE WHEN r.disable = '' THEN w.disabled_reason ELSE r.disable END
      WHERE id = r.endpoint;
    END IF;
  END LOOP;
  RETURN n;
END $$;

-- Look-ups by key, whatever the statistics of a young table say (see 0007).
ALTER FUNCTION add_deliveries SET enable_seqscan = off;
ALTER FUNCTION add_deliveries SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION note_deliveries SET enable_seqscan = off;
