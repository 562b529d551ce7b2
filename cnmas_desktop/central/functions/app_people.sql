-- Helpers of the people's functions: bounds of arguments, and the access log of what is done online.

-- The value, which must be there and not longer than `most` characters; otherwise the one refusal.
CREATE OR REPLACE FUNCTION app.bounded(value text, most integer) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF value IS NULL OR length(value) > most THEN
        PERFORM app.refuse();
    END IF;
    RETURN value;
END $$;

-- What was named must exist (NULL: nothing was named); otherwise the fault that says which name is wrong.
CREATE OR REPLACE FUNCTION app.known_campaign(code_or_null text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF code_or_null IS NOT NULL AND NOT EXISTS (SELECT FROM app.campaign k WHERE k.code = code_or_null) THEN
        PERFORM app.fault('campaign.unknown', jsonb_build_object('campaign', left(code_or_null, 40)));
    END IF;
END $$;

CREATE OR REPLACE FUNCTION app.known_organisme(code_or_null text) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    IF code_or_null IS NOT NULL AND NOT EXISTS (SELECT FROM app.organisme o WHERE o.code = code_or_null) THEN
        PERFORM app.fault('organisme.unknown', jsonb_build_object('organisme', left(code_or_null, 40)));
    END IF;
END $$;

-- Note in the access log what the session's person does online (trade section 1). `detail` holds counts and ids, never values.
CREATE OR REPLACE FUNCTION app.note_access(access_type text, campaign text, case_id uuid, detail jsonb) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    INSERT INTO app.audit (id, login, type, campaign, case_id, detail, at)
    VALUES (gen_random_uuid(), app.session_login(), access_type, campaign, case_id, detail, now())
$$;

-- The access log is kept for the civil year of a consultation and four more (trade section 1, decree 2015-390). What goes leaves its key, so
-- that a desk's sequence has no gap. `cnmas central maintain` calls it. Returns how many are erased.
CREATE OR REPLACE FUNCTION app.sweep_audit() RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    last_kept constant timestamptz := date_trunc('year', now()) - interval '4 years';
    erased integer;
BEGIN
    WITH gone AS (
        DELETE FROM app.audit a WHERE a.received_at < last_kept RETURNING a.*
    ), keys AS (
        INSERT INTO app.event_key (id, device, seq, received_at, sha256, prev_hash)
        SELECT g.id, g.device, g.seq, g.received_at, g.sha256, coalesce(g.prev_hash, '') FROM gone g
         WHERE g.device IS NOT NULL AND g.seq IS NOT NULL AND g.sha256 IS NOT NULL
        ON CONFLICT (id) DO NOTHING
    )
    SELECT count(*) INTO erased FROM gone;
    RETURN erased;
END $$;

-- One list for the yearly review of who may do what (trade section 4): for auditors and managers.
CREATE OR REPLACE FUNCTION app.authorisation_lines() RETURNS SETOF app.authorisation_line
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT p.login, p.display_name, p.kind, a.campaign, a.organisme, a.authorised_by, a.from_at, a.until_at, a.revoked_at, p.disabled_at,
           p.undertaking_at, p.team
      FROM app.person p LEFT JOIN app.agent_authorisation a USING (login) ORDER BY p.display_name, p.login, a.from_at
$$;

-- When a person's password ends. Once changed by them, the end of the temporary one is only there until the next maintenance lifts it.
CREATE OR REPLACE FUNCTION app.password_end(p app.person) RETURNS timestamptz
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, app, pg_temp
RETURN CASE WHEN p.password_changed_at IS NULL THEN p.password_expires_at ELSE p.contract_until END;

-- Who signed in, for every kind of person but the agent, whose hello says more.
CREATE OR REPLACE FUNCTION app.greeting(kind text) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require(kind);
BEGIN
    RETURN (SELECT jsonb_build_object('centre_id', c.id, 'demo', c.demo, 'server_time', now(), 'login', p.login,
                                      'display_name', p.display_name, 'kind', p.kind,
                                      'password_expires_at', app.password_end(p))
              FROM app.centre c, app.person p WHERE p.login = me);
END $$;
