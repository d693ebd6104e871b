-- The way of a bubble after its turn: claim (a decision: fenced), outcome and status (facts: anybody's, monotone).

-- The point of no return. An `i` that does not come back must not be sent.
CREATE FUNCTION claim_outbox(p_me bigint, p_now bigint, p_batch bigint, p_shard smallint[], p_epoch bigint[], p_conv uuid[],
                             p_ver bigint[], p_idx smallint[])
RETURNS TABLE(i integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM 1 FROM shards s WHERE s.shard = ANY(p_shard) AND s.owner = p_me ORDER BY s.shard FOR SHARE;
  RETURN QUERY
  WITH o AS MATERIALIZED (
    SELECT u.i, u.epoch, o.conv, o.version, o.idx
    FROM unnest(p_shard, p_epoch, p_conv, p_ver, p_idx) WITH ORDINALITY u(shard, epoch, conv, ver, idx, i)
    JOIN shards s ON s.shard = u.shard AND s.epoch = u.epoch AND s.owner = p_me
    JOIN outbox o ON o.conv = u.conv AND o.version = u.ver AND o.idx = u.idx
    WHERE o.state = 0 AND o.not_before <= p_now AND (o.expires_at IS NULL OR o.expires_at > p_now)
    ORDER BY o.conv, o.version, o.idx FOR UPDATE OF o)
  UPDATE outbox w SET state = 1, attempt = w.attempt + 1, claim_epoch = o.epoch, claim_batch = p_batch, claimed_at = p_now
  FROM o WHERE w.conv = o.conv AND w.version = o.version AND w.idx = o.idx
  RETURNING o.i::integer;
END $$;

-- how: 0 accepted, 1 failed, 2 released, 3 in doubt, 4 dead. One fact a bubble in a call.
CREATE FUNCTION finish_outbox(p_conv uuid[], p_ver bigint[], p_idx smallint[], p_shard smallint[], p_how smallint[],
                              p_provider text[], p_code integer[], p_text text[], p_not_before bigint[], p_at bigint[])
RETURNS TABLE(i integer, changed integer, status integer) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH w AS MATERIALIZED (
    SELECT k.i, k.conv, k.ver, k.idx, k.shard, k.provider, k.at, k.not_before, o.conv IS NOT NULL AS live,
           coalesce(o.tenant, c.tenant) AS tenant, coalesce(o.channel, c.channel) AS channel,
           coalesce(s.status, 0) AS before,
           -- A bot's bubble from before the last change of who speaks must not become ready again (I8).
           CASE WHEN k.how = 2 AND o.state IN (1, 5) AND o.author = 1 AND o.ctl < c.ctl THEN 1 ELSE k.how END AS how,
           CASE WHEN k.how = 2 THEN 0 ELSE k.code END AS code, CASE WHEN k.how = 2 THEN 'suppressed' ELSE k.error END AS error
    FROM (SELECT * FROM unnest(p_conv, p_ver, p_idx, p_shard, p_how, p_provider, p_code, p_text, p_not_before, p_at)
            WITH ORDINALITY u(conv, ver, idx, shard, how, provider, code, error, not_before, at, i)
          ORDER BY conv, ver, idx) k
    LEFT JOIN outbox o ON o.conv = k.conv AND o.version = k.ver AND o.idx = k.idx
    LEFT JOIN msg_status s ON s.conv = k.conv AND s.version = k.ver AND s.idx = k.idx
    LEFT JOIN conversation c ON c.conv = k.conv),
  gone AS (
    DELETE FROM outbox x USING w
    WHERE x.conv = w.conv AND x.version = w.ver AND x.idx = w.idx AND w.how IN (0, 1, 4)),
  back AS (
    UPDATE outbox x SET state = CASE w.how WHEN 2 THEN 0 ELSE 5 END,
           not_before = CASE w.how WHEN 2 THEN coalesce(w.not_before, x.not_before) ELSE x.not_before END,
           claim_epoch = CASE w.how WHEN 2 THEN NULL ELSE x.claim_epoch END,
           claim_batch = CASE w.how WHEN 2 THEN NULL ELSE x.claim_batch END,
           claimed_at = CASE w.how WHEN 2 THEN NULL ELSE x.claimed_at END
    FROM w
    WHERE x.conv = w.conv AND x.version = w.ver AND x.idx = w.idx
      AND (w.how = 2 AND x.state IN (1, 5) OR w.how = 3 AND x.state = 1)),
  letter AS (
    INSERT INTO dead_letter(tenant, shard, channel, conv, kind, reason, error, at, prio, provider_time, correlation_id,
                            out_version, out_idx, body)
    SELECT o.tenant, o.shard, o.channel, o.conv, 'outbound_message', 'send_failed', w.error, w.at, o.prio, w.at,
           o.correlation_id, o.version, o.idx, o.body
    FROM w JOIN outbox o ON o.conv = w.conv AND o.version = w.ver AND o.idx = w.idx WHERE w.how = 4),
  -- A status may have come before we knew the provider's id.
  early AS (
    DELETE FROM provider_status p USING w
    WHERE w.how = 0 AND w.provider <> '' AND p.channel = w.channel AND p.provider_id = w.provider AND p.tenant = w.tenant
    RETURNING w.i, p.status, p.at, p.error_code, p.error_text, p.pricing),
  -- What is gone already was ended by a status, an override or this same fact: it cannot fail any more.
  up AS (
    INSERT INTO msg_status AS s (conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code,
                                 error_text, pricing)
    SELECT w.conv, w.ver, w.idx, w.tenant, w.shard, w.channel,
           greatest(CASE w.how WHEN 0 THEN 1 ELSE 5 END, coalesce(e.status, 0))::smallint, w.provider,
           coalesce(e.at, w.at), CASE WHEN w.how = 0 THEN coalesce(e.error_code, 0) ELSE w.code END,
           CASE WHEN w.how = 0 THEN coalesce(e.error_text, '') ELSE w.error END, coalesce(e.pricing, '')
    FROM w LEFT JOIN early e ON e.i = w.i
    WHERE (w.how = 0 AND w.tenant IS NOT NULL OR w.how IN (1, 4) AND w.live) ORDER BY w.conv, w.ver, w.idx
    ON CONFLICT (conv, version, idx) DO UPDATE SET
      status = greatest(s.status, EXCLUDED.status),
      provider_id = CASE WHEN s.provider_id = '' THEN EXCLUDED.provider_id ELSE s.provider_id END,
      at = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.at ELSE s.at END,
      error_code = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.error_code ELSE s.error_code END,
      error_text = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.error_text ELSE s.error_text END,
      pricing = CASE WHEN s.pricing = '' THEN EXCLUDED.pricing ELSE s.pricing END)
  SELECT w.i::integer, (n.status > w.before)::integer, greatest(n.status, w.before)::integer
  FROM w LEFT JOIN early e ON e.i = w.i,
    LATERAL (SELECT CASE WHEN w.how = 0 AND w.tenant IS NOT NULL THEN greatest(1, e.status)
                         WHEN w.how IN (1, 4) AND w.live THEN 5 ELSE 0 END AS status) n;
END $$;

-- A status proves that the provider has the bubble: whatever we believed, it is not sent (again). One fact a bubble in
-- a call.
CREATE FUNCTION merge_status(p_tenant integer[], p_channel integer[], p_conv uuid[], p_ver bigint[], p_idx smallint[],
                             p_provider text[], p_status smallint[], p_at bigint[], p_code integer[], p_text text[],
                             p_pricing text[])
RETURNS TABLE(i integer, changed integer, status integer, conv uuid, version bigint, idx smallint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  -- The bubble that it is about, when it is one of this tenant's: by our id, else by the provider's.
  WITH k AS MATERIALIZED (
    SELECT q.i, q.tenant, q.channel, q.provider, q.status, q.at, q.code, q.error, q.pricing, q.conv, q.ver, q.idx, q.shard,
           coalesce(m.status, -1) AS before
    FROM (
      SELECT u.i, u.tenant, u.channel, u.provider, u.status, u.at, u.code, u.error, u.pricing,
             coalesce(c.shard, s.shard) AS shard,
             CASE WHEN c.conv IS NULL THEN s.conv ELSE u.conv END AS conv,
             CASE WHEN c.conv IS NULL THEN s.version ELSE u.ver END AS ver,
             CASE WHEN c.conv IS NULL THEN s.idx ELSE u.idx END AS idx
      FROM unnest(p_tenant, p_channel, p_conv, p_ver, p_idx, p_provider, p_status, p_at, p_code, p_text, p_pricing)
        WITH ORDINALITY u(tenant, channel, conv, ver, idx, provider, status, at, code, error, pricing, i)
      LEFT JOIN conversation c ON c.conv = u.conv AND c.tenant = u.tenant AND c.version >= u.ver
      LEFT JOIN msg_status s ON c.conv IS NULL AND u.provider <> '' AND s.channel = u.channel
        AND s.provider_id = u.provider AND s.provider_id <> '' AND s.tenant = u.tenant
      ORDER BY 11, 12, 13) q
    LEFT JOIN msg_status m ON m.conv = q.conv AND m.version = q.ver AND m.idx = q.idx),
  gone AS (
    DELETE FROM outbox x USING k
    WHERE x.conv = k.conv AND x.version = k.ver AND x.idx = k.idx),
  up AS (
    INSERT INTO msg_status AS s (conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code,
                                 error_text, pricing)
    SELECT k.conv, k.ver, k.idx, k.tenant, k.shard, k.channel, k.status, k.provider, k.at, k.code, k.error, k.pricing
    FROM k WHERE k.conv IS NOT NULL ORDER BY k.conv, k.ver, k.idx
    ON CONFLICT (conv, version, idx) DO UPDATE SET
      status = greatest(s.status, EXCLUDED.status),
      provider_id = CASE WHEN s.provider_id = '' THEN EXCLUDED.provider_id ELSE s.provider_id END,
      at = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.at ELSE s.at END,
      error_code = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.error_code ELSE s.error_code END,
      error_text = CASE WHEN EXCLUDED.status > s.status THEN EXCLUDED.error_text ELSE s.error_text END,
      pricing = CASE WHEN s.pricing = '' THEN EXCLUDED.pricing ELSE s.pricing END),
  kept AS (
    INSERT INTO provider_status AS p (channel, provider_id, tenant, status, at, error_code, error_text, pricing)
    SELECT DISTINCT ON (k.channel, k.provider) k.channel, k.provider, k.tenant, k.status, k.at, k.code, k.error, k.pricing
    FROM k WHERE k.conv IS NULL AND k.provider <> '' ORDER BY k.channel, k.provider, k.status DESC
    ON CONFLICT (channel, provider_id) DO UPDATE SET
      status = EXCLUDED.status, at = EXCLUDED.at, error_code = EXCLUDED.error_code, error_text = EXCLUDED.error_text,
      pricing = EXCLUDED.pricing
      WHERE p.status < EXCLUDED.status)
  SELECT k.i::integer, (k.conv IS NOT NULL AND k.status > k.before)::integer, greatest(k.status, k.before)::integer,
         k.conv, k.ver, k.idx
  FROM k;
END $$;
