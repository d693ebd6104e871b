-- Who has a conversation, what a dead letter tells of its decision, and when a tenant's people are there.

-- `assignee` (a member's number) was never written: people are named as the organisation names them.
ALTER TABLE conversation ADD COLUMN assigned_to TEXT NOT NULL DEFAULT ''; -- empty: nobody
ALTER TABLE conversation ADD COLUMN team TEXT NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';    -- JSON array of texts, sorted
ALTER TABLE dead_letter ADD COLUMN trace TEXT NOT NULL DEFAULT '';        -- JSON array of trace lines, or empty
ALTER TABLE tenant ADD COLUMN business_hours TEXT NOT NULL DEFAULT '';    -- empty: always

DROP VIEW conversations;
CREATE VIEW conversations(id, org_id, contact_id, channel_id, state, assignee, last_activity_at, team, labels) AS
SELECT lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4)||'-'||substr(hex(conv),17,4)||'-'||substr(hex(conv),21,12)),
       tenant,
       lower(substr(hex(contact),1,8)||'-'||substr(hex(contact),9,4)||'-'||substr(hex(contact),13,4)||'-'||substr(hex(contact),17,4)||'-'||substr(hex(contact),21,12)),
       channel, CASE status WHEN 0 THEN 'open' WHEN 1 THEN 'pending' WHEN 2 THEN 'snoozed' ELSE 'resolved' END,
       nullif(assigned_to, ''), strftime('%Y-%m-%dT%H:%M:%fZ', last_activity_at / 1000.0, 'unixepoch'),
       nullif(team, ''), labels
FROM conversation;
