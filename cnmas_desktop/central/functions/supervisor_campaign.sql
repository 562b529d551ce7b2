-- The page of one campaign, from what is kept: it costs the same whatever the number of cases, calls and agents.

CREATE OR REPLACE FUNCTION supervisor.own_campaigns() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.own_campaigns(app.require('supervisor')) $$;

-- The figures of the whole, or of an organisme. `standing`: the place of an AAPOR symbol.
CREATE OR REPLACE FUNCTION app.campaign_figures(code text, of_organisme text) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH lines AS MATERIALIZED (
        SELECT t.n, app.counted_state(t.facts ->> 'state', CASE WHEN t.facts ? 'called' THEN now() END) AS state, t.facts ->> 'disposition' AS disposition, t.facts ? 'called' AS called,
               (t.facts ->> 'standing')::integer AS standing, t.facts ? 'reached' AS reached, t.facts ? 'noticed' AS noticed,
               t.facts ->> 'interview' AS interview, t.facts ->> 'offer' AS offer, t.facts ->> 'stop' AS stop, t.facts ->> 'cell' AS cell,
               t.facts ? 'full' AS held_back
          FROM app.fact_tally(code, of_organisme) t
    ), figures AS MATERIALIZED (
        SELECT f.day, f.measure, f.n FROM app.figures_of(code, of_organisme, 60) f
    ), closing AS MATERIALIZED (
        SELECT app.closing_measures() AS measures
    )
    SELECT jsonb_build_object(
        'funnel', (SELECT jsonb_build_object(
            'imported', coalesce(sum(x.n), 0), 'callable', coalesce(sum(x.n) FILTER (WHERE x.state <> 'stopped'), 0),
            'attempted', coalesce(sum(x.n) FILTER (WHERE x.called), 0), 'reached', coalesce(sum(x.n) FILTER (WHERE x.reached), 0),
            'notice_read', coalesce(sum(x.n) FILTER (WHERE x.noticed), 0),
            'interview_accepted', coalesce(sum(x.n) FILTER (WHERE x.interview = 'accepted'), 0),
            'offer_accepted', coalesce(sum(x.n) FILTER (WHERE x.offer = 'accepted'), 0)) FROM lines x),
        'stopped', (SELECT coalesce(sum(x.n) FILTER (WHERE x.state = 'stopped'), 0) FROM lines x),
        'ranks', (SELECT jsonb_agg(jsonb_build_array(r.standing, r.n)) FROM (SELECT x.standing, sum(x.n) AS n FROM lines x GROUP BY 1) r),
        'states', (SELECT jsonb_object_agg(r.state, r.n) FROM (SELECT x.state, sum(x.n) AS n FROM lines x GROUP BY 1) r),
        'dispositions', (SELECT jsonb_object_agg(r.disposition, r.n) FROM (
            SELECT x.disposition, sum(x.n) AS n FROM lines x WHERE x.disposition IS NOT NULL GROUP BY 1) r),
        'blocked', (SELECT jsonb_object_agg(r.stop, r.n) FROM (SELECT x.stop, sum(x.n) AS n FROM lines x WHERE x.stop IS NOT NULL GROUP BY 1) r),
        'cells', (SELECT jsonb_agg(jsonb_build_array(r.cell, r.done, r.held_back)) FROM (
            SELECT x.cell, coalesce(sum(x.n) FILTER (WHERE x.interview = 'accepted'), 0) AS done,
                   coalesce(sum(x.n) FILTER (WHERE x.held_back), 0) AS held_back
              FROM lines x WHERE x.cell IS NOT NULL GROUP BY 1) r),
        'hours', (SELECT jsonb_agg(jsonb_build_array(h.hour, h.disposition, h.n) ORDER BY h.hour, h.disposition) FROM (
            SELECT substr(f.measure, 6, 2)::integer AS hour, substr(f.measure, 9) AS disposition, sum(f.n) AS n
              FROM figures f
             WHERE f.measure LIKE 'hour:%' AND f.day > (now() AT TIME ZONE 'Europe/Paris')::date - 30
             GROUP BY 1, 2 HAVING sum(f.n) <> 0) h),
        'days', (SELECT jsonb_agg(jsonb_build_array(d.day, d.attempts, d.interviews, d.closed) ORDER BY d.day) FROM (
            SELECT f.day, coalesce(sum(f.n) FILTER (WHERE f.measure = 'attempts'), 0) AS attempts,
                   coalesce(sum(f.n) FILTER (WHERE f.measure = 'interviews'), 0) AS interviews,
                   coalesce(sum(f.n) FILTER (WHERE f.measure = ANY (k.measures)), 0) AS closed
              FROM figures f, closing k GROUP BY 1 HAVING sum(f.n) FILTER (WHERE f.measure = 'attempts') > 0) d))
$$;

-- Of a study, `hidden` names what is not told (functions/app_studies.sql).
CREATE OR REPLACE FUNCTION supervisor.campaign_page(code text, of_organisme text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
#variable_conflict use_variable
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.own_campaign(me, code);
    PERFORM app.known_organisme(of_organisme);
    PERFORM app.note_access('campaign_page', code, NULL, jsonb_build_object('organisme', of_organisme));
    PERFORM app.sweep_quotas(code);
    PERFORM app.fold_facts();
    PERFORM app.fold_days();
    IF EXISTS (SELECT FROM app.campaign k WHERE k.code = campaign_page.code AND k.regime = 'study') THEN
        PERFORM app.step_study(code);
    END IF;
    RETURN (
        SELECT jsonb_build_object(
                   'as_of', now(), 'regime', k.regime, 'state', k.state, 'priority', k.priority, 'opens_at', k.opens_at, 'closes_at', k.closes_at,
                   'text', v.text, 'organismes', o.codes,
                   'targets', (SELECT jsonb_object_agg(q.cell, q.target) FROM app.quota_target q WHERE q.campaign = code))
               || CASE k.regime WHEN 'study' THEN app.study_page(code, of_organisme) ELSE app.campaign_figures(code, of_organisme) END
          FROM app.campaign k JOIN app.campaign_version v ON v.campaign = k.code AND v.version = k.current_version,
               LATERAL (SELECT coalesce(jsonb_agg(t.organisme ORDER BY t.organisme), '[]') AS codes
                          FROM (SELECT DISTINCT f.organisme FROM app.fact_tally(k.code, NULL) f) t) o
         WHERE k.code = campaign_page.code);
END $$;

-- Days of work of all own campaigns, for the expected ends on the board; asked for now and then.
CREATE OR REPLACE FUNCTION supervisor.paces() RETURNS TABLE (campaign text, closed bigint[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.fold_days();
    RETURN QUERY
    SELECT k.code, coalesce((SELECT array_agg(d.closed ORDER BY d.day) FROM app.days_of(k.code, NULL, 21) d), '{}')
      FROM unnest(app.own_campaigns(me)) AS k (code);
END $$;
