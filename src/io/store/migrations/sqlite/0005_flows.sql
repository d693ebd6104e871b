-- Flows that people edit: a flow has a draft with a revision, its versions are never changed, and one version of each
-- flow may be live. `last_version` is the highest number ever given: that of a deleted version does not come again.

ALTER TABLE flow ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE flow ADD COLUMN graph TEXT NOT NULL DEFAULT '{}';
ALTER TABLE flow ADD COLUMN tests TEXT NOT NULL DEFAULT '[]';
ALTER TABLE flow ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE flow ADD COLUMN last_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE flow ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE flow ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE flow ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE flow ADD COLUMN archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1));
CREATE INDEX flow_tenant ON flow(tenant, id);

-- The draft of a flow from before is its newest version.
UPDATE flow SET
  (name, graph, last_version, changed_by, changed_at) =
    (SELECT name, graph, version, created_by, created_at FROM flow_version v WHERE v.flow = flow.id
     ORDER BY version DESC LIMIT 1),
  created_at = (SELECT min(created_at) FROM flow_version v WHERE v.flow = flow.id)
WHERE EXISTS (SELECT 1 FROM flow_version v WHERE v.flow = flow.id);

ALTER TABLE flow_version ADD COLUMN live_since INTEGER;
UPDATE flow_version SET live_since = created_at WHERE status = 'active';
DROP INDEX flow_version_active;
CREATE UNIQUE INDEX flow_version_active ON flow_version(flow) WHERE status = 'active';

-- A version that may be run is `published` or `active`; its row is never changed. `draft` is what would be the next one,
-- where it differs from the last.
DROP VIEW flows;
CREATE VIEW flows(id, org_id, name, version, graph, status, created_by, created_at) AS
SELECT flow, tenant, name, version, graph, status, created_by, strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') FROM flow_version
UNION ALL
SELECT id, tenant, name, last_version + 1, graph, 'draft', changed_by, strftime('%Y-%m-%dT%H:%M:%fZ', changed_at / 1000.0, 'unixepoch') FROM flow
WHERE archived = 0 AND NOT EXISTS (SELECT 1 FROM flow_version v WHERE v.flow = flow.id AND v.version = flow.last_version
                                   AND v.name = flow.name AND v.graph = flow.graph);
