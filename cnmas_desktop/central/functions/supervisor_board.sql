-- What a supervisor sees: figures, never a person called.

CREATE OR REPLACE FUNCTION supervisor.hello() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.greeting('supervisor') $$;

CREATE OR REPLACE FUNCTION supervisor.queue_counts(of_campaign text DEFAULT NULL)
RETURNS TABLE (campaign text, organisme text, campaign_state text, total bigint, fresh bigint, callable bigint, waiting bigint,
               callbacks_due bigint, callbacks_late bigint, leased bigint, assigned bigint, to_decide bigint, done bigint,
               exhausted bigint, blocked bigint, interviews bigint, interviews_refused bigint, offers_accepted bigint,
               offers_refused bigint, to_export bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('supervisor');
    PERFORM app.fold_case_counts();
    RETURN QUERY SELECT q.* FROM app.queue_counts(of_campaign) q;
END $$;

-- The desks: what each device last said of itself. A mute desk has an age, never a zero.
CREATE OR REPLACE FUNCTION supervisor.desks()
RETURNS TABLE (login text, display_name text, device uuid, last_contact_at timestamptz, leased bigint, pending integer,
               oldest_pending_at timestamptz, work_state text, state_since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('supervisor');
    RETURN QUERY
    SELECT p.login, p.display_name, d.id, d.last_contact_at,
           (SELECT count(*) FROM app.call_case c WHERE c.leased_by = p.login AND c.leased_device = d.id AND c.lease_id IS NOT NULL),
           d.reported_pending, d.oldest_pending_at, d.work_state, d.state_since
      FROM app.person p LEFT JOIN app.device d ON d.login = p.login AND d.status = 'active'
     WHERE p.kind = 'agent' AND p.disabled_at IS NULL
     ORDER BY p.login, d.id;
END $$;

-- How much waits for a decision.
CREATE OR REPLACE FUNCTION supervisor.to_decide()
RETURNS TABLE (campaign text, kind text, reason text, n bigint, oldest timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('supervisor');
    RETURN QUERY
    SELECT coalesce(q.campaign, ''), q.status, q.reason, count(*), min(q.received_at)
      FROM app.quarantine q WHERE q.decided_at IS NULL GROUP BY 1, 2, 3
    UNION ALL
    SELECT e.campaign, 'flagged', coalesce(e.reason, ''), count(*), min(e.received_at)
      FROM app.event e WHERE e.status = 'flagged' GROUP BY 1, 3
    ORDER BY 1, 2, 3;
END $$;
