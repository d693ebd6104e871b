-- The agenda: who and what can be booked, and when it is. And credentials of other services.

CREATE TABLE resource(
  id uuid PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id), name text NOT NULL, hours text NOT NULL,
  colour integer NOT NULL, active boolean NOT NULL, created_at bigint NOT NULL
);
CREATE INDEX resource_tenant ON resource(tenant);

-- status: 0 scheduled, 1 confirmed, 2 cancelled, 3 attended, 4 missed. At most a day long: what overlaps is looked for so
-- far back.
CREATE TABLE appointment(
  id uuid PRIMARY KEY, tenant integer NOT NULL, resource uuid NOT NULL REFERENCES resource(id), title text NOT NULL,
  contact uuid, contact_name text NOT NULL, conv uuid, starts_at bigint NOT NULL, ends_at bigint NOT NULL,
  status smallint NOT NULL CHECK (status BETWEEN 0 AND 4), notes text NOT NULL, revision bigint NOT NULL,
  created_by text NOT NULL, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  client_id text, fingerprint text NOT NULL, -- the caller's name for it, and what was asked for
  CHECK (ends_at - starts_at BETWEEN 1 AND 86400000),
  UNIQUE (tenant, client_id)
);
CREATE INDEX appointment_place ON appointment(resource, starts_at) WHERE status <> 2;
CREATE INDEX appointment_list ON appointment(tenant, starts_at, id);
CREATE INDEX appointment_contact ON appointment(contact) WHERE contact IS NOT NULL;

-- Who has the place. Asked with the resource's row locked: the statement after the lock sees what the others have
-- committed. (An EXCLUDE constraint would need btree_gist, which not every owner of a schema may create.)
CREATE FUNCTION appointment_in_the_way(p_resource uuid, p_starts bigint, p_ends bigint, p_but uuid) RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT a.id FROM appointment a WHERE a.resource = p_resource AND a.status <> 2 AND a.starts_at < p_ends
    AND a.starts_at > p_starts - 86400000 AND a.ends_at > p_starts AND a.id <> p_but ORDER BY a.starts_at LIMIT 1
$$;
CREATE FUNCTION appointment_may_become(p_from smallint, p_to smallint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_from = p_to OR p_from IN (0, 1) OR (p_from = 2 AND p_to = 0) OR (p_from = 3 AND p_to = 4)
      OR (p_from = 4 AND p_to = 3)
$$;

-- Whoever writes, also by hand: a place is taken once, and a status goes where it may.
CREATE FUNCTION appointment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NOT appointment_may_become(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'an appointment that is over or cancelled does not become that' USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 2 THEN RETURN NEW; END IF;
  PERFORM 1 FROM resource r WHERE r.id = NEW.resource FOR NO KEY UPDATE;
  IF appointment_in_the_way(NEW.resource, NEW.starts_at, NEW.ends_at, NEW.id) IS NOT NULL THEN
    RAISE EXCEPTION 'another appointment has this place' USING ERRCODE = '23P01';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appointment_booked BEFORE INSERT ON appointment FOR EACH ROW EXECUTE FUNCTION appointment_guard();
CREATE TRIGGER appointment_moved BEFORE UPDATE OF resource, starts_at, ends_at, status ON appointment
FOR EACH ROW EXECUTE FUNCTION appointment_guard();

-- Outcomes: as ports/agenda.hpp numbers them. Nil ids and empty texts stand for none.
CREATE FUNCTION tell_subscribers(p_tenant integer, p_now bigint, e_id uuid[], e_type text[], e_body bytea[]) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO webhook_delivery(endpoint, id, tenant, type, body, not_before, created_at)
  SELECT w.id, e.id, w.tenant, e.type, e.body, p_now, p_now FROM unnest(e_id, e_type, e_body) AS e(id, type, body)
  JOIN webhook_endpoint w ON w.tenant = p_tenant AND w.enabled
    AND (w.events = '' OR position(' ' || e.type || ' ' IN ' ' || w.events || ' ') > 0)
  ORDER BY w.id, e.id
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION book_appointment(
  p_tenant integer, p_id uuid, p_resource uuid, p_title text, p_contact uuid, p_contact_name text, p_conv uuid,
  p_starts bigint, p_ends bigint, p_status smallint, p_notes text, p_by text, p_created bigint, p_updated bigint,
  p_client text, p_print text, p_now bigint, e_id uuid[], e_type text[], e_body bytea[])
RETURNS TABLE(outcome smallint, shown appointment) LANGUAGE plpgsql AS $$
DECLARE
  nil constant uuid := '00000000-0000-0000-0000-000000000000'; v_other uuid;
BEGIN
  PERFORM 1 FROM resource r WHERE r.id = p_resource AND r.tenant = p_tenant FOR NO KEY UPDATE;
  IF NOT FOUND THEN outcome := 7; RETURN NEXT; RETURN; END IF;
  -- After the lock: the same request at the same moment has made it meanwhile.
  SELECT a.* INTO shown FROM appointment a WHERE a.tenant = p_tenant AND a.client_id = nullif(p_client, '');
  IF FOUND THEN
    outcome := CASE WHEN shown.fingerprint = p_print THEN 1 ELSE 2 END; RETURN NEXT; RETURN;
  END IF;
  IF p_status <> 2 THEN
    v_other := appointment_in_the_way(p_resource, p_starts, p_ends, p_id);
    IF v_other IS NOT NULL THEN
      SELECT a.* INTO shown FROM appointment a WHERE a.id = v_other; outcome := 3; RETURN NEXT; RETURN;
    END IF;
  END IF;
  INSERT INTO appointment AS a VALUES (p_id, p_tenant, p_resource, p_title, nullif(p_contact, nil), p_contact_name,
    nullif(p_conv, nil), p_starts, p_ends, p_status, p_notes, 1, p_by, p_created, p_updated, nullif(p_client, ''), p_print)
  ON CONFLICT (tenant, client_id) DO NOTHING RETURNING a.* INTO shown;
  IF FOUND THEN
    PERFORM tell_subscribers(p_tenant, p_now, e_id, e_type, e_body);
    outcome := 0; RETURN NEXT; RETURN;
  END IF;
  -- The key has booked another resource at the same moment.
  SELECT a.* INTO shown FROM appointment a WHERE a.tenant = p_tenant AND a.client_id = p_client;
  outcome := 2; RETURN NEXT;
END $$;

CREATE FUNCTION change_appointment(
  p_tenant integer, p_id uuid, p_revision bigint, p_resource uuid, p_title text, p_contact uuid, p_contact_name text,
  p_conv uuid, p_starts bigint, p_ends bigint, p_status smallint, p_notes text, p_updated bigint, p_now bigint,
  e_id uuid[], e_type text[], e_body bytea[])
RETURNS TABLE(outcome smallint, shown appointment) LANGUAGE plpgsql AS $$
DECLARE
  nil constant uuid := '00000000-0000-0000-0000-000000000000'; v_other uuid;
BEGIN
  SELECT a.* INTO shown FROM appointment a WHERE a.id = p_id AND a.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN outcome := 6; RETURN NEXT; RETURN; END IF;
  IF shown.revision <> p_revision THEN outcome := 4; RETURN NEXT; RETURN; END IF;
  IF NOT appointment_may_become(shown.status, p_status) THEN outcome := 5; RETURN NEXT; RETURN; END IF;
  PERFORM 1 FROM resource r WHERE r.id = p_resource AND r.tenant = p_tenant FOR NO KEY UPDATE;
  IF NOT FOUND THEN outcome := 7; RETURN NEXT; RETURN; END IF;
  IF p_status <> 2 THEN
    v_other := appointment_in_the_way(p_resource, p_starts, p_ends, p_id);
    IF v_other IS NOT NULL THEN
      SELECT a.* INTO shown FROM appointment a WHERE a.id = v_other; outcome := 3; RETURN NEXT; RETURN;
    END IF;
  END IF;
  UPDATE appointment a SET resource = p_resource, title = p_title, contact = nullif(p_contact, nil),
    contact_name = p_contact_name, conv = nullif(p_conv, nil), starts_at = p_starts, ends_at = p_ends, status = p_status,
    notes = p_notes, revision = a.revision + 1, updated_at = p_updated
  WHERE a.id = p_id RETURNING a.* INTO shown;
  PERFORM tell_subscribers(p_tenant, p_now, e_id, e_type, e_body);
  outcome := 0; RETURN NEXT;
END $$;

-- A merged person's appointments are those of the one who stayed; of an erased one remains that a time was taken.
CREATE FUNCTION appointment_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE appointment SET contact = NEW.stayed WHERE contact = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_merged AFTER INSERT ON contact_alias FOR EACH ROW EXECUTE FUNCTION appointment_merged();
CREATE FUNCTION appointment_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE appointment SET contact = NULL, contact_name = '', title = '', notes = '', revision = revision + 1
  WHERE contact = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_erased AFTER DELETE ON contact FOR EACH ROW EXECUTE FUNCTION appointment_erased();

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE appointments RENAME TO appointment_imported;
CREATE VIEW appointments AS
SELECT id, tenant AS tenant_id, conv AS conversation_id, contact AS contact_id, moment(starts_at) AS starts_at,
       moment(ends_at) AS ends_at, title AS subject,
       (ARRAY['scheduled', 'confirmed', 'cancelled', 'attended', 'missed'])[status + 1] AS status,
       moment(created_at) AS created_at, moment(updated_at) AS updated_at
FROM appointment
UNION ALL
SELECT id, tenant_id, conversation_id, contact_id, starts_at, ends_at, subject, status, created_at, updated_at
FROM appointment_imported;

CREATE TABLE connection(
  tenant integer NOT NULL REFERENCES tenant(id), kind text NOT NULL, details_sealed bytea NOT NULL,
  created_at bigint NOT NULL, updated_at bigint NOT NULL,
  PRIMARY KEY (tenant, kind)
);
