-- Channels and delivery: files, templates, what numbers tell, submissions, the channel log, segments, merged contacts,
-- and what providers say of recipients. What customers and providers wrote is bytea: no encoding error aborts a batch.

ALTER TABLE channel ADD COLUMN account_id text NOT NULL DEFAULT '', ADD COLUMN settings text NOT NULL DEFAULT '{}';
ALTER TABLE api_key ADD COLUMN rate_per_minute integer NOT NULL DEFAULT 0; -- 0: the installation's default
ALTER TABLE outbox
  ADD COLUMN needs_window boolean NOT NULL DEFAULT false, ADD COLUMN needs_consent boolean NOT NULL DEFAULT false;
ALTER TABLE contact
  ADD COLUMN consent_source text NOT NULL DEFAULT '', ADD COLUMN consent_at bigint,
  ADD COLUMN merged boolean NOT NULL DEFAULT false; -- turns no longer say where its first address is
CREATE INDEX conversation_contact ON conversation(contact);

-- What providers have said of recipients. Apart from the conversation: few have a row, every claim asks, and facts of
-- any lane may write it.
CREATE TABLE recipient(conv uuid PRIMARY KEY, undeliverable_at bigint, rests_until bigint) WITH (fillfactor = 70);

-- A contact that has become one with another; never in a chain.
CREATE TABLE contact_alias(
  id uuid PRIMARY KEY, tenant integer NOT NULL, stayed uuid NOT NULL,
  wa_id text NOT NULL, user_id text NOT NULL, since bigint NOT NULL
);
CREATE INDEX contact_alias_stayed ON contact_alias(stayed);

CREATE TABLE segment(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  name text NOT NULL, query text NOT NULL, created_by text NOT NULL, created_at bigint NOT NULL,
  UNIQUE (tenant, name)
);

-- Sends that programs asked for, in the transaction of their cause. What has become of one is looked up.
CREATE TABLE submission(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL, client_id text NOT NULL,
  fingerprint text NOT NULL, api_key integer NOT NULL, peer text NOT NULL, channel_key text NOT NULL, send_at bigint,
  channel integer NOT NULL, conv uuid NOT NULL, cause bigint NOT NULL, at bigint NOT NULL,
  UNIQUE (tenant, client_id)
) WITH (fillfactor = 70);
CREATE INDEX submission_list ON submission(tenant, id);

-- Files that customers sent: 0 wanted, 1 stored, 2 failed. `what` is the encoded content.
CREATE TABLE media(
  channel integer NOT NULL, media_id text NOT NULL, tenant integer NOT NULL, conv uuid NOT NULL, what bytea NOT NULL,
  at bigint NOT NULL, state smallint NOT NULL DEFAULT 0, attempts integer NOT NULL DEFAULT 0, not_before bigint NOT NULL,
  asset text NOT NULL DEFAULT '', size bigint NOT NULL DEFAULT 0, mime_type text NOT NULL DEFAULT '',
  error bytea NOT NULL DEFAULT '',
  PRIMARY KEY (channel, media_id)
);
CREATE INDEX media_open ON media(state, not_before) WHERE state <> 1;
CREATE INDEX media_conv ON media(conv);
CREATE INDEX media_asset ON media(tenant, asset) WHERE asset <> '';

-- Files by the SHA-256 of their bytes, which lie elsewhere.
CREATE TABLE asset(
  tenant integer NOT NULL, id text NOT NULL, mime_type text NOT NULL, size bigint NOT NULL, filename bytea NOT NULL,
  created_at bigint NOT NULL, used_at bigint NOT NULL,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX asset_used ON asset(used_at);

-- The ids that providers have given to files of ours.
CREATE TABLE upload(
  channel integer NOT NULL, asset text NOT NULL, media_id text NOT NULL, expires_at bigint NOT NULL,
  PRIMARY KEY (channel, asset)
);

-- The last word on each number; `rate` in thousandths of a message a second.
CREATE TABLE number(
  channel integer PRIMARY KEY, tenant integer NOT NULL, at bigint NOT NULL,
  quality text NOT NULL, rate bigint, daily_limit text NOT NULL, connection text NOT NULL, qr text NOT NULL,
  pairing_code text NOT NULL, reason text NOT NULL
);

CREATE TABLE message_template(
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL REFERENCES tenant(id),
  channel integer NOT NULL, name text NOT NULL, language text NOT NULL, category text NOT NULL, status text NOT NULL,
  quality text NOT NULL, body text NOT NULL, components text NOT NULL, variables text NOT NULL,
  provider_id text NOT NULL, reason text NOT NULL, updated_at bigint NOT NULL,
  UNIQUE (tenant, channel, name, language)
);

-- The channel log, redacted, kept for some days.
CREATE TABLE exchange(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant integer NOT NULL, channel integer NOT NULL,
  at bigint NOT NULL, kind smallint NOT NULL, conv uuid, out_version bigint, out_idx smallint,
  provider_id text NOT NULL, method text NOT NULL, url text NOT NULL, status integer NOT NULL, took_ms integer NOT NULL,
  failed boolean NOT NULL, request bytea NOT NULL, response bytea NOT NULL, note bytea NOT NULL
);
CREATE INDEX exchange_list ON exchange(tenant, id);
CREATE INDEX exchange_conv ON exchange(conv, id) WHERE conv IS NOT NULL;

-- What other programs have put into the table of this name stays to be read.
ALTER TABLE templates RENAME TO template_imported;
CREATE VIEW templates AS
SELECT id, tenant AS org_id, name, language, lower(category) AS category, body, as_json(variables) AS variables,
       lower(status) AS status FROM message_template
UNION ALL
SELECT -id, org_id, name, language, category, body, variables, status FROM template_imported;

CREATE FUNCTION want_media(p_channel integer[], p_media text[], p_tenant integer[], p_conv uuid[], p_what bytea[],
                           p_at bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO media(channel, media_id, tenant, conv, what, at, not_before)
  SELECT u.channel, u.media, u.tenant, u.conv, u.what, u.at, u.at
  FROM unnest(p_channel, p_media, p_tenant, p_conv, p_what, p_at)
    WITH ORDINALITY u(channel, media, tenant, conv, what, at, i) ORDER BY 1, 2, u.i
  ON CONFLICT DO NOTHING;
  RETURN 1;
END $$;

-- One file of a tenant, and one fetch, in a call.
CREATE FUNCTION keep_assets(p_tenant integer[], p_id text[], p_mime text[], p_size bigint[], p_filename bytea[],
                            p_created bigint[], p_used bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO asset AS a (tenant, id, mime_type, size, filename, created_at, used_at)
  SELECT * FROM unnest(p_tenant, p_id, p_mime, p_size, p_filename, p_created, p_used) ORDER BY 1, 2
  ON CONFLICT (tenant, id) DO UPDATE SET used_at = greatest(a.used_at, EXCLUDED.used_at),
    filename = CASE WHEN EXCLUDED.filename = '' THEN a.filename ELSE EXCLUDED.filename END;
  RETURN 1;
END $$;

-- A file that is there stays. p_asset NULL: none has come.
CREATE FUNCTION note_fetches(p_channel integer[], p_media text[], p_state smallint[], p_attempts integer[],
                             p_not_before bigint[], p_error bytea[], p_asset text[], p_size bigint[], p_mime text[])
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  UPDATE media m SET state = u.state, attempts = u.attempts, not_before = u.not_before, error = u.error,
         asset = coalesce(u.asset, m.asset), size = coalesce(u.size, m.size), mime_type = coalesce(u.mime, m.mime_type)
  FROM unnest(p_channel, p_media, p_state, p_attempts, p_not_before, p_error, p_asset, p_size, p_mime)
    u(channel, media, state, attempts, not_before, error, asset, size, mime)
  WHERE m.channel = u.channel AND m.media_id = u.media AND m.state <> 1;
  RETURN 1;
END $$;

-- One file of a channel in a call.
CREATE FUNCTION note_uploads(p_channel integer[], p_asset text[], p_media text[], p_expires bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO upload(channel, asset, media_id, expires_at)
  SELECT * FROM unnest(p_channel, p_asset, p_media, p_expires) ORDER BY 1, 2
  ON CONFLICT (channel, asset) DO UPDATE SET media_id = EXCLUDED.media_id, expires_at = EXCLUDED.expires_at;
  RETURN 1;
END $$;

-- One fact a number in a call. Absent parts stay; what is older than what is known changes nothing.
CREATE FUNCTION note_numbers(p_channel integer[], p_tenant integer[], p_at bigint[], p_quality text[], p_rate bigint[],
                             p_limit text[], p_connection text[], p_qr text[], p_pairing text[], p_reason text[])
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  -- The parts that are absent are those of the row that is there, so EXCLUDED has all of them.
  INSERT INTO number AS n (channel, tenant, at, quality, rate, daily_limit, connection, qr, pairing_code, reason)
  SELECT u.channel, u.tenant, u.at, coalesce(u.quality, o.quality, ''), coalesce(u.rate, o.rate),
         coalesce(u.daily, o.daily_limit, ''), coalesce(u.connection, o.connection, ''), coalesce(u.qr, o.qr, ''),
         coalesce(u.pairing, o.pairing_code, ''), coalesce(u.reason, o.reason, '')
  FROM unnest(p_channel, p_tenant, p_at, p_quality, p_rate, p_limit, p_connection, p_qr, p_pairing, p_reason)
    u(channel, tenant, at, quality, rate, daily, connection, qr, pairing, reason)
  LEFT JOIN number o ON o.channel = u.channel ORDER BY 1
  ON CONFLICT (channel) DO UPDATE SET tenant = EXCLUDED.tenant, at = EXCLUDED.at, quality = EXCLUDED.quality,
    rate = EXCLUDED.rate, daily_limit = EXCLUDED.daily_limit, connection = EXCLUDED.connection, qr = EXCLUDED.qr,
    pairing_code = EXCLUDED.pairing_code, reason = EXCLUDED.reason
    WHERE n.at <= EXCLUDED.at;
  RETURN 1;
END $$;

-- One by one: two facts may find one template in two ways, and they are rare.
CREATE FUNCTION note_templates(p_tenant integer[], p_channel integer[], p_provider text[], p_name text[],
                               p_language text[], p_status text[], p_quality text[], p_category text[], p_reason text[],
                               p_at bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  FOR r IN
    SELECT * FROM unnest(p_tenant, p_channel, p_provider, p_name, p_language, p_status, p_quality, p_category, p_reason,
                         p_at)
      WITH ORDINALITY u(tenant, channel, provider, name, language, status, quality, category, reason, at, i)
    ORDER BY u.tenant, u.channel, u.i
  LOOP
    UPDATE message_template m SET status = coalesce(r.status, m.status), quality = coalesce(r.quality, m.quality),
           category = coalesce(r.category, m.category),
           reason = CASE WHEN r.status IS NULL THEN m.reason ELSE r.reason END, updated_at = r.at,
           provider_id = CASE WHEN r.provider = '' THEN m.provider_id ELSE r.provider END
    WHERE m.id = (SELECT o.id FROM message_template o WHERE o.tenant = r.tenant AND o.channel = r.channel
                    AND (r.provider <> '' AND o.provider_id = r.provider OR o.name = r.name AND o.language = r.language)
                  ORDER BY (r.provider <> '' AND o.provider_id = r.provider) DESC LIMIT 1);
  END LOOP;
  RETURN 1;
END $$;

-- p_again: the first try may have committed.
CREATE FUNCTION add_exchanges(p_tenant integer[], p_channel integer[], p_at bigint[], p_kind smallint[], p_conv uuid[],
                              p_version bigint[], p_idx smallint[], p_provider text[], p_method text[], p_url text[],
                              p_status integer[], p_took integer[], p_failed boolean[], p_request bytea[],
                              p_response bytea[], p_note bytea[], p_again boolean)
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO exchange(tenant, channel, at, kind, conv, out_version, out_idx, provider_id, method, url, status, took_ms,
                       failed, request, response, note)
  SELECT u.tenant, u.channel, u.at, u.kind, u.conv, u.version, u.idx, u.provider, u.method, u.url, u.status, u.took,
         u.failed, u.request, u.response, u.note
  FROM unnest(p_tenant, p_channel, p_at, p_kind, p_conv, p_version, p_idx, p_provider, p_method, p_url, p_status, p_took,
              p_failed, p_request, p_response, p_note)
    WITH ORDINALITY u(tenant, channel, at, kind, conv, version, idx, provider, method, url, status, took, failed,
                      request, response, note, i)
  WHERE NOT p_again OR NOT EXISTS (
    SELECT 1 FROM exchange e WHERE e.tenant = u.tenant AND e.channel = u.channel AND e.at = u.at AND e.kind = u.kind
      AND e.provider_id = u.provider AND e.url = u.url AND e.conv IS NOT DISTINCT FROM u.conv
      AND e.out_version IS NOT DISTINCT FROM u.version AND e.out_idx IS NOT DISTINCT FROM u.idx)
  ORDER BY u.i;
  RETURN 1;
END $$;

-- Look-ups by key, whatever the statistics of a young table say (see 0007).
DO $$
DECLARE
  f regprocedure;
BEGIN
  FOR f IN
    SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
      AND proname IN ('want_media', 'keep_assets', 'note_fetches', 'note_uploads', 'note_numbers', 'note_templates',
                      'add_exchanges')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', f);
    EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_generic_plan', f);
  END LOOP;
END $$;
