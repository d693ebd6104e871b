-- What the product knows besides conversations. `sealed` columns hold AES-256-GCM under the installation's key.

CREATE TABLE tenant(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL, plan text NOT NULL DEFAULT 'starter', billing_status text NOT NULL DEFAULT 'trial',
  locale text NOT NULL DEFAULT 'es', timezone text NOT NULL DEFAULT 'America/Argentina/Buenos_Aires',
  memory integer NOT NULL DEFAULT 20, human_override_ms bigint NOT NULL DEFAULT 86400000,
  bot_phone_number text UNIQUE, tiendanube_store_id text, tiendanube_access_token_sealed bytea,
  store_website text, store_description text, store_catalog_knowledge text,
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);

CREATE TABLE member(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  email text NOT NULL UNIQUE, name text NOT NULL, role smallint NOT NULL CHECK (role BETWEEN 0 AND 3),
  status text NOT NULL DEFAULT 'active', password_hash text NOT NULL, created_at bigint NOT NULL
);
CREATE INDEX member_tenant ON member(tenant, id);

CREATE TABLE channel(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  key text NOT NULL, type text NOT NULL, mode text NOT NULL, status text NOT NULL,
  phone_number text NOT NULL, phone_number_id text NOT NULL, credentials_sealed bytea NOT NULL, base_url text NOT NULL,
  group_quiet_ms integer NOT NULL, group_max_ms integer NOT NULL, created_at bigint NOT NULL,
  UNIQUE (tenant, key)
);

CREATE TABLE api_key(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  name text NOT NULL, prefix text NOT NULL, hash bytea NOT NULL UNIQUE, scopes text NOT NULL, -- separated by blanks
  revoked_at bigint, last_used_at bigint, created_at bigint NOT NULL
);
CREATE INDEX api_key_tenant ON api_key(tenant, id);

CREATE TABLE session(
  hash bytea PRIMARY KEY, member integer NOT NULL REFERENCES member(id), tenant integer NOT NULL,
  created_at bigint NOT NULL, expires_at bigint NOT NULL
);
CREATE INDEX session_member ON session(member);

CREATE TABLE flow(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id)
);
CREATE TABLE flow_version(
  flow integer NOT NULL REFERENCES flow(id), version integer NOT NULL, tenant integer NOT NULL,
  name text NOT NULL, graph text NOT NULL, status text NOT NULL CHECK (status IN ('draft', 'published', 'active')),
  created_by text NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (flow, version)
);
CREATE INDEX flow_version_tenant ON flow_version(tenant, flow, version);
CREATE UNIQUE INDEX flow_version_active ON flow_version(tenant) WHERE status = 'active';

CREATE FUNCTION flow_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.flow, NEW.version, NEW.tenant, NEW.name, NEW.graph, NEW.created_by, NEW.created_at)
     IS DISTINCT FROM (OLD.flow, OLD.version, OLD.tenant, OLD.name, OLD.graph, OLD.created_by, OLD.created_at) THEN
    RAISE EXCEPTION 'a version of a flow is never changed: add the next one' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER flow_version_is_immutable BEFORE UPDATE ON flow_version
FOR EACH ROW EXECUTE FUNCTION flow_version_is_immutable();

CREATE TABLE contact(
  id uuid PRIMARY KEY, tenant integer NOT NULL, wa_id text NOT NULL, user_id text NOT NULL, name text NOT NULL,
  attributes text NOT NULL DEFAULT '{}', tags text[] NOT NULL DEFAULT '{}', consent text NOT NULL DEFAULT '',
  locale text NOT NULL DEFAULT '', timezone text NOT NULL DEFAULT '',
  renamed boolean NOT NULL DEFAULT false, -- by a person: the profile's name does not overwrite it
  created_at bigint NOT NULL, updated_at bigint NOT NULL
);
CREATE INDEX contact_list ON contact(tenant, created_at, id);

CREATE TABLE event(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL, -- 0: the whole installation
  level text NOT NULL, type text NOT NULL, message text NOT NULL, metadata text NOT NULL, at bigint NOT NULL
);
CREATE INDEX event_tenant ON event(tenant, id);

CREATE TABLE audit(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL, at bigint NOT NULL,
  who text NOT NULL, action text NOT NULL, subject text NOT NULL, details text NOT NULL
);
CREATE INDEX audit_tenant ON audit(tenant, id);
