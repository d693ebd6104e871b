-- Versions of flows: only the next one is added, and one of a tenant is active.

-- p_flow 0: a new flow. No row comes back when the flow is not the tenant's.
CREATE FUNCTION add_flow_version(p_tenant integer, p_flow integer, p_name text, p_graph text, p_status text,
                                 p_created_by text, p_at bigint)
RETURNS SETOF flow_version LANGUAGE plpgsql AS $$
DECLARE
  v_flow integer := p_flow;
BEGIN
  IF p_flow = 0 THEN
    INSERT INTO flow(tenant) VALUES (p_tenant) RETURNING id INTO v_flow;
  ELSE -- two that add a version at once take turns
    PERFORM 1 FROM flow WHERE id = p_flow AND tenant = p_tenant FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  IF p_status = 'active' THEN
    UPDATE flow_version SET status = 'published' WHERE tenant = p_tenant AND status = 'active';
  END IF;
  RETURN QUERY
  INSERT INTO flow_version(flow, version, tenant, name, graph, status, created_by, created_at)
  VALUES (v_flow, 1 + coalesce((SELECT max(version) FROM flow_version WHERE flow = v_flow), 0), p_tenant, p_name, p_graph,
          p_status, p_created_by, p_at)
  RETURNING *;
END $$;

CREATE FUNCTION activate_flow(p_tenant integer, p_flow integer, p_version integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM flow_version WHERE tenant = p_tenant AND flow = p_flow AND version = p_version;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM 1 FROM tenant WHERE id = p_tenant FOR NO KEY UPDATE; -- one change of the active flow at a time
  UPDATE flow_version SET status = 'published' WHERE tenant = p_tenant AND status = 'active';
  UPDATE flow_version SET status = 'active' WHERE tenant = p_tenant AND flow = p_flow AND version = p_version;
  RETURN true;
END $$;
