-- The set an agent holds on one device: renewed, given back.

-- Renew everything held on this device and return the full set as sync.protocol.LeaseLine objects. A case withdrawn, of a
-- closed campaign or of one the agent is no longer authorised for comes once more with its reason; its lease ends here
-- (decision 7: at the device's next contact). The undo of a lost answer is that the case is then missing from the set.
-- Promises come and go here, whatever the desk has room for: see app_callbacks.sql.
CREATE OR REPLACE FUNCTION agent.renew(device uuid) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    day_end timestamptz := app.lease_end();
    lines json;
    gone uuid[];
    told uuid[];
BEGIN
    CASE (SELECT d.status FROM app.device d WHERE d.id = here AND d.login = me)
        WHEN 'active', 'cloned' THEN NULL;
        WHEN 'erase' THEN  -- it has sent what it held, and ends here
            PERFORM app.end_leases(ARRAY(SELECT c.id FROM app.call_case c WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL
                                          ORDER BY c.campaign, c.id FOR UPDATE), 'withdrawn');
            RETURN '[]';
        ELSE PERFORM app.refuse();
    END CASE;
    -- Supervisors and pushes of others write to the same rows: in one order, so that nobody waits in a circle.
    PERFORM FROM app.call_case c
      WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL
      ORDER BY c.campaign, c.id FOR UPDATE;
    told := app.recall_promises(me, here);
    PERFORM app.take_promises(me, here, day_end);
    WITH held AS MATERIALIZED (
        SELECT c.campaign, c.id, c.lease_id, c.epoch, c.leased_until, c.revision, g.current_version, least(day_end, g.closes_at) AS until,
               CASE WHEN c.withdrawn IS NOT NULL THEN c.withdrawn
                    WHEN g.state = 'closed' OR g.closes_at <= now() THEN 'closed'
                    WHEN a.code IS NULL OR NOT (a.organismes IS NULL OR c.organisme = ANY (a.organismes)) THEN 'not_authorised'
               END AS reason
          FROM app.call_case c
          JOIN app.campaign g ON g.code = c.campaign
          LEFT JOIN app.authorised_campaigns(me) a ON a.code = c.campaign
         WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL
    ), renewed AS (
        UPDATE app.call_case c SET leased_until = h.until
          FROM held h
         WHERE c.campaign = h.campaign AND c.id = h.id AND h.reason IS NULL AND h.leased_until <> h.until
    ), history AS (
        UPDATE app.lease l SET until_at = h.until
          FROM held h
         WHERE l.campaign = h.campaign AND l.case_id = h.id AND l.epoch = h.epoch AND h.reason IS NULL AND l.until_at <> h.until
    )
    SELECT json_agg(json_build_object(
                'case_id', h.id, 'lease_id', h.lease_id, 'epoch', h.epoch, 'revision', h.revision, 'campaign', h.campaign,
                'until', CASE WHEN h.reason IS NULL THEN h.until ELSE h.leased_until END,
                'version', h.current_version, 'withdrawn', h.reason)),
           array_agg(h.id) FILTER (WHERE h.reason IS NOT NULL AND h.id <> ALL (told))
      INTO lines, gone
      FROM held h;
    IF gone IS NOT NULL THEN
        PERFORM app.end_leases(gone, 'withdrawn');
    END IF;
    RETURN coalesce(lines, '[]');
END $$;

-- Give back cases not begun: those of this device without a call under their present lease; and those whose call left a callback,
-- which is then no longer this agent's own promise but the team's. Returns how many.
CREATE OR REPLACE FUNCTION agent.check_in(device uuid, cases uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
-- Every question is a look-up by key. The lease tables fill and empty faster than statistics follow: never plan by them.
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    back uuid[];
BEGIN
    IF cardinality(cases) > 10000 THEN
        PERFORM app.refuse();
    END IF;
    back := ARRAY(
        SELECT c.id FROM app.call_case c
         WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL AND c.id = ANY (cases)
           AND (c.state = 'callback' OR (c.id, c.epoch) NOT IN (
                SELECT e.case_id, e.epoch
                  FROM (SELECT k.campaign, k.cohort, array_agg(k.id) AS ids FROM app.call_case k
                         WHERE k.leased_by = me AND k.leased_device = here AND k.lease_id IS NOT NULL AND k.id = ANY (cases) GROUP BY 1, 2) g,
                       LATERAL app.events_in(g.campaign, g.cohort, g.ids) e
                 WHERE e.type = 'call_started'))
         ORDER BY c.campaign, c.id FOR UPDATE OF c);
    UPDATE app.call_case c SET callback = c.callback - 'by', assigned_to = nullif(c.assigned_to, me)
     WHERE c.id = ANY (back) AND c.state = 'callback';
    UPDATE app.call_case c SET callback = c.callback - 'by' WHERE c.id = ANY (back) AND c.callback IS NOT NULL;  -- the team's now
    RETURN app.end_leases(back, 'returned');
END $$;
