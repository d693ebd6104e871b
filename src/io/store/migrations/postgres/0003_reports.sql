-- The names that reports and programs written for the systems before Charla know (R031-R038, R105-R111, R178):
-- views over what the engine keeps, tables for what it only carries.

CREATE FUNCTION moment(ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT AS
$$ SELECT to_timestamp(ms / 1000.0) $$;

-- Text that should be JSON; a report must not fail because of one line that is not.
CREATE FUNCTION as_json(t text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN t::jsonb;
EXCEPTION WHEN data_exception THEN
  RETURN to_jsonb(t);
END $$;

-- queued | sent | delivered | read | failed: what an outbound line shows; NULL for an inbound one.
CREATE FUNCTION delivery_name(dir smallint, status smallint, provider_id text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN dir = 0 THEN NULL WHEN status = 5 THEN 'failed' WHEN status >= 3 THEN 'read'
              WHEN status = 2 THEN 'delivered' WHEN status = 1 OR provider_id <> '' THEN 'sent' ELSE 'queued' END
$$;

CREATE VIEW organizations AS
SELECT id, name, plan, billing_status, moment(created_at) AS created_at FROM tenant;

CREATE VIEW tenants AS
SELECT id, name AS store_name, bot_phone_number, tiendanube_store_id,
       encode(tiendanube_access_token_sealed, 'base64') AS tiendanube_access_token,
       store_website, store_description, store_catalog_knowledge,
       moment(created_at) AS created_at, moment(updated_at) AS updated_at
FROM tenant;

CREATE VIEW users AS
SELECT id, tenant AS org_id, email, name, (ARRAY['owner', 'admin', 'agent', 'analyst'])[role + 1] AS role, status
FROM member;

-- `credentials` is the sealed text: it opens only under the installation's key.
CREATE VIEW channels AS
SELECT id, tenant AS org_id, key, type, mode, status,
       jsonb_build_object('sealed', encode(credentials_sealed, 'base64')) AS credentials, phone_number
FROM channel;

CREATE VIEW contacts AS
SELECT id, tenant AS org_id, wa_id, CASE WHEN wa_id ~ '^[0-9]' THEN '+' || wa_id ELSE wa_id END AS phone, name,
       as_json(attributes) AS attributes,
       tags, consent, locale, timezone
FROM contact;

CREATE VIEW conversations AS
SELECT conv AS id, tenant AS org_id, contact AS contact_id, channel AS channel_id,
       (ARRAY['open', 'pending', 'snoozed', 'resolved'])[status + 1] AS state, assignee,
       moment(last_activity_at) AS last_activity_at
FROM conversation;

CREATE VIEW messages AS
SELECT m.conv::text || ':' || m.seq AS id, m.tenant AS org_id, m.conv AS conversation_id,
       CASE m.dir WHEN 0 THEN 'in' ELSE 'out' END AS direction,
       CASE WHEN m.type IN ('image', 'video', 'audio', 'document', 'sticker') THEN 'media' ELSE m.type END AS type,
       as_json(m.body) AS content,
       CASE WHEN m.type = 'template' THEN as_json(m.body) ->> 'name' END AS template_id,
       delivery_name(m.dir, s.status, m.provider_id) AS status,
       jsonb_build_object('type', m.type, 'provider_id', coalesce(nullif(s.provider_id, ''), m.provider_id),
                          'reply_to', m.reply_to, 'author', m.author_name, 'error_code', s.error_code,
                          'error', s.error_text, 'pricing', nullif(s.pricing, '')) AS meta,
       nullif(m.client_id, '') AS client_id, moment(m.at) AS created_at
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;

-- A version that may be run is `published` or `active`; its row is never changed.
CREATE VIEW flows AS
SELECT flow AS id, tenant AS org_id, name, version, as_json(graph) AS graph, status, created_by,
       moment(created_at) AS created_at
FROM flow_version;

CREATE VIEW chat_conversations AS
SELECT c.conv AS id, c.tenant AS tenant_id, coalesce(h.key, c.channel::text) AS channel,
       CASE WHEN c.wa_id <> '' THEN c.wa_id ELSE c.user_id END AS external_user_id,
       CASE c.status WHEN 3 THEN 'closed' ELSE 'open' END AS status,
       moment(c.until) AS human_override_until, moment(c.last_activity_at) AS last_message_at,
       c.preview AS last_message_preview, moment(c.created_at) AS created_at
FROM conversation c LEFT JOIN channel h ON h.id = c.channel;

-- The id is made of the conversation's and of the line's number: the same at every reading.
CREATE VIEW chat_messages AS
SELECT (left(replace(m.conv::text, '-', ''), 16) || substr(md5(m.conv::text || ':' || m.seq), 1, 16))::uuid AS id,
       m.tenant AS tenant_id, m.conv AS conversation_id,
       CASE WHEN m.dir = 0 THEN 'user' WHEN m.author = 3 THEN 'system' ELSE 'assistant' END AS role,
       m.type AS message_type, as_json(m.body) AS content, moment(m.at) AS created_at,
       CASE delivery_name(m.dir, s.status, m.provider_id)
         WHEN 'read' THEN 'delivered' ELSE delivery_name(m.dir, s.status, m.provider_id) END AS provider_status
FROM message m LEFT JOIN msg_status s ON s.conv = m.conv AND s.version = m.version AND s.idx = m.send;

CREATE VIEW system_events AS
SELECT id, tenant AS tenant_id, level, type AS event_type, message, as_json(metadata) AS metadata,
       moment(at) AS created_at
FROM event;

CREATE TABLE templates(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, org_id integer NOT NULL REFERENCES tenant(id),
  name text NOT NULL, language text NOT NULL,
  category text NOT NULL CHECK (category IN ('marketing', 'utility', 'authentication')),
  body text NOT NULL, variables jsonb NOT NULL DEFAULT '[]', status text NOT NULL,
  UNIQUE (org_id, name, language)
);

CREATE TABLE chat_media(
  id uuid PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant(id), shard smallint NOT NULL, conversation_id uuid,
  storage_url text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('image', 'audio', 'video', 'document', 'sticker')),
  provider_media_id text, created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE tenant_human_handoff_config(
  tenant_id integer PRIMARY KEY REFERENCES tenant(id), enabled boolean NOT NULL DEFAULT false,
  destination_email text, smtp_host text, smtp_port integer,
  smtp_security text CHECK (smtp_security IN ('none', 'starttls', 'tls')), smtp_username text,
  smtp_password_encrypted bytea, handoff_message text,
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE appointments(
  id uuid PRIMARY KEY, tenant_id integer NOT NULL REFERENCES tenant(id), shard smallint NOT NULL, conversation_id uuid,
  contact_id uuid, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, subject text NOT NULL DEFAULT '',
  status text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'confirmed', 'cancelled')),
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX appointments_tenant ON appointments(tenant_id, starts_at);
-- scheduled -> confirmed -> cancelled; what is cancelled stays so.
CREATE FUNCTION appointments_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status = 'cancelled' AND NEW.status <> 'cancelled')
     OR (OLD.status = 'confirmed' AND NEW.status = 'scheduled') THEN
    RAISE EXCEPTION 'an appointment goes from scheduled to confirmed to cancelled, never back' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appointments_states BEFORE UPDATE OF status ON appointments
FOR EACH ROW EXECUTE FUNCTION appointments_states();

CREATE TABLE flow_runs(
  id uuid PRIMARY KEY, org_id integer NOT NULL REFERENCES tenant(id), shard smallint NOT NULL, conversation_id uuid,
  flow_id integer NOT NULL, status text NOT NULL, last_step text, context jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX flow_runs_org ON flow_runs(org_id, updated_at);
