-- Take up to `wanted` more cases under a new lease: those assigned to the agent, then the pools of the campaigns by priority,
-- each in the order (class, callable_from, seeded_key, id); whole households. Returns sync.protocol.LeaseLine objects.
-- Refused (check_out.not_authorised) without the director's authorisation and the signed undertaking.
--
-- The cost does not grow with the queue: one range of a partial index per campaign and class, left as soon as there is enough.
-- Rows are locked with SKIP LOCKED; the keys of person_lease and number_lease are the fence against two holders of one person.
CREATE OR REPLACE FUNCTION agent.check_out(device uuid, wanted integer) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
-- A bitmap would be sorted, and every free case of the pool asked whether it may be leased before the first is taken.
SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    desk record;
    places integer;
    authorised boolean;
    plans app.campaign_plan[];    -- the open campaigns, by priority
    contacts uuid[];
    fenced uuid[];
    lines json;
BEGIN
    -- Few statements, and in each few questions: what is made ready for a statement counts more than what it does. Nobody has cases assigned,
    -- or leases that ran out, at most check-outs: whether there are any is asked in passing.
    SELECT p.undertaking_version = coalesce(e.policy ->> 'undertaking_version', '1') AS signed,
           coalesce((e.policy ->> 'lease_cap')::integer, 200) AS cap,
           ARRAY(SELECT c.campaign FROM app.call_case c WHERE c.leased_by = me AND c.lease_id IS NOT NULL AND c.leased_until > now()) AS held,
           (SELECT true FROM app.call_case c WHERE c.lease_id IS NOT NULL AND c.leased_until <= now() LIMIT 1) AS some_over,
           (SELECT true FROM app.call_case c WHERE c.assigned_to = me AND c.lease_id IS NULL
               AND c.state IN ('fresh', 'retry', 'callback', 'interrupted') LIMIT 1) AS some_assigned,
           e.hmac_key, e.epoch_floor, app.lease_end() AS day_end,
           ARRAY(SELECT 'skill:' || s FROM unnest(p.skills) s) || ('team:' || p.team) AS confidences  -- app.confidences
      INTO desk
      FROM app.device d JOIN app.person p ON p.login = d.login, app.centre e
     WHERE d.id = here AND d.login = me AND d.status <> 'erase';
    IF NOT FOUND OR wanted IS NULL OR wanted < 0 OR wanted > 10000 THEN
        PERFORM app.refuse();
    END IF;
    SELECT count(*) > 0, array_agg(p ORDER BY p.priority, p.code) FILTER (WHERE p.open) INTO authorised, plans FROM app.plans(me, desk.day_end) p;
    IF NOT authorised OR desk.signed IS NOT TRUE THEN
        PERFORM app.fault('check_out.not_authorised');
    END IF;
    IF desk.some_over THEN
        PERFORM app.expire_leases();
    END IF;
    places := least(wanted, desk.cap - cardinality(desk.held));
    IF places <= 0 THEN
        RETURN '[]';
    END IF;

    IF desk.some_assigned THEN
        contacts := ARRAY(
            SELECT k.contact_id
              FROM app.call_case k
             WHERE k.assigned_to = me AND k.lease_id IS NULL
               AND k.state IN ('fresh', 'retry', 'callback', 'interrupted') AND NOT (k.quota_full AND k.state IN ('fresh', 'retry')) AND k.callable_from < desk.day_end
               AND (SELECT app.may_lease(k.contact_id, p, k.callable_from, me, here)
                      FROM unnest(plans) p WHERE p.code = k.campaign AND (p.organismes IS NULL OR k.organisme = ANY (p.organismes)))
             ORDER BY k.queue_class, k.callable_from, k.seeded_key, k.id
             LIMIT places FOR UPDATE OF k SKIP LOCKED);
    END IF;
    IF contacts IS NULL OR cardinality(contacts) < places THEN
        contacts := contacts || ARRAY(
            SELECT l.contact_id
              FROM unnest(plans) r,
                   unnest('{1,2,3,4,5}'::smallint[]) AS q (class), LATERAL (
                   SELECT k.contact_id
                     FROM app.call_case k
                    WHERE k.campaign = r.code AND k.queue_class = q.class AND k.callable_from < r.until
                      AND k.lease_id IS NULL AND k.assigned_to IS NULL AND (k.confided IS NULL OR k.confided = ANY (desk.confidences))
                      AND k.state IN ('fresh', 'retry', 'callback', 'interrupted') AND NOT (k.quota_full AND k.state IN ('fresh', 'retry'))
                      AND (r.organismes IS NULL OR k.organisme = ANY (r.organismes))
                      AND (q.class > 1 OR NOT app.promise_reserved(k.callback, k.promised_by, me, k.campaign))
                      AND app.may_lease(k.contact_id, r, k.callable_from, me, here)
                    ORDER BY k.callable_from, k.seeded_key, k.id
                    LIMIT least(places, r.lease_cap - cardinality(array_positions(desk.held, r.code))) FOR UPDATE OF k SKIP LOCKED) l
             WHERE r.lease_cap > cardinality(array_positions(desk.held, r.code))
             LIMIT places - coalesce(cardinality(contacts), 0));
    END IF;
    IF cardinality(contacts) > 1 THEN  -- whole households, as long as there is room
        contacts := ARRAY(
            SELECT h.contact_id
              FROM (SELECT f.contact_id, f.place, sum(s.size) OVER (ORDER BY f.place) AS total
                      FROM (SELECT c.contact_id, min(c.place) AS place
                              FROM unnest(contacts) WITH ORDINALITY AS c (contact_id, place) GROUP BY c.contact_id) f,
                           LATERAL (SELECT count(*) AS size FROM app.call_case c JOIN unnest(plans) p ON p.code = c.campaign
                                     WHERE c.contact_id = f.contact_id AND c.lease_id IS NULL AND c.callable_from < p.until
                                       AND c.state IN ('fresh', 'retry', 'callback', 'interrupted') AND NOT (c.quota_full AND c.state IN ('fresh', 'retry'))
                                       AND (c.assigned_to IS NULL OR c.assigned_to = me)
                                       AND (c.confided IS NULL OR c.confided = ANY (desk.confidences))) s) h
             WHERE h.total <= places OR h.place = 1);
    ELSIF cardinality(contacts) = 0 THEN
        RETURN '[]';
    END IF;

    -- The keys of both tables are the fence: whoever is faster with a person or a number has them.
    WITH person_fence AS (
        INSERT INTO app.person_lease (contact_id, login, device)
        SELECT c, me, here FROM unnest(contacts) c ORDER BY 1
        ON CONFLICT DO NOTHING RETURNING contact_id
    ), number_fence AS (
        INSERT INTO app.number_lease (number_hmac, login, device)
        SELECT p.number_hmac, me, here FROM app.phone p WHERE p.contact_id = ANY (contacts) ORDER BY 1
        ON CONFLICT DO NOTHING
    )
    SELECT array_agg(f.contact_id) INTO fenced FROM person_fence f;
    IF fenced IS NULL OR cardinality(fenced) < cardinality(contacts) THEN  -- the agent's own before, or somebody else's since
        contacts := ARRAY(SELECT l.contact_id FROM app.person_lease l WHERE l.contact_id = ANY (contacts) AND l.login = me AND l.device = here);
    END IF;
    WITH taken AS MATERIALIZED (
        SELECT c.ctid AS place, p.until, p.version
          FROM app.call_case c JOIN unnest(plans) p ON p.code = c.campaign
         WHERE c.contact_id = ANY (contacts)
           AND c.lease_id IS NULL AND c.state IN ('fresh', 'retry', 'callback', 'interrupted') AND NOT (c.quota_full AND c.state IN ('fresh', 'retry')) AND c.callable_from < p.until
           AND (c.assigned_to IS NULL OR c.assigned_to = me) AND (c.confided IS NULL OR c.confided = ANY (desk.confidences))
           AND (p.organismes IS NULL OR c.organisme = ANY (p.organismes))
           AND (SELECT true FROM app.phone n
                 WHERE n.contact_id = c.contact_id AND (SELECT h.login = me AND h.device = here FROM app.number_lease h
                                                         WHERE h.number_hmac = n.number_hmac) IS NOT TRUE LIMIT 1) IS NULL
           FOR UPDATE OF c SKIP LOCKED
    ), leased AS (
        UPDATE app.call_case c
           SET lease_id = app.lease_proof(desk.hmac_key, c.id, greatest(c.epoch, desk.epoch_floor) + 1, me, here),
               leased_by = me, leased_device = here, leased_until = t.until,
               epoch = greatest(c.epoch, desk.epoch_floor) + 1, withdrawn = NULL
          FROM taken t
         WHERE c.ctid = t.place
        RETURNING c.campaign, c.id, c.contact_id, c.lease_id, c.epoch, c.leased_until, c.revision, t.version
    ), history AS (
        INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, from_at, until_at)
        SELECT campaign, id, epoch, lease_id, me, here, now(), leased_until FROM leased
    )
    SELECT json_agg(json_build_object(
                'case_id', x.id, 'lease_id', x.lease_id, 'epoch', x.epoch, 'until', x.leased_until, 'revision', x.revision,
                'campaign', x.campaign, 'version', x.version, 'withdrawn', NULL)),
           array_agg(x.contact_id)
      INTO lines, contacts
      FROM leased x;
    IF NOT coalesce(fenced <@ contacts, fenced IS NULL) THEN  -- somebody was faster with a number or a case of the household
        PERFORM app.free_contacts(ARRAY(SELECT unnest(fenced) EXCEPT SELECT unnest(contacts)));
    END IF;
    RETURN coalesce(lines, '[]');
END $$;
