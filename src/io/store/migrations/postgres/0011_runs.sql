-- Runs of flows, how often each step was entered and left, and what a turn has learnt of its contact: what turns report
-- beside the conversation itself.

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE flow_runs RENAME TO flow_run_imported;

-- status: 0 running, 1 waiting, 2 completed, 3 failed, 4 interrupted, 5 expired.
CREATE TABLE run(
  conv uuid NOT NULL, number bigint NOT NULL CHECK (number > 0), tenant integer NOT NULL, shard smallint NOT NULL,
  flow integer NOT NULL, version integer NOT NULL, status smallint NOT NULL CHECK (status BETWEEN 0 AND 5),
  node text NOT NULL CHECK (octet_length(node) <= 512), reason text NOT NULL,
  started_at bigint NOT NULL, ended_at bigint, variables text NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (conv, number)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);
CREATE INDEX run_list ON run(tenant, updated_at, conv, number);
CREATE INDEX run_pinned ON run(tenant, flow, version) WHERE status < 2; -- those that are not over

-- Each lane counts in rows of its own, so that lanes neither wait for nor lock each other; a reader adds them up.
-- `exit` empty: entered. fillfactor: counted up in place.
CREATE TABLE visit(
  tenant integer NOT NULL, flow integer NOT NULL, version integer NOT NULL,
  node text NOT NULL CHECK (octet_length(node) <= 512), exit text NOT NULL CHECK (octet_length(exit) <= 512),
  lane smallint NOT NULL, count bigint NOT NULL CHECK (count > 0),
  PRIMARY KEY (tenant, flow, version, node, exit, lane)
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);

-- The id is made of the conversation's and of the run's number: the same at every reading.
CREATE VIEW flow_runs AS
SELECT (left(replace(conv::text, '-', ''), 16) || substr(md5(conv::text || ':' || number), 1, 16))::uuid AS id,
       tenant AS org_id, shard, conv AS conversation_id, flow AS flow_id,
       (ARRAY['running', 'waiting', 'completed', 'failed', 'interrupted', 'expired'])[status + 1] AS status,
       node AS last_step, as_json(CASE variables WHEN '' THEN '{}' ELSE variables END) AS context,
       moment(started_at) AS created_at, moment(updated_at) AS updated_at
FROM run
UNION ALL
SELECT id, org_id, shard, conversation_id, flow_id, status, last_step, context, created_at, updated_at
FROM flow_run_imported;

-- A patch as RFC 7396 has it, of texts: a null removes the member.
CREATE FUNCTION merge_attributes(p_old text, p_patch text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_old jsonb := as_json(p_old); v_patch jsonb := p_patch::jsonb;
BEGIN
  IF jsonb_typeof(v_old) IS DISTINCT FROM 'object' THEN v_old := '{}'; END IF;
  RETURN ((v_old || v_patch) - ARRAY(SELECT key FROM jsonb_each(v_patch) WHERE value = 'null'::jsonb))::text;
END $$;

-- One contact may write to several channels, whose conversations belong to several lanes. A batch that changes contacts
-- takes the locks of all that it may touch at once and in one order, before the first of its turns does.
CREATE FUNCTION hold_contacts(p_contact uuid[]) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contact k WHERE k.id = ANY(p_contact) ORDER BY k.id FOR NO KEY UPDATE;
  RETURN 0;
END $$;

-- Called after commit_turns in the same statement, with those of its turns that have something to report. A turn counts
-- whose row this very transaction has written: not one that was refused, nor one that had committed before.
CREATE FUNCTION report_turns(
  p_lane smallint,
  t_conv uuid[], t_ver bigint[], t_turn uuid[], t_tenant integer[], t_shard smallint[], t_contact uuid[], t_at bigint[],
  r_t integer[], r_number bigint[], r_flow integer[], r_version integer[], r_status smallint[], r_node text[],
  r_reason text[], r_started bigint[], r_ended bigint[], r_variables text[],
  v_t integer[], v_flow integer[], v_version integer[], v_node text[], v_exit text[], v_count bigint[],
  w_t integer[], w_attributes text[], w_added text[], w_removed text[], w_name text[], w_locale text[],
  w_consent text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  good boolean[]; r record;
BEGIN
  SELECT array_agg(EXISTS (SELECT 1 FROM turn n WHERE n.conv = t.conv AND n.version = t.ver AND n.turn = t.turn
                           AND n.xmin = pg_current_xact_id()::xid) ORDER BY t.i) INTO good
  FROM unnest(t_conv, t_ver, t_turn) WITH ORDINALITY t(conv, ver, turn, i);
  IF NOT true = ANY(good) THEN RETURN 0; END IF;

  IF cardinality(r_t) > 0 THEN
    INSERT INTO run(conv, number, tenant, shard, flow, version, status, node, reason, started_at, ended_at, variables,
                    updated_at)
    SELECT t_conv[x.t], x.number, t_tenant[x.t], t_shard[x.t], x.flow, x.version, x.status, x.node, x.reason, x.started,
           x.ended, x.variables, t_at[x.t]
    FROM unnest(r_t, r_number, r_flow, r_version, r_status, r_node, r_reason, r_started, r_ended, r_variables)
      x(t, number, flow, version, status, node, reason, started, ended, variables)
    WHERE good[x.t] ORDER BY 1, 2
    ON CONFLICT (conv, number) DO UPDATE SET
      flow = EXCLUDED.flow, version = EXCLUDED.version, status = EXCLUDED.status, node = EXCLUDED.node,
      reason = EXCLUDED.reason, started_at = EXCLUDED.started_at, ended_at = EXCLUDED.ended_at,
      variables = EXCLUDED.variables, updated_at = EXCLUDED.updated_at;
  END IF;

  IF cardinality(v_t) > 0 THEN
    -- Added to others a wrong count could look right.
    PERFORM 1 FROM unnest(v_t, v_count) x(t, count) WHERE good[x.t] AND x.count <= 0;
    IF FOUND THEN RAISE EXCEPTION 'a counter is only ever counted up' USING ERRCODE = '23514'; END IF;
    INSERT INTO visit AS k (tenant, flow, version, node, exit, lane, count)
    SELECT t_tenant[x.t], x.flow, x.version, x.node, x.exit, p_lane, sum(x.count)
    FROM unnest(v_t, v_flow, v_version, v_node, v_exit, v_count) x(t, flow, version, node, exit, count)
    WHERE good[x.t] GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (tenant, flow, version, node, exit, lane) DO UPDATE SET count = k.count + EXCLUDED.count;
  END IF;

  -- One by one: two turns of a batch may speak of one contact. What is both removed and added is there.
  FOR r IN
    SELECT x.*, t_contact[x.t] AS contact, t_tenant[x.t] AS tenant, t_at[x.t] AS at
    FROM unnest(w_t, w_attributes, w_added, w_removed, w_name, w_locale, w_consent)
      WITH ORDINALITY x(t, attributes, added, removed, name, locale, consent, i)
    WHERE good[x.t] ORDER BY contact, x.i
  LOOP
    UPDATE contact k SET
      attributes = CASE WHEN r.attributes = '{}' THEN k.attributes ELSE merge_attributes(k.attributes, r.attributes) END,
      tags = CASE WHEN r.added = '[]' AND r.removed = '[]' THEN k.tags ELSE ARRAY(
        SELECT u.tag FROM (
          SELECT o.tag FROM unnest(k.tags) o(tag)
          WHERE o.tag NOT IN (SELECT jsonb_array_elements_text(r.removed::jsonb))
          UNION SELECT jsonb_array_elements_text(r.added::jsonb)) u(tag)
        WHERE u.tag <> '' ORDER BY u.tag COLLATE "C") END,
      renamed = k.renamed OR r.name IS NOT NULL, name = coalesce(r.name, k.name), locale = coalesce(r.locale, k.locale),
      consent = coalesce(r.consent, k.consent), updated_at = r.at
    WHERE k.id = r.contact AND k.tenant = r.tenant;
  END LOOP;
  RETURN 1;
END $$;

-- Look-ups by key, whatever the statistics of a young table say (see 0007).
ALTER FUNCTION report_turns SET enable_seqscan = off;
ALTER FUNCTION report_turns SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION hold_contacts SET enable_seqscan = off;
ALTER FUNCTION hold_contacts SET plan_cache_mode = force_generic_plan;
