-- What is whose: a supervisor's teams and campaigns.

-- The campaigns named in the supervisor's own authorisations; with none in force, all of the centre.
CREATE OR REPLACE FUNCTION app.own_campaigns(me text) RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH given AS (
        SELECT a.campaign FROM app.agent_authorisation a
         WHERE a.login = me AND a.revoked_at IS NULL AND a.from_at <= now() AND (a.until_at IS NULL OR a.until_at > now())
    )
    SELECT coalesce(array_agg(k.code ORDER BY k.code), '{}') FROM app.campaign k
     WHERE NOT EXISTS (SELECT FROM given) OR EXISTS (SELECT FROM given g WHERE g.campaign IS NULL OR g.campaign = k.code)
$$;

-- The agents of the supervisor's team; of a supervisor without a team, all.
CREATE OR REPLACE FUNCTION app.team_of(me text) RETURNS SETOF app.person
LANGUAGE sql STABLE ROWS 500
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT p.* FROM app.person p, app.person s
     WHERE s.login = me AND p.kind = 'agent' AND p.disabled_at IS NULL AND (s.team IS NULL OR p.team = s.team)
$$;

CREATE OR REPLACE FUNCTION app.own_agents(me text) RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT coalesce(array_agg(p.login ORDER BY p.login), '{}') FROM app.team_of(me) p $$;

-- Whose events a supervisor answers for: one's own agents, those who have left too, and agents of no team, so that nothing waits for nobody.
CREATE OR REPLACE FUNCTION app.own_authors(me text) RETURNS text[]
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(array_agg(p.login), '{}')
      FROM app.person p, app.person s WHERE s.login = me AND p.kind = 'agent' AND (s.team IS NULL OR p.team IS NULL OR p.team = s.team)
$$;

-- What was named must be one's own; otherwise the fault that a name nobody bears would give.
CREATE OR REPLACE FUNCTION app.own_campaign(me text, code text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF code IS NULL OR code <> ALL (app.own_campaigns(me)) THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(coalesce(code, ''), 40)));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION app.own_agent(me text, who text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF who IS NULL OR who <> ALL (app.own_agents(me)) THEN
        PERFORM app.fault('staff.unknown', jsonb_build_object('login', left(coalesce(who, ''), 40)));
    END IF;
END $$;

-- A reason is part of every decision.
CREATE OR REPLACE FUNCTION app.reasoned(reason text) RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE said text := regexp_replace(btrim(coalesce(reason, '')), '\s+', ' ', 'g');
BEGIN
    IF length(said) NOT BETWEEN 3 AND 200 THEN
        PERFORM app.fault('steering.reason', jsonb_build_object('limit', 200));
    END IF;
    RETURN said;
END $$;
