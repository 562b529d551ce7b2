-- Somebody calls in: find the person by exact number, name and birth date, all three as the person says them, and lease every open
-- case of theirs to this agent's device for the call (trade section 2). Hours and limits are for calls out: none is asked here.
--
-- NULL is the one answer to anything else: no such person, a wrong date, a person or a number that somebody else holds, nothing
-- open. The access log holds that it was asked and why, never what was typed. Returns {"leases": sync.protocol.LeaseLine objects,
-- "cases": CasePayload objects, "versions": VersionRef objects}.
CREATE OR REPLACE FUNCTION agent.look_up(device uuid, number text, name text, birth date, reason text) RETURNS json
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    dialled constant text := app.bounded(number, 16);
    said constant text := app.plain(app.bounded(name, 120));
    born constant text := birth::text;
    why constant text := app.bounded(reason, 64);
    now_at constant timestamptz := now();
    day_end timestamptz := app.lease_end();
    persons uuid[];
    lines json;
    ids uuid[];
    unused uuid[];
BEGIN
    IF NOT EXISTS (SELECT FROM app.device d WHERE d.id = here AND d.login = me AND d.status <> 'erase') THEN
        PERFORM app.refuse();
    END IF;
    IF NOT EXISTS (SELECT FROM app.authorised_campaigns(me)) OR NOT EXISTS (
        SELECT FROM app.person p, app.centre e
         WHERE p.login = me AND p.undertaking_version = coalesce(e.policy ->> 'undertaking_version', '1')
    ) THEN
        PERFORM app.fault('check_out.not_authorised');
    END IF;
    PERFORM app.count_online(me, 'look_up', 'look_ups_per_hour', 20);

    persons := ARRAY(
        SELECT DISTINCT t.id
          FROM app.phone p JOIN app.contact t ON t.id = p.contact_id
         WHERE p.number_hmac = app.number_key(dialled) AND t.fields ->> 'date_naissance' = born AND said <> '' AND t.deceased_at IS NULL
           AND said IN (app.plain(t.fields ->> 'nom'), app.plain(concat(t.fields ->> 'nom', t.fields ->> 'prenom')),
                        app.plain(concat(t.fields ->> 'prenom', t.fields ->> 'nom'))));
    PERFORM app.end_leases(ARRAY(
        SELECT c.id FROM app.call_case c WHERE c.contact_id = ANY (persons) AND c.lease_id IS NOT NULL AND c.leased_until <= now_at
         ORDER BY c.campaign, c.id FOR UPDATE), 'expired');

    WITH plan AS MATERIALIZED (
        SELECT a.code, a.organismes, least(day_end, a.closes_at) AS until FROM app.authorised_campaigns(me) a
    ), person_fence AS (
        INSERT INTO app.person_lease (contact_id, login, device)
        SELECT u.id, me, here FROM unnest(persons) AS u (id) ORDER BY 1
        ON CONFLICT DO NOTHING RETURNING contact_id
    ), ours AS MATERIALIZED (
        SELECT contact_id FROM person_fence
        UNION
        SELECT l.contact_id FROM app.person_lease l WHERE l.contact_id = ANY (persons) AND l.login = me AND l.device = here
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
         WHERE c.lease_id IS NULL AND c.state IN ('fresh', 'retry', 'callback', 'interrupted')
           AND (p.organismes IS NULL OR c.organisme = ANY (p.organismes))
           FOR UPDATE OF c SKIP LOCKED
    ), leased AS (
        UPDATE app.call_case c
           SET lease_id = app.lease_proof(o.hmac_key, c.id, greatest(c.epoch, o.epoch_floor) + 1, me, here),
               leased_by = me, leased_device = here, leased_until = t.until,
               epoch = greatest(c.epoch, o.epoch_floor) + 1, withdrawn = NULL
          FROM taken t, app.centre o
         WHERE c.campaign = t.campaign AND c.id = t.id
        RETURNING c.campaign, c.id, c.contact_id, c.lease_id, c.epoch, c.leased_until, c.revision
    ), history AS (
        INSERT INTO app.lease (campaign, case_id, epoch, id, login, device, from_at, until_at, incoming)
        SELECT campaign, id, epoch, lease_id, me, here, now_at, leased_until, true FROM leased
    ), held AS (
        SELECT * FROM leased
        UNION ALL
        SELECT c.campaign, c.id, c.contact_id, c.lease_id, c.epoch, c.leased_until, c.revision
          FROM kept JOIN app.call_case c USING (contact_id)
         WHERE c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL AND c.withdrawn IS NULL
    )
    SELECT (SELECT json_agg(json_build_object(
                'case_id', x.id, 'lease_id', x.lease_id, 'epoch', x.epoch, 'until', x.leased_until, 'revision', x.revision,
                'campaign', x.campaign, 'version', g.current_version, 'withdrawn', NULL) ORDER BY x.campaign, x.id)
              FROM held x JOIN app.campaign g ON g.code = x.campaign),
           (SELECT array_agg(x.id ORDER BY x.campaign, x.id) FROM held x),
           ARRAY(SELECT contact_id FROM person_fence EXCEPT SELECT contact_id FROM leased)
      INTO lines, ids, unused;
    IF cardinality(unused) > 0 THEN  -- nothing open, or somebody else holds one of the numbers
        PERFORM app.free_contacts(unused);
    END IF;
    PERFORM app.note_access('look_up', NULL, ids[1], jsonb_build_object(
        'reason', why, 'device', here, 'granted', ids IS NOT NULL, 'cases', coalesce(cardinality(ids), 0)));
    IF ids IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN json_build_object('leases', lines, 'cases', agent.fetch(ids), 'versions', (
        SELECT json_agg(json_build_object('code', v.campaign, 'version', v.version, 'sha256', v.sha256))
          FROM app.campaign g JOIN app.campaign_version v ON v.campaign = g.code AND v.version = g.current_version
         WHERE g.code IN (SELECT c.campaign FROM app.call_case c WHERE c.id = ANY (ids))));
END $$;

-- Letters and digits only, without accents or case, as domain.spelling.letters.
CREATE OR REPLACE FUNCTION app.plain(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT regexp_replace(lower(normalize(replace(replace(replace(replace(value, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), NFKD)), '[^a-z0-9]', '', 'g')
$$;

-- Slips « appel entrant »: somebody called in whom the agent could not look up. The number alone leads to the persons it may be;
-- whoever holds a case of theirs sees it at the next sync (agent.fetch). Kept thirty days, as attempts are.
CREATE OR REPLACE FUNCTION app.apply_slips(fresh app.pushed[], me text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    DELETE FROM app.incoming_slip s WHERE s.at < now() - interval '30 days';
    WITH slips AS (
        INSERT INTO app.incoming_slip (event_id, number_hmac, at, login)
        SELECT r.id, app.number_key(r.body ->> 'number'), r.at, me FROM unnest(fresh) r WHERE r.type = 'incoming_slip'
        ON CONFLICT DO NOTHING
        RETURNING number_hmac
    )
    UPDATE app.call_case c SET revision = c.revision + 1
      FROM (SELECT DISTINCT p.contact_id FROM slips s JOIN app.phone p USING (number_hmac)) w
     WHERE c.contact_id = w.contact_id AND c.lease_id IS NOT NULL;
END $$;

-- When somebody last called in from a number of this person without having been called, or having called, since; NULL: never.
CREATE OR REPLACE FUNCTION app.called_in_at(contact uuid) RETURNS timestamptz
LANGUAGE sql STABLE
SET search_path = pg_catalog, app, pg_temp
AS $$
    SELECT max(s.at) FROM app.phone p JOIN app.incoming_slip s USING (number_hmac)
     WHERE p.contact_id = contact AND s.at > now() - interval '30 days'
       AND NOT EXISTS (SELECT FROM app.reach_attempt a WHERE a.contact_id = contact AND a.at > s.at)
$$;
