-- Accepting events, and the fence that every batch of a lane stands behind.

-- Refuses the whole statement when this process no longer owns the lane's first shard under the epoch it believes.
-- FOR SHARE makes a take-over wait until we end; FOR KEY SHARE would let it run through.
CREATE FUNCTION hold_lane(p_me bigint, p_shard smallint, p_epoch bigint) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM shards WHERE shard = p_shard AND owner = p_me AND epoch = p_epoch FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shard % is no longer held under epoch %', p_shard, p_epoch USING ERRCODE = 'CH001';
  END IF;
  RETURN 1;
END $$;

-- One statement a batch. Sorted by key, so that two nodes that accept the same duplicates cannot deadlock; a duplicate
-- waits on the unique index until the first copy has committed. An `i` that does not come back was a duplicate.
CREATE FUNCTION append_inbox(p_now bigint, p_day integer[], p_channel integer[], p_key bytea[], p_shard smallint[],
                             p_conv uuid[], p_tenant integer[], p_kind text[], p_prio smallint[], p_time bigint[],
                             p_corr text[], p_body bytea[])
RETURNS TABLE(i integer, inbox_id bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH e AS MATERIALIZED (
    SELECT DISTINCT ON (day, channel, key) *
    FROM unnest(p_day, p_channel, p_key, p_shard, p_conv, p_tenant, p_kind, p_prio, p_time, p_corr, p_body)
      WITH ORDINALITY AS u(day, channel, key, shard, conv, tenant, kind, prio, time, corr, body, i)
    ORDER BY day, channel, key, i),
  s AS (
    INSERT INTO seen(day, channel, key) SELECT day, channel, key FROM e ORDER BY day, channel, key
    ON CONFLICT DO NOTHING RETURNING day, channel, key),
  n AS (
    SELECT e.*, nextval('inbox_id_seq') AS nid FROM e JOIN s USING (day, channel, key) ORDER BY e.i),
  ins AS (
    INSERT INTO inbox(id, tenant, shard, channel, conv, kind, prio, provider_time, received_at, correlation_id, body)
      OVERRIDING SYSTEM VALUE
    SELECT nid, tenant, shard, channel, conv, kind, prio, time, p_now, corr, body FROM n)
  SELECT n.i::integer, n.nid FROM n;
END $$;

-- One process owns everything: a new incarnation, all shards under one new epoch. Waits for commits that are under way
-- under the old one. Its caller holds the advisory lock that keeps other processes out.
CREATE FUNCTION take_all_shards(p_name text, p_lanes smallint)
RETURNS TABLE(incarnation bigint, epoch bigint, unclean boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_me bigint; v_epoch bigint; v_unclean boolean;
BEGIN
  SELECT n.closed < n.lanes INTO v_unclean FROM nodes n ORDER BY n.incarnation DESC LIMIT 1;
  UPDATE nodes SET state = 'dead' WHERE state <> 'dead';
  DELETE FROM nodes WHERE incarnation < (SELECT max(incarnation) FROM nodes) - 100;
  INSERT INTO nodes(name, lanes) VALUES (p_name, p_lanes) RETURNING nodes.incarnation INTO v_me;
  PERFORM 1 FROM shards ORDER BY shard FOR UPDATE;
  SELECT max(s.epoch) + 1 INTO v_epoch FROM shards s;
  UPDATE shards SET owner = v_me, epoch = v_epoch, changed_at = clock_timestamp();
  RETURN QUERY SELECT v_me, v_epoch, coalesce(v_unclean, false);
END $$;

CREATE FUNCTION add_events(p_tenant integer[], p_level text[], p_type text[], p_message text[], p_metadata text[],
                           p_at bigint[], p_again boolean)
RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  -- p_again: the first try may have committed.
  INSERT INTO event(tenant, level, type, message, metadata, at)
  SELECT * FROM unnest(p_tenant, p_level, p_type, p_message, p_metadata, p_at) u(tenant, level, type, message, metadata, at)
  WHERE NOT p_again OR NOT EXISTS (
    SELECT 1 FROM event e WHERE e.tenant = u.tenant AND e.at = u.at AND e.type = u.type AND e.message = u.message
      AND e.metadata = u.metadata);
  RETURN 1;
END $$;
