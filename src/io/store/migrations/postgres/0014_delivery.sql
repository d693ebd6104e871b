-- Delivery with what 0013 keeps: sends that are asked for once, claims that say why not, and turns that know merged
-- contacts. commit_turns and report_turns are as in 0012 and 0011 otherwise.

-- The ids under which contacts are kept: their own, or those that they were merged into.
CREATE FUNCTION who_stayed(p_contact uuid[]) RETURNS uuid[] LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM contact_alias a WHERE a.id = ANY(p_contact)) THEN RETURN p_contact; END IF;
  RETURN (SELECT array_agg(coalesce((SELECT a.stayed FROM contact_alias a WHERE a.id = u.id), u.id) ORDER BY u.i)
          FROM unnest(p_contact) WITH ORDINALITY u(id, i));
END $$;

CREATE OR REPLACE FUNCTION hold_contacts(p_contact uuid[]) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM contact k WHERE k.id = ANY(who_stayed(p_contact)) ORDER BY k.id FOR NO KEY UPDATE;
  RETURN 0;
END $$;

-- As append_inbox, for events that a program asked for: whoever came first under the key has it, in the order of the
-- keys, and keeps it if the event is new. One event a key in a call.
CREATE FUNCTION append_submitted(p_now bigint, p_day integer[], p_channel integer[], p_key bytea[], p_shard smallint[],
                                 p_conv uuid[], p_tenant integer[], p_kind text[], p_prio smallint[], p_time bigint[],
                                 p_corr text[], p_body bytea[], s_client text[], s_print text[], s_api_key integer[],
                                 s_peer text[], s_channel text[], s_send_at bigint[])
RETURNS TABLE(i integer, inbox_id bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_new integer[]; v_i integer[]; v_id bigint[];
BEGIN
  WITH s AS (
    INSERT INTO submission(tenant, client_id, fingerprint, api_key, peer, channel_key, send_at, channel, conv, cause, at)
    SELECT p_tenant[k.i], k.client, s_print[k.i], s_api_key[k.i], s_peer[k.i], s_channel[k.i], s_send_at[k.i],
           p_channel[k.i], p_conv[k.i], 0, p_now
    FROM unnest(s_client) WITH ORDINALITY k(client, i) ORDER BY 1, 2
    ON CONFLICT DO NOTHING RETURNING tenant, client_id)
  SELECT array_agg(k.i ORDER BY k.i) INTO v_new FROM unnest(s_client) WITH ORDINALITY k(client, i)
  WHERE EXISTS (SELECT 1 FROM s WHERE s.tenant = p_tenant[k.i] AND s.client_id = k.client);
  IF v_new IS NULL THEN RETURN; END IF;

  SELECT array_agg(v_new[a.i]), array_agg(a.inbox_id) INTO v_i, v_id
  FROM (SELECT array_agg(p_day[k.n] ORDER BY k.o) AS day, array_agg(p_channel[k.n] ORDER BY k.o) AS channel,
               array_agg(p_key[k.n] ORDER BY k.o) AS key, array_agg(p_shard[k.n] ORDER BY k.o) AS shard,
               array_agg(p_conv[k.n] ORDER BY k.o) AS conv, array_agg(p_tenant[k.n] ORDER BY k.o) AS tenant,
               array_agg(p_kind[k.n] ORDER BY k.o) AS kind, array_agg(p_prio[k.n] ORDER BY k.o) AS prio,
               array_agg(p_time[k.n] ORDER BY k.o) AS time, array_agg(p_corr[k.n] ORDER BY k.o) AS corr,
               array_agg(p_body[k.n] ORDER BY k.o) AS body
        FROM unnest(v_new) WITH ORDINALITY k(n, o)) x,
       append_inbox(p_now, x.day, x.channel, x.key, x.shard, x.conv, x.tenant, x.kind, x.prio, x.time, x.corr, x.body) a;
  UPDATE submission s SET cause = a.id FROM unnest(v_i, v_id) a(i, id)
  WHERE s.tenant = p_tenant[a.i] AND s.client_id = s_client[a.i];
  DELETE FROM submission s USING unnest(v_new) k(n)
  WHERE s.tenant = p_tenant[k.n] AND s.client_id = s_client[k.n] AND s.cause = 0;
  RETURN QUERY SELECT * FROM unnest(v_i, v_id);
END $$;

DROP FUNCTION claim_outbox;
-- The point of no return. An `i` that does not come back must not be sent; verdicts: 1 granted, 2 window, 3 opted out,
-- 4 undeliverable, 5 resting. What is refused is locked, and stays as it is. p_window: its milliseconds.
CREATE FUNCTION claim_outbox(p_me bigint, p_batch bigint, p_window bigint, p_shard smallint[], p_epoch bigint[],
                             p_conv uuid[], p_ver bigint[], p_idx smallint[], p_now bigint[], p_template boolean[])
RETURNS TABLE(i integer, verdict integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM shards s WHERE s.shard = ANY(p_shard) AND s.owner = p_me ORDER BY s.shard FOR SHARE;
  RETURN QUERY
  WITH o AS MATERIALIZED (
    SELECT u.i, u.epoch, u.now, o.conv, o.version, o.idx, CASE
        WHEN r.undeliverable_at IS NOT NULL THEN 4
        WHEN o.needs_window AND NOT u.template AND (c.last_inbound_at IS NULL OR u.now - c.last_inbound_at >= p_window)
          THEN 2
        WHEN o.needs_consent AND k.consent = 'opted_out' THEN 3
        WHEN o.needs_consent AND r.rests_until > u.now THEN 5
        ELSE 1 END AS verdict
    FROM unnest(p_shard, p_epoch, p_conv, p_ver, p_idx, p_now, p_template)
      WITH ORDINALITY u(shard, epoch, conv, ver, idx, now, template, i)
    JOIN shards s ON s.shard = u.shard AND s.epoch = u.epoch AND s.owner = p_me
    JOIN outbox o ON o.conv = u.conv AND o.version = u.ver AND o.idx = u.idx
    LEFT JOIN recipient r ON r.conv = u.conv
    LEFT JOIN conversation c ON c.conv = u.conv
    LEFT JOIN contact k ON k.id = c.contact AND k.tenant = c.tenant
    WHERE o.state = 0 AND o.not_before <= u.now AND (o.expires_at IS NULL OR o.expires_at > u.now)
    ORDER BY o.conv, o.version, o.idx FOR UPDATE OF o),
  up AS (
    UPDATE outbox w SET state = 1, attempt = w.attempt + 1, claim_epoch = o.epoch, claim_batch = p_batch,
           claimed_at = o.now
    FROM o WHERE o.verdict = 1 AND w.conv = o.conv AND w.version = o.version AND w.idx = o.idx)
  SELECT o.i::integer, o.verdict FROM o;
END $$;

-- What providers' answers say of recipients, after the facts that say it. p_tenant NULL: it is our own bubble. mark:
-- 1 undeliverable, 2 opted out, 3 rest. Who has written since can be reached, whatever was said of an older bubble.
CREATE FUNCTION mark_recipients(p_tenant integer[], p_channel integer[], p_conv uuid[], p_ver bigint[],
                                p_provider text[], p_mark smallint[], p_at bigint[], p_until bigint[], p_by text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_conv uuid[];
BEGIN
  SELECT array_agg(CASE WHEN c.conv IS NULL THEN s.conv ELSE c.conv END ORDER BY u.i) INTO v_conv
  FROM unnest(p_tenant, p_channel, p_conv, p_ver, p_provider)
    WITH ORDINALITY u(tenant, channel, conv, ver, provider, i)
  LEFT JOIN conversation c ON c.conv = u.conv AND c.tenant = coalesce(u.tenant, c.tenant) AND c.version >= u.ver
  LEFT JOIN msg_status s ON c.conv IS NULL AND u.provider <> '' AND s.channel = u.channel
    AND s.provider_id = u.provider AND s.provider_id <> '' AND s.tenant = u.tenant;

  INSERT INTO recipient AS r (conv, undeliverable_at, rests_until)
  SELECT x.conv, max(x.at) FILTER (WHERE x.mark = 1), max(x.until) FILTER (WHERE x.mark = 3)
  FROM unnest(v_conv, p_mark, p_at, p_until) x(conv, mark, at, until) JOIN conversation c ON c.conv = x.conv
  WHERE x.mark = 1 AND (c.last_inbound_at IS NULL OR c.last_inbound_at <= x.at) OR x.mark = 3 AND x.until IS NOT NULL
  GROUP BY x.conv ORDER BY x.conv
  ON CONFLICT (conv) DO UPDATE SET undeliverable_at = greatest(r.undeliverable_at, EXCLUDED.undeliverable_at),
                                   rests_until = greatest(r.rests_until, EXCLUDED.rests_until);

  IF 2 = ANY(p_mark) THEN
    UPDATE contact k SET consent = 'opted_out', consent_source = p_by, consent_at = t.at, updated_at = t.at
    FROM (SELECT c.contact, c.tenant, max(x.at) AS at FROM unnest(v_conv, p_mark, p_at) x(conv, mark, at)
          JOIN conversation c ON c.conv = x.conv WHERE x.mark = 2 GROUP BY c.contact, c.tenant) t
    WHERE k.id = t.contact AND k.tenant = t.tenant AND k.consent <> 'opted_out'
      AND (k.consent_at IS NULL OR k.consent_at <= t.at);
  END IF;
  RETURN 1;
END $$;

DROP FUNCTION report_turns;
-- Called after commit_turns in the same statement, with those of its turns that have something to report. A turn counts
-- whose row this very transaction has written: not one that was refused, nor one that had committed before.
CREATE FUNCTION report_turns(
  p_lane smallint,
  t_conv uuid[], t_ver bigint[], t_turn uuid[], t_tenant integer[], t_shard smallint[], t_contact uuid[], t_at bigint[],
  r_t integer[], r_number bigint[], r_flow integer[], r_version integer[], r_status smallint[], r_node text[],
  r_reason text[], r_started bigint[], r_ended bigint[], r_variables text[],
  v_t integer[], v_flow integer[], v_version integer[], v_node text[], v_exit text[], v_count bigint[],
  w_t integer[], w_attributes text[], w_added text[], w_removed text[], w_name text[], w_locale text[],
  w_consent text[], w_by text[])
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

  t_contact := who_stayed(t_contact);
  -- One by one: two turns of a batch may speak of one contact. What is both removed and added is there.
  FOR r IN
    SELECT x.*, t_contact[x.t] AS contact, t_tenant[x.t] AS tenant, t_at[x.t] AS at
    FROM unnest(w_t, w_attributes, w_added, w_removed, w_name, w_locale, w_consent, w_by)
      WITH ORDINALITY x(t, attributes, added, removed, name, locale, consent, said_by, i)
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
      consent = coalesce(r.consent, k.consent),
      consent_source = CASE WHEN r.consent IS NULL THEN k.consent_source ELSE r.said_by END,
      consent_at = CASE WHEN r.consent IS NULL THEN k.consent_at ELSE r.at END, updated_at = r.at
    WHERE k.id = r.contact AND k.tenant = r.tenant;
  END LOOP;
  RETURN 1;
END $$;

DROP FUNCTION commit_turns;
-- The commit of turns: one call a batch, validated as sets, a verdict for each, effects of the valid ones only.
-- Every list is joined with tables by their keys, never with another list: the planner takes a list for ten rows and would
-- loop over both. What belongs to turn i is looked up by subscript instead.
-- Verdicts: 0 ok, 1 fenced, 2 version, 3 ctl, 4 cause, 5 data. At most one turn of a conversation in a call.
CREATE FUNCTION commit_turns(
  p_me bigint, p_now bigint,
  t_shard smallint[], t_epoch bigint[], t_conv uuid[], t_ver bigint[], t_ctl bigint[], t_turn uuid[], t_ncause integer[],
  t_state bytea[], t_record bytea[], t_at bigint[], t_tenant integer[], t_channel integer[], t_contact uuid[],
  t_wa text[], t_user text[], t_name text[], t_status smallint[], t_activity bigint[], t_preview text[],
  t_inbound bigint[], t_unread integer[], t_mode smallint[], t_until bigint[],
  t_assigned text[], t_team text[], t_labels text[],
  t_causes text[], t_n_out integer[], t_n_bot integer[],
  c_t integer[], c_id bigint[],
  f_t integer[], f_key text[], f_gen bigint[],
  m_t integer[], m_seq bigint[], m_at bigint[], m_dir smallint[], m_author smallint[], m_type text[], m_body text[],
  m_provider text[], m_reply text[], m_send smallint[], m_name text[], m_client text[],
  o_t integer[], o_idx smallint[], o_channel integer[], o_author smallint[], o_prio smallint[], o_resend boolean[],
  o_expires bigint[], o_peer bytea[], o_corr text[], o_body bytea[], o_window boolean[], o_consent boolean[],
  s_t integer[], s_key text[], s_due bigint[], s_body bytea[])
RETURNS TABLE(i integer, verdict integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_v integer[];   -- the verdict of turn i
  good boolean[];  -- v_v[i] = 0; looked up by subscript, which costs the same at any size of batch
  fresh boolean[]; -- good, and the first turn of its conversation
  found bigint[]; lost integer[]; steer integer[];
BEGIN
  -- All locks are taken in the order of their keys.
  PERFORM 1 FROM shards s WHERE s.shard = ANY(t_shard) AND s.owner = p_me ORDER BY s.shard FOR SHARE;
  PERFORM 1 FROM conversation c WHERE c.conv = ANY(t_conv) ORDER BY c.conv FOR NO KEY UPDATE;
  PERFORM 1 FROM inbox b WHERE b.id = ANY(c_id) ORDER BY b.id FOR UPDATE;
  PERFORM 1 FROM unnest(f_t, f_key) x(t, key) JOIN timer m ON m.conv = t_conv[x.t] AND m.key = x.key
    ORDER BY m.conv, m.key FOR UPDATE OF m;

  t_contact := who_stayed(t_contact);

  -- How many of its causes each turn would consume.
  SELECT array_agg(g.n ORDER BY g.t) INTO found FROM (
    SELECT y.t, sum(y.n) AS n FROM (
      SELECT k.i::integer AS t, 0 AS n FROM unnest(t_ncause) WITH ORDINALITY k(nc, i)
      UNION ALL
      SELECT x.t, count(DISTINCT b.id) FROM unnest(c_t, c_id) x(t, id)
        JOIN inbox b ON b.id = x.id AND b.conv = t_conv[x.t] GROUP BY x.t
      UNION ALL
      SELECT x.t, count(DISTINCT m.key) FROM unnest(f_t, f_key, f_gen) x(t, key, gen)
        JOIN timer m ON m.conv = t_conv[x.t] AND m.key = x.key AND m.gen = x.gen GROUP BY x.t) y
    GROUP BY y.t) g;
  SELECT array_agg(v.vd ORDER BY v.i), array_agg(v.vd = 0 ORDER BY v.i), array_agg(v.vd = 0 AND v.fresh ORDER BY v.i)
  INTO v_v, good, fresh
  FROM (
    SELECT t.i, c.conv IS NULL AS fresh, CASE
        WHEN s.epoch IS DISTINCT FROM t.epoch THEN 1
        WHEN c.tenant <> t.tenant THEN 5 -- another tenant's conversation: the row itself is wrong
        WHEN coalesce(c.version, 0) <> t.ver THEN 2
        WHEN coalesce(c.ctl, 0) <> t.ctl THEN 3
        WHEN found[t.i] <> t.nc THEN 4
        ELSE 0 END AS vd
    FROM unnest(t_shard, t_epoch, t_conv, t_ver, t_ctl, t_ncause, t_tenant)
      WITH ORDINALITY t(shard, epoch, conv, ver, ctl, nc, tenant, i)
    LEFT JOIN shards s ON s.shard = t.shard AND s.owner = p_me
    LEFT JOIN conversation c ON c.conv = t.conv) v;

  -- The first turn of a conversation makes its row. Whoever else made it meanwhile (an override) has won.
  IF true = ANY(fresh) THEN
    WITH ins AS (
      INSERT INTO conversation(conv, tenant, shard, channel, version, ctl, mode, until, last_turn, contact, wa_id,
                               user_id, contact_name, status, last_activity_at, last_inbound_at, preview, unread,
                               created_at, state, assigned_to, team, labels)
      SELECT u.conv, u.tenant, u.shard, u.channel, 1, u.ctl + (u.mode IS NOT NULL)::integer, coalesce(u.mode, 0),
             u.until, u.turn, u.contact, u.wa, u.usr, u.name, u.status, u.activity, u.inbound, u.preview,
             greatest(u.unread, 0), u.at, u.state, u.assigned, u.team, u.labels
      FROM unnest(t_conv, t_tenant, t_shard, t_channel, t_ctl, t_mode, t_until, t_turn, t_contact, t_wa, t_user, t_name,
                  t_status, t_activity, t_inbound, t_preview, t_unread, t_at, t_state, t_assigned, t_team, t_labels)
        WITH ORDINALITY u(conv, tenant, shard, channel, ctl, mode, until, turn, contact, wa, usr, name, status, activity,
                          inbound, preview, unread, at, state, assigned, team, labels, i)
      WHERE fresh[u.i] ORDER BY u.conv
      ON CONFLICT DO NOTHING RETURNING conv)
    SELECT array_agg(k.i) INTO lost FROM unnest(fresh) WITH ORDINALITY k(is_fresh, i)
    WHERE k.is_fresh AND NOT EXISTS (SELECT 1 FROM ins WHERE ins.conv = t_conv[k.i]);
    IF lost IS NOT NULL THEN
      SELECT array_agg(CASE WHEN u.i = ANY(lost) THEN 2 ELSE u.v END ORDER BY u.i),
             array_agg(u.g AND u.i <> ALL(lost) ORDER BY u.i)
      INTO v_v, good FROM unnest(v_v, good) WITH ORDINALITY u(v, g, i);
    END IF;
  END IF;

  IF true = ANY(good) THEN
    -- They have written since a provider said that they cannot be reached.
    UPDATE recipient r SET undeliverable_at = NULL FROM unnest(t_conv, t_inbound) WITH ORDINALITY u(conv, inbound, i)
    WHERE good[u.i] AND r.conv = u.conv AND r.undeliverable_at < u.inbound;

    UPDATE conversation c SET
      version = c.version + 1, ctl = c.ctl + (u.mode IS NOT NULL)::integer, mode = coalesce(u.mode, c.mode),
      until = CASE WHEN u.mode IS NULL THEN c.until ELSE u.until END,
      last_turn = u.turn, state = u.state, contact = u.contact, wa_id = u.wa, user_id = u.usr, contact_name = u.name,
      status = u.status, last_activity_at = u.activity, last_inbound_at = u.inbound,
      preview = u.preview, unread = CASE WHEN u.unread < 0 THEN 0 ELSE c.unread + u.unread END,
      assigned_to = u.assigned, team = u.team, labels = u.labels
    FROM unnest(t_conv, t_mode, t_until, t_turn, t_contact, t_wa, t_user, t_name, t_status, t_activity, t_inbound,
                t_preview, t_unread, t_state, t_assigned, t_team, t_labels)
      WITH ORDINALITY u(conv, mode, until, turn, contact, wa, usr, name, status, activity, inbound, preview, unread,
                        state, assigned, team, labels, i)
    WHERE good[u.i] AND NOT fresh[u.i] AND c.conv = u.conv;

    DELETE FROM inbox b USING unnest(c_t, c_id) x(t, id) WHERE good[x.t] AND b.id = x.id;
    DELETE FROM timer m USING unnest(f_t, f_key, f_gen) x(t, key, gen)
      WHERE good[x.t] AND m.conv = t_conv[x.t] AND m.key = x.key AND m.gen = x.gen;

    SELECT array_agg(k.i ORDER BY t_conv[k.i]) INTO steer FROM unnest(t_mode) WITH ORDINALITY k(mode, i)
    WHERE k.mode IS NOT NULL AND good[k.i];
    IF steer IS NOT NULL THEN
      PERFORM note_control_change(t_tenant[k.i], t_shard[k.i], t_conv[k.i], t_ctl[k.i] + 1, t_mode[k.i], t_until[k.i],
                                  p_now, 'turn', suppress(t_conv[k.i], p_now), 0, NULL, NULL) FROM unnest(steer) k(i);
    END IF;

    INSERT INTO message(conv, seq, tenant, shard, channel, version, turn, at, dir, author, type, body, provider_id,
                        reply_to, send, author_name, client_id)
    SELECT t_conv[x.t], x.seq, t_tenant[x.t], t_shard[x.t], t_channel[x.t], t_ver[x.t] + 1, t_turn[x.t], x.at, x.dir,
           x.author, x.type, x.body, x.provider, x.reply, x.send, x.name, x.client
    FROM unnest(m_t, m_seq, m_at, m_dir, m_author, m_type, m_body, m_provider, m_reply, m_send, m_name, m_client)
      x(t, seq, at, dir, author, type, body, provider, reply, send, name, client)
    WHERE good[x.t];

    INSERT INTO outbox(conv, version, idx, tenant, shard, channel, author, prio, ctl, resend_in_doubt, not_before,
                       expires_at, peer, correlation_id, body, needs_window, needs_consent)
    SELECT t_conv[x.t], t_ver[x.t] + 1, x.idx, t_tenant[x.t], t_shard[x.t], x.channel, x.author, x.prio,
           t_ctl[x.t] + (t_mode[x.t] IS NOT NULL)::integer, x.resend, t_at[x.t], x.expires, x.peer, x.corr, x.body,
           x.needs_window, x.needs_consent
    FROM unnest(o_t, o_idx, o_channel, o_author, o_prio, o_resend, o_expires, o_peer, o_corr, o_body, o_window, o_consent)
      x(t, idx, channel, author, prio, resend, expires, peer, corr, body, needs_window, needs_consent)
    WHERE good[x.t];

    INSERT INTO timer(conv, key, tenant, shard, channel, gen, due, body)
    SELECT t_conv[x.t], x.key, t_tenant[x.t], t_shard[x.t], t_channel[x.t], t_ver[x.t] + 1, x.due, x.body
    FROM unnest(s_t, s_key, s_due, s_body) x(t, key, due, body) WHERE good[x.t] AND x.due IS NOT NULL
    ON CONFLICT (conv, key) DO UPDATE SET gen = EXCLUDED.gen, due = EXCLUDED.due, body = EXCLUDED.body;
    DELETE FROM timer m USING unnest(s_t, s_key, s_due) x(t, key, due)
      WHERE good[x.t] AND x.due IS NULL AND m.conv = t_conv[x.t] AND m.key = x.key;

    INSERT INTO turn(g, turn, conv, version, tenant, shard, epoch, ctl, at, causes, n_out, n_bot, record)
    SELECT nextval('commit_order'), u.turn, u.conv, u.ver + 1, u.tenant, u.shard, u.epoch, u.ctl, u.at, u.causes, u.n_out,
           u.n_bot, u.record
    FROM unnest(t_turn, t_conv, t_ver, t_tenant, t_shard, t_epoch, t_ctl, t_at, t_causes, t_n_out, t_n_bot, t_record)
      WITH ORDINALITY u(turn, conv, ver, tenant, shard, epoch, ctl, at, causes, n_out, n_bot, record, i)
    WHERE good[u.i];

    -- What is known already is looked up, not locked: most turns change nothing here. A name that a person has given
    -- stays; what the profile says fills and follows otherwise.
    INSERT INTO contact AS k (id, tenant, wa_id, user_id, name, created_at, updated_at)
    SELECT DISTINCT ON (u.contact) u.contact, u.tenant, u.wa, u.usr, u.name, u.at, u.at
    FROM unnest(t_contact, t_tenant, t_wa, t_user, t_name, t_at) WITH ORDINALITY u(contact, tenant, wa, usr, name, at, i)
    WHERE good[u.i] AND u.contact IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM contact c WHERE c.id = u.contact AND (c.merged OR u.wa IN ('', c.wa_id) AND u.usr IN ('', c.user_id))
        AND (c.renamed OR u.name IN ('', c.name)))
    ORDER BY u.contact, u.i
    ON CONFLICT (id) DO UPDATE SET
      wa_id = CASE WHEN EXCLUDED.wa_id = '' OR k.merged THEN k.wa_id ELSE EXCLUDED.wa_id END,
      user_id = CASE WHEN EXCLUDED.user_id = '' OR k.merged THEN k.user_id ELSE EXCLUDED.user_id END,
      name = CASE WHEN EXCLUDED.name = '' OR k.renamed THEN k.name ELSE EXCLUDED.name END,
      updated_at = EXCLUDED.updated_at
      WHERE k.tenant = EXCLUDED.tenant;

    INSERT INTO address_alias(channel, user_id, tenant, shard, conv)
    SELECT DISTINCT ON (u.channel, u.usr) u.channel, u.usr, u.tenant, u.shard, u.conv
    FROM unnest(t_channel, t_user, t_tenant, t_shard, t_conv) WITH ORDINALITY u(channel, usr, tenant, shard, conv, i)
    WHERE good[u.i] AND u.usr <> ''
      AND NOT EXISTS (SELECT 1 FROM address_alias a WHERE a.channel = u.channel AND a.user_id = u.usr)
    ORDER BY u.channel, u.usr, u.i
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN QUERY SELECT u.i::integer, u.v FROM unnest(v_v) WITH ORDINALITY u(v, i);
END $$;

-- Look-ups by key, whatever the statistics of a young table say (see 0007).
ALTER FUNCTION who_stayed SET enable_seqscan = off;
ALTER FUNCTION who_stayed SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION hold_contacts SET enable_seqscan = off;
ALTER FUNCTION hold_contacts SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION append_submitted SET enable_seqscan = off;
ALTER FUNCTION append_submitted SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION claim_outbox SET enable_seqscan = off;
ALTER FUNCTION claim_outbox SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION mark_recipients SET enable_seqscan = off;
ALTER FUNCTION mark_recipients SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION report_turns SET enable_seqscan = off;
ALTER FUNCTION report_turns SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION commit_turns SET enable_seqscan = off;
ALTER FUNCTION commit_turns SET plan_cache_mode = force_generic_plan;
