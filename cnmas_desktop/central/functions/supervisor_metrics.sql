-- Figures of the centre for those who watch over it (central/metrics.py names, explains and writes them): counts, never a person.

-- A push took `took`: one more in its slot. The bounds are those of central/metrics.py, the last slot has none.
CREATE OR REPLACE FUNCTION app.push_slot(seconds double precision) RETURNS integer
LANGUAGE sql IMMUTABLE
AS $$ SELECT width_bucket(seconds, ARRAY[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]::double precision[]) + 1 $$;

-- Read by a supervisor, or by the operator for a collector on the centre's own machine.
CREATE OR REPLACE FUNCTION supervisor.metrics() RETURNS TABLE (name text, labels jsonb, value double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF session_user <> ALL (app.operators()) THEN
        PERFORM app.require('supervisor');
    END IF;
    RETURN QUERY
    SELECT 'syncs_total', '{}'::jsonb, coalesce(sum(d.syncs), 0)::double precision FROM app.device d
    UNION ALL
    SELECT 'events_received_total', '{}', coalesce(sum(d.max_seq), 0)::double precision FROM app.device d
    UNION ALL
    SELECT 'push_slot', jsonb_build_object('slot', s.slot), sum(s.n)::double precision
      FROM app.device d, unnest(d.push_slots) WITH ORDINALITY AS s (n, slot) GROUP BY s.slot
    UNION ALL
    SELECT 'push_seconds_sum', '{}', coalesce(sum(d.push_seconds), 0) FROM app.device d
    UNION ALL
    SELECT 'desks', jsonb_build_object('status', d.status), count(*)::double precision FROM app.device d GROUP BY d.status
    UNION ALL
    SELECT 'desks_in_touch', '{}', count(*)::double precision FROM app.device d
     WHERE d.status = 'active' AND d.last_contact_at > now() - interval '15 minutes'
    UNION ALL
    SELECT 'pending_events', '{}', coalesce(sum(d.reported_pending), 0)::double precision FROM app.device d WHERE d.status = 'active'
    UNION ALL
    SELECT 'oldest_pending_seconds', '{}', coalesce(extract(epoch FROM now() - min(d.oldest_pending_at)), 0)::double precision
      FROM app.device d WHERE d.status = 'active' AND d.reported_pending > 0
    UNION ALL
    SELECT 'quarantine_waiting', jsonb_build_object('status', q.status), count(DISTINCT CASE k.regime WHEN 'study' THEN q.case_id ELSE q.id END)::double precision
      FROM app.quarantine q LEFT JOIN app.campaign k ON k.code = q.campaign WHERE q.decided_at IS NULL GROUP BY q.status
    UNION ALL
    SELECT 'flagged_waiting', '{}', count(DISTINCT CASE k.regime WHEN 'study' THEN e.case_id ELSE e.id END)::double precision
      FROM app.flagged e JOIN app.campaign k ON k.code = e.campaign WHERE e.decided_at IS NULL
    UNION ALL
    SELECT 'cases', jsonb_build_object('campaign', k.campaign, 'state', k.state), sum(k.n)::double precision
      FROM (SELECT l.campaign, app.told_state(l.state, g.regime) AS state, l.n
              FROM (SELECT c.campaign, c.state, c.n FROM app.case_count c UNION ALL SELECT d.campaign, d.state, d.n FROM app.case_count_delta d) l
              JOIN app.campaign g ON g.code = l.campaign) k
     GROUP BY k.campaign, k.state HAVING sum(k.n) <> 0
    UNION ALL
    SELECT 'leases', '{}', count(*)::double precision FROM app.person_lease
    UNION ALL
    SELECT 'passwords_expiring', '{}', count(*)::double precision FROM app.person p
     WHERE p.disabled_at IS NULL AND p.password_expires_at BETWEEN now() AND now() + interval '14 days'
    UNION ALL
    SELECT 'connections', '{}', count(*)::double precision FROM pg_stat_activity a WHERE a.datname = current_database()
    UNION ALL
    SELECT 'standbys', '{}', count(*)::double precision FROM pg_stat_replication
    UNION ALL
    SELECT 'database_bytes', '{}', pg_database_size(current_database())::double precision;
END $$;
