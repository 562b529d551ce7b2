-- Interviews looked over, and the one door to a record.

-- The first five interviews of an agent in a campaign (functions/app_facts.sql keeps them).
CREATE OR REPLACE FUNCTION app.first_interviews(code text, who text) RETURNS TABLE (case_id uuid, held_at timestamptz, rank bigint, drawn boolean)
LANGUAGE sql STABLE ROWS 5
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT f.case_id, f.held_at, row_number() OVER (ORDER BY f.held_at, f.case_id), f.drawn
      FROM app.case_fact f WHERE f.campaign = code AND f.interviewer = who ORDER BY f.held_at, f.case_id LIMIT 5
$$;

-- The interviews of the last 30 days that are to be looked over, or were; of each campaign the latest 300 drawn of either, so that it costs the
-- same whatever there was. `rank`: of the first five, which; NULL of those drawn after them.
CREATE OR REPLACE FUNCTION app.sampled_now(mine text[], agents text[]) RETURNS TABLE (campaign text, case_id uuid, login text, rank bigint, at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    WITH first AS MATERIALIZED (
        SELECT k.campaign, f.case_id, k.login, f.rank, f.held_at FROM app.interview_count k, LATERAL app.first_interviews(k.campaign, k.login) f
         WHERE k.campaign = ANY (mine) AND k.login = ANY (agents) AND k.held > 0 AND f.held_at > now() - interval '30 days'
    )
    SELECT * FROM first
    UNION ALL
    SELECT c.code, d.case_id, d.interviewer, NULL, d.held_at
      FROM unnest(mine) c (code), (VALUES (true), (false)) r (done), LATERAL (
           SELECT f.case_id, f.interviewer, f.held_at FROM app.case_fact f
            WHERE f.campaign = c.code AND f.drawn AND f.held_at > now() - interval '30 days' AND f.interviewer = ANY (agents)
              AND EXISTS (SELECT FROM app.review v WHERE v.campaign = c.code AND v.case_id = f.case_id) = r.done
            ORDER BY f.held_at DESC LIMIT 300) d
     WHERE d.case_id NOT IN (SELECT f.case_id FROM first f)
$$;

-- The sample of a study, of agents who have held as many interviews as a step is of: kept with each step of its page (app.step_study).
CREATE OR REPLACE FUNCTION app.study_sample(code text) RETURNS jsonb
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]')
      FROM app.sampled_now(ARRAY[code], ARRAY(SELECT k.login FROM app.interview_count k WHERE k.campaign = code AND k.held >= 11)) s
$$;

-- What may be looked over: of a study as of the last step of its page, so that no line tells one answer, nor their number how many there are.
CREATE OR REPLACE FUNCTION app.sampled(mine text[], agents text[]) RETURNS TABLE (campaign text, case_id uuid, login text, rank bigint, at timestamptz)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT * FROM app.sampled_now(ARRAY(SELECT k.code FROM app.campaign k WHERE k.code = ANY (mine) AND k.regime <> 'study'), agents)
    UNION ALL
    SELECT s.* FROM app.campaign k, LATERAL (
           SELECT v.sample FROM app.study_view v WHERE v.campaign = k.code AND v.told IS NOT NULL ORDER BY v.day DESC LIMIT 1) v,
           LATERAL jsonb_to_recordset(v.sample) AS s (campaign text, case_id uuid, login text, rank bigint, at timestamptz)
     WHERE k.code = ANY (mine) AND k.regime = 'study' AND s.login = ANY (agents)
$$;

-- Under which number it is told: of a study one of its own, which leads to no case.
CREATE OR REPLACE FUNCTION app.sample_id(of_case uuid, study boolean) RETURNS uuid
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT CASE WHEN study THEN left(encode(app.hmac('sample:' || of_case), 'hex'), 32)::uuid ELSE of_case END $$;

CREATE OR REPLACE FUNCTION supervisor.quality_sample(of_campaign text DEFAULT NULL, of_login text DEFAULT NULL)
RETURNS TABLE (campaign text, case_id uuid, row_ref text, login text, rank bigint, at timestamptz, disposition text, seconds integer,
               reviewed_at timestamptz, reviewed_by text, marks jsonb, remark text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.fold_facts();
    RETURN QUERY
    SELECT s.campaign, app.sample_id(s.case_id, y.study), CASE WHEN NOT y.study THEN c.row_ref END, s.login, s.rank,
           CASE WHEN y.study THEN date_trunc('day', s.at, 'Europe/Paris') ELSE s.at END, CASE WHEN NOT y.study THEN c.disposition END,
           CASE WHEN NOT y.study THEN (SELECT substring(e.text FROM '"seconds":([0-9]{1,6})')::integer FROM app.case_events(s.campaign, s.case_id) e
             WHERE e.type = 'call_ended' ORDER BY e.epoch DESC, e.seq DESC LIMIT 1) END,
           s.reviewed_at, p.display_name, s.marks, coalesce(s.remark, '')
      FROM (SELECT i.*, r.at AS reviewed_at, r.reviewer, r.marks, r.remark
              FROM app.sampled(app.own_campaigns(me), app.own_agents(me)) i
              LEFT JOIN app.review r ON r.campaign = i.campaign AND r.case_id = i.case_id
             WHERE (of_campaign IS NULL OR i.campaign = of_campaign) AND (of_login IS NULL OR i.login = of_login)
             ORDER BY r.at IS NOT NULL, i.at DESC, i.case_id LIMIT 300) s
      JOIN app.call_case c ON c.campaign = s.campaign AND c.id = s.case_id JOIN app.campaign k ON k.code = s.campaign
      JOIN LATERAL (SELECT k.regime = 'study' AS study OFFSET 0) y ON true
      LEFT JOIN app.person p ON p.login = s.reviewer
     ORDER BY s.reviewed_at IS NOT NULL, 6 DESC, 2;
END $$;

-- Of all time, from what is kept; of a study the sample alone, not how many interviews it is of.
CREATE OR REPLACE FUNCTION supervisor.quality_coverage()
RETURNS TABLE (campaign text, login text, interviews bigint, sampled bigint, reviewed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp SET jit = off
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    PERFORM app.fold_facts();
    RETURN QUERY
    SELECT k.campaign, k.login, k.held, k.drawn + (SELECT count(*) FROM app.first_interviews(k.campaign, k.login) f WHERE NOT f.drawn), k.reviewed
      FROM app.interview_count k
     WHERE k.campaign = ANY (app.own_campaigns(me)) AND k.login = ANY (app.own_agents(me)) AND k.held > 0 AND NOT app.of_study(k.campaign)
    UNION ALL
    SELECT i.campaign, i.login, NULL, count(*), count(r.case_id)
      FROM app.sampled(ARRAY(SELECT c FROM unnest(app.own_campaigns(me)) c WHERE app.of_study(c)), app.own_agents(me)) i
      LEFT JOIN app.review r ON r.campaign = i.campaign AND r.case_id = i.case_id
     GROUP BY 1, 2
     ORDER BY 1, 2;
END $$;

CREATE OR REPLACE FUNCTION app.count_review() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE one app.review := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
    INSERT INTO app.interview_count AS k (campaign, login, reviewed) VALUES (one.campaign, one.login, CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END)
    ON CONFLICT (campaign, login) DO UPDATE SET reviewed = k.reviewed + excluded.reviewed;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER review_counted AFTER INSERT OR DELETE ON app.review FOR EACH ROW EXECUTE FUNCTION app.count_review();

-- Never changed afterwards; `marks`: {"identity": "good" | "to_improve" | "not_seen", ...}.
CREATE OR REPLACE FUNCTION supervisor.review(code text, of_case uuid, marks jsonb, remark text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
    me text := app.require('supervisor');
    grid constant text[] := ARRAY['identity', 'notice', 'wording', 'answers', 'courtesy', 'outcome'];
    whose text;
BEGIN
    IF jsonb_typeof(marks) IS DISTINCT FROM 'object' OR NOT marks ?& grid OR (SELECT count(*) FROM jsonb_object_keys(marks)) <> cardinality(grid)
       OR EXISTS (SELECT FROM jsonb_each_text(marks) m WHERE m.value NOT IN ('good', 'to_improve', 'not_seen')) THEN
        PERFORM app.refuse();
    END IF;
    PERFORM app.bounded(remark, 300);
    PERFORM app.fold_facts();
    IF app.of_study(code) THEN
        SELECT s.case_id, s.login INTO of_case, whose FROM app.sampled(ARRAY(SELECT c FROM unnest(app.own_campaigns(me)) c WHERE c = code), app.own_agents(me)) s
         WHERE app.sample_id(s.case_id, true) = of_case;
    ELSE
        SELECT f.interviewer INTO whose FROM app.case_fact f
         WHERE f.campaign = code AND code = ANY (app.own_campaigns(me)) AND f.case_id = of_case AND f.interviewer = ANY (app.own_agents(me))
           AND (f.drawn OR f.case_id IN (SELECT i.case_id FROM app.first_interviews(f.campaign, f.interviewer) i));
    END IF;
    IF whose IS NULL THEN
        PERFORM app.fault('quality.not_sampled');
    END IF;
    INSERT INTO app.review (campaign, case_id, login, reviewer, signed, marks, remark)
    SELECT code, of_case, whose, me, p.display_name, marks, remark FROM app.person p WHERE p.login = me
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        PERFORM app.fault('quality.reviewed');
    END IF;
    PERFORM app.note_access('review', code, of_case, jsonb_build_object('login', whose));
END $$;

-- A case as a supervisor may read it. The access is noted with its reason in the same transaction; no NIR, no code, and of a study the name and the
-- moments at which it was called: how long a call took would tell how it went.
CREATE OR REPLACE FUNCTION supervisor.open_record(of_case uuid, reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    why text := app.reasoned(reason);
    held record;
BEGIN
    SELECT c.campaign, c.id, c.row_ref, c.organisme, c.state, c.last_at, c.disposition, t.fields || c.fields AS fields, k.regime, v.travelling, v.online_only
      INTO held
      FROM app.call_case c JOIN app.contact t ON t.id = c.contact_id JOIN app.campaign k ON k.code = c.campaign
      JOIN app.campaign_version v ON v.campaign = k.code AND v.version = k.current_version
     WHERE c.id = of_case AND c.campaign = ANY (app.own_campaigns(me));
    IF NOT FOUND THEN
        PERFORM app.fault('case.unknown');
    END IF;
    INSERT INTO app.decision (login, kind, reason, campaign, rule) VALUES (me, 'open_record', why, held.campaign, jsonb_build_object('case_id', of_case));
    PERFORM app.note_access('record_opened', held.campaign, of_case, jsonb_build_object('purpose', 'supervision', 'reason', why));
    RETURN json_build_object(
        'campaign', held.campaign, 'case_id', held.id, 'row_ref', held.row_ref, 'organisme', held.organisme,
        'state', app.told_state(app.counted_state(held.state, held.last_at), held.regime),
        'disposition', CASE WHEN held.regime <> 'study' THEN held.disposition END,
        'fields', (SELECT coalesce(json_object_agg(f.key, f.value), '{}') FROM jsonb_each_text(held.fields) f
                    WHERE f.key = ANY (held.travelling) AND f.key <> ALL (held.online_only) AND f.key NOT IN ('nir', 'code_provisoire_ameli')
                      AND (held.regime <> 'study' OR f.key IN ('nom', 'prenom'))),
        'history', (SELECT coalesce(json_agg(json_build_object('at', e.at, 'type', e.type, 'login', e.login, 'status', CASE WHEN e.dropped THEN 'dropped' ELSE e.status END,
                            'reason', CASE WHEN e.reason IS NOT NULL THEN app.told_reason(e.reason, held.regime) END,
                            'disposition', CASE WHEN held.regime <> 'study' THEN substring(e.text FROM '"disposition":"([A-Z_]{1,16})"') END)
                            ORDER BY e.epoch, e.seq), '[]')
                      FROM app.case_events(held.campaign, of_case) e
                      WHERE (held.regime <> 'study' OR e.type = 'call_started')));
END $$;
