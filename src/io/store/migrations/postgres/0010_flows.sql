-- Flows that people edit: a flow has a draft with a revision, its versions are never changed, and one version of each
-- flow may be live. `last_version` is the highest number ever given: that of a deleted version does not come again.

ALTER TABLE flow
  ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN graph text NOT NULL DEFAULT '{}',
  ADD COLUMN tests text NOT NULL DEFAULT '[]', ADD COLUMN revision bigint NOT NULL DEFAULT 1,
  ADD COLUMN last_version integer NOT NULL DEFAULT 0, ADD COLUMN changed_by text NOT NULL DEFAULT '',
  ADD COLUMN changed_at bigint NOT NULL DEFAULT 0, ADD COLUMN created_at bigint NOT NULL DEFAULT 0,
  ADD COLUMN archived boolean NOT NULL DEFAULT false;
CREATE INDEX flow_tenant ON flow(tenant, id);

-- The draft of a flow from before is its newest version.
UPDATE flow f SET name = v.name, graph = v.graph, last_version = v.version, changed_by = v.created_by,
                  changed_at = v.created_at, created_at = v.born
FROM (SELECT DISTINCT ON (flow) *, min(created_at) OVER (PARTITION BY flow) AS born FROM flow_version
      ORDER BY flow, version DESC) v
WHERE v.flow = f.id;

ALTER TABLE flow_version ADD COLUMN live_since bigint;
UPDATE flow_version SET live_since = created_at WHERE status = 'active';
DROP INDEX flow_version_active;
CREATE UNIQUE INDEX flow_version_active ON flow_version(flow) WHERE status = 'active';

-- p_flow 0: a new flow, whose draft is that graph. No row comes back when the flow is not the tenant's.
CREATE OR REPLACE FUNCTION add_flow_version(p_tenant integer, p_flow integer, p_name text, p_graph text, p_status text,
                                            p_created_by text, p_at bigint)
RETURNS SETOF flow_version LANGUAGE plpgsql AS $$
DECLARE
  v_flow integer := p_flow; v_version integer := 1;
BEGIN
  IF p_flow = 0 THEN
    INSERT INTO flow(tenant, name, graph, last_version, changed_by, changed_at, created_at)
    VALUES (p_tenant, p_name, p_graph, 1, p_created_by, p_at, p_at) RETURNING id INTO v_flow;
  ELSE -- two that add a version at once take turns
    UPDATE flow SET last_version = last_version + 1 WHERE id = p_flow AND tenant = p_tenant
    RETURNING last_version INTO v_version;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF p_status = 'active' THEN
    UPDATE flow_version SET status = 'published', live_since = NULL WHERE flow = v_flow AND status = 'active';
  END IF;
  RETURN QUERY
  INSERT INTO flow_version(flow, version, tenant, name, graph, status, created_by, created_at, live_since)
  VALUES (v_flow, v_version, p_tenant, p_name, p_graph, p_status, p_created_by, p_at,
          CASE WHEN p_status = 'active' THEN p_at END)
  RETURNING *;
END $$;

-- p_version 0: none of them. One that is live already stays so since then.
DROP FUNCTION activate_flow;
CREATE FUNCTION activate_flow(p_tenant integer, p_flow integer, p_version integer, p_at bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM flow WHERE id = p_flow AND tenant = p_tenant FOR UPDATE; -- one change of what is live at a time
  IF NOT FOUND THEN RETURN false; END IF;
  IF p_version <> 0 AND NOT EXISTS (SELECT 1 FROM flow_version WHERE flow = p_flow AND version = p_version) THEN
    RETURN false;
  END IF;
  UPDATE flow_version SET status = 'published', live_since = NULL
  WHERE flow = p_flow AND status = 'active' AND version <> p_version;
  UPDATE flow_version SET status = 'active', live_since = p_at
  WHERE flow = p_flow AND version = p_version AND status <> 'active';
  RETURN true;
END $$;

-- A version that may be run is `published` or `active`; its row is never changed. `draft` is what would be the next one,
-- where it differs from the last.
CREATE OR REPLACE VIEW flows AS
SELECT flow AS id, tenant AS org_id, name, version, as_json(graph) AS graph, status, created_by,
       moment(created_at) AS created_at
FROM flow_version
UNION ALL
SELECT f.id, f.tenant, f.name, f.last_version + 1, as_json(f.graph), 'draft', f.changed_by, moment(f.changed_at)
FROM flow f
WHERE NOT f.archived AND NOT EXISTS (SELECT 1 FROM flow_version v WHERE v.flow = f.id AND v.version = f.last_version
                                     AND v.name = f.name AND v.graph = f.graph);
