-- The page of one campaign: asked for when it is opened, so it may read the campaign's cases; the board never does.

CREATE OR REPLACE FUNCTION supervisor.own_campaigns() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.own_campaigns(app.require('supervisor')) $$;

-- Cases (and calls, days) a day of work: {"CODE": [[day, attempts, interviews, closed], ...]} of the last `days` days, from the rollups.
-- `closing`: the dispositions after which nobody calls.
CREATE OR REPLACE FUNCTION app.days_of(code text, of_organisme text, closing text[], days integer)
RETURNS TABLE (day date, attempts bigint, interviews bigint, closed bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT r.day, coalesce(sum(r.n) FILTER (WHERE r.measure = 'attempts'), 0)::bigint,
           coalesce(sum(r.n) FILTER (WHERE r.measure = 'interviews'), 0)::bigint,
           coalesce(sum(r.n) FILTER (WHERE r.measure = ANY (SELECT 'disposition:' || d FROM unnest(closing) d)), 0)::bigint
      FROM app.rollup r
     WHERE r.day > (now() AT TIME ZONE 'Europe/Paris')::date - days AND r.campaign = code AND (of_organisme IS NULL OR r.organisme = of_organisme)
     GROUP BY 1 HAVING sum(r.n) FILTER (WHERE r.measure = 'attempts') > 0 ORDER BY 1
$$;

-- `ranks`: disposition -> place of its AAPOR symbol, the strongest first; `shared`: the dispositions that hold for all cases of a person.
CREATE OR REPLACE FUNCTION supervisor.campaign_page(code text, of_organisme text, ranks jsonb, shared text[], closing text[]) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.own_campaign(me, code);
    PERFORM app.known_organisme(of_organisme);
    PERFORM app.note_access('campaign_page', code, NULL, jsonb_build_object('organisme', of_organisme));
    RETURN (
        WITH spoken AS MATERIALIZED (
            SELECT a.contact_id, min((ranks ->> a.disposition)::integer) FILTER (WHERE a.disposition = ANY (shared)) AS rank,
                   coalesce(bool_or(e.contact), false) AS reached
              FROM app.reach_attempt a LEFT JOIN app.disposition_effect e ON e.disposition = a.disposition
             WHERE a.campaign = code GROUP BY 1
        ), cases AS MATERIALIZED (
            SELECT c.id, c.contact_id, c.state, c.disposition, c.result, c.last_at, least((ranks ->> c.disposition)::integer, s.rank) AS rank,
                   coalesce(s.reached, false) AS reached
              FROM app.call_case c LEFT JOIN spoken s ON s.contact_id = c.contact_id
             WHERE c.campaign = code AND (of_organisme IS NULL OR c.organisme = of_organisme)
        )
        SELECT json_build_object(
            'as_of', now(), 'regime', k.regime, 'state', k.state, 'priority', k.priority, 'opens_at', k.opens_at, 'closes_at', k.closes_at,
            'text', v.text,
            'organismes', (SELECT coalesce(json_agg(DISTINCT t.organisme), '[]') FROM app.case_tally(code) t),
            'funnel', (SELECT json_build_object(
                'imported', count(*), 'callable', count(*) FILTER (WHERE x.state <> 'blocked' OR x.last_at IS NOT NULL),
                'attempted', count(*) FILTER (WHERE x.last_at IS NOT NULL), 'reached', count(*) FILTER (WHERE x.last_at IS NOT NULL AND x.reached),
                'notice_read', (SELECT count(DISTINCT n.case_id) FROM app.event n JOIN app.call_case c ON c.campaign = code AND c.id = n.case_id
                                 WHERE n.campaign = code AND n.type = 'notice_read' AND (of_organisme IS NULL OR c.organisme = of_organisme)),
                'interview_accepted', count(*) FILTER (WHERE x.result ->> 'interview' = 'accepted'),
                'offer_accepted', count(*) FILTER (WHERE x.result ->> 'offer' = 'accepted')) FROM cases x),
            'ranks', (SELECT json_agg(json_build_array(r.rank, r.n)) FROM (SELECT x.rank, count(*) AS n FROM cases x GROUP BY 1) r),
            'states', (SELECT json_object_agg(r.state, r.n) FROM (SELECT x.state, count(*) AS n FROM cases x GROUP BY 1) r),
            'dispositions', (SELECT json_object_agg(r.disposition, r.n) FROM (
                SELECT x.disposition, count(*) AS n FROM cases x WHERE x.disposition IS NOT NULL GROUP BY 1) r),
            'blocked', (SELECT json_object_agg(r.why, r.n) FROM (
                SELECT CASE WHEN t.deceased_at IS NOT NULL THEN 'deceased' WHEN t.opposed_at IS NOT NULL THEN 'opposition'
                            WHEN t.do_not_call_at IS NOT NULL THEN 'opted_out' ELSE 'other' END AS why, count(*) AS n
                  FROM cases x JOIN app.contact t ON t.id = x.contact_id WHERE x.state = 'blocked' GROUP BY 1) r),
            'hours', (SELECT json_agg(json_build_array(h.hour, h.disposition, h.n)) FROM (
                SELECT extract(hour FROM a.at AT TIME ZONE 'Europe/Paris')::integer AS hour, a.disposition, count(*) AS n
                  FROM app.reach_attempt a
                 WHERE a.campaign = code AND a.counts AND a.disposition IS NOT NULL AND a.at > now() - interval '30 days'
                   AND (of_organisme IS NULL OR a.contact_id IN (SELECT x.contact_id FROM cases x))
                 GROUP BY 1, 2 ORDER BY 1, 2) h),
            'days', (SELECT json_agg(json_build_array(d.day, d.attempts, d.interviews, d.closed)) FROM app.days_of(code, of_organisme, closing, 60) d),
            'targets', (SELECT json_object_agg(q.cell, q.target) FROM app.quota_target q WHERE q.campaign = code),
            'cells', (SELECT json_agg(json_build_array(b.age, b.sex, b.n)) FROM (
                SELECT substring(coalesce(c.fields ->> 'age', t.fields ->> 'age') FROM '^[0-9]{1,3}$')::integer AS age,
                       coalesce(c.fields ->> 'sexe', t.fields ->> 'sexe', '') AS sex, count(*) AS n
                  FROM cases x JOIN app.call_case c ON c.campaign = code AND c.id = x.id JOIN app.contact t ON t.id = x.contact_id
                 WHERE x.result ->> 'interview' = 'accepted' GROUP BY 1, 2) b))
          FROM app.campaign k JOIN app.campaign_version v ON v.campaign = k.code AND v.version = k.current_version WHERE k.code = campaign_page.code);
END $$;

-- Days of work of all own campaigns, for the expected ends on the board; asked for now and then.
CREATE OR REPLACE FUNCTION supervisor.paces(closing text[]) RETURNS TABLE (campaign text, closed bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN QUERY
    SELECT k.code, coalesce((SELECT array_agg(d.closed ORDER BY d.day) FROM app.days_of(k.code, NULL, closing, 21) d), '{}')
      FROM unnest(app.own_campaigns(me)) AS k (code);
END $$;
