-- Interviews looked over, and the one door to a record.

-- The interviews of agents, each with its place in the agent's own order; `sampled`: the first five, then one in twenty by a hash of the case.
CREATE OR REPLACE FUNCTION app.interviews(mine text[], agents text[])
RETURNS TABLE (campaign text, case_id uuid, row_ref text, login text, rank bigint, at timestamptz, disposition text, sampled boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT i.*, i.rank <= 5 OR (hashtextextended(i.id::text, 5) & 1048575) % 20 = 0
      FROM (SELECT c.campaign, c.id, c.row_ref, l.login, row_number() OVER (PARTITION BY c.campaign, l.login ORDER BY c.last_at, c.id) AS rank,
                   c.last_at, c.disposition
              FROM app.call_case c, LATERAL (
                   SELECT k.login FROM app.lease k WHERE k.campaign = c.campaign AND k.case_id = c.id AND k.end_reason IN ('finished', 'expired', 'returned', 'lost')
                    ORDER BY k.epoch DESC LIMIT 1) l
             WHERE c.campaign = ANY (mine) AND c.result_at IS NOT NULL AND c.result ->> 'interview' = 'accepted' AND c.last_at IS NOT NULL
               AND l.login = ANY (agents)) i
$$;

CREATE OR REPLACE FUNCTION supervisor.quality_sample(of_campaign text DEFAULT NULL, of_login text DEFAULT NULL)
RETURNS TABLE (campaign text, case_id uuid, row_ref text, login text, rank bigint, at timestamptz, disposition text, seconds integer,
               reviewed_at timestamptz, reviewed_by text, marks jsonb, remark text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN QUERY
    SELECT i.campaign, i.case_id, i.row_ref, i.login, i.rank, i.at, CASE WHEN k.regime <> 'study' THEN i.disposition END,
           (SELECT substring(e.text FROM '"seconds":([0-9]{1,6})')::integer FROM app.case_events(i.campaign, i.case_id) e
             WHERE e.type = 'call_ended' ORDER BY e.epoch DESC, e.seq DESC LIMIT 1),
           r.at, p.display_name, r.marks, coalesce(r.remark, '')
      FROM app.interviews(app.own_campaigns(me), app.own_agents(me)) i JOIN app.campaign k ON k.code = i.campaign
      LEFT JOIN app.review r ON r.campaign = i.campaign AND r.case_id = i.case_id LEFT JOIN app.person p ON p.login = r.reviewer
     WHERE i.sampled AND i.at > now() - interval '30 days' AND (of_campaign IS NULL OR i.campaign = of_campaign) AND (of_login IS NULL OR i.login = of_login)
     ORDER BY r.at IS NOT NULL, i.at DESC, i.case_id LIMIT 300;
END $$;

CREATE OR REPLACE FUNCTION supervisor.quality_coverage()
RETURNS TABLE (campaign text, login text, interviews bigint, sampled bigint, reviewed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
#variable_conflict use_column
DECLARE me text := app.require('supervisor');
BEGIN
    RETURN QUERY
    SELECT i.campaign, i.login, count(*), count(*) FILTER (WHERE i.sampled), count(r.case_id)
      FROM app.interviews(app.own_campaigns(me), app.own_agents(me)) i LEFT JOIN app.review r ON r.campaign = i.campaign AND r.case_id = i.case_id
     GROUP BY 1, 2 ORDER BY 1, 2;
END $$;

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
    SELECT i.login INTO whose FROM app.interviews(app.own_campaigns(me), app.own_agents(me)) i
     WHERE i.campaign = code AND i.case_id = of_case AND i.sampled;
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

-- A case as a supervisor may read it. The access is noted with its reason in the same transaction; no NIR, no code, and of a study the name only.
CREATE OR REPLACE FUNCTION supervisor.open_record(of_case uuid, reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    me text := app.require('supervisor');
    why text := app.reasoned(reason);
    held record;
BEGIN
    SELECT c.campaign, c.id, c.row_ref, c.organisme, c.state, c.disposition, t.fields || c.fields AS fields, k.regime, v.travelling, v.online_only
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
        'campaign', held.campaign, 'case_id', held.id, 'row_ref', held.row_ref, 'organisme', held.organisme, 'state', held.state,
        'disposition', CASE WHEN held.regime <> 'study' THEN held.disposition END,
        'fields', (SELECT coalesce(json_object_agg(f.key, f.value), '{}') FROM jsonb_each_text(held.fields) f
                    WHERE f.key = ANY (held.travelling) AND f.key <> ALL (held.online_only) AND f.key NOT IN ('nir', 'code_provisoire_ameli')
                      AND (held.regime <> 'study' OR f.key IN ('nom', 'prenom'))),
        'history', (SELECT coalesce(json_agg(json_build_object('at', e.at, 'type', e.type, 'login', e.login, 'status', CASE WHEN e.dropped THEN 'dropped' ELSE e.status END,
                            'reason', e.reason,
                            'disposition', CASE WHEN held.regime <> 'study' THEN substring(e.text FROM '"disposition":"([A-Z_]{1,16})"') END)
                            ORDER BY e.epoch, e.seq), '[]')
                      FROM app.case_events(held.campaign, of_case) e
                      WHERE (held.regime <> 'study' OR e.type IN ('call_started', 'call_ended', 'reached', 'identity_checked', 'notice_read'))));
END $$;
