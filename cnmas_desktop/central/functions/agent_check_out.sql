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
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    now_at constant timestamptz := now();
    day_end timestamptz := app.lease_end();
    places integer;
    lines json;
    unused uuid[];
BEGIN
    IF device IS NULL OR wanted IS NULL OR wanted < 0 OR wanted > 10000
       OR NOT EXISTS (SELECT FROM app.device d WHERE d.id = here AND d.login = me AND d.status <> 'erase') THEN
        PERFORM app.refuse();
    END IF;
    IF NOT EXISTS (SELECT FROM app.authorised_campaigns(me)) OR NOT EXISTS (
        SELECT FROM app.person p, app.centre e
         WHERE p.login = me AND p.undertaking_version = coalesce(e.policy ->> 'undertaking_version', '1')
    ) THEN
        PERFORM app.fault('check_out.not_authorised');
    END IF;
    PERFORM app.expire_leases();

    SELECT least(wanted, coalesce((e.policy ->> 'lease_cap')::integer, 200) - (
               SELECT count(*) FROM app.call_case c WHERE c.leased_by = me AND c.lease_id IS NOT NULL))
      INTO places FROM app.centre e;
    IF places <= 0 THEN
        RETURN '[]';
    END IF;

    WITH plan AS MATERIALIZED (
        SELECT a.code, a.calling_rule, a.organismes, a.priority, least(day_end, a.closes_at) AS until,
               a.lease_cap - (SELECT count(*) FROM app.call_case c
                               WHERE c.leased_by = me AND c.lease_id IS NOT NULL AND c.campaign = a.code) AS room
          FROM app.authorised_campaigns(me) a
         WHERE a.state = 'open'
    ), ranges AS MATERIALIZED (
        SELECT p.*, q.class::smallint AS class FROM plan p, generate_series(1, 5) AS q (class)
         WHERE p.room > 0
         ORDER BY p.priority, p.code, q.class
    ), assigned AS MATERIALIZED (
        SELECT k.contact_id
          FROM app.call_case k
         WHERE k.assigned_to = me AND k.lease_id IS NULL
           AND k.state IN ('fresh', 'retry', 'callback', 'interrupted') AND k.callable_from < day_end
           AND (SELECT app.may_lease(k.contact_id, p.code, p.calling_rule, k.callable_from, p.until, me, here)
                  FROM plan p WHERE p.code = k.campaign AND (p.organismes IS NULL OR k.organisme = ANY (p.organismes)))
         ORDER BY k.queue_class, k.callable_from, k.seeded_key, k.id
         LIMIT places FOR UPDATE OF k SKIP LOCKED
    ), pooled AS MATERIALIZED (
        SELECT l.contact_id
          FROM ranges r, LATERAL (
               SELECT k.contact_id
                 FROM app.call_case k
                WHERE k.campaign = r.code AND k.queue_class = r.class AND k.callable_from < r.until
                  AND k.lease_id IS NULL AND k.assigned_to IS NULL
                  AND k.state IN ('fresh', 'retry', 'callback', 'interrupted')
                  AND (r.organismes IS NULL OR k.organisme = ANY (r.organismes))
                  AND (r.class > 1 OR NOT app.promise_reserved(k.callback, k.promised_by, me))
                  AND app.may_lease(k.contact_id, r.code, r.calling_rule, k.callable_from, r.until, me, here)
                ORDER BY k.callable_from, k.seeded_key, k.id
                LIMIT least(places, r.room) FOR UPDATE OF k SKIP LOCKED) l
         LIMIT places - (SELECT count(*) FROM assigned)
    ), picked AS (
        SELECT contact_id, row_number() OVER () AS place
          FROM (SELECT contact_id FROM assigned UNION ALL SELECT contact_id FROM pooled) u
    ), persons AS (
        SELECT f.contact_id, f.place, sum(h.size) OVER (ORDER BY f.place) AS total
          FROM (SELECT contact_id, min(place) AS place FROM picked GROUP BY contact_id) f,
               LATERAL (SELECT count(*) AS size FROM app.call_case c JOIN plan p ON p.code = c.campaign
                         WHERE c.contact_id = f.contact_id AND c.lease_id IS NULL AND c.callable_from < p.until
                           AND c.state IN ('fresh', 'retry', 'callback', 'interrupted')
                           AND (c.assigned_to IS NULL OR c.assigned_to = me)) h
    ), chosen AS MATERIALIZED (
        SELECT contact_id FROM persons WHERE total <= places OR place = 1 ORDER BY contact_id
    ), person_fence AS (
        INSERT INTO app.person_lease (contact_id, login, device)
        SELECT contact_id, me, here FROM chosen ORDER BY contact_id
        ON CONFLICT DO NOTHING RETURNING contact_id
    ), ours AS MATERIALIZED (
        SELECT contact_id FROM person_fence
        UNION
        SELECT l.contact_id FROM app.person_lease l JOIN chosen USING (contact_id) WHERE l.login = me AND l.device = here
    ), number_fence AS (
        INSERT INTO app.number_lease (number_hmac, login, device)
        SELECT DISTINCT p.number_hmac, me, here FROM app.phone p JOIN ours USING (contact_id) ORDER BY 1
        ON CONFLICT DO NOTHING RETURNING number_hmac
    ), kept AS MATERIALIZED (
        SELECT o.contact_id FROM ours o
         WHERE NOT EXISTS (
            SELECT FROM app.phone p
             WHERE p.contact_id = o.contact_id
               AND p.number_hmac NOT IN (SELECT number_hmac FROM number_fence)
               AND NOT EXISTS (SELECT FROM app.number_lease n
                                WHERE n.number_hmac = p.number_hmac AND n.login = me AND n.device = here))
    ), taken AS MATERIALIZED (
        SELECT c.campaign, c.id, p.until
          FROM kept JOIN app.call_case c USING (contact_id) JOIN plan p ON p.code = c.campaign
         WHERE c.lease_id IS NULL AND c.state IN ('fresh', 'retry', 'callback', 'interrupted') AND c.callable_from < p.until
           AND (c.assigned_to IS NULL OR c.assigned_to = me)
           AND (p.organismes IS NULL OR c.organisme = ANY (p.organismes))
           FOR UPDATE OF c SKIP LOCKED
    ), leased AS (
        UPDATE app.call_case c
           SET lease_id = gen_random_uuid(), leased_by = me, leased_device = here, leased_until = t.until,
               epoch = c.epoch + 1, withdrawn = NULL
          FROM taken t
         WHERE c.campaign = t.campaign AND c.id = t.id
        RETURNING c.campaign, c.id, c.contact_id, c.lease_id, c.epoch, c.leased_until, c.revision
    ), history AS (
        INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, from_at, until_at)
        SELECT campaign, id, epoch, lease_id, me, here, now_at, leased_until FROM leased
    )
    SELECT (SELECT json_agg(json_build_object(
                'case_id', x.id, 'lease_id', x.lease_id, 'epoch', x.epoch, 'until', x.leased_until, 'revision', x.revision,
                'campaign', x.campaign, 'version', g.current_version, 'withdrawn', NULL))
              FROM leased x JOIN app.campaign g ON g.code = x.campaign),
           ARRAY(SELECT contact_id FROM person_fence EXCEPT SELECT contact_id FROM leased)
      INTO lines, unused;
    IF cardinality(unused) > 0 THEN  -- somebody was faster with a number or a case of the household
        PERFORM app.free_contacts(unused);
    END IF;
    RETURN coalesce(lines, '[]');
END $$;
