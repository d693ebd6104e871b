-- Runs of flows, written by the turns that they are part of, and how often each step was entered and left.

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE flow_runs RENAME TO flow_run_imported;

-- status: 0 running, 1 waiting, 2 completed, 3 failed, 4 interrupted, 5 expired.
CREATE TABLE run(
  conv BLOB NOT NULL, number INTEGER NOT NULL CHECK (number > 0),
  tenant INTEGER NOT NULL, shard INTEGER NOT NULL,
  flow INTEGER NOT NULL, version INTEGER NOT NULL, status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 5),
  node TEXT NOT NULL CHECK (length(CAST(node AS BLOB)) <= 512), reason TEXT NOT NULL,
  started_at INTEGER NOT NULL, ended_at INTEGER, variables TEXT NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (conv, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_list ON run(tenant, updated_at, conv, number);
CREATE INDEX run_pinned ON run(tenant, flow, version) WHERE status < 2; -- those that are not over

-- `exit` empty: entered.
CREATE TABLE visit(
  tenant INTEGER NOT NULL, flow INTEGER NOT NULL, version INTEGER NOT NULL,
  node TEXT NOT NULL CHECK (length(CAST(node AS BLOB)) <= 512),
  exit TEXT NOT NULL CHECK (length(CAST(exit AS BLOB)) <= 512),
  count INTEGER NOT NULL CHECK (count > 0),
  PRIMARY KEY (tenant, flow, version, node, exit)
) STRICT, WITHOUT ROWID;

-- The id is made of the conversation's and of the run's number: the same at every reading.
CREATE VIEW flow_runs(id, org_id, shard, conversation_id, flow_id, status, last_step, context, created_at, updated_at) AS
SELECT lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4))
         || printf('-%04x-%012x', (number >> 48) & 65535, number & 281474976710655),
       tenant, shard,
       lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4)||'-'||substr(hex(conv),17,4)||'-'||substr(hex(conv),21,12)),
       flow, CASE status WHEN 0 THEN 'running' WHEN 1 THEN 'waiting' WHEN 2 THEN 'completed' WHEN 3 THEN 'failed'
                         WHEN 4 THEN 'interrupted' ELSE 'expired' END,
       node, CASE variables WHEN '' THEN '{}' ELSE variables END,
       strftime('%Y-%m-%dT%H:%M:%fZ', started_at / 1000.0, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch')
FROM run
UNION ALL
SELECT id, org_id, shard, conversation_id, flow_id, status, last_step, context, created_at, updated_at
FROM flow_run_imported;
