-- Who speaks: changes from outside a turn, and causes that are taken out after repeated failure. Low rates: item by item.

-- Deletes the bot's unclaimed bubbles of a conversation (whose row the caller has locked) and marks them failed.
CREATE FUNCTION suppress(p_conv uuid, p_now bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  n integer;
BEGIN
  WITH d AS (
    DELETE FROM outbox WHERE conv = p_conv AND author = 1 AND state = 0
    RETURNING conv, version, idx, tenant, shard, channel),
  s AS (
    INSERT INTO msg_status AS m (conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code,
                                 error_text, pricing)
    SELECT conv, version, idx, tenant, shard, channel, 5, '', p_now, 0, 'suppressed', '' FROM d ORDER BY 1, 2, 3
    ON CONFLICT (conv, version, idx) DO UPDATE SET status = 5, at = EXCLUDED.at, error_code = 0, error_text = 'suppressed'
      WHERE m.status < 5)
  SELECT count(*) INTO n FROM d;
  RETURN n;
END $$;

CREATE FUNCTION note_control_change(p_tenant integer, p_shard smallint, p_conv uuid, p_ctl bigint, p_mode smallint,
                                    p_until bigint, p_now bigint, p_origin text, p_suppressed integer,
                                    p_in_flight integer, p_day integer, p_key bytea)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO control_change(g, tenant, shard, conv, ctl, mode, until, at, origin, suppressed, in_flight, notice_day,
                             notice_key)
  VALUES (nextval('commit_order'), p_tenant, p_shard, p_conv, p_ctl, p_mode, p_until, p_now, p_origin, p_suppressed,
          p_in_flight, p_day, p_key);
END $$;

-- p_again: the first try may have committed; then its own answer is given, without the row of the notice.
CREATE FUNCTION change_control(p_now bigint, p_again boolean, p_conv uuid[], p_shard smallint[], p_tenant integer[],
                               p_channel integer[], p_mode smallint[], p_until bigint[], p_day integer[], p_key bytea[],
                               p_kind text[], p_prio smallint[], p_time bigint[], p_corr text[], p_body bytea[])
RETURNS TABLE(i integer, ctl bigint, suppressed integer, in_flight integer, notice bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  r record;
BEGIN
  FOR r IN
    SELECT * FROM unnest(p_conv, p_shard, p_tenant, p_channel, p_mode, p_until, p_day, p_key, p_kind, p_prio, p_time,
                         p_corr, p_body)
      WITH ORDINALITY u(conv, shard, tenant, channel, mode, until, day, key, kind, prio, time, corr, body, i)
  LOOP
    i := r.i; ctl := 0; suppressed := 0; in_flight := 0; notice := NULL;
    IF p_again THEN
      SELECT x.ctl, x.suppressed, x.in_flight INTO ctl, suppressed, in_flight FROM control_change x
      WHERE x.conv = r.conv AND x.origin = 'override' AND x.notice_day = r.day AND x.notice_key = r.key
      ORDER BY x.ctl DESC LIMIT 1;
      IF FOUND THEN RETURN NEXT; CONTINUE; END IF;
    END IF;
    INSERT INTO conversation AS c (conv, tenant, shard, channel, version, ctl, mode, until, last_activity_at, created_at)
    VALUES (r.conv, r.tenant, r.shard, r.channel, 0, 1, r.mode, r.until, r.time, r.time)
    ON CONFLICT (conv) DO UPDATE SET ctl = c.ctl + 1, mode = EXCLUDED.mode, until = EXCLUDED.until
      WHERE c.tenant = EXCLUDED.tenant
    RETURNING c.ctl INTO ctl;
    IF NOT FOUND THEN -- another tenant's conversation: nothing is changed
      ctl := 0; RETURN NEXT; CONTINUE;
    END IF;
    suppressed := suppress(r.conv, p_now);
    SELECT count(*) INTO in_flight FROM outbox o WHERE o.conv = r.conv AND o.author = 1 AND o.state IN (1, 5);
    PERFORM note_control_change(r.tenant, r.shard, r.conv, ctl, r.mode, r.until, p_now, 'override', suppressed, in_flight,
                                r.day, r.key);
    SELECT a.inbox_id INTO notice
    FROM append_inbox(p_now, ARRAY[r.day], ARRAY[r.channel], ARRAY[r.key], ARRAY[r.shard], ARRAY[r.conv], ARRAY[r.tenant],
                      ARRAY[r.kind], ARRAY[r.prio], ARRAY[r.time], ARRAY[r.corr], ARRAY[r.body]) a;
    RETURN NEXT;
  END LOOP;
END $$;

-- All causes of an item or none; the conversation is paused for a person.
CREATE FUNCTION bury_causes(p_now bigint, p_again boolean, p_conv uuid[], p_shard smallint[], p_tenant integer[],
                            p_reason text[], p_error text[], p_at bigint[], c_t integer[], c_id bigint[],
                            f_t integer[], f_key text[], f_gen bigint[])
RETURNS TABLE(i integer, done integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  r record; ids bigint[]; keys text[]; gens bigint[]; have integer; v_ctl bigint;
BEGIN
  FOR r IN
    SELECT * FROM unnest(p_conv, p_shard, p_tenant, p_reason, p_error, p_at)
      WITH ORDINALITY u(conv, shard, tenant, reason, error, at, i)
  LOOP
    i := r.i; done := 0;
    SELECT coalesce(array_agg(x.id), '{}') INTO ids FROM unnest(c_t, c_id) x(t, id) WHERE x.t = r.i;
    SELECT coalesce(array_agg(x.key), '{}'), coalesce(array_agg(x.gen), '{}') INTO keys, gens
    FROM unnest(f_t, f_key, f_gen) x(t, key, gen) WHERE x.t = r.i;
    PERFORM 1 FROM conversation c WHERE c.conv = r.conv FOR NO KEY UPDATE;
    SELECT (SELECT count(*) FROM (SELECT 1 FROM inbox b WHERE b.id = ANY(ids) AND b.conv = r.conv ORDER BY b.id FOR UPDATE) x)
         + (SELECT count(*) FROM (SELECT 1 FROM unnest(keys, gens) k(key, gen) JOIN timer m
              ON m.conv = r.conv AND m.key = k.key AND m.gen = k.gen ORDER BY m.key FOR UPDATE OF m) y) INTO have;
    IF have <> cardinality(ids) + cardinality(keys) OR have = 0 THEN
      IF p_again THEN
        SELECT (SELECT count(DISTINCT d.inbox_id) FROM dead_letter d WHERE d.inbox_id = ANY(ids) AND d.conv = r.conv)
             + (SELECT count(*) FROM unnest(keys, gens) k(key, gen) WHERE EXISTS (SELECT 1 FROM dead_letter d
                  WHERE d.conv = r.conv AND d.timer_key = k.key AND d.timer_gen = k.gen)) INTO have;
        done := (have = cardinality(ids) + cardinality(keys))::integer;
      END IF;
      RETURN NEXT; CONTINUE;
    END IF;

    WITH d AS (DELETE FROM inbox b WHERE b.id = ANY(ids) RETURNING b.*)
    INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, inbox_id, prio, provider_time,
                            correlation_id, body)
    SELECT tenant, shard, channel, conv, kind, r.reason, r.error, r.at, id, prio, provider_time, correlation_id, body
    FROM d ORDER BY id;
    WITH d AS (
      DELETE FROM timer m USING unnest(keys, gens) k(key, gen)
      WHERE m.conv = r.conv AND m.key = k.key AND m.gen = k.gen RETURNING m.*)
    INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, prio, provider_time, correlation_id,
                            timer_key, timer_gen, timer_due, body)
    SELECT tenant, shard, channel, conv, 'timer_fired', r.reason, r.error, r.at, 6, due, '', key, gen, due, body FROM d;

    INSERT INTO conversation AS c (conv, tenant, shard, channel, version, ctl, mode, last_activity_at, created_at)
    SELECT r.conv, r.tenant, r.shard, d.channel, 0, 1, 2, r.at, r.at FROM dead_letter d WHERE d.conv = r.conv
    ORDER BY d.id DESC LIMIT 1
    ON CONFLICT (conv) DO UPDATE SET ctl = c.ctl + 1, mode = 2, until = NULL
    RETURNING c.ctl INTO v_ctl;
    PERFORM note_control_change(r.tenant, r.shard, r.conv, v_ctl, 2::smallint, NULL, p_now, 'dead_letter',
                                suppress(r.conv, p_now), 0, NULL, NULL);
    done := 1;
    RETURN NEXT;
  END LOOP;
END $$;

-- What a lost batch had claimed was never sent: the caller got no answer.
CREATE FUNCTION unclaim_outbox(p_batch bigint, p_epoch bigint, p_conv uuid[], p_ver bigint[], p_idx smallint[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  n integer;
BEGIN
  UPDATE outbox o SET state = 0, attempt = o.attempt - 1, claim_epoch = NULL, claim_batch = NULL, claimed_at = NULL
  FROM unnest(p_conv, p_ver, p_idx) k(conv, ver, idx)
  WHERE o.conv = k.conv AND o.version = k.ver AND o.idx = k.idx AND o.state = 1 AND o.claim_batch = p_batch
    AND o.claim_epoch < p_epoch;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Statements that look rows up by key must stay index look-ups whatever the statistics say: on a young table the planner
-- preferred a hash join over the whole table and kept that plan while the table grew (measured: 2.5 ms against 0.28 ms).
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proname IN ('append_inbox', 'commit_turns', 'claim_outbox', 'finish_outbox', 'merge_status', 'suppress',
                      'change_control', 'bury_causes', 'unclaim_outbox', 'hold_lane', 'note_control_change')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', f);
    EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END $$;
-- Here the only joins are between lists.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION %s SET enable_nestloop = off', 'append_inbox'::regproc::oid::regprocedure);
END $$;
