-- What a supervisor decides (app.decision): previewed, written with its reason, then carried out by portions, each of which commits
-- alone. What is touched is what the rule names at that moment, so a stopped or repeated run never does anything twice.

-- The postal codes of a department: Corsica's two share the first figures.
CREATE OR REPLACE FUNCTION app.in_department(postal_code text, department text) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$ SELECT postal_code ~ ('^' || CASE upper(department) WHEN '2A' THEN '20[01]' WHEN '2B' THEN '20[26]' ELSE regexp_replace(department, '[^0-9]', '', 'g') END) $$;

-- Cases of studies: what an act finds there must not depend on what was said (functions/app_studies.sql).
CREATE OR REPLACE FUNCTION app.of_study(code text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT EXISTS (SELECT FROM app.campaign k WHERE k.code = of_study.code AND k.regime = 'study') $$;

-- The cases that an act names now, the first to be called first; at most `most` (NULL: all). Of a study: a case stopped before anybody called is
-- shared and taken back like those that were never called, nobody who ended is called again, and any case can be closed.
CREATE OR REPLACE FUNCTION app.named_cases(me text, act text, rule jsonb, most integer)
RETURNS TABLE (campaign text, id uuid, contact_id uuid)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    mine text[] := app.own_campaigns(me);
    code text := rule ->> 'campaign';
    who text := rule ->> 'login';
    study boolean := app.of_study(rule ->> 'campaign');
BEGIN
    CASE act
        WHEN 'share' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c JOIN app.contact t ON t.id = c.contact_id
             WHERE c.campaign = code AND c.campaign = ANY (mine) AND c.lease_id IS NULL AND c.assigned_to IS NULL
               AND (c.state IN ('fresh', 'retry', 'callback', 'interrupted') OR study AND app.counted_state(c.state, c.last_at) = 'stopped')
               AND (rule ->> 'organisme' IS NULL OR c.organisme = rule ->> 'organisme')
               AND (rule ->> 'department' IS NULL OR app.in_department(coalesce(c.fields ->> 'code_postal', t.fields ->> 'code_postal'), rule ->> 'department'))
               AND (rule ->> 'language' IS NULL OR c.confided = 'skill:' || (rule ->> 'language'))
               AND (NOT coalesce((rule ->> 'conversions')::boolean, false) OR c.disposition IN ('REF_S', 'REF_T') AND EXISTS (
                        SELECT FROM app.campaign k WHERE k.code = c.campaign AND k.regime = 'service'))
             ORDER BY c.queue_class, c.callable_from, c.seeded_key, c.id LIMIT most;
        WHEN 'take_back' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
             WHERE c.assigned_to = who AND c.campaign = ANY (mine) AND (code IS NULL OR c.campaign = code) AND c.lease_id IS NULL
               AND (c.state IN ('fresh', 'retry', 'callback', 'interrupted') OR app.counted_state(c.state, c.last_at) = 'stopped')
             ORDER BY c.campaign, c.id LIMIT most;
        WHEN 'release', 'release_now' THEN
            RETURN QUERY
            SELECT r.* FROM (
                SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
                 WHERE c.leased_by = who AND c.lease_id IS NOT NULL AND c.campaign = ANY (mine)
                   AND (act = 'release_now' OR c.withdrawn IS NULL OR c.promised_by = who)
                UNION
                SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
                 WHERE c.promised_by = who AND c.state = 'callback' AND c.queue_class = 1 AND c.lease_id IS NULL AND c.campaign = ANY (mine)) r
             ORDER BY 1, 2 LIMIT most;
        WHEN 'set_state' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
             WHERE c.campaign = code AND c.campaign = ANY (mine) AND c.lease_id IS NOT NULL AND rule ->> 'state' <> 'open' ORDER BY 2 LIMIT most;
        WHEN 'reopen' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c JOIN app.contact t ON t.id = c.contact_id
             WHERE c.id = (rule ->> 'case_id')::uuid AND c.campaign = ANY (mine) AND c.state IN ('done', 'exhausted', 'blocked', 'supervisor')
               AND (c.state = 'supervisor' OR NOT app.of_study(c.campaign)) AND coalesce(t.opposed_at, t.do_not_call_at, t.deceased_at) IS NULL;
        WHEN 'close' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
             WHERE c.id = (rule ->> 'case_id')::uuid AND c.campaign = ANY (mine)
               AND (c.state NOT IN ('done', 'exhausted', 'blocked') OR app.of_study(c.campaign));
        WHEN 'cancel_slip' THEN
            RETURN QUERY
            SELECT c.campaign, c.id, c.contact_id FROM app.call_case c
             WHERE c.contact_id IN (SELECT s.contact_id FROM app.slips(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) s)
               AND c.campaign = ANY (mine) AND c.state = 'blocked' ORDER BY 1, 2 LIMIT most;
        WHEN 'decide' THEN
            RETURN QUERY
            SELECT DISTINCT c.campaign, c.id, c.contact_id FROM app.waiting_lines(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) w
              JOIN app.call_case c ON c.campaign = w.campaign AND c.id = w.case_id LIMIT most;
        WHEN 'set_priority', 'set_quota' THEN
            RETURN;
        ELSE
            PERFORM app.refuse();
    END CASE;
END $$;

-- Why what was set aside cannot be taken into a case now; NULL: it can. What was not understood, or came from a desk not known, may be by now,
-- so it is judged anew. Of all obstacles a decision makes up for one alone, the lease that the centre has lost.
CREATE OR REPLACE FUNCTION app.obstacle(held app.quarantine) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE told app.pushed;
BEGIN
    IF held.status = 'conflict' THEN
        RETURN 'same_id';
    END IF;
    BEGIN
        told := (app.read_events(ARRAY[held.text]))[1];
    EXCEPTION WHEN data_exception OR program_limit_exceeded OR invalid_parameter_value THEN
        RETURN 'unreadable';
    END;
    IF told.status IS NOT NULL OR octet_length(held.text) > 16384 OR told.type = 'call_ended' AND NOT EXISTS (
           SELECT FROM app.disposition_effect x WHERE x.disposition = told.body ->> 'disposition') THEN
        RETURN 'invalid';
    ELSIF NOT EXISTS (SELECT FROM app.device d WHERE d.id = told.device AND d.login = held.login) THEN
        RETURN 'desk';
    ELSIF told.case_id IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN coalesce((
        SELECT CASE WHEN told.epoch > c.epoch THEN 'ahead'
                    WHEN EXISTS (SELECT FROM app.lease l WHERE l.campaign = c.campaign AND l.case_id = c.id AND l.epoch = told.epoch
                                                           AND l.login <> held.login) THEN 'of_another' ELSE '' END
          FROM app.call_case c WHERE c.campaign = told.campaign AND c.id = told.case_id), 'no_case');
END $$;

-- Events that wait for a decision, of one's own agents in one's own campaigns; `ids` NULL: all. `no_keep`, `no_drop`: why one cannot keep it or
-- set it aside, '' where one can. A wish not to be called is cancelled for what it is (supervisor_authorisations.sql), never set aside.
-- `line`: what one decides on, and what `ids` names: of a study the case, since its events one by one would tell what was said.
CREATE OR REPLACE FUNCTION app.waiting_events(me text, ids uuid[])
RETURNS TABLE (line uuid, id uuid, kind text, reason text, type text, campaign text, case_id uuid, login text, at timestamptz, no_keep text, no_drop text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT CASE WHEN k.regime = 'study' AND q.case_id IS NOT NULL THEN q.case_id ELSE q.id END, q.id, q.status, q.reason, coalesce(substring(q.text FROM '"type":"([a-z_]{1,40})"'), ''), coalesce(q.campaign, ''), q.case_id, q.login,
           q.received_at, coalesce(app.obstacle(q), ''), ''
      FROM app.quarantine q LEFT JOIN app.campaign k ON k.code = q.campaign
     WHERE q.decided_at IS NULL AND (ids IS NULL OR CASE WHEN k.regime = 'study' AND q.case_id IS NOT NULL THEN q.case_id ELSE q.id END = ANY (ids)) AND q.login = ANY (app.own_authors(me))
       AND (q.campaign IS NULL OR q.campaign = ANY (app.own_campaigns(me)))
    UNION ALL
    SELECT CASE k.regime WHEN 'study' THEN e.case_id ELSE e.id END, e.id, 'flagged', coalesce(e.reason, ''), e.type, e.campaign, e.case_id, e.login, e.received_at, '',
           CASE WHEN e.type IN ('authorisation_withdrawn', 'opposition_made') THEN 'wish' WHEN e.type = 'call_started' THEN 'attempt' ELSE '' END
      FROM app.flagged e JOIN app.campaign k ON k.code = e.campaign
     WHERE e.decided_at IS NULL AND (ids IS NULL OR CASE k.regime WHEN 'study' THEN e.case_id ELSE e.id END = ANY (ids))
       AND e.login = ANY (app.own_authors(me)) AND e.campaign = ANY (app.own_campaigns(me))
$$;

-- Why it waits, as it is told: of a study, a result after a wish not to be called is one under a reservation that had ended, as it had.
CREATE OR REPLACE FUNCTION app.told_reason(reason text, regime text) RETURNS text
LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE WHEN regime = 'study' AND reason = 'after_opt_out' THEN 'stale_lease' ELSE coalesce(reason, '') END $$;

-- The same by line: a study's cases without what each event was; of a text whose campaign is not known, nothing of it either.
CREATE OR REPLACE FUNCTION app.waiting_lines(me text, ids uuid[])
RETURNS TABLE (id uuid, kind text, reason text, type text, campaign text, case_id uuid, login text, at timestamptz, no_keep text, no_drop text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT w.line, max(w.kind), min(app.told_reason(w.reason, k.regime)), CASE min(k.regime) WHEN 'service' THEN min(w.type) WHEN 'study' THEN 'study' ELSE '' END, w.campaign, w.case_id,
           min(w.login), min(w.at), min(w.no_keep), min(w.no_drop)
      FROM app.waiting_events(me, ids) w LEFT JOIN app.campaign k ON k.code = w.campaign
     GROUP BY w.line, w.campaign, w.case_id
$$;

CREATE OR REPLACE FUNCTION supervisor.waiting(of_campaign text DEFAULT NULL)
RETURNS TABLE (id uuid, kind text, reason text, type text, campaign text, case_id uuid, row_ref text, login text, at timestamptz, no_keep text, no_drop text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN QUERY
    SELECT w.id, w.kind, w.reason, w.type, w.campaign, w.case_id, c.row_ref, w.login, w.at, w.no_keep, w.no_drop
      FROM app.waiting_lines(me, NULL) w LEFT JOIN app.call_case c ON c.campaign = w.campaign AND c.id = w.case_id
     WHERE of_campaign IS NULL OR w.campaign = of_campaign ORDER BY w.at, w.id LIMIT 500;
END $$;

-- Is the act one that may be asked for, about what is one's own? Faults say what is not.
CREATE OR REPLACE FUNCTION app.check_act(me text, act text, rule jsonb) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE one text;
BEGIN
    IF rule IS NULL OR jsonb_typeof(rule) <> 'object' OR length(rule::text) > 32000 THEN
        PERFORM app.refuse();
    END IF;
    CASE act
        WHEN 'share' THEN
            PERFORM app.own_campaign(me, rule ->> 'campaign');
            PERFORM app.known_organisme(rule ->> 'organisme');
            IF coalesce(jsonb_array_length(rule -> 'to'), 0) NOT BETWEEN 1 AND 200 THEN
                PERFORM app.fault('steering.nobody');
            END IF;
            FOR one IN SELECT jsonb_array_elements_text(rule -> 'to') LOOP
                PERFORM app.own_agent(me, one);
                IF NOT EXISTS (SELECT FROM app.authorised_campaigns(one) a WHERE a.code = rule ->> 'campaign'
                                  AND (a.organismes IS NULL OR rule ->> 'organisme' IS NULL OR rule ->> 'organisme' = ANY (a.organismes))) THEN
                    PERFORM app.fault('steering.not_authorised', jsonb_build_object('login', one));
                END IF;
                IF EXISTS (SELECT FROM app.person p WHERE p.login = one AND NOT p.skills @> array_remove(ARRAY[
                               rule ->> 'language', CASE WHEN (rule ->> 'conversions')::boolean THEN 'senior' END], NULL)) THEN
                    PERFORM app.fault('steering.not_skilled', jsonb_build_object('login', one));
                END IF;
            END LOOP;
        WHEN 'take_back', 'release', 'release_now' THEN
            PERFORM app.own_agent(me, rule ->> 'login');
            IF rule ->> 'campaign' IS NOT NULL THEN
                PERFORM app.own_campaign(me, rule ->> 'campaign');
            END IF;
        WHEN 'set_state' THEN
            PERFORM app.own_campaign(me, rule ->> 'campaign');
            IF coalesce(rule ->> 'state' NOT IN ('open', 'paused', 'closed'), true) THEN
                PERFORM app.refuse();
            END IF;
            IF (SELECT k.state FROM app.campaign k WHERE k.code = rule ->> 'campaign') = 'closed' THEN
                PERFORM app.fault('campaign.closed', jsonb_build_object('campaign', rule ->> 'campaign'));
            END IF;
        WHEN 'set_priority' THEN
            PERFORM app.own_campaign(me, rule ->> 'campaign');
            IF coalesce((rule ->> 'rank')::integer NOT BETWEEN 1 AND 1000, true) THEN
                PERFORM app.refuse();
            END IF;
        WHEN 'set_quota' THEN
            PERFORM app.own_campaign(me, rule ->> 'campaign');
            IF coalesce((rule ->> 'target')::integer NOT BETWEEN 0 AND 1000000, true)
               OR NOT EXISTS (SELECT FROM app.quota q WHERE q.campaign = rule ->> 'campaign' AND q.cell = rule ->> 'cell') THEN
                PERFORM app.refuse();
            END IF;
            -- A target that the queue stops at tells how many there are: two that are close would tell of the few between them.
            IF app.of_study(rule ->> 'campaign') AND EXISTS (
                   SELECT FROM (SELECT 0 AS target UNION ALL
                                SELECT q.target FROM app.quota q WHERE q.campaign = rule ->> 'campaign' AND q.cell = rule ->> 'cell' UNION ALL
                                SELECT (d.rule ->> 'target')::integer FROM app.decision d
                                 WHERE d.kind = 'set_quota' AND d.campaign = check_act.rule ->> 'campaign' AND d.rule ->> 'cell' = check_act.rule ->> 'cell') t
                    WHERE abs(t.target - (rule ->> 'target')::integer) BETWEEN 1 AND 10) THEN
                PERFORM app.fault('steering.study_quota', jsonb_build_object('step', 11));
            END IF;
        WHEN 'decide' THEN
            IF coalesce(jsonb_array_length(rule -> 'ids'), 0) NOT BETWEEN 1 AND 500 OR jsonb_typeof(rule -> 'keep') <> 'boolean' THEN
                PERFORM app.refuse();
            END IF;
        WHEN 'cancel_slip' THEN
            IF coalesce(jsonb_array_length(rule -> 'ids'), 0) NOT BETWEEN 1 AND 500 THEN
                PERFORM app.refuse();
            END IF;
        WHEN 'reopen', 'close' THEN
            IF NOT EXISTS (SELECT FROM app.call_case c WHERE c.id = (rule ->> 'case_id')::uuid AND c.campaign = ANY (app.own_campaigns(me))) THEN
                PERFORM app.fault('case.unknown');
            END IF;
            IF NOT EXISTS (SELECT FROM app.named_cases(me, act, rule, 1)) THEN
                PERFORM app.fault(CASE act WHEN 'close' THEN 'steering.closed' ELSE 'steering.not_reopened' END);
            END IF;
        ELSE
            PERFORM app.refuse();
    END CASE;
END $$;

-- What an act would touch now: {"cases", "people", "live", "promises": [...]}; writes nothing.
CREATE OR REPLACE FUNCTION supervisor.preview(act text, rule jsonb) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.check_act(me, act, rule);
    RETURN (
        WITH named AS MATERIALIZED (
            SELECT c.* FROM app.named_cases(me, act, rule, least((rule ->> 'count')::integer, 1000000)) n
              JOIN app.call_case c ON c.campaign = n.campaign AND c.id = n.id
        )
        SELECT json_build_object(
            'cases', CASE act WHEN 'decide' THEN (SELECT count(*) FROM app.waiting_lines(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) w
                                                   WHERE CASE WHEN (rule ->> 'keep')::boolean THEN w.no_keep ELSE w.no_drop END = '')
                              WHEN 'cancel_slip' THEN (SELECT count(*) FROM app.slips(me, ARRAY(SELECT jsonb_array_elements_text(rule -> 'ids')::uuid)) s)
                              WHEN 'set_priority' THEN 1 WHEN 'set_quota' THEN 1 ELSE (SELECT count(*) FROM named) END,
            'people', (SELECT count(DISTINCT n.contact_id) FROM named n), 'live', (SELECT count(*) FROM named n WHERE n.lease_id IS NOT NULL),
            'promises', (SELECT coalesce(json_agg(json_build_object(
                                'case_id', p.id, 'row_ref', p.row_ref, 'campaign', p.campaign, 'at', p.callback ->> 'at',
                                'firm', p.callback ->> 'kind' = 'firm', 'promised_by', p.promised_by) ORDER BY p.callback ->> 'at'), '[]')
                           FROM (SELECT n.* FROM named n WHERE n.state = 'callback' AND n.callback IS NOT NULL
                                  ORDER BY n.callback ->> 'at' LIMIT 200) p)));
END $$;

-- Write the decision; nothing is done yet. Returns its id.
CREATE OR REPLACE FUNCTION supervisor.decide(act text, rule jsonb, reason text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    made uuid;
BEGIN
    PERFORM app.check_act(me, act, rule);
    INSERT INTO app.decision (login, kind, reason, campaign, rule)
    VALUES (me, act, app.reasoned(decide.reason), rule ->> 'campaign', rule) RETURNING id INTO made;
    PERFORM app.note_access('decision', rule ->> 'campaign', (rule ->> 'case_id')::uuid, jsonb_build_object('decision', made, 'act', act));
    RETURN made;
END $$;

-- Carry out at most `most` cases of one's own decision, today's or yesterday's; how many were touched, 0 when there is nothing left.
CREATE OR REPLACE FUNCTION supervisor.carry_out(decision uuid, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    me text := app.require('supervisor');
    held app.decision;
    before integer;
    touched integer;
    wanted integer;
BEGIN
    SELECT * INTO held FROM app.decision d WHERE d.id = decision AND d.login = me AND d.at > now() - interval '1 day';
    IF held.id IS NULL OR coalesce(most NOT BETWEEN 1 AND 5000, true) THEN
        PERFORM app.refuse();
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(decision::text, 0));
    PERFORM app.check_act(me, held.kind, held.rule) WHERE held.kind NOT IN ('set_state', 'reopen', 'close', 'decide', 'cancel_slip');
    SELECT coalesce(sum(s.touched), 0) INTO before FROM app.decision_step s WHERE s.decision = decision;
    wanted := least(most, (held.rule ->> 'count')::integer - before);
    IF wanted <= 0 OR before > 0 AND held.kind IN ('set_state', 'set_priority', 'set_quota', 'reopen', 'close') THEN
        RETURN 0;
    END IF;
    touched := CASE held.kind
        WHEN 'share' THEN app.do_share(me, held.rule, wanted, before)
        WHEN 'take_back' THEN app.do_take_back(me, held.rule, wanted)
        WHEN 'release' THEN app.do_release(me, held.kind, held.rule, wanted)
        WHEN 'release_now' THEN app.do_release(me, held.kind, held.rule, wanted)
        WHEN 'reopen' THEN app.do_reopen(me, held.kind, held.rule)
        WHEN 'close' THEN app.do_reopen(me, held.kind, held.rule)
        WHEN 'decide' THEN app.do_decide(me, held.rule, wanted)
        WHEN 'cancel_slip' THEN app.do_cancel(me, held.rule, held.reason, wanted)
        ELSE app.do_set(held.kind, held.rule) END;
    IF touched > 0 THEN
        INSERT INTO app.decision_step (decision, touched) VALUES (decision, touched);
    END IF;
    RETURN touched;
END $$;

-- What was decided about one's own campaigns and agents, the latest first.
CREATE OR REPLACE FUNCTION supervisor.decisions(days integer DEFAULT 30)
RETURNS TABLE (id uuid, at timestamptz, by text, kind text, reason text, campaign text, touched bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('supervisor');
    mine text[] := app.own_campaigns(me);
    authors text[] := app.own_authors(me);
BEGIN
    RETURN QUERY
    SELECT d.id, d.at, p.display_name, CASE d.kind WHEN 'set_state' THEN 'campaign_' || (d.rule ->> 'state') ELSE d.kind END, d.reason, d.campaign, coalesce((SELECT sum(s.touched) FROM app.decision_step s WHERE s.decision = d.id), 0)::bigint
      FROM app.decision d JOIN app.person p ON p.login = d.login
     WHERE d.at > now() - make_interval(days => least(greatest(days, 1), 400))
       AND (d.login = me OR d.campaign = ANY (mine) OR d.campaign IS NULL AND d.rule ->> 'login' = ANY (authors))
     ORDER BY d.at DESC LIMIT 500;
END $$;

CREATE OR REPLACE FUNCTION supervisor.colleagues() RETURNS TABLE (login text, name text, team text, skills text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE agents text[] := app.own_agents(app.require('supervisor'));
BEGIN
    RETURN QUERY SELECT p.login, p.display_name, p.team, p.skills FROM app.person p WHERE p.login = ANY (agents) ORDER BY p.display_name, p.login;
END $$;

-- The organismes that have cases in one's own campaigns: {"CODE": [organisme, ...]}.
CREATE OR REPLACE FUNCTION supervisor.organismes() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN (SELECT coalesce(jsonb_object_agg(k.code, (SELECT coalesce(jsonb_agg(DISTINCT t.organisme ORDER BY t.organisme), '[]') FROM app.case_tally(k.code) t)), '{}')
              FROM unnest(app.own_campaigns(me)) AS k (code));
END $$;

-- Cases of one's own campaigns by the organisme's reference of the row, or by their id; columns of supervisor.cases_behind.
CREATE OR REPLACE FUNCTION supervisor.find_cases(reference text)
RETURNS TABLE (campaign text, case_id uuid, row_ref text, organisme text, state text, disposition text, callable_from timestamptz,
               callback_at timestamptz, promised_by text, leased_by text, assigned_to text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    mine text[] := app.own_campaigns(app.require('supervisor'));
    of_id uuid := CASE WHEN reference ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN reference END;
BEGIN
    PERFORM app.bounded(reference, 120);
    RETURN QUERY
    SELECT t.* FROM app.call_case c JOIN app.campaign k ON k.code = c.campaign, LATERAL app.told_case(c, k.regime) t
     WHERE c.campaign = ANY (mine) AND (c.row_ref = reference OR c.id = of_id) ORDER BY c.campaign, c.id LIMIT 500;
END $$;
