-- « Confier le dossier » (trade section 2). A case confided becomes a callback: at once when somebody who may take it is there
-- (the next sync of theirs takes it first, app.take_promises), else for the colleague at the next opening, and for a skill or a
-- team as soon as one of them comes; whoever takes it is told who gave it and why, while that callback stands. Nobody who may take
-- it: the supervisor decides; a language that nobody speaks is final.

-- May this agent work on cases of the campaign and organisme today?
CREATE OR REPLACE FUNCTION app.may_work(who text, code text, for_organisme text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.authorised_campaigns(who) a
                    WHERE a.code = may_work.code AND (a.organismes IS NULL OR for_organisme = ANY (a.organismes)))
$$;

-- What call_case.confided may say for this agent to take the case.
CREATE OR REPLACE FUNCTION app.confidences(me text) RETURNS text[]
LANGUAGE sql STABLE
AS $$
    SELECT ARRAY(SELECT 'skill:' || s FROM unnest(p.skills) s) || CASE WHEN p.team IS NULL THEN '{}' ELSE ARRAY['team:' || p.team] END
      FROM app.person p WHERE p.login = me
$$;

-- The first opening of a later day for people of this zone; while no hours are loaded, in a day.
CREATE OR REPLACE FUNCTION app.next_opening(rule_name text, of_zone text) RETURNS timestamptz
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce((SELECT lower(w.span) FROM app.legal_window w
                      WHERE w.rule = rule_name AND w.zone = of_zone
                        AND lower(w.span) >= ((now() AT TIME ZONE of_zone)::date + 1)::timestamp AT TIME ZONE of_zone
                      ORDER BY lower(w.span) LIMIT 1), now() + interval '1 day')
$$;

-- Only while the hand-over is the last word on the case, and once the call it was made in has ended.
CREATE OR REPLACE FUNCTION app.apply_hand_overs(fresh app.pushed[]) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    one record;
    takers text[];
    there boolean;
    moment timestamptz;
BEGIN
    FOR one IN
        SELECT DISTINCT ON (w.campaign, w.case_id) w.campaign, w.case_id, c.contact_id, c.organisme, c.zone, g.calling_rule, e.login AS giver,
               e.epoch, e.seq, e.text::jsonb #>> '{body,attempt}' AS attempt, e.text::jsonb #>> '{body,to_kind}' AS kind,
               e.text::jsonb #>> '{body,to}' AS target, e.text::jsonb #>> '{body,reason}' AS why
          FROM (SELECT DISTINCT r.campaign, r.case_id FROM unnest(fresh) r
                 WHERE r.type = 'handed_over' OR r.type = 'call_ended' AND r.body ->> 'disposition' IN ('CONF', 'LANG')) w
          JOIN app.call_case c ON c.campaign = w.campaign AND c.id = w.case_id AND c.state IN ('supervisor', 'callback', 'retry')
          JOIN app.campaign g ON g.code = w.campaign
          JOIN LATERAL app.case_events(w.campaign, w.case_id) e ON e.type = 'handed_over'
         ORDER BY w.campaign, w.case_id, e.epoch DESC, e.seq DESC
    LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM app.case_events(one.campaign, one.case_id) x
             WHERE (x.epoch, x.seq) > (one.epoch, one.seq)
               AND x.type IN ('call_started', 'call_ended', 'callback_set')
               AND x.text::jsonb #>> '{body,attempt}' IS DISTINCT FROM one.attempt);
        CONTINUE WHEN one.attempt IS NOT NULL AND NOT EXISTS (
            SELECT FROM app.case_events(one.campaign, one.case_id) x WHERE x.epoch = one.epoch AND x.type = 'call_ended' AND x.text::jsonb #>> '{body,attempt}' = one.attempt);
        takers := ARRAY(
            SELECT p.login FROM app.person p
             WHERE p.kind = 'agent' AND p.disabled_at IS NULL AND p.login <> one.giver
               AND CASE one.kind WHEN 'colleague' THEN p.login = one.target WHEN 'skill' THEN one.target = ANY (p.skills)
                                 WHEN 'team' THEN p.team = one.target OR one.target = 'campaign' END
               AND app.may_work(p.login, one.campaign, one.organisme));
        IF cardinality(takers) = 0 THEN
            UPDATE app.call_case c
               SET assigned_to = NULL, confided = NULL, callback = NULL, revision = c.revision + 1,
                   state = CASE WHEN one.kind = 'skill' AND one.why = 'language' AND one.target <> 'other' THEN 'done' ELSE 'supervisor' END
             WHERE c.campaign = one.campaign AND c.id = one.case_id;
            CONTINUE;
        END IF;
        there := EXISTS (SELECT FROM app.device d
                          WHERE d.login = ANY (takers) AND d.status = 'active' AND d.last_contact_at > now() - interval '15 minutes'
                            AND d.work_state IS DISTINCT FROM 'end_of_day');
        moment := CASE WHEN there OR one.kind <> 'colleague' THEN now() ELSE app.next_opening(one.calling_rule, one.zone) END;
        UPDATE app.call_case c
           SET assigned_to = CASE WHEN one.kind = 'colleague' THEN one.target END,
               confided = CASE WHEN one.kind <> 'colleague' AND one.target <> 'campaign' THEN one.kind || ':' || one.target END,
               state = 'callback', queue_class = 1, callable_from = moment, revision = c.revision + 1,
               callback = jsonb_build_object('kind', 'firm', 'at', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                             'zone', one.zone, 'missed', 0,
                                             'confided', jsonb_build_object('by', one.giver, 'reason', one.why,
                                                                            'skill', CASE WHEN one.kind = 'skill' THEN one.target END))
                          || CASE WHEN one.kind = 'colleague' THEN jsonb_build_object('by', one.target) ELSE '{}' END
         WHERE c.campaign = one.campaign AND c.id = one.case_id;
        -- The whole household goes with the person, or the giver's other cases of it would keep the colleague out.
        PERFORM app.end_leases(ARRAY(SELECT k.id FROM app.call_case k
                                      WHERE k.contact_id = one.contact_id AND k.leased_by = one.giver AND k.lease_id IS NOT NULL), 'finished');
    END LOOP;
END $$;
