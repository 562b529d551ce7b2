-- What a supervisor sees: figures, never a person called.

CREATE OR REPLACE FUNCTION supervisor.hello() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT app.greeting('supervisor') $$;

CREATE OR REPLACE FUNCTION supervisor.queue_counts(of_campaign text DEFAULT NULL) RETURNS SETOF app.queue_line
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE mine text[] := app.own_campaigns(app.require('supervisor'));
BEGIN
    PERFORM app.fold_case_counts();
    RETURN QUERY
    SELECT (app.as_supervised(q, k.regime)).* FROM app.queue_counts(of_campaign) q JOIN app.campaign k ON k.code = q.campaign
     WHERE q.campaign = ANY (mine);
END $$;

-- What waits, by campaign, kind and reason; of a study, cases, since the events of a call tell by their number how it ended. Each branch reads an
-- index of only what waits.
CREATE OR REPLACE FUNCTION app.waiting_counts(mine text[], authors text[])
RETURNS TABLE (campaign text, kind text, reason text, n bigint, oldest timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(q.campaign, ''), q.status, app.told_reason(q.reason, k.regime), count(DISTINCT CASE k.regime WHEN 'study' THEN q.case_id ELSE q.id END),
           min(q.received_at)
      FROM app.quarantine q LEFT JOIN app.campaign k ON k.code = q.campaign
     WHERE q.decided_at IS NULL AND q.login = ANY (authors) AND (q.campaign IS NULL OR q.campaign = ANY (mine)) GROUP BY 1, 2, 3
    UNION ALL
    SELECT e.campaign, 'flagged', app.told_reason(e.reason, k.regime), count(DISTINCT CASE k.regime WHEN 'study' THEN e.case_id ELSE e.id END), min(e.received_at)
      FROM app.flagged e JOIN app.campaign k ON k.code = e.campaign
     WHERE e.decided_at IS NULL AND e.login = ANY (authors) AND e.campaign = ANY (mine) GROUP BY 1, 3
$$;

-- Cases of people who called in last week, could not be looked up by who answered, and were not called since.
CREATE OR REPLACE FUNCTION app.called_in(mine text[]) RETURNS TABLE (campaign text, id uuid, at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT c.campaign, c.id, s.at
      FROM (SELECT i.number_hmac, max(i.at) AS at FROM app.incoming_slip i WHERE i.at > now() - interval '7 days' GROUP BY 1) s
      JOIN app.phone p ON p.number_hmac = s.number_hmac
      JOIN app.call_case c ON c.contact_id = p.contact_id
     WHERE c.campaign = ANY (mine) AND c.state IN ('fresh', 'retry', 'callback', 'interrupted')
       AND NOT EXISTS (SELECT FROM app.reach_attempt a WHERE a.contact_id = c.contact_id AND a.at > s.at)
$$;

-- What agents did on a day. Interviews of a study are nobody's figure: together they would be those of its page before its step.
CREATE OR REPLACE FUNCTION app.work_of(of_day date) RETURNS TABLE (login text, calls bigint, interviews bigint)
LANGUAGE sql STABLE ROWS 500
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT r.login, sum(r.n) FILTER (WHERE r.measure = 'attempts')::bigint,
           sum(r.n) FILTER (WHERE r.measure = 'interviews' AND r.campaign NOT IN (SELECT k.code FROM app.campaign k WHERE k.regime = 'study'))::bigint
      FROM app.rollup r WHERE r.day = of_day AND r.measure IN ('attempts', 'interviews') GROUP BY 1
$$;

-- What waits for a supervisor, by kind, campaign and reason.
CREATE OR REPLACE FUNCTION app.waiting_for(me text, mine text[]) RETURNS TABLE (kind text, campaign text, reason text, count bigint, oldest_at timestamptz)
LANGUAGE sql STABLE ROWS 20
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT w.kind, w.campaign, w.reason, w.n, w.oldest FROM app.waiting_counts(mine, app.own_authors(me)) w
    UNION ALL
    SELECT 'called_in', i.campaign, '', count(DISTINCT i.id), min(i.at) FROM app.called_in(mine) i GROUP BY 2
    UNION ALL
    SELECT 'missed_callback', c.campaign, CASE WHEN c.lease_id IS NULL THEN 'team' ELSE 'held' END, count(*), min(c.callable_from)
      FROM app.call_case c
     WHERE c.state = 'callback' AND c.queue_class = 1 AND c.callable_from < now() - interval '5 minutes' AND c.campaign = ANY (mine)
     GROUP BY 2, 3
    UNION ALL
    SELECT CASE c.disposition WHEN 'INC' THEN 'incident' ELSE 'given_back' END, c.campaign,
           CASE WHEN k.regime <> 'study' THEN coalesce(c.disposition, '') ELSE '' END, count(*), min(c.last_at)
      FROM app.call_case c JOIN app.campaign k ON k.code = c.campaign WHERE c.state = 'supervisor' AND c.campaign = ANY (mine) GROUP BY 1, 2, 3
    UNION ALL
    SELECT 'asked', s.campaign, s.channel, count(*), min(s.asked_at) FROM app.slips(me, NULL) s GROUP BY 2, 3
$$;

-- The whole board in one answer, from what is kept: its cost grows with agents and campaigns, not with cases or calls.
-- Everything is read in one snapshot, `as_of` its instant: on a standby that of the last commit which has come there. Its plan is made once a
-- session: the functions it reads say how many rows they give, which the planner cannot guess behind row security. An agent is a list in the order of
-- services.board.AgentLine: five hundred times fourteen names are a sixth of the reading.
CREATE OR REPLACE FUNCTION supervisor.board() RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
DECLARE
    me text := app.require('supervisor');
    mine text[] := app.own_campaigns(me);
    today date := (now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
    PERFORM app.sweep_quotas(k.campaign)
       FROM (SELECT DISTINCT q.campaign FROM app.quota q WHERE q.campaign = ANY (mine) AND NOT pg_is_in_recovery()) k;
    PERFORM app.fold_case_counts();
    PERFORM app.fold_facts();
    RETURN (
        WITH leases AS MATERIALIZED (
            SELECT * FROM app.held_tally()
        ), held AS (
            SELECT l.device, sum(l.n) AS n, sum(l.due) AS due FROM leases l GROUP BY 1
        ), field AS (
            -- A desk says how many events it has not sent, not of what: they are shared among what it holds.
            SELECT t.campaign, t.organisme, ceil(sum(d.reported_pending * t.n / t.of_all)) AS n
              FROM (SELECT l.*, sum(l.n) OVER (PARTITION BY l.device) AS of_all FROM leases l) t
              JOIN app.device d ON d.id = t.device AND d.reported_pending > 0
             GROUP BY 1, 2
        ), known AS (
            SELECT x.campaign, x.organisme, sum(x.n) FILTER (WHERE x.unreached) AS unreached, jsonb_object_agg(x.stop, x.n) FILTER (WHERE x.stop IS NOT NULL) AS stops
              FROM (SELECT f.campaign, f.organisme, f.facts ->> 'stop' AS stop, f.facts ->> 'state' IN ('done', 'exhausted') AND f.facts ? 'called'
                           AND NOT f.facts ? 'reached' AS unreached, sum(f.n) AS n
                      FROM (SELECT * FROM app.fact_count UNION ALL SELECT * FROM app.fact_delta UNION ALL SELECT * FROM app.unseen_facts()) f
                     WHERE f.campaign = ANY (mine) GROUP BY 1, 2, 3, 4) x
             GROUP BY 1, 2
        )
        SELECT json_build_object(
        'as_of', CASE WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() ELSE now() END,
        'campaigns', (
            SELECT coalesce(json_agg(to_jsonb(app.as_supervised(q, k.regime)) || jsonb_build_object(
                       'regime', k.regime, 'priority', k.priority, 'closes_at', k.closes_at, 'in_field', coalesce(f.n, 0),
                       'unreached', CASE WHEN k.regime <> 'study' THEN coalesce(n.unreached, 0) END,
                       'stops', CASE WHEN k.regime <> 'study' THEN coalesce(n.stops, '{}') ELSE '{}' END)
                   ORDER BY k.priority, q.campaign, q.organisme), '[]')
              FROM app.queue_counts(NULL) q
              JOIN app.campaign k ON k.code = q.campaign
              LEFT JOIN field f ON f.campaign = q.campaign AND f.organisme = q.organisme
              LEFT JOIN known n ON n.campaign = q.campaign AND n.organisme = q.organisme
             WHERE q.campaign = ANY (mine)),
        'agents', (
            SELECT coalesce(json_agg(json_build_array(
                       a.login, a.name, a.team, a.device, a.last_contact_at, a.work_state, a.state_since, a.leased, a.callbacks_due,
                       a.calls_today, a.interviews_today, a.pending, a.oldest_pending_at, a.clock_offset)), '[]')
              FROM (SELECT p.login, p.display_name AS name, p.team, d.id AS device, d.last_contact_at, d.work_state, d.state_since,
                           coalesce(CASE WHEN d.id IS NOT NULL THEN h.n  -- what a desk held that is no longer one is the agent's all the same
                                         ELSE (SELECT sum(o.n) FROM app.device x JOIN held o ON o.device = x.id WHERE x.login = p.login) END, 0) AS leased,
                           coalesce(h.due, 0) AS callbacks_due, coalesce(w.calls, 0) AS calls_today,
                           coalesce(w.interviews, 0) AS interviews_today, CASE WHEN d.id IS NOT NULL THEN d.reported_pending END AS pending,
                           d.oldest_pending_at, d.clock_offset
                      FROM app.team_of(me) p
                      LEFT JOIN app.device d ON d.login = p.login AND d.status = 'active'
                      LEFT JOIN held h ON h.device = d.id
                      LEFT JOIN app.work_of(today) w ON w.login = p.login
                     ORDER BY p.display_name, p.login, d.id) a),
        'todo', (
            SELECT coalesce(json_agg(t ORDER BY t.kind, t.campaign, t.reason), '[]') FROM app.waiting_for(me, mine) t)));
END $$;

-- One case as a supervisor is told it. Of a study neither its outcome nor, once it is over or was stopped, anything that would tell which.
CREATE OR REPLACE FUNCTION app.told_case(c app.call_case, regime text)
RETURNS TABLE (campaign text, case_id uuid, row_ref text, organisme text, state text, disposition text, callable_from timestamptz,
               callback_at timestamptz, promised_by text, leased_by text, assigned_to text)
LANGUAGE sql STABLE
AS $$
    SELECT c.campaign, c.id, c.row_ref, c.organisme, app.told_state(app.counted_state(c.state, c.last_at), regime),
           CASE WHEN regime <> 'study' THEN c.disposition END, CASE WHEN k.plain THEN nullif(c.callable_from, '-infinity') END,
           CASE WHEN k.plain THEN (c.callback ->> 'at')::timestamptz END, CASE WHEN k.plain THEN c.promised_by END, c.leased_by, c.assigned_to
      FROM (SELECT regime <> 'study' OR c.state NOT IN ('done', 'exhausted', 'blocked') AS plain OFFSET 0) k
$$;

-- The cases behind a figure of the board, by reference, the first to be called first.
CREATE OR REPLACE FUNCTION supervisor.cases_behind(of_campaign text, of_organisme text, figure text, of_login text DEFAULT NULL)
RETURNS TABLE (campaign text, case_id uuid, row_ref text, organisme text, state text, disposition text, callable_from timestamptz,
               callback_at timestamptz, promised_by text, leased_by text, assigned_to text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE mine text[] := app.own_campaigns(app.require('supervisor'));
BEGIN
    -- A study's outcome is not read case by case, and its cases are left out before any is looked at: the pages read would tell how many there are.
    IF figure IN ('interviews', 'interviews_refused', 'offers_accepted', 'offers_refused', 'exhausted', 'blocked', 'unreached', 'quota_full', 'to_export') THEN
        mine := ARRAY(SELECT k.code FROM app.campaign k WHERE k.code = ANY (mine) AND k.regime <> 'study');
    END IF;
    RETURN QUERY
    SELECT t.*
      FROM app.call_case c JOIN app.campaign g ON g.code = c.campaign,
           LATERAL (SELECT c.state IN ('fresh', 'retry', 'callback', 'interrupted')
                           OR g.regime = 'study' AND app.counted_state(c.state, c.last_at) = 'stopped' AS open, g.regime = 'study' AS study,
                           c.callable_from <= now() AND EXISTS (SELECT FROM app.legal_window w
                                WHERE w.rule = g.calling_rule AND w.zone = c.zone AND w.span @> now()) AS may) s,
           LATERAL app.told_case(c, g.regime) t
     WHERE c.campaign = ANY (mine) AND (of_campaign IS NULL OR c.campaign = of_campaign) AND (of_organisme IS NULL OR c.organisme = of_organisme)
       AND CASE figure
               WHEN 'total' THEN true
               WHEN 'fresh' THEN t.state = 'fresh'
               WHEN 'callable' THEN s.open AND c.lease_id IS NULL AND s.may AND NOT (c.quota_full AND c.state IN ('fresh', 'retry'))
               WHEN 'waiting' THEN s.open AND c.lease_id IS NULL AND CASE WHEN c.quota_full AND c.state IN ('fresh', 'retry') THEN s.study ELSE NOT s.may END
               WHEN 'quota_full' THEN s.open AND c.lease_id IS NULL AND c.quota_full AND c.state IN ('fresh', 'retry')
               WHEN 'called_in' THEN c.id IN (SELECT i.id FROM app.called_in(mine) i)
               WHEN 'missed_team' THEN c.state = 'callback' AND c.queue_class = 1 AND c.callable_from < now() - interval '5 minutes' AND c.lease_id IS NULL
               WHEN 'missed_held' THEN c.state = 'callback' AND c.queue_class = 1 AND c.callable_from < now() - interval '5 minutes' AND c.lease_id IS NOT NULL
               WHEN 'in_field' THEN c.lease_id IS NOT NULL AND EXISTS (SELECT FROM app.device d WHERE d.id = c.leased_device AND d.reported_pending > 0)
               WHEN 'incident' THEN c.state = 'supervisor' AND c.disposition = 'INC'
               WHEN 'given_back' THEN c.state = 'supervisor' AND c.disposition IS DISTINCT FROM 'INC'
               WHEN 'unreached' THEN c.state IN ('done', 'exhausted') AND c.last_at IS NOT NULL AND EXISTS (
                   SELECT FROM app.case_fact f WHERE f.campaign = c.campaign AND f.case_id = c.id AND NOT f.facts ? 'reached')
               WHEN 'callbacks_due' THEN c.state = 'callback' AND c.callable_from <= now()
               WHEN 'callbacks_late' THEN c.state = 'callback' AND c.callable_from < now() - interval '5 minutes'
               WHEN 'leased' THEN c.lease_id IS NOT NULL
               WHEN 'assigned' THEN s.open AND c.assigned_to IS NOT NULL
               WHEN 'to_decide' THEN c.state = 'supervisor'
               WHEN 'done' THEN t.state IN ('done', 'over')
               WHEN 'exhausted' THEN c.state = 'exhausted'
               WHEN 'blocked' THEN c.state = 'blocked'
               WHEN 'interviews' THEN c.result ->> 'interview' = 'accepted'
               WHEN 'interviews_refused' THEN c.result ->> 'interview' = 'refused'
               WHEN 'offers_accepted' THEN c.result ->> 'offer' = 'accepted'
               WHEN 'offers_refused' THEN c.result ->> 'offer' = 'refused'
               WHEN 'to_export' THEN c.result_at IS NOT NULL AND c.exported_lot IS NULL
               ELSE false END
       AND (of_login IS NULL OR CASE figure WHEN 'assigned' THEN c.assigned_to WHEN 'callbacks_due' THEN coalesce(c.leased_by, c.promised_by)
                                            ELSE c.leased_by END = of_login)
     ORDER BY CASE WHEN t.state <> 'over' THEN c.queue_class END, CASE WHEN t.state <> 'over' THEN c.callable_from END, c.seeded_key, c.id LIMIT 500;
END $$;
