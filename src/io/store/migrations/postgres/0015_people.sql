-- Contacts that become one, and persons who are erased: low rates, each one statement.

CREATE FUNCTION stayed_as(p_contact uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT stayed FROM contact_alias WHERE id = p_contact), p_contact)
$$;

-- The members of both objects; where both have one, p_into's.
CREATE FUNCTION unite_attributes(p_into text, p_from text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_into jsonb := as_json(p_into); v_from jsonb := as_json(p_from);
BEGIN
  IF jsonb_typeof(v_into) IS DISTINCT FROM 'object' THEN v_into := '{}'; END IF;
  IF jsonb_typeof(v_from) IS DISTINCT FROM 'object' THEN v_from := '{}'; END IF;
  RETURN (v_from || v_into)::text;
END $$;

-- `p_from` becomes one with `p_into`. The same rules as `united` (people.cpp): what `into` says wins, who has opted out
-- anywhere has opted out.
CREATE FUNCTION merge_contacts(p_tenant integer, p_into uuid, p_from uuid, p_at bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_into contact%ROWTYPE; v_from contact%ROWTYPE; v_into_id uuid := stayed_as(p_into); v_from_id uuid := stayed_as(p_from);
  v_theirs boolean;
BEGIN
  IF v_into_id = v_from_id THEN RETURN false; END IF;
  -- Conversations before contacts, each in the order of their keys, as turns lock them.
  PERFORM 1 FROM conversation c WHERE c.contact = v_from_id AND c.tenant = p_tenant ORDER BY c.conv FOR NO KEY UPDATE;
  PERFORM 1 FROM contact k WHERE k.id IN (v_into_id, v_from_id) ORDER BY k.id FOR UPDATE;
  SELECT * INTO v_into FROM contact WHERE id = v_into_id AND tenant = p_tenant;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO v_from FROM contact WHERE id = v_from_id AND tenant = p_tenant;
  IF NOT FOUND THEN RETURN false; END IF;

  v_theirs := v_into.consent <> 'opted_out' AND (v_from.consent = 'opted_out' OR v_into.consent IN ('', 'unknown'));
  UPDATE contact k SET
    name = CASE WHEN k.name = '' THEN v_from.name ELSE k.name END,
    renamed = k.renamed OR k.name <> '' OR v_from.name <> '', merged = true,
    locale = CASE WHEN k.locale = '' THEN v_from.locale ELSE k.locale END,
    timezone = CASE WHEN k.timezone = '' THEN v_from.timezone ELSE k.timezone END,
    attributes = unite_attributes(k.attributes, v_from.attributes),
    tags = ARRAY(SELECT DISTINCT t COLLATE "C" FROM unnest(k.tags || v_from.tags) t ORDER BY 1),
    consent = CASE WHEN v_theirs THEN v_from.consent ELSE k.consent END,
    consent_source = CASE WHEN v_theirs THEN v_from.consent_source ELSE k.consent_source END,
    consent_at = CASE WHEN v_theirs THEN v_from.consent_at ELSE k.consent_at END, updated_at = p_at
  WHERE k.id = v_into_id;
  UPDATE conversation SET contact = v_into_id WHERE contact = v_from_id AND tenant = p_tenant;
  UPDATE contact_alias SET stayed = v_into_id WHERE stayed = v_from_id;
  INSERT INTO contact_alias(id, tenant, stayed, wa_id, user_id, since)
  VALUES (v_from_id, p_tenant, v_into_id, v_from.wa_id, v_from.user_id, p_at);
  DELETE FROM contact WHERE id = v_from_id;
  RETURN true;
END $$;

-- The tenant's messages are read through: an erasure is rare, and a file that somebody needs must stay.
CREATE FUNCTION is_needed(p_tenant integer, p_file text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM media WHERE tenant = p_tenant AND asset = p_file)
      OR EXISTS (SELECT 1 FROM flow WHERE tenant = p_tenant AND position(p_file IN graph) > 0)
      OR EXISTS (SELECT 1 FROM flow_version WHERE tenant = p_tenant AND position(p_file IN graph) > 0)
      OR EXISTS (SELECT 1 FROM message_template WHERE tenant = p_tenant AND position(p_file IN components) > 0)
      OR EXISTS (SELECT 1 FROM outbox WHERE tenant = p_tenant AND position(convert_to(p_file, 'UTF8') IN body) > 0)
      OR EXISTS (SELECT 1 FROM message WHERE tenant = p_tenant AND position(p_file IN body) > 0)
$$;

-- Takes away what ports/contact.hpp says. No row: there is no such contact.
CREATE FUNCTION erase_contact(p_tenant integer, p_contact uuid, p_at bigint, p_type text, p_body text, p_why text)
RETURNS TABLE(conversations bigint, messages bigint, assets text) LANGUAGE plpgsql AS $$
DECLARE
  v_who uuid := stayed_as(p_contact); v_conv uuid[]; v_files text[]; v_gone text[];
BEGIN
  SELECT coalesce(array_agg(x.conv), '{}') INTO v_conv FROM (
    SELECT c.conv FROM conversation c WHERE c.contact = v_who AND c.tenant = p_tenant ORDER BY c.conv FOR NO KEY UPDATE) x;
  PERFORM 1 FROM contact k WHERE k.id = v_who AND k.tenant = p_tenant FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(array_agg(DISTINCT f.file), '{}') INTO v_files FROM (
    SELECT (regexp_matches(m.body, '"asset": ?"([0-9a-f]{64})"', 'g'))[1] AS file FROM message m
    WHERE m.conv = ANY(v_conv) AND position('"asset"' IN m.body) > 0
    UNION SELECT d.asset FROM media d WHERE d.conv = ANY(v_conv) AND d.asset <> '') f;
  SELECT count(*) INTO messages FROM message m WHERE m.conv = ANY(v_conv);

  -- The provider's ids tell the number.
  UPDATE msg_status SET provider_id = '', error_text = '' WHERE conv = ANY(v_conv);
  WITH d AS (
    DELETE FROM outbox o WHERE o.conv = ANY(v_conv)
    RETURNING o.conv, o.version, o.idx, o.tenant, o.shard, o.channel)
  INSERT INTO msg_status(conv, version, idx, tenant, shard, channel, status, provider_id, at, error_code, error_text,
                         pricing)
  SELECT d.conv, d.version, d.idx, d.tenant, d.shard, d.channel, 5, '', p_at, 0, p_why, '' FROM d
  ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
  DELETE FROM provider_status p USING message m
  WHERE m.conv = ANY(v_conv) AND m.provider_id <> '' AND p.channel = m.channel AND p.provider_id = m.provider_id;
  UPDATE message SET type = p_type, body = p_body, provider_id = '', reply_to = '',
         author_name = CASE WHEN dir = 0 THEN '' ELSE author_name END WHERE conv = ANY(v_conv);
  UPDATE run SET variables = '{}', reason = CASE WHEN status < 2 THEN p_why ELSE reason END,
         ended_at = CASE WHEN status < 2 THEN p_at ELSE ended_at END, status = CASE WHEN status < 2 THEN 4 ELSE status END
  WHERE conv = ANY(v_conv);
  UPDATE submission SET peer = '' WHERE tenant = p_tenant AND conv = ANY(v_conv);
  DELETE FROM turn WHERE conv = ANY(v_conv);
  DELETE FROM timer WHERE conv = ANY(v_conv);
  DELETE FROM inbox WHERE conv = ANY(v_conv);
  DELETE FROM dead_letter WHERE conv = ANY(v_conv);
  DELETE FROM exchange WHERE conv = ANY(v_conv);
  DELETE FROM media WHERE conv = ANY(v_conv);
  DELETE FROM address_alias WHERE tenant = p_tenant AND conv = ANY(v_conv);
  DELETE FROM recipient WHERE conv = ANY(v_conv);
  UPDATE conversation SET version = version + 1, last_turn = NULL, contact = NULL, wa_id = '', user_id = '',
         contact_name = '', preview = '', unread = 0, state = '' WHERE conv = ANY(v_conv);
  DELETE FROM contact_alias WHERE stayed = v_who;
  DELETE FROM contact WHERE id = v_who;

  SELECT array_agg(f) INTO v_gone FROM unnest(v_files) f WHERE NOT is_needed(p_tenant, f);
  WITH d AS (DELETE FROM asset WHERE tenant = p_tenant AND id = ANY(v_gone) RETURNING id)
  SELECT coalesce(string_agg(d.id, ' ' ORDER BY d.id), '') INTO assets FROM d;
  DELETE FROM upload u USING channel h WHERE u.asset = ANY(v_gone) AND h.id = u.channel AND h.tenant = p_tenant;
  conversations := cardinality(v_conv);
  RETURN NEXT;
END $$;
