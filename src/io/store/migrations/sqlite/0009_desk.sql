-- What people who answer customers work from: who waits, what is set aside, answers that are kept ready.

ALTER TABLE conversation ADD COLUMN snoozed_until INTEGER;
ALTER TABLE conversation ADD COLUMN waiting_since INTEGER; -- the oldest message of the customer that nobody has answered
ALTER TABLE conversation ADD COLUMN last_author INTEGER;   -- of the preview: 0 customer, 1 bot, 2 person
-- What "who waits longest" sorts by: who does not wait comes last.
ALTER TABLE conversation ADD COLUMN waits_from INTEGER GENERATED ALWAYS AS (coalesce(waiting_since, 9223372036854775807)) VIRTUAL;

-- One index a view, with only the rows that the view has: a turn touches those that its conversation is in.
CREATE INDEX conversation_in_hand ON conversation(tenant, last_activity_at, conv, mode, assigned_to) WHERE status < 2;
CREATE INDEX conversation_snoozed ON conversation(tenant, last_activity_at, conv) WHERE status = 2;
CREATE INDEX conversation_closed ON conversation(tenant, last_activity_at, conv) WHERE status = 3;
CREATE INDEX conversation_assigned ON conversation(tenant, assigned_to, last_activity_at, conv) WHERE assigned_to <> '';
CREATE INDEX conversation_waiting ON conversation(tenant, waits_from, conv);
CREATE INDEX conversation_unread ON conversation(tenant, last_activity_at, conv) WHERE unread > 0;
CREATE INDEX conversation_paused ON conversation(tenant, last_activity_at, conv) WHERE mode = 2;
CREATE INDEX dead_letter_open ON dead_letter(tenant, id) WHERE state = 'open';

CREATE TABLE canned_answer(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id),
  shortcut TEXT NOT NULL, text TEXT NOT NULL, created_by TEXT NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE (tenant, shortcut)
) STRICT;

DROP VIEW conversations;
CREATE VIEW conversations(id, org_id, contact_id, channel_id, state, assignee, last_activity_at, team, labels,
                          waiting_since, snoozed_until) AS
SELECT lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4)||'-'||substr(hex(conv),17,4)||'-'||substr(hex(conv),21,12)),
       tenant,
       lower(substr(hex(contact),1,8)||'-'||substr(hex(contact),9,4)||'-'||substr(hex(contact),13,4)||'-'||substr(hex(contact),17,4)||'-'||substr(hex(contact),21,12)),
       channel, CASE status WHEN 0 THEN 'open' WHEN 1 THEN 'pending' WHEN 2 THEN 'snoozed' ELSE 'resolved' END,
       nullif(assigned_to, ''), strftime('%Y-%m-%dT%H:%M:%fZ', last_activity_at / 1000.0, 'unixepoch'),
       nullif(team, ''), labels, strftime('%Y-%m-%dT%H:%M:%fZ', waiting_since / 1000.0, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%fZ', snoozed_until / 1000.0, 'unixepoch')
FROM conversation;

-- A note between colleagues was not said to the customer.
DROP VIEW chat_messages;
CREATE VIEW chat_messages(id, tenant_id, conversation_id, role, message_type, content, created_at, provider_status) AS
SELECT lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4))
         || printf('-%04x-%012x', (m.seq >> 48) & 65535, m.seq & 281474976710655),
       m.tenant,
       lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4)||'-'||substr(hex(m.conv),17,4)||'-'||substr(hex(m.conv),21,12)),
       CASE WHEN m.dir = 0 THEN 'user' WHEN m.author = 3 OR m.type = 'note' THEN 'system' ELSE 'assistant' END,
       m.type, m.body,
       strftime('%Y-%m-%dT%H:%M:%fZ', m.at / 1000.0, 'unixepoch'),
       CASE WHEN m.dir = 0 THEN NULL WHEN s.status = 5 THEN 'failed' WHEN s.status >= 2 THEN 'delivered'
            WHEN s.status = 1 OR m.provider_id <> '' THEN 'sent' ELSE 'queued' END
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;
