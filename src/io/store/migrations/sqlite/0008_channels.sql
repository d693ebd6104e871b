-- Channels and delivery: files, templates, what numbers tell, submissions, the channel log, segments, merged contacts,
-- and what providers say of recipients.

ALTER TABLE channel ADD COLUMN account_id TEXT NOT NULL DEFAULT '';
ALTER TABLE channel ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE api_key ADD COLUMN rate_per_minute INTEGER NOT NULL DEFAULT 0; -- 0: the installation's default
ALTER TABLE outbox ADD COLUMN needs_window INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN needs_consent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN consent_source TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN consent_at INTEGER;
ALTER TABLE contact ADD COLUMN merged INTEGER NOT NULL DEFAULT 0; -- 1: turns no longer say where its first address is
CREATE INDEX conversation_contact ON conversation(contact);
CREATE INDEX dead_letter_cause ON dead_letter(inbox_id) WHERE inbox_id IS NOT NULL;

-- What providers have said of recipients. Apart from the conversation: few have a row, and every claim asks.
CREATE TABLE recipient(
  conv BLOB PRIMARY KEY, undeliverable_at INTEGER, rests_until INTEGER
) STRICT, WITHOUT ROWID;

-- A contact that has become one with another; never in a chain.
CREATE TABLE contact_alias(
  id BLOB PRIMARY KEY, tenant INTEGER NOT NULL, stayed BLOB NOT NULL,
  wa_id TEXT NOT NULL, user_id TEXT NOT NULL, since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_alias_stayed ON contact_alias(stayed);

CREATE TABLE segment(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id),
  name TEXT NOT NULL, query TEXT NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;

-- Sends that programs asked for, in the transaction of their cause. What has become of one is looked up.
CREATE TABLE submission(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL, client_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL, api_key INTEGER NOT NULL, peer TEXT NOT NULL, channel_key TEXT NOT NULL, send_at INTEGER,
  channel INTEGER NOT NULL, conv BLOB NOT NULL, cause INTEGER NOT NULL, at INTEGER NOT NULL,
  UNIQUE (tenant, client_id)
) STRICT;
CREATE INDEX submission_list ON submission(tenant, id);

-- Files that customers sent: 0 wanted, 1 stored, 2 failed. `what` is the encoded content.
CREATE TABLE media(
  channel INTEGER NOT NULL, media_id TEXT NOT NULL, tenant INTEGER NOT NULL, conv BLOB NOT NULL, what TEXT NOT NULL,
  at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL, asset TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0,
  mime_type TEXT NOT NULL DEFAULT '', error TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (channel, media_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_open ON media(state, not_before) WHERE state <> 1;
CREATE INDEX media_conv ON media(conv);
CREATE INDEX media_asset ON media(tenant, asset) WHERE asset <> '';

-- Files by the SHA-256 of their bytes, which lie elsewhere.
CREATE TABLE asset(
  tenant INTEGER NOT NULL, id TEXT NOT NULL, mime_type TEXT NOT NULL, size INTEGER NOT NULL, filename TEXT NOT NULL,
  created_at INTEGER NOT NULL, used_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX asset_used ON asset(used_at);

-- The ids that providers have given to files of ours.
CREATE TABLE upload(
  channel INTEGER NOT NULL, asset TEXT NOT NULL, media_id TEXT NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (channel, asset)
) STRICT, WITHOUT ROWID;

-- The last word on each number; `rate` in thousandths of a message a second.
CREATE TABLE number(
  channel INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, at INTEGER NOT NULL,
  quality TEXT NOT NULL, rate INTEGER, daily_limit TEXT NOT NULL, connection TEXT NOT NULL, qr TEXT NOT NULL,
  pairing_code TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;

CREATE TABLE message_template(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id), channel INTEGER NOT NULL,
  name TEXT NOT NULL, language TEXT NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL, quality TEXT NOT NULL,
  body TEXT NOT NULL, components TEXT NOT NULL, variables TEXT NOT NULL, provider_id TEXT NOT NULL,
  reason TEXT NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE (tenant, channel, name, language)
) STRICT;

-- The channel log, redacted, kept for some days.
CREATE TABLE exchange(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL, channel INTEGER NOT NULL, at INTEGER NOT NULL,
  kind INTEGER NOT NULL, conv BLOB, out_version INTEGER, out_idx INTEGER, provider_id TEXT NOT NULL,
  method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER NOT NULL, took_ms INTEGER NOT NULL, failed INTEGER NOT NULL,
  request TEXT NOT NULL, response TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
CREATE INDEX exchange_list ON exchange(tenant, id);
CREATE INDEX exchange_conv ON exchange(conv, id) WHERE conv IS NOT NULL;

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE templates RENAME TO template_imported;
CREATE VIEW templates(id, org_id, name, language, category, body, variables, status) AS
SELECT id, tenant, name, language, lower(category), body, variables, lower(status) FROM message_template
UNION ALL
SELECT -id, org_id, name, language, category, body, variables, status FROM template_imported;
