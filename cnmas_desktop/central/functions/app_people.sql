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

-- Note in the access log what the session's person does online (trade section 1). `detail` holds counts and ids, never values.
CREATE OR REPLACE FUNCTION app.note_access(access_type text, campaign text, case_id uuid, detail jsonb) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, app, pg_temp
AS $$
    INSERT INTO app.audit (id, login, type, campaign, case_id, detail, at)
    VALUES (gen_random_uuid(), app.session_login(), access_type, campaign, case_id, detail, now())
$$;

-- Who signed in, for every kind of person but the agent, whose hello says more.
CREATE OR REPLACE FUNCTION app.greeting(kind text) RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require(kind);
BEGIN
    RETURN (SELECT jsonb_build_object('centre_id', c.id, 'demo', c.demo, 'server_time', now(), 'login', p.login,
                                      'display_name', p.display_name, 'kind', p.kind,
                                      'password_expires_at', p.password_expires_at)
              FROM app.centre c, app.person p WHERE p.login = me);
END $$;

-- The state of the queue by campaign and organisme, now. `callable`: free, its moment come, and legal at this instant in the
-- person's zone; `waiting`: free, but neither; a callback is late five minutes after its moment (domain section 7.1).
CREATE OR REPLACE FUNCTION app.queue_counts(of_campaign text)
RETURNS TABLE (campaign text, organisme text, campaign_state text, total bigint, fresh bigint, callable bigint, waiting bigint,
               callbacks_due bigint, callbacks_late bigint, leased bigint, assigned bigint, to_decide bigint, done bigint,
               exhausted bigint, blocked bigint, interviews bigint, interviews_refused bigint, offers_accepted bigint,
               offers_refused bigint, to_export bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH legal AS MATERIALIZED (
        SELECT DISTINCT w.rule, w.zone FROM app.legal_window w WHERE w.span @> now()
    ), judged AS (
        SELECT c.*, k.state AS campaign_state,
               c.state IN ('fresh', 'retry', 'callback', 'interrupted') AS open,
               c.callable_from <= now() AND legal.rule IS NOT NULL AS may
          FROM app.call_case c
          JOIN app.campaign k ON k.code = c.campaign
          JOIN app.contact p ON p.id = c.contact_id
          LEFT JOIN legal ON legal.rule = k.calling_rule AND legal.zone = p.zone
         WHERE of_campaign IS NULL OR c.campaign = of_campaign
    )
    SELECT j.campaign, j.organisme, min(j.campaign_state), count(*),
           count(*) FILTER (WHERE j.state = 'fresh'),
           count(*) FILTER (WHERE j.open AND j.lease_id IS NULL AND j.may),
           count(*) FILTER (WHERE j.open AND j.lease_id IS NULL AND NOT j.may),
           count(*) FILTER (WHERE j.state = 'callback' AND j.callable_from <= now()),
           count(*) FILTER (WHERE j.state = 'callback' AND j.callable_from < now() - interval '5 minutes'),
           count(*) FILTER (WHERE j.lease_id IS NOT NULL),
           count(*) FILTER (WHERE j.open AND j.assigned_to IS NOT NULL),
           count(*) FILTER (WHERE j.state = 'supervisor'),
           count(*) FILTER (WHERE j.state = 'done'),
           count(*) FILTER (WHERE j.state = 'exhausted'),
           count(*) FILTER (WHERE j.state = 'blocked'),
           count(*) FILTER (WHERE j.result ->> 'interview' = 'accepted'),
           count(*) FILTER (WHERE j.result ->> 'interview' = 'refused'),
           count(*) FILTER (WHERE j.result ->> 'offer' = 'accepted'),
           count(*) FILTER (WHERE j.result ->> 'offer' = 'refused'),
           count(*) FILTER (WHERE j.result_at IS NOT NULL AND j.exported_lot IS NULL)
      FROM judged j
     GROUP BY j.campaign, j.organisme
     ORDER BY j.campaign, j.organisme
$$;
