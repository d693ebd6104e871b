-- The names that reports and programs written for the systems before Charla know (R031-R038, R105-R111, R178):
-- views over what the engine keeps, tables for what it only carries. Times read as ISO 8601 UTC, ids as text uuids.

CREATE VIEW organizations(id, name, plan, billing_status, created_at) AS
SELECT id, name, plan, billing_status, strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') FROM tenant;

CREATE VIEW tenants(id, store_name, bot_phone_number, tiendanube_store_id, tiendanube_access_token, store_website,
                    store_description, store_catalog_knowledge, created_at, updated_at) AS
SELECT id, name, bot_phone_number, tiendanube_store_id, tiendanube_access_token_sealed, store_website,
       store_description, store_catalog_knowledge,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch')
FROM tenant;

CREATE VIEW users(id, org_id, email, name, role, status) AS
SELECT id, tenant, email, name, CASE role WHEN 0 THEN 'owner' WHEN 1 THEN 'admin' WHEN 2 THEN 'agent' ELSE 'analyst' END,
       status FROM member;

-- `credentials` is the sealed text: it opens only under the installation's key.
CREATE VIEW channels(id, org_id, key, type, mode, status, credentials, phone_number) AS
SELECT id, tenant, key, type, mode, status, credentials_sealed, phone_number FROM channel;

CREATE VIEW contacts(id, org_id, wa_id, phone, name, attributes, tags, consent, locale, timezone) AS
SELECT lower(substr(hex(id),1,8)||'-'||substr(hex(id),9,4)||'-'||substr(hex(id),13,4)||'-'||substr(hex(id),17,4)||'-'||substr(hex(id),21,12)),
       tenant, wa_id, CASE WHEN wa_id GLOB '[0-9]*' THEN '+' || wa_id ELSE wa_id END, name, attributes,
       (SELECT json_group_array(tag) FROM contact_tag t WHERE t.contact = contact.id), consent, locale, timezone FROM contact;

CREATE VIEW conversations(id, org_id, contact_id, channel_id, state, assignee, last_activity_at) AS
SELECT lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4)||'-'||substr(hex(conv),17,4)||'-'||substr(hex(conv),21,12)),
       tenant,
       lower(substr(hex(contact),1,8)||'-'||substr(hex(contact),9,4)||'-'||substr(hex(contact),13,4)||'-'||substr(hex(contact),17,4)||'-'||substr(hex(contact),21,12)),
       channel, CASE status WHEN 0 THEN 'open' WHEN 1 THEN 'pending' WHEN 2 THEN 'snoozed' ELSE 'resolved' END, assignee,
       strftime('%Y-%m-%dT%H:%M:%fZ', last_activity_at / 1000.0, 'unixepoch')
FROM conversation;

CREATE VIEW messages(id, org_id, conversation_id, direction, type, content, template_id, status, meta, client_id,
                     created_at) AS
SELECT lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4)||'-'||substr(hex(m.conv),17,4)||'-'||substr(hex(m.conv),21,12)) || ':' || m.seq,
       m.tenant,
       lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4)||'-'||substr(hex(m.conv),17,4)||'-'||substr(hex(m.conv),21,12)),
       CASE m.dir WHEN 0 THEN 'in' ELSE 'out' END,
       CASE WHEN m.type IN ('image', 'video', 'audio', 'document', 'sticker') THEN 'media' ELSE m.type END,
       m.body,
       CASE WHEN m.type = 'template' AND json_valid(m.body) THEN json_extract(m.body, '$.name') END,
       CASE WHEN m.dir = 0 THEN NULL WHEN s.status = 5 THEN 'failed' WHEN s.status >= 3 THEN 'read'
            WHEN s.status = 2 THEN 'delivered' WHEN s.status = 1 OR m.provider_id <> '' THEN 'sent' ELSE 'queued' END,
       json_object('type', m.type, 'provider_id', coalesce(nullif(s.provider_id, ''), m.provider_id),
                   'reply_to', m.reply_to, 'author', m.author_name, 'error_code', s.error_code,
                   'error', s.error_text, 'pricing', nullif(s.pricing, '')),
       nullif(m.client_id, ''),
       strftime('%Y-%m-%dT%H:%M:%fZ', m.at / 1000.0, 'unixepoch')
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;

-- A version that may be run is `published` or `active`; its row is never changed.
CREATE VIEW flows(id, org_id, name, version, graph, status, created_by, created_at) AS
SELECT flow, tenant, name, version, graph, status, created_by, strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch') FROM flow_version;

CREATE VIEW chat_conversations(id, tenant_id, channel, external_user_id, status, human_override_until,
                               last_message_at, last_message_preview, created_at) AS
SELECT lower(substr(hex(c.conv),1,8)||'-'||substr(hex(c.conv),9,4)||'-'||substr(hex(c.conv),13,4)||'-'||substr(hex(c.conv),17,4)||'-'||substr(hex(c.conv),21,12)),
       c.tenant, coalesce(h.key, c.channel), CASE WHEN c.wa_id <> '' THEN c.wa_id ELSE c.user_id END,
       CASE c.status WHEN 3 THEN 'closed' ELSE 'open' END,
       strftime('%Y-%m-%dT%H:%M:%fZ', c.until / 1000.0, 'unixepoch'),
       strftime('%Y-%m-%dT%H:%M:%fZ', c.last_activity_at / 1000.0, 'unixepoch'),
       c.preview,
       strftime('%Y-%m-%dT%H:%M:%fZ', c.created_at / 1000.0, 'unixepoch')
FROM conversation c LEFT JOIN channel h ON h.id = c.channel;

CREATE VIEW chat_messages(id, tenant_id, conversation_id, role, message_type, content, created_at, provider_status) AS
SELECT lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4))
         || printf('-%04x-%012x', (m.seq >> 48) & 65535, m.seq & 281474976710655),
       m.tenant,
       lower(substr(hex(m.conv),1,8)||'-'||substr(hex(m.conv),9,4)||'-'||substr(hex(m.conv),13,4)||'-'||substr(hex(m.conv),17,4)||'-'||substr(hex(m.conv),21,12)),
       CASE WHEN m.dir = 0 THEN 'user' WHEN m.author = 3 THEN 'system' ELSE 'assistant' END,
       m.type, m.body,
       strftime('%Y-%m-%dT%H:%M:%fZ', m.at / 1000.0, 'unixepoch'),
       CASE WHEN m.dir = 0 THEN NULL WHEN s.status = 5 THEN 'failed' WHEN s.status >= 2 THEN 'delivered'
            WHEN s.status = 1 OR m.provider_id <> '' THEN 'sent' ELSE 'queued' END
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;

CREATE VIEW system_events(id, tenant_id, level, event_type, message, metadata, created_at) AS
SELECT id, tenant, level, type, message, metadata, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') FROM event;

CREATE TABLE templates(
  id INTEGER PRIMARY KEY AUTOINCREMENT, org_id INTEGER NOT NULL REFERENCES tenant(id),
  name TEXT NOT NULL, language TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('marketing', 'utility', 'authentication')),
  body TEXT NOT NULL, variables TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(variables)), status TEXT NOT NULL,
  UNIQUE (org_id, name, language)
) STRICT;

CREATE TABLE chat_media(
  id TEXT PRIMARY KEY, tenant_id INTEGER NOT NULL REFERENCES tenant(id), shard INTEGER NOT NULL, conversation_id TEXT,
  storage_url TEXT NOT NULL, media_type TEXT NOT NULL CHECK (media_type IN ('image', 'audio', 'video', 'document', 'sticker')),
  provider_media_id TEXT, created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT, WITHOUT ROWID;

CREATE TABLE tenant_human_handoff_config(
  tenant_id INTEGER PRIMARY KEY REFERENCES tenant(id), enabled INTEGER NOT NULL DEFAULT 0,
  destination_email TEXT, smtp_host TEXT, smtp_port INTEGER,
  smtp_security TEXT CHECK (smtp_security IN ('none', 'starttls', 'tls')), smtp_username TEXT,
  smtp_password_encrypted BLOB, handoff_message TEXT,
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT;

CREATE TABLE appointments(
  id TEXT PRIMARY KEY, tenant_id INTEGER NOT NULL REFERENCES tenant(id), shard INTEGER NOT NULL, conversation_id TEXT,
  contact_id TEXT, starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'confirmed', 'cancelled')),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_tenant ON appointments(tenant_id, starts_at);
-- scheduled -> confirmed -> cancelled; what is cancelled stays so.
CREATE TRIGGER appointments_states BEFORE UPDATE OF status ON appointments
WHEN (OLD.status = 'cancelled' AND NEW.status <> 'cancelled') OR (OLD.status = 'confirmed' AND NEW.status = 'scheduled')
BEGIN SELECT RAISE(ABORT, 'an appointment goes from scheduled to confirmed to cancelled, never back'); END;

CREATE TABLE flow_runs(
  id TEXT PRIMARY KEY, org_id INTEGER NOT NULL REFERENCES tenant(id), shard INTEGER NOT NULL, conversation_id TEXT,
  flow_id INTEGER NOT NULL, status TEXT NOT NULL, last_step TEXT, context TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(context)),
  created_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
  updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ'))
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_runs_org ON flow_runs(org_id, updated_at);
