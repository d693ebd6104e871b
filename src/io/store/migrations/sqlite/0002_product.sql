-- What the product knows besides conversations. `sealed` columns hold AES-256-GCM under the installation's key.

CREATE TABLE tenant(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, plan TEXT NOT NULL DEFAULT 'starter', billing_status TEXT NOT NULL DEFAULT 'trial',
  locale TEXT NOT NULL DEFAULT 'es', timezone TEXT NOT NULL DEFAULT 'America/Argentina/Buenos_Aires',
  memory INTEGER NOT NULL DEFAULT 20, human_override_ms INTEGER NOT NULL DEFAULT 86400000,
  bot_phone_number TEXT UNIQUE, tiendanube_store_id TEXT, tiendanube_access_token_sealed BLOB,
  store_website TEXT, store_description TEXT, store_catalog_knowledge TEXT,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE member(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id),
  email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role INTEGER NOT NULL CHECK (role BETWEEN 0 AND 3),
  status TEXT NOT NULL DEFAULT 'active', password_hash TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_tenant ON member(tenant, id);

CREATE TABLE channel(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id),
  key TEXT NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL, status TEXT NOT NULL,
  phone_number TEXT NOT NULL, phone_number_id TEXT NOT NULL, credentials_sealed BLOB NOT NULL, base_url TEXT NOT NULL,
  group_quiet_ms INTEGER NOT NULL, group_max_ms INTEGER NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (tenant, key)
) STRICT;

CREATE TABLE api_key(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id),
  name TEXT NOT NULL, prefix TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, scopes TEXT NOT NULL, -- separated by blanks
  revoked_at INTEGER, last_used_at INTEGER, created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session(
  hash BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member(id), tenant INTEGER NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_member ON session(member);

CREATE TABLE flow(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL REFERENCES tenant(id)
) STRICT;
CREATE TABLE flow_version(
  flow INTEGER NOT NULL REFERENCES flow(id), version INTEGER NOT NULL, tenant INTEGER NOT NULL,
  name TEXT NOT NULL, graph TEXT NOT NULL, status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'active')),
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
  PRIMARY KEY (flow, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_version_tenant ON flow_version(tenant, flow, version);
CREATE UNIQUE INDEX flow_version_active ON flow_version(tenant) WHERE status = 'active';
CREATE TRIGGER flow_version_is_immutable BEFORE UPDATE OF flow, version, tenant, name, graph, created_by, created_at
ON flow_version BEGIN SELECT RAISE(ABORT, 'a version of a flow is never changed: add the next one'); END;

CREATE TABLE contact(
  id BLOB PRIMARY KEY, tenant INTEGER NOT NULL, wa_id TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL,
  attributes TEXT NOT NULL DEFAULT '{}', consent TEXT NOT NULL DEFAULT '',
  locale TEXT NOT NULL DEFAULT '', timezone TEXT NOT NULL DEFAULT '', renamed INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_list ON contact(tenant, created_at, id);
CREATE TABLE contact_tag(
  contact BLOB NOT NULL, tag TEXT NOT NULL, tenant INTEGER NOT NULL, PRIMARY KEY (contact, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE event(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL, -- 0: the whole installation
  level TEXT NOT NULL, type TEXT NOT NULL, message TEXT NOT NULL, metadata TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_tenant ON event(tenant, id);

CREATE TABLE audit(
  id INTEGER PRIMARY KEY AUTOINCREMENT, tenant INTEGER NOT NULL, at INTEGER NOT NULL,
  who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, details TEXT NOT NULL
) STRICT;
CREATE INDEX audit_tenant ON audit(tenant, id);
