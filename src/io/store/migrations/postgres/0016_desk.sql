-- What people who answer customers work from: who waits, what is set aside, answers that are kept ready.
-- commit_turns and erase_contact are as in 0014 and 0015 otherwise.

ALTER TABLE conversation ADD COLUMN snoozed_until bigint;
ALTER TABLE conversation ADD COLUMN waiting_since bigint; -- the oldest message of the customer that nobody has answered
ALTER TABLE conversation ADD COLUMN last_author smallint; -- of the preview: 0 customer, 1 bot, 2 person
-- What "who waits longest" sorts by: who does not wait comes last.
ALTER TABLE conversation ADD COLUMN waits_from bigint
  GENERATED ALWAYS AS (coalesce(waiting_since, 9223372036854775807)) STORED;

-- One index a view, with only the rows that the view has.
CREATE INDEX conversation_in_hand ON conversation(tenant, last_activity_at, conv) WHERE status < 2;
CREATE INDEX conversation_snoozed ON conversation(tenant, last_activity_at, conv) WHERE status = 2;
CREATE INDEX conversation_closed ON conversation(tenant, last_activity_at, conv) WHERE status = 3;
CREATE INDEX conversation_assigned ON conversation(tenant, assigned_to, last_activity_at, conv) WHERE assigned_to <> '';
CREATE INDEX conversation_waiting ON conversation(tenant, waits_from, conv);
CREATE INDEX conversation_unread ON conversation(tenant, last_activity_at, conv) WHERE unread > 0;
CREATE INDEX conversation_paused ON conversation(tenant, last_activity_at, conv) WHERE mode = 2;
CREATE INDEX dead_letter_open ON dead_letter(tenant, id) WHERE state = 'open';

CREATE TABLE canned_answer(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  shortcut text NOT NULL, text text NOT NULL, created_by text NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (tenant, shortcut)
);

DROP VIEW conversations;
CREATE VIEW conversations AS
SELECT conv AS id, tenant AS org_id, contact AS contact_id, channel AS channel_id,
       (ARRAY['open', 'pending', 'snoozed', 'resolved'])[status + 1] AS state, nullif(assigned_to, '') AS assignee,
       moment(last_activity_at) AS last_activity_at, nullif(team, '') AS team, as_json(labels) AS labels,
       moment(waiting_since) AS waiting_since, moment(snoozed_until) AS snoozed_until
FROM conversation;

-- A note between colleagues was not said to the customer.
DROP VIEW chat_messages;
CREATE VIEW chat_messages AS
SELECT (left(replace(m.conv::text, '-', ''), 16) || substr(md5(m.conv::text || ':' || m.seq), 1, 16))::uuid AS id,
       m.tenant AS tenant_id, m.conv AS conversation_id,
       CASE WHEN m.dir = 0 THEN 'user' WHEN m.author = 3 OR m.type = 'note' THEN 'system' ELSE 'assistant' END AS role,
       m.type AS message_type, as_json(m.body) AS content, moment(m.at) AS created_at,
       CASE delivery_name(m.dir, s.status, m.provider_id)
         WHEN 'read' THEN 'delivered' ELSE delivery_name(m.dir, s.status, m.provider_id) END AS provider_status
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;

-- Takes away what ports/contact.hpp says. No row: there is no such contact.
CREATE OR REPLACE FUNCTION erase_contact(p_tenant integer, p_contact uuid, p_at bigint, p_type text, p_body text, p_why text)
RETURNS TABLE(conversations bigint, messages bigint, assets text) LANGUAGE plpgsql AS $$
DECLARE
  v_who uuid := stayed_as(p_contact); v_conv uuid[]; v_files text[]; v_gone text[];
BEGIN
  SELECT coalesce(array_agg(x.conv), '{}') INTO v_conv FROM (
    SELECT c.conv FROM conversation c WHERE c.contact = v_who AND c.tenant = p_tenant ORDER BY c.conv FOR NO KEY UPDATE) x;
  PERFORM 1 FROM contact k WHERE k.id = v_who AND k.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(array_agg(DISTINCT f.file), '{}') INTO v_files FROM (
    SELECT (regexp_matches(m.body, '"asset": ?"([0-9a-f]{64})"', 'g'))[1] AS file FROM message m
    WHERE m.conv = ANY(v_conv) AND position('"asset"' IN m.body) > 0
    UNION SELECT d.asset FROM media d WHERE d.conv = ANY(v_conv) AND d.asset <> '') f;
  SELECT count(*) INTO messages FROM message m WHERE m.conv = ANY(v_conv);

  -- The provider's ids tell the number.
  UPDATE msg_status SET provider_id = '', error_text = '' WHERE conv = ANY(v_conv);
  WITH d AS (
    DELETE FROM outbox o WHERE o.conv = ANY(v_conv)
    RETURNING o.conv, o.version, o.idx, o.tenant, o.shard, o.channel)
  INSERT INTO msg_status(conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code, error_text,
                         pricing)
  SELECT d.conv, d.version, d.idx, d.tenant, d.shard, d.channel, 5, '', p_at, 0, p_why, '' FROM d
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  DELETE FROM provider_status p USING message m
  WHERE m.conv = ANY(v_conv) AND m.provider_id <> '' AND p.channel = m.channel AND p.provider_id = m.provider_id;
  UPDATE message SET type = p_type, body = p_body, provider_id = '', reply_to = '',
         author_name = CASE WHEN dir = 0 THEN '' ELSE author_name END WHERE conv = ANY(v_conv);
  UPDATE run SET variables = '{}', reason = CASE WHEN status < 2 THEN p_why ELSE reason END,
         ended_at = CASE WHEN status < 2 THEN p_at ELSE ended_at END, status = CASE WHEN status < 2 THEN 4 ELSE status END
  WHERE conv = ANY(v_conv);
  UPDATE submission SET peer = '' WHERE tenant = p_tenant AND conv = ANY(v_conv);
  DELETE FROM turn WHERE conv = ANY(v_conv);
  DELETE FROM timer WHERE conv = ANY(v_conv);
  DELETE FROM inbox WHERE conv = ANY(v_conv);
  DELETE FROM dead_letter WHERE conv = ANY(v_conv);
  DELETE FROM exchange WHERE conv = ANY(v_conv);
  DELETE FROM media WHERE conv = ANY(v_conv);
  DELETE FROM address_alias WHERE tenant = p_tenant AND conv = ANY(v_conv);
  DELETE FROM recipient WHERE conv = ANY(v_conv);
  UPDATE conversation SET version = version + 1, last_turn = NULL, contact = NULL, wa_id = '', user_id = '',
         contact_name = '', preview = '', unread = 0, state = '', snoozed_until = NULL,
         waiting_since = NULL, last_author = NULL WHERE conv = ANY(v_conv);
  DELETE FROM contact_alias WHERE stayed = v_who;
  DELETE FROM contact WHERE id = v_who;

  SELECT array_agg(f) INTO v_gone FROM unnest(v_files) f WHERE NOT is_needed(p_tenant, f);
  WITH d AS (DELETE FROM asset WHERE tenant = p_tenant AND id = ANY(v_gone) RETURNING id)
  SELECT coalesce(string_agg(d.id, ' ' ORDER BY d.id), '') INTO assets FROM d;
  DELETE FROM upload u USING channel h WHERE u.asset = ANY(v_gone) AND h.id = u.channel AND h.tenant = p_tenant;
  conversations := cardinality(v_conv);
  RETURN NEXT;
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
  t_snoozed bigint[], t_waiting bigint[], t_author smallint[],
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
                               created_at, state, assigned_to, team, labels, snoozed_until, waiting_since, last_author)
      SELECT u.conv, u.tenant, u.shard, u.channel, 1, u.ctl + (u.mode IS NOT NULL)::integer, coalesce(u.mode, 0),
             u.until, u.turn, u.contact, u.wa, u.usr, u.name, u.status, u.activity, u.inbound, u.preview,
             greatest(u.unread, 0), u.at, u.state, u.assigned, u.team, u.labels,
             u.snoozed, u.waiting, u.author
      FROM unnest(t_conv, t_tenant, t_shard, t_channel, t_ctl, t_mode, t_until, t_turn, t_contact, t_wa, t_user, t_name,
                  t_status, t_activity, t_inbound, t_preview, t_unread, t_at, t_state, t_assigned, t_team, t_labels,
                  t_snoozed, t_waiting, t_author)
        WITH ORDINALITY u(conv, tenant, shard, channel, ctl, mode, until, turn, contact, wa, usr, name, status, activity,
                          inbound, preview, unread, at, state, assigned, team, labels, snoozed, waiting, author, i)
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
      assigned_to = u.assigned, team = u.team, labels = u.labels,
      snoozed_until = u.snoozed, waiting_since = u.waiting, last_author = u.author
    FROM unnest(t_conv, t_mode, t_until, t_turn, t_contact, t_wa, t_user, t_name, t_status, t_activity, t_inbound,
                t_preview, t_unread, t_state, t_assigned, t_team, t_labels, t_snoozed, t_waiting, t_author)
      WITH ORDINALITY u(conv, mode, until, turn, contact, wa, usr, name, status, activity, inbound, preview, unread,
                        state, assigned, team, labels, snoozed, waiting, author, i)
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
ALTER FUNCTION commit_turns SET enable_seqscan = off;
ALTER FUNCTION commit_turns SET plan_cache_mode = force_generic_plan;
