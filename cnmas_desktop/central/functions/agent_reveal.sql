-- One secret of one case (the provisional ameli code), fetched online while the person is on the line (trade section 1).
--
-- NULL is the one refusal: case of somebody else, no such case, field of another kind, lease over, lease taken for an incoming
-- call, nothing on file. Asked or refused, it is a line of the access log in this transaction, and that log is what limits the
-- rate: only the limit itself, which says something of the agent alone, has a sentence of its own.
CREATE OR REPLACE FUNCTION agent.reveal(device uuid, case_id uuid, field text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, app, pg_temp
SET plan_cache_mode = force_generic_plan SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    me text := app.require('agent');
    here constant uuid := device;
    the_case constant uuid := case_id;
    the_field constant text := field;
    secret text;
    of_campaign text;
BEGIN
    PERFORM app.count_online(me, 'reveal', 'reveals_per_hour', 30);
    SELECT (t.fields || c.fields) ->> the_field, c.campaign INTO secret, of_campaign
      FROM app.call_case c
      JOIN app.campaign g ON g.code = c.campaign
      JOIN app.campaign_version v ON v.campaign = g.code AND v.version = g.current_version
      JOIN app.contact t ON t.id = c.contact_id
      JOIN app.lease l ON l.campaign = c.campaign AND l.case_id = c.id AND l.epoch = c.epoch
      JOIN app.authorised_campaigns(me) a ON a.code = c.campaign AND (a.organismes IS NULL OR c.organisme = ANY (a.organismes))
     WHERE c.id = the_case AND c.leased_by = me AND c.leased_device = here AND c.lease_id IS NOT NULL
       AND c.withdrawn IS NULL AND c.leased_until > now() AND NOT l.incoming AND the_field = ANY (v.online_only);
    PERFORM app.note_access('reveal', of_campaign, the_case, jsonb_build_object(
        'field', left(the_field, 64), 'device', here, 'granted', secret IS NOT NULL));
    RETURN secret;
END $$;

-- Before a guarded call: its kind has not been asked too often in the last hour, by the access log. A person's calls take turns,
-- so that two at once do not both count the same lines. The limit is the centre's policy `limit_name`.
CREATE OR REPLACE FUNCTION app.count_online(me text, access_type text, limit_name text, by_default integer) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, app, pg_temp
AS $$
BEGIN
    PERFORM FROM app.device d WHERE d.login = me ORDER BY d.id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM app.audit a
         WHERE a.login = me AND a.type = access_type AND a.type IN ('reveal', 'look_up') AND a.at > now() - interval '1 hour')
       >= (SELECT coalesce((e.policy ->> limit_name)::integer, by_default) FROM app.centre e) THEN
        PERFORM app.fault('online.too_many');
    END IF;
END $$;
