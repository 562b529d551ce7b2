-- Whose cases are whose, and how the queue stands.

CREATE OR REPLACE FUNCTION manager.queue_counts(of_campaign text DEFAULT NULL) RETURNS SETOF app.queue_line
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(of_campaign);
    PERFORM app.fold_case_counts();
    RETURN QUERY SELECT (app.as_supervised(q, k.regime)).* FROM app.queue_counts(of_campaign) q JOIN app.campaign k ON k.code = q.campaign;
END $$;

-- The agents who may be given cases: not disabled; `authorised` when the director's authorisation holds now.
CREATE OR REPLACE FUNCTION manager.agents()
RETURNS TABLE (login text, display_name text, authorised boolean, undertaking_at timestamptz, assigned bigint, leased bigint,
               last_contact_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN QUERY
    SELECT p.login, p.display_name,
           EXISTS (SELECT FROM app.agent_authorisation a
                    WHERE a.login = p.login AND a.revoked_at IS NULL AND a.from_at <= now()
                      AND (a.until_at IS NULL OR a.until_at > now())),
           p.undertaking_at,
           coalesce(g.n, 0),
           (SELECT count(*) FROM app.call_case c WHERE c.leased_by = p.login AND c.lease_id IS NOT NULL),
           (SELECT max(d.last_contact_at) FROM app.device d WHERE d.login = p.login)
      FROM app.person p
      -- All at once: no index leads to the cases given to one agent, done ones included.
      LEFT JOIN (SELECT c.assigned_to, count(*) AS n FROM app.call_case c WHERE c.assigned_to IS NOT NULL GROUP BY 1) g
             ON g.assigned_to = p.login
     WHERE p.kind = 'agent' AND p.disabled_at IS NULL
     ORDER BY p.login;
END $$;

CREATE OR REPLACE FUNCTION manager.authorisations() RETURNS SETOF app.authorisation_line
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM app.require('manager');
    RETURN QUERY SELECT * FROM app.authorisation_lines();
END $$;

-- Give an agent the next `wanted` free cases of a campaign (of one organisme, or NULL: of all), whole persons only: a few more
-- may come. Returns how many. Cases under a lease are left where they are.
CREATE OR REPLACE FUNCTION manager.assign_cases(campaign_code text, organisme_code text, to_login text, wanted integer)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    assigned integer;
    people uuid[];
BEGIN
    PERFORM app.require('manager');
    IF wanted NOT BETWEEN 1 AND 100000 THEN
        PERFORM app.refuse();
    END IF;
    IF NOT EXISTS (SELECT FROM app.person p WHERE p.login = to_login AND p.kind = 'agent' AND p.disabled_at IS NULL) THEN
        PERFORM app.fault('staff.unknown', jsonb_build_object('login', left(to_login, 40)));
    END IF;
    PERFORM app.known_campaign(campaign_code);
    PERFORM app.known_organisme(organisme_code);
    SELECT array_agg(next_one.contact_id) INTO people FROM (
        SELECT c.contact_id FROM app.call_case c
         WHERE c.campaign = campaign_code AND (organisme_code IS NULL OR c.organisme = organisme_code)
           AND c.lease_id IS NULL AND c.assigned_to IS NULL AND c.state IN ('fresh', 'retry', 'callback', 'interrupted')
         ORDER BY c.queue_class, c.callable_from, c.seeded_key, c.id
         LIMIT wanted
         FOR UPDATE SKIP LOCKED) next_one;
    UPDATE app.call_case c SET assigned_to = to_login, revision = c.revision + 1
     WHERE c.campaign = campaign_code AND c.contact_id = ANY (people)
       AND c.lease_id IS NULL AND c.assigned_to IS NULL AND c.state IN ('fresh', 'retry', 'callback', 'interrupted');
    GET DIAGNOSTICS assigned = ROW_COUNT;
    PERFORM app.note_access('assignment', campaign_code, NULL, jsonb_build_object('to', to_login, 'cases', assigned));
    RETURN assigned;
END $$;

-- Back to the campaign's pool: an agent's cases that are not under a lease. Returns how many.
CREATE OR REPLACE FUNCTION manager.unassign_cases(campaign_code text, from_login text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE freed integer;
BEGIN
    PERFORM app.require('manager');
    PERFORM app.known_campaign(campaign_code);
    IF NOT EXISTS (SELECT FROM app.person p WHERE p.login = from_login) THEN
        PERFORM app.fault('staff.unknown', jsonb_build_object('login', left(from_login, 40)));
    END IF;
    UPDATE app.call_case c SET assigned_to = NULL, revision = c.revision + 1
     WHERE c.campaign = campaign_code AND c.assigned_to = from_login AND c.lease_id IS NULL;
    GET DIAGNOSTICS freed = ROW_COUNT;
    PERFORM app.note_access('unassignment', campaign_code, NULL, jsonb_build_object('from', from_login, 'cases', freed));
    RETURN freed;
END $$;
