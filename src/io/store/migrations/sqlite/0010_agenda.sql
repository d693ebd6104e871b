-- The agenda: who and what can be booked, and when it is. And credentials of other services.

CREATE TABLE resource(
  id BLOB PRIMARY KEY, tenant INTEGER NOT NULL REFERENCES tenant(id), name TEXT NOT NULL, hours TEXT NOT NULL,
  colour INTEGER NOT NULL, active INTEGER NOT NULL, created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_tenant ON resource(tenant);

-- status: 0 scheduled, 1 confirmed, 2 cancelled, 3 attended, 4 missed. At most a day long: what overlaps is looked for so
-- far back.
CREATE TABLE appointment(
  id BLOB PRIMARY KEY, tenant INTEGER NOT NULL, resource BLOB NOT NULL REFERENCES resource(id), title TEXT NOT NULL,
  contact BLOB, contact_name TEXT NOT NULL, conv BLOB, starts_at INTEGER NOT NULL, ends_at INTEGER NOT NULL,
  status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 4), notes TEXT NOT NULL, revision INTEGER NOT NULL,
  created_by TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  client_id TEXT, fingerprint TEXT NOT NULL, -- the caller's name for it, and what was asked for
  CHECK (ends_at - starts_at BETWEEN 1 AND 86400000),
  UNIQUE (tenant, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_place ON appointment(resource, starts_at) WHERE status <> 2;
CREATE INDEX appointment_list ON appointment(tenant, starts_at, id);
CREATE INDEX appointment_contact ON appointment(contact) WHERE contact IS NOT NULL;

-- Whoever writes, also by hand: a place is taken once, and a status goes where it may.
CREATE TRIGGER appointment_booked BEFORE INSERT ON appointment
WHEN NEW.status <> 2 AND EXISTS (
  SELECT 1 FROM appointment a WHERE a.resource = NEW.resource AND a.status <> 2 AND a.starts_at < NEW.ends_at
  AND a.starts_at > NEW.starts_at - 86400000 AND a.ends_at > NEW.starts_at)
BEGIN SELECT RAISE(ABORT, 'another appointment has this place'); END;
CREATE TRIGGER appointment_moved BEFORE UPDATE OF resource, starts_at, ends_at, status ON appointment
WHEN NEW.status <> 2 AND EXISTS (
  SELECT 1 FROM appointment a WHERE a.resource = NEW.resource AND a.status <> 2 AND a.starts_at < NEW.ends_at
  AND a.starts_at > NEW.starts_at - 86400000 AND a.ends_at > NEW.starts_at AND a.id <> NEW.id)
BEGIN SELECT RAISE(ABORT, 'another appointment has this place'); END;
CREATE TRIGGER appointment_states BEFORE UPDATE OF status ON appointment
WHEN OLD.status <> NEW.status AND NOT (OLD.status IN (0, 1) OR (OLD.status = 2 AND NEW.status = 0)
                                       OR (OLD.status = 3 AND NEW.status = 4) OR (OLD.status = 4 AND NEW.status = 3))
BEGIN SELECT RAISE(ABORT, 'an appointment that is over or cancelled does not become that'); END;

-- A merged person's appointments are those of the one who stayed; of an erased one remains that a time was taken.
CREATE TRIGGER appointment_merged AFTER INSERT ON contact_alias
BEGIN UPDATE appointment SET contact = NEW.stayed WHERE contact = NEW.id; END;
CREATE TRIGGER appointment_erased AFTER DELETE ON contact
BEGIN
  UPDATE appointment SET contact = NULL, contact_name = '', title = '', notes = '', revision = revision + 1
  WHERE contact = OLD.id;
END;

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE appointments RENAME TO appointment_imported;
CREATE VIEW appointments(id, tenant_id, conversation_id, contact_id, starts_at, ends_at, subject, status, created_at, updated_at) AS
SELECT lower(substr(hex(id),1,8)||'-'||substr(hex(id),9,4)||'-'||substr(hex(id),13,4)||'-'||substr(hex(id),17,4)||'-'||substr(hex(id),21,12)),
       tenant,
       CASE WHEN conv IS NULL THEN NULL ELSE lower(substr(hex(conv),1,8)||'-'||substr(hex(conv),9,4)||'-'||substr(hex(conv),13,4)||'-'||substr(hex(conv),17,4)||'-'||substr(hex(conv),21,12)) END,
       CASE WHEN contact IS NULL THEN NULL ELSE lower(substr(hex(contact),1,8)||'-'||substr(hex(contact),9,4)||'-'||substr(hex(contact),13,4)||'-'||substr(hex(contact),17,4)||'-'||substr(hex(contact),21,12)) END,
       strftime('%Y-%m-%dT%H:%M:%fZ', starts_at / 1000.0, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%fZ', ends_at / 1000.0, 'unixepoch'),
       title, CASE status WHEN 0 THEN 'scheduled' WHEN 1 THEN 'confirmed' WHEN 2 THEN 'cancelled' WHEN 3 THEN 'attended' ELSE 'missed' END,
       strftime('%Y-%m-%dT%H:%M:%fZ', created_at / 1000.0, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%fZ', updated_at / 1000.0, 'unixepoch')
FROM appointment
UNION ALL
SELECT id, tenant_id, conversation_id, contact_id, starts_at, ends_at, subject, status, created_at, updated_at
FROM appointment_imported;

CREATE TABLE connection(
  tenant INTEGER NOT NULL REFERENCES tenant(id), kind TEXT NOT NULL, details_sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind)
) STRICT, WITHOUT ROWID;
