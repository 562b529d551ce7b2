-- Firm callbacks: leased again to the one who promised, passed on to the team when that agent does not honour them, never to
-- two agents at once. domain.promises explains the two sides of the fence; what is said there in minutes is said here again.
-- A case is `late` for the centre from its moment on: greatest(callback.at, callable_from).

-- From when any agent of the team may take a promise of the campaign (`callback_team_minutes` of its file; domain.promises.reserved).
CREATE OR REPLACE FUNCTION app.callback_team_after(code text) RETURNS interval
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT make_interval(mins => k.callback_team_minutes) FROM app.campaign k WHERE k.code = callback_team_after.code $$;

-- domain.promises.passed_on: in time (15 min), the longest call (45), clocks apart (5).
CREATE OR REPLACE FUNCTION app.promise_passed_on(moment timestamptz, contact timestamptz) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$ SELECT least(now() - moment, now() - contact) >= interval '65 minutes' $$;

-- domain.promises.reserved: does this callback of the campaign, held by nobody, still wait for `owner`, who is not `taker`?
CREATE OR REPLACE FUNCTION app.promise_reserved(callback jsonb, owner text, taker text, code text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(callback ->> 'kind' = 'firm' AND owner <> taker AND now() < (callback ->> 'at')::timestamptz + (
               SELECT CASE WHEN count(*) > 0 THEN app.callback_team_after(code) ELSE - interval '5 minutes' END
                 FROM app.device d
                WHERE d.login = owner AND d.last_contact_at > now() - interval '15 minutes'
                  AND d.work_state IS DISTINCT FROM 'end_of_day'), false)
$$;

-- The agent's own promises whose cases are held by nobody: their moments, so that the agenda knows how full it is.
CREATE OR REPLACE FUNCTION app.own_promises(me text) RETURNS json
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce(json_agg(p.callback - ARRAY['by', 'confided']), '[]')
      FROM (SELECT c.callback FROM app.call_case c
             WHERE c.promised_by = me AND c.state = 'callback' AND c.queue_class = 1 AND c.lease_id IS NULL
             ORDER BY c.callable_from LIMIT 500) p
$$;

-- Was a call to this case begun for its present callback?
CREATE OR REPLACE FUNCTION app.promise_begun(of_case app.call_case) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.case_events(of_case.campaign, of_case.id) e
                    WHERE e.epoch = of_case.epoch AND e.type = 'call_started'
                      AND e.at >= (of_case.callback ->> 'at')::timestamptz - interval '5 minutes')
$$;

-- Is a colleague there who may take a case of this campaign and organisme?
CREATE OR REPLACE FUNCTION app.colleague_there(me text, code text, for_organisme text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM app.device d, LATERAL app.authorised_campaigns(d.login) a
         WHERE d.login <> me AND d.status = 'active' AND d.last_contact_at > now() - interval '5 minutes'
           AND coalesce(d.work_state, 'available') IN ('available', 'after_call')
           AND a.code = colleague_there.code AND (a.organismes IS NULL OR for_organisme = ANY (a.organismes)))
$$;

-- Free the promises of desks unheard for so long that no call they began can still be going on.
CREATE OR REPLACE FUNCTION app.pass_on_promises(at_most integer DEFAULT 20) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE late uuid[];
BEGIN
    late := ARRAY(
        SELECT c.id FROM app.call_case c JOIN app.device d ON d.id = c.leased_device
         WHERE c.state = 'callback' AND c.queue_class = 1 AND c.lease_id IS NOT NULL AND c.callable_from <= now() - interval '65 minutes'
           AND app.promise_passed_on((c.callback ->> 'at')::timestamptz, d.last_contact_at)
         ORDER BY c.callable_from LIMIT at_most FOR UPDATE OF c SKIP LOCKED);
    RETURN app.end_leases(late, 'passed_on');
END $$;

-- A desk that is in touch but does not honour its promise a quarter of an hour after the moment (or once the team may, where that is
-- later), while a colleague could: told so at one contact (the cases returned here), freed at the next, so that a call begun in between is known first.
CREATE OR REPLACE FUNCTION app.recall_promises(me text, here uuid) RETURNS uuid[]
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    told uuid[];
    over uuid[];
BEGIN
    UPDATE app.call_case c SET withdrawn = NULL
     WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL AND c.withdrawn = 'passed_on'
       AND (c.state <> 'callback' OR app.promise_begun(c));
    over := ARRAY(SELECT c.id FROM app.call_case c
                   WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL AND c.withdrawn = 'passed_on');
    PERFORM app.end_leases(over, 'passed_on');
    WITH late AS (
        UPDATE app.call_case c SET withdrawn = 'passed_on'
         WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL AND c.withdrawn IS NULL
           AND c.state = 'callback' AND c.queue_class = 1
           AND greatest((c.callback ->> 'at')::timestamptz, c.callable_from)
               <= now() - greatest(interval '15 minutes', app.callback_team_after(c.campaign))
           AND NOT app.promise_begun(c) AND app.colleague_there(me, c.campaign, c.organisme)
        RETURNING c.id
    )
    SELECT coalesce(array_agg(l.id), '{}') INTO told FROM late l;
    RETURN told;
END $$;

-- Lease to this desk its agent's own promises due before `day_end`, and, to hands that are free, one late promise of the team,
-- first of all and whatever else is held; not the one it has just been relieved of, while a colleague may. Returns how many.
CREATE OR REPLACE FUNCTION app.take_promises(me text, here uuid, day_end timestamptz) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    one record;
    confidences text[] := app.confidences(me);
    room integer;
    free_hands boolean;
    taken integer := 0;
BEGIN
    PERFORM app.pass_on_promises();
    SELECT coalesce((e.policy ->> 'lease_cap')::integer, 200) - (SELECT count(*) FROM app.call_case c WHERE c.leased_by = me AND c.lease_id IS NOT NULL),
           coalesce(d.work_state, 'available') IN ('available', 'after_call')
           AND NOT EXISTS (SELECT FROM app.call_case c WHERE c.leased_by = me AND c.lease_id IS NOT NULL AND c.state = 'callback'
                                                         AND c.queue_class = 1 AND c.callable_from <= now())
      INTO room, free_hands
      FROM app.centre e, app.person p, app.device d
     WHERE p.login = me AND d.id = here AND p.undertaking_version = coalesce(e.policy ->> 'undertaking_version', '1');
    IF room IS NULL THEN
        RETURN 0;
    END IF;
    FOR one IN
        SELECT f.* FROM (
            SELECT c.campaign, c.id, c.contact_id, c.callable_from, a.organismes, a.until, c.own
              FROM app.plans(me, day_end) a, LATERAL (
                   SELECT k.*, o.own FROM app.call_case k,
                          LATERAL (SELECT coalesce(coalesce(k.assigned_to, k.promised_by) = me
                                                   AND k.callable_from > now() - interval '15 minutes', false) AS own) o
                    WHERE k.state = 'callback' AND k.queue_class = 1 AND k.callable_from < day_end AND k.campaign = a.code
                      AND k.lease_id IS NULL AND k.callback IS NOT NULL AND (a.organismes IS NULL OR k.organisme = ANY (a.organismes))
                      AND (k.confided IS NULL OR k.confided = ANY (confidences))
                      AND NOT EXISTS (SELECT FROM app.lease l WHERE l.campaign = k.campaign AND l.case_id = k.id AND l.epoch = k.epoch
                                         AND l.login = me AND l.end_reason = 'passed_on' AND l.ended_at > now() - interval '2 minutes')
                      AND (o.own OR free_hands AND k.callable_from <= now()
                                    AND NOT app.promise_reserved(k.callback, coalesce(k.assigned_to, k.promised_by), me, k.campaign))
                      AND app.may_lease(k.contact_id, a, k.callable_from, me, here)
                    ORDER BY k.callable_from LIMIT 50 FOR UPDATE OF k SKIP LOCKED) c
             WHERE a.open) f
         ORDER BY f.own DESC, f.callable_from
    LOOP
        CONTINUE WHEN NOT one.own AND NOT free_hands;
        EXIT WHEN taken >= room;
        INSERT INTO app.person_lease (contact_id, login, device) VALUES (one.contact_id, me, here) ON CONFLICT DO NOTHING;
        INSERT INTO app.number_lease (number_hmac, login, device)
        SELECT p.number_hmac, me, here FROM app.phone p WHERE p.contact_id = one.contact_id ORDER BY 1 ON CONFLICT DO NOTHING;
        IF EXISTS (SELECT FROM app.person_lease l WHERE l.contact_id = one.contact_id AND (l.login <> me OR l.device <> here))
           OR EXISTS (SELECT FROM app.phone p JOIN app.number_lease n USING (number_hmac)
                       WHERE p.contact_id = one.contact_id AND (n.login <> me OR n.device <> here)) THEN
            PERFORM app.free_contacts(ARRAY[one.contact_id]);  -- somebody was faster
            CONTINUE;
        END IF;
        WITH leased AS (
            UPDATE app.call_case c
               SET lease_id = app.lease_proof(o.hmac_key, c.id, greatest(c.epoch, o.epoch_floor) + 1, me, here),
                   leased_by = me, leased_device = here, leased_until = one.until,
                   epoch = greatest(c.epoch, o.epoch_floor) + 1, withdrawn = NULL
              FROM app.centre o
             WHERE c.campaign = one.campaign AND c.contact_id = one.contact_id AND c.lease_id IS NULL
               AND (c.id = one.id OR c.state IN ('fresh', 'retry', 'callback', 'interrupted') AND c.callable_from < one.until
                                     AND (c.assigned_to IS NULL OR c.assigned_to = me)
                                     AND (c.confided IS NULL OR c.confided = ANY (confidences))
                                     AND (one.organismes IS NULL OR c.organisme = ANY (one.organismes)))
            RETURNING c.campaign, c.id, c.epoch, c.lease_id, c.leased_until
        )
        INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, from_at, until_at)
        SELECT l.campaign, l.id, l.epoch, l.lease_id, me, here, now(), l.leased_until FROM leased l;
        taken := taken + 1;
        free_hands := free_hands AND one.own AND one.callable_from > now();
    END LOOP;
    RETURN taken;
END $$;
