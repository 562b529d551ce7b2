-- Leases: who may take what, until when, and how a lease ends (decisions 2, 6, 7). Shared by agents' and supervisors' functions.
-- Those that a check-out or an outcome calls set no search_path: everything is named by schema, the caller has set it, and to set it again
-- costs as much as a look-up by key and forbids that the function is inlined.

-- The end of the centre's next working day (decision 6): the first later day, in Paris, on which a public service may call;
-- while no hours are loaded, the next weekday.
CREATE OR REPLACE FUNCTION app.lease_end(at timestamptz DEFAULT now()) RETURNS timestamptz
LANGUAGE plpgsql STABLE
AS $$
DECLARE
    today constant date := at AT TIME ZONE 'Europe/Paris';
    working timestamptz := (
        SELECT lower(w.span) FROM app.legal_window w
         WHERE w.rule = 'public_service' AND w.zone = 'Europe/Paris' AND lower(w.span) >= (today + 1)::timestamp AT TIME ZONE 'Europe/Paris'
         ORDER BY lower(w.span) LIMIT 1);
BEGIN
    RETURN (coalesce((working AT TIME ZONE 'Europe/Paris')::date,
                     today + CASE extract(isodow FROM today) WHEN 5 THEN 3 WHEN 6 THEN 2 ELSE 1 END) + 1)::timestamp AT TIME ZONE 'Europe/Paris';
END $$;

-- The id of a lease is the proof that this centre gave it: a code over what the lease says, under the centre's own key, which a backup
-- keeps. So a centre that lost the line of a lease (an older backup, a failover) still knows its own, and one never given cannot be
-- made up. Cut to half of a SHA-256 between two keys, it is no handle for an extension. Inlined into its caller, for which it must be no
-- more than STABLE: convert_to is.
--
-- The epoch of a lease is greatest(the case's, the centre's floor) + 1: the floor is above all that was given before a restore.
CREATE OR REPLACE FUNCTION app.lease_proof(key bytea, of_case uuid, epoch integer, login text, device uuid) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT encode(substring(sha256(key || 'lease'::bytea || uuid_send(of_case) || int4send(epoch) || uuid_send(device)
                                   || convert_to(login, 'UTF8') || key) FROM 1 FOR 16), 'hex')::uuid
$$;

-- Was this lease given to one of this agent's devices, though the history does not know it?
CREATE OR REPLACE FUNCTION app.lease_given(lease uuid, of_case uuid, of_epoch integer, agent_login text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT coalesce((SELECT bool_or(lease = app.lease_proof(c.hmac_key, of_case, of_epoch, d.login, d.id))
                       FROM app.device d, app.centre c WHERE d.login = agent_login), false)
$$;

-- Has somebody else taken this case, or worked on it, since a lease that the centre forgot?
CREATE OR REPLACE FUNCTION app.overtaken(code text, of_case uuid, of_epoch integer, agent_login text) RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM app.call_case c WHERE c.campaign = code AND c.id = of_case AND c.lease_id IS NOT NULL AND c.leased_by <> agent_login)
        OR EXISTS (SELECT FROM app.case_events(code, of_case) e
                    WHERE e.epoch > of_epoch AND e.type = 'call_started' AND e.login <> agent_login)
$$;

-- The campaigns, open or paused, that the director authorised this agent for today; `organismes` NULL: all of them.
CREATE OR REPLACE FUNCTION app.authorised_campaigns(agent_login text)
RETURNS TABLE (code text, state text, priority integer, lease_cap integer, calling_rule text, closes_at timestamptz, organismes text[])
LANGUAGE sql STABLE ROWS 10
AS $$
    SELECT c.code, c.state, c.priority, c.lease_cap, c.calling_rule, c.closes_at,
           CASE WHEN bool_or(a.organisme IS NULL) THEN NULL ELSE array_agg(a.organisme) END
      FROM app.campaign c
      JOIN app.agent_authorisation a ON a.login = agent_login AND (a.campaign IS NULL OR a.campaign = c.code)
     WHERE c.state IN ('open', 'paused') AND (c.closes_at IS NULL OR c.closes_at > now())
       AND a.revoked_at IS NULL AND a.from_at <= now() AND (a.until_at IS NULL OR a.until_at > now())
     GROUP BY c.code
$$;

-- The same as plans of what may be taken, until the end of a day that works at most.
CREATE OR REPLACE FUNCTION app.plans(agent_login text, day_end timestamptz) RETURNS SETOF app.campaign_plan
LANGUAGE sql STABLE ROWS 10
AS $$
    SELECT a.code, a.state = 'open', a.priority, g.current_version, a.calling_rule, a.organismes, u.until, a.lease_cap, l.max_attempts, l.over_days,
           coalesce((((u.until AT TIME ZONE 'Europe/Paris') - interval '1 microsecond')::date - l.over_days + 1)::timestamp
                    AT TIME ZONE 'Europe/Paris', '-infinity')
      FROM app.authorised_campaigns(agent_login) a
      JOIN app.campaign g ON g.code = a.code
      LEFT JOIN app.rule_limit l ON l.rule = a.calling_rule,
           LATERAL (SELECT least(day_end, a.closes_at) AS until) u
$$;

-- May this person be leased to this agent's device? Nobody else holds the person or one of the numbers, nothing stops the
-- person, and at least one number can legally be dialled between `from_at` and the plan's end (never lease what cannot be called).
CREATE OR REPLACE FUNCTION app.may_lease(contact uuid, plan app.campaign_plan, from_at timestamptz, agent_login text, agent_device uuid) RETURNS boolean
LANGUAGE plpgsql STABLE
AS $$
BEGIN
    -- Each question is a subquery of its own, never a join: the cost must not depend on how many cases there are. None counts: to make an
    -- aggregate ready costs more than the look-up.
    RETURN (
        SELECT t.opposed_at IS NULL AND t.do_not_call_at IS NULL AND t.deceased_at IS NULL
               AND (SELECT l.login = agent_login AND l.device = agent_device FROM app.person_lease l WHERE l.contact_id = t.id) IS NOT FALSE
               AND (plan.max_attempts IS NULL OR (
                    SELECT true FROM app.reach_attempt a
                     WHERE a.contact_id = t.id AND a.counts AND a.at >= plan.since AND (plan.over_days IS NOT NULL OR a.campaign = plan.code)
                    OFFSET plan.max_attempts - 1 LIMIT 1) IS NULL)
               AND coalesce((
                    SELECT bool_and((SELECT n.login = agent_login AND n.device = agent_device FROM app.number_lease n
                                      WHERE n.number_hmac = p.number_hmac) IS NOT FALSE)
                           AND bool_or((SELECT r.wrong_at IS NULL AND r.out_of_service_at IS NULL AND coalesce(r.blocked_until, '-infinity') < plan.until
                                          FROM app.reach r WHERE r.number_hmac = p.number_hmac) IS NOT FALSE
                                       AND (plan.over_days IS NULL OR (
                                            SELECT true FROM app.reach_attempt a
                                             WHERE a.number_hmac = p.number_hmac AND a.counts AND a.at >= plan.since
                                            OFFSET plan.max_attempts - 1 LIMIT 1) IS NULL)
                                       AND coalesce((
                                            SELECT upper(w.span) > greatest(from_at, now()) FROM app.legal_window w
                                             WHERE w.rule = plan.calling_rule AND w.zone = p.zone AND lower(w.span) < plan.until
                                             ORDER BY lower(w.span) DESC LIMIT 1),
                                            (SELECT false FROM app.legal_window w WHERE w.rule = plan.calling_rule LIMIT 1), true))
                      FROM app.phone p WHERE p.contact_id = t.id), false)
          FROM app.contact t
         WHERE t.id = contact);
END $$;

-- Give up persons and numbers of whom no case is leased any more.
CREATE OR REPLACE FUNCTION app.free_contacts(contacts uuid[]) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM app.person_lease l
     WHERE l.contact_id = ANY (contacts)
       AND (SELECT true FROM app.call_case c WHERE c.contact_id = l.contact_id AND c.leased_by IS NOT NULL LIMIT 1) IS NULL;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    DELETE FROM app.number_lease n
     WHERE n.number_hmac = ANY (ARRAY(SELECT p.number_hmac FROM app.phone p WHERE p.contact_id = ANY (contacts)))
       AND (SELECT true FROM app.phone q
             WHERE q.number_hmac = n.number_hmac AND (SELECT true FROM app.person_lease l WHERE l.contact_id = q.contact_id) LIMIT 1) IS NULL;
END $$;

-- End the leases of these cases, whoever holds them; the cases go back to where their state puts them. `reason`: returned,
-- finished, expired, withdrawn, released. Returns how many were leased.
CREATE OR REPLACE FUNCTION app.end_leases(cases uuid[], reason text) RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
DECLARE
    ended integer;
    contacts uuid[];
BEGIN
    WITH freed AS (
        UPDATE app.call_case c
           SET lease_id = NULL, leased_by = NULL, leased_device = NULL, leased_until = NULL, withdrawn = NULL, revision = revision + 1
         WHERE c.id = ANY (cases) AND c.lease_id IS NOT NULL
        RETURNING c.campaign, c.id, c.epoch, c.contact_id
    ), history AS (
        UPDATE app.lease l SET ended_at = now(), end_reason = reason
          FROM freed f
         WHERE l.campaign = f.campaign AND l.case_id = f.id AND l.epoch = f.epoch AND l.ended_at IS NULL
    )
    SELECT count(*), array_agg(DISTINCT f.contact_id) INTO ended, contacts FROM freed f;
    IF ended > 0 THEN
        PERFORM app.free_contacts(contacts);
    END IF;
    RETURN ended;
END $$;

-- Free some leases that ran out. Called by every check-out and by maintenance: nothing else has to run for cases to come back.
CREATE OR REPLACE FUNCTION app.expire_leases(at_most integer DEFAULT 50) RETURNS integer
LANGUAGE plpgsql
AS $$
DECLARE over uuid[];
BEGIN
    over := ARRAY(
        SELECT c.id FROM app.call_case c
         WHERE c.lease_id IS NOT NULL AND c.leased_until <= now()
         ORDER BY c.leased_until LIMIT at_most FOR UPDATE SKIP LOCKED);
    IF cardinality(over) = 0 THEN
        RETURN 0;
    END IF;
    RETURN app.end_leases(over, 'expired');
END $$;
